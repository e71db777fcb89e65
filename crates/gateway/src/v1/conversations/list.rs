//! `GET /v1/conversations`: the chat list.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;

use crate::Gateway;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::Conversation;

// ---- response

/// A person's conversations.
#[derive(Serialize, ToSchema)]
pub struct Conversations {
    /// Oldest first; the assistant's is always there.
    pub conversations: Vec<Conversation>,
}

// ---- problems

problems!(SignInRequired);

// ---- operation

/// List the conversations.
///
/// Every conversation of the person, with its newest turn. The assistant's is always among them.
#[utoipa::path(
    get,
    path = "/v1/conversations",
    operation_id = "listConversations",
    tag = "conversation",
    security(("session" = [])),
    responses(
        (status = OK, description = "The conversations.", body = Conversations, example = json!({
            "conversations": [{
                "id": "019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10",
                "bot": {
                    "id": "00000000-0000-0000-0000-000000000001",
                    "name": {"ko": "이음", "en": "Ieum"},
                },
                "createdAt": "2026-11-23T09:00:00Z",
            }],
        })),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
) -> Result<Json<Conversations>, HttpProblem> {
    let chats = gateway.hub.chats(person.id).await?;
    Ok(Json(Conversations {
        conversations: chats.iter().map(|chat| Conversation::of(chat, &gateway.picture_key)).collect(),
    }))
}
