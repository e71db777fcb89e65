//! `PUT /v1/vision/galleries/{gallery}/photos`: photos come, or change.

use axum::Json;
use axum::extract::State;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use domain::Problem;
use hub::{Caller, NewImage};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::Gateway;
use crate::body::{FromJson, FromPath, FromQuery};
use crate::images::{self, FromImages, Source};
use crate::problem::{HttpProblem, problems};
use crate::signed_in::SignedIn;
use crate::wire::{NewPhoto, Outcome, RefusedOne};

// ---- request

/// Photos by their ids.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PutPhotos {
    /// 1 to 64.
    #[serde(skip_serializing)]
    photos: Vec<NewPhoto>,
}

/// For files in a form.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Labelled {
    /// What the photos of a form show.
    #[param(example = "고사리")]
    label: Option<String>,
}

// ---- problems

problems!(
    BadRequest,
    NotFound,
    BodyTooLarge,
    SignInRequired,
    OwnerOnly,
    EngineBusy,
    EngineUnavailable,
    StorageFull,
    StorageReadOnly,
    ShuttingDown,
);

// ---- operation

/// Add or change photos.
///
/// As JSON, or as a form whose `image` fields are files: a file's name is then the photo's id, and `?label=` says what all
/// of them show. A photo takes the place of the one with its id. A small picture and a vector are kept of each; what the
/// camera wrote beside it (where and when it was taken) is not. Each that is wrong is told with its place, and the others
/// are taken.
#[utoipa::path(
    put,
    path = "/v1/vision/galleries/{gallery}/photos",
    operation_id = "putPhotos",
    tag = "vision",
    security(("key" = []), ("session" = [])),
    params(("gallery" = String, Path, description = "The gallery.", example = "plants"), Labelled),
    request_body(content((PutPhotos = "application/json", example = json!({"photos": [
        {"id": "p12", "label": "고사리", "image": {"url": "https://example.com/fern.jpg"}},
    ]})))),
    responses(
        (status = OK, description = "What became of them.", body = Outcome, example = json!({"taken": 1, "refused": []})),
        Problems,
    ),
)]
pub async fn handler(
    State(gateway): State<Gateway>,
    SignedIn { person, .. }: SignedIn,
    FromPath(gallery): FromPath<String>,
    FromQuery(Labelled { label }): FromQuery<Labelled>,
    request: Request,
) -> Result<Json<Outcome>, HttpProblem> {
    let photos = sent(request, &gateway, label).await?;
    let (images, sources): (Vec<NewImage>, Vec<Source>) = photos.into_iter().unzip();
    let files = images::files(&gateway, sources).await?;
    let (mut sound, mut places, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    for (index, (image, file)) in images.into_iter().zip(files).enumerate() {
        match file {
            Ok(file) => {
                sound.push(NewImage { file, ..image });
                places.push(index);
            }
            Err(problem) => refused.push(RefusedOne { index, why: why(problem) }),
        }
    }
    let caller = Caller::sending(person.id);
    let taken = gateway.hub.put_photos(&caller, person.id, &gallery, sound).await?;
    let later = Outcome::from(taken);
    refused.extend(later.refused.into_iter().map(|one| RefusedOne { index: places[one.index], ..one }));
    refused.sort_by_key(|one| one.index);
    Ok(Json(Outcome { taken: later.taken, refused }))
}

// ---- helpers

async fn sent(
    request: Request,
    gateway: &Gateway,
    label: Option<String>,
) -> Result<Vec<(NewImage, Source)>, HttpProblem> {
    let kind = request.headers().get(header::CONTENT_TYPE).map_or(&b""[..], |kind| kind.as_bytes());
    if !kind.starts_with(b"application/json") {
        let FromImages(images) = FromImages::from_request(request, gateway).await?;
        let of = |image: images::Image| {
            let id = image.name.unwrap_or_default();
            (NewImage { id, label: label.clone(), ..NewImage::default() }, image.source)
        };
        return Ok(images.into_iter().map(of).collect());
    }
    let FromJson(PutPhotos { photos }) = FromJson::from_request(request, gateway).await?;
    images::check_count(photos.len())?;
    let photos = photos.into_iter().enumerate().map(|(index, photo)| {
        let NewPhoto { id, label, title, data, image } = photo;
        let data = data.map(|data| data.get().to_owned());
        Ok((NewImage { id, label, title, data, file: Vec::new() }, image.source(index)?))
    });
    photos.collect()
}

fn why(problem: Problem) -> String {
    problem.detail.unwrap_or_else(|| problem.code.as_str().to_owned())
}
