//! `POST /v1/vision/galleries/{gallery}/teach`: the labels become a recogniser.

use axum::Json;
use axum::extract::State;

use crate::Gateway;
use crate::body::FromPath;
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::LessonReport;

// ---- problems

problems!(BadRequest, SignInRequired, OwnerOnly, NotFound, StorageFull, StorageReadOnly, ShuttingDown);

// ---- operation

/// Teach a recogniser.
///
/// It learns the labels of the gallery's photos: five of each are a beginning. Photos without a label are taken for such as
/// show none of them. Two ways to tell labels apart are tried, each photo judged by what the others alone would teach, and the
/// better one serves at once. The report says how good it is, which labels are confused, and which photos are doubtful.
#[utoipa::path(
    post,
    path = "/v1/vision/galleries/{gallery}/teach",
    operation_id = "teachGallery",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    params(("gallery" = String, Path, description = "The gallery.", example = "plants")),
    responses((status = OK, description = "How good it is.", body = LessonReport, example = json!({
        "head": "linear",
        "right": {"count": 57, "of": 60, "from": 0.86, "to": 0.98},
        "kept": {"count": 58, "of": 60, "from": 0.89, "to": 0.99},
        "labels": [
            {"label": "고사리", "photos": 30, "tooFew": false, "recall": 0.97, "precision": 0.94},
            {"label": "이끼", "photos": 30, "tooFew": false, "recall": 0.9, "precision": 1.0},
        ],
        "confusion": [[29, 0, 1], [2, 27, 1]],
        "doubts": [{"photo": "p31", "why": "elsewhere", "label": "고사리", "probability": 0.91}],
    })), Problems),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(name): FromPath<String>,
) -> Result<Json<LessonReport>, HttpProblem> {
    Ok(Json(gateway.hub.teach_gallery(person.id, &name).await?.into()))
}
