//! `GET /v1/connect`: the WebSocket of a touchpoint.

mod socket;

use axum::extract::State;
use axum::extract::ws::WebSocketUpgrade;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::response::Response;
use domain::Code;

use crate::Gateway;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;

/// Beyond this a message is not even read to its end, and the connection closes.
const UNREADABLE: usize = 1024 * 1024;

// ---- problems

problems!(BadRequest, SignInRequired, ShuttingDown);

// ---- operation

/// Connect a touchpoint.
///
/// Opens a WebSocket on which events (`EventMessage`) go up and instructions (`Instruction`) come down as JSON text
/// messages, and audio goes either way as binary messages. `docs/protocol.md` describes the protocol. The first
/// message must be `System.Synchronize`.
#[utoipa::path(
    get,
    path = "/v1/connect",
    operation_id = "connect",
    tag = "conversation",
    security(("session" = [])),
    responses(
        (status = SWITCHING_PROTOCOLS, description = "The WebSocket is open. The messages that come down have the \
            form of `Instruction`.", content_type = "application/json", body = crate::wire::Instruction,
            example = json!({"type": "Recognizer.Recognized", "body": {
                "event": "019ab0f6-2e31-7d2a-b1c4-52f0c6a7e012", "text": "내일 세 시에", "stable": 4, "final": false,
            }})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, way }: SignedIn,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Result<Response, HttpProblem> {
    let upgrade = upgrade.map_err(|refused| HttpProblem::new(Code::BadRequest, refused.body_text()))?;
    if gateway.shutdown.is_cancelled() {
        return Err(Code::ShuttingDown.into());
    }
    let upgrade = upgrade.max_message_size(UNREADABLE).max_frame_size(UNREADABLE);
    Ok(upgrade.on_upgrade(move |socket| socket::run(socket, gateway, person, way)))
}
