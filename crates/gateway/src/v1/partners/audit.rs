//! `GET /v1/partners/{partner}/audit`: what was done for a partner.

use axum::Json;
use axum::extract::State;
use domain::{AuditId, PartnerId};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Gateway;
use crate::acting::ActingFor;
use crate::body::{FromPath, FromQuery};
use crate::problem::{HttpProblem, problems};
use crate::wire::{AuditEntry, Id};

// ---- request and response

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// What came before this one: the `next` of the page before.
    #[param(value_type = Option<String>, format = "uuid")]
    before: Option<Id<AuditId>>,
    /// At most so many; 50 unless told, 200 at most.
    #[param(minimum = 1, maximum = 200, example = 50)]
    limit: Option<u32>,
}

/// A page of the log.
#[derive(Serialize, ToSchema)]
pub struct AuditPage {
    pub entries: Vec<AuditEntry>,
    /// Where the next page begins, if there is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = "uuid")]
    pub next: Option<Id<AuditId>>,
}

// ---- problems

problems!(BadRequest, SignInRequired, KeyUnknown, TooManyRequests, ScopeMissing, NotFound);

// ---- operation

/// Read the audit log.
///
/// What was done, by whom and when, the newest first, a page at a time.
#[utoipa::path(
    get,
    path = "/v1/partners/{partner}/audit",
    operation_id = "auditPartner",
    tag = "partners",
    security(("session" = []), ("key" = [])),
    params(
        ("partner" = String, Path, format = "uuid", description = "The partner.", example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        Which,
    ),
    responses(
        (status = OK, description = "The page.", body = AuditPage, example = json!({"entries": [{
            "id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", "at": "2026-11-23T09:00:00Z", "actor": "person", "by": "지우",
            "action": "bot.deployed", "target": "flowers", "detail": "3",
        }]})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    ActingFor(acting): ActingFor,
    FromPath(Id(partner)): FromPath<Id<PartnerId>>,
    FromQuery(which): FromQuery<Which>,
) -> Result<Json<AuditPage>, HttpProblem> {
    let before = which.before.map(|Id(before)| before);
    let page = gateway.hub.audit(&acting, partner, before, which.limit.unwrap_or(50).clamp(1, 200)).await?;
    let next = page.entries.last().filter(|_| page.more).map(|last| Id(last.id));
    Ok(Json(AuditPage { entries: page.entries.into_iter().map(AuditEntry::from).collect(), next }))
}
