//! `GET /v1/conversations/{id}/turns`: the history of a conversation, a page at a time.

use axum::Json;
use axum::extract::State;
use domain::{Code, ConversationId};
use hub::Page;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Gateway;
use crate::body::{FromPath, FromQuery};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::{Id, Turn};

// ---- request and response

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Which {
    /// The turns right before this place. Without `before` and `after`: the newest.
    #[param(example = 51)]
    before: Option<i64>,
    /// The turns right after this place.
    after: Option<i64>,
    /// At most so many turns; 50 unless told, 200 at most.
    #[param(minimum = 1, maximum = 200, example = 50)]
    limit: Option<u32>,
}

/// A page of turns.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct History {
    /// In order.
    pub turns: Vec<Turn>,
    /// Older turns exist before the first of `turns`.
    pub more_before: bool,
    /// Newer turns exist after the last of `turns`; told when `after` was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more_after: Option<bool>,
}

const DEFAULT_LIMIT: u32 = 50;
const HIGHEST_LIMIT: u32 = 200;

// ---- problems

problems!(BadRequest, SignInRequired, NotFound);

// ---- operation

/// Read a conversation.
///
/// A page of its turns in order: the newest ones, those right `before` a place, or those right `after` one. Places are
/// the turns' `sequence`, which has no gaps.
#[utoipa::path(
    get,
    path = "/v1/conversations/{id}/turns",
    operation_id = "listTurns",
    tag = "conversation",
    security(("session" = [])),
    params(
        ("id" = String, Path, format = "uuid", description = "The conversation.",
            example = "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10"),
        Which,
    ),
    responses(
        (status = OK, description = "The page.", body = History, example = json!({"turns": [], "moreBefore": false})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(Id(conversation)): FromPath<Id<ConversationId>>,
    FromQuery(which): FromQuery<Which>,
) -> Result<Json<History>, HttpProblem> {
    let limit = which.limit.unwrap_or(DEFAULT_LIMIT).clamp(1, HIGHEST_LIMIT);
    let page = match (which.before, which.after) {
        (None, None) => Page::Newest,
        (Some(before), None) => Page::Before(before),
        (None, Some(after)) => Page::After(after),
        (Some(_), Some(_)) => {
            return Err(HttpProblem::new(Code::BadRequest, "give before or after, not both"));
        }
    };
    let history = gateway.hub.history(person.id, conversation, page, limit).await?;
    Ok(Json(History {
        more_before: history.turns.first().is_some_and(|first| first.sequence > 1),
        more_after: matches!(page, Page::After(_)).then_some(history.more),
        turns: history.turns.iter().map(|turn| Turn::of(turn, &gateway.picture_key)).collect(),
    }))
}
