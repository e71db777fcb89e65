//! The bots of a partner.

pub mod create;
pub mod deploy;
pub mod diff;
pub mod get;
pub mod list;
pub mod listing;
pub mod questions;
pub mod remove;
pub mod roll_back;
pub mod save_draft;
pub mod settle_question;
pub mod statistics;
pub mod test;
pub mod try_out;
pub mod version;
pub mod versions;
pub mod withdraw;

use axum::http::{HeaderMap, header};
use domain::Code;

use crate::problem::HttpProblem;

/// A revision of a draft, as the header `ETag` says it.
fn etag(revision: u64) -> String {
    format!("\"{revision}\"")
}

/// The revision that the client has seen; none: whatever is there.
fn if_match(headers: &HeaderMap) -> Result<Option<u64>, HttpProblem> {
    let wrong = || HttpProblem::new(Code::BadRequest, "If-Match: expected the ETag of the draft, or *");
    let text = headers.get(header::IF_MATCH).and_then(|text| text.to_str().ok()).ok_or_else(wrong)?;
    match text.trim() {
        "*" => Ok(None),
        text => {
            let revision = text.strip_prefix('"').and_then(|text| text.strip_suffix('"'));
            revision.and_then(|revision| revision.parse().ok()).map(Some).ok_or_else(wrong)
        }
    }
}
