//! `POST /v1/vision/read`: what is written in pictures.

use axum::Json;
use axum::extract::State;
use hub::Caller;
use serde::Serialize;
use utoipa::ToSchema;

use super::{OfOne, Sound};
use crate::Gateway;
use crate::images::{FromImages, ImagesJson};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::WrittenPage;

// ---- response

#[derive(Serialize, ToSchema)]
pub struct ReadPages {
    /// One for each image, in their order.
    results: Vec<OfOne<WrittenPage>>,
}

// ---- problems

problems!(
    BadRequest,
    ImageUnreadable,
    ImageTooLarge,
    LinkUnreachable,
    BodyTooLarge,
    SignInRequired,
    EngineBusy,
    EngineUnavailable,
    ShuttingDown,
);

// ---- operation

/// Read what is written in pictures.
///
/// Korean, Latin letters and digits, line by line, with where they stand. Images come as for `/v1/vision/classify`.
/// Nothing is kept.
#[utoipa::path(
    post,
    path = "/v1/vision/read",
    operation_id = "readImages",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    request_body(content(
        (Vec<u8> = "image/*"),
        (ImagesJson = "application/json", example = json!({"images": [{"url": "https://example.com/menu.jpg"}]})),
    )),
    responses((status = OK, description = "What is written in them.", body = ReadPages, example = json!({"results": [{"text": "오늘의 메뉴", "width": 640, "height": 480, "unread": 0, "blocks": [{"lines": [{"text": "오늘의 메뉴", "confidence": 0.97, "corners": [[40.0, 30.0], [220.0, 30.0], [220.0, 62.0], [40.0, 62.0]]}]}]}]})), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    images: FromImages,
) -> Result<Json<ReadPages>, HttpProblem> {
    let Sound { files, wrong } = Sound::of(&gateway, images).await?;
    let caller = Caller::sending(person.id);
    let pages = if files.is_empty() { Vec::new() } else { gateway.hub.read_text(&caller, files).await? };
    let results = Sound::join(wrong, pages, |(page, size)| WrittenPage::new(&page, size))?;
    Ok(Json(ReadPages { results }))
}
