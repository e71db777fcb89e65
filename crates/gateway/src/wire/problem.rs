//! A problem inside a message. (A problem that *is* the answer to a request is in `crate::problem`.)

use serde::Serialize;
use utoipa::ToSchema;

use super::InBoth;

/// What went wrong, and what to do about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// The stable name in the catalogue, `docs/errors.md`.
    #[schema(examples("text_too_long"))]
    pub code: String,
    /// For the person.
    pub message: InBoth,
    /// For developers: the field, the limit, the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

impl From<&domain::Problem> for Problem {
    fn from(problem: &domain::Problem) -> Self {
        Self {
            code: problem.code.as_str().to_owned(),
            message: InBoth {
                ko: problem.code.message(domain::Language::Korean).to_owned(),
                en: problem.code.message(domain::Language::English).to_owned(),
            },
            detail: problem.detail.clone(),
        }
    }
}
