//! Images of a request, however they come: as the body itself, in a form, or in JSON as base64 or as links.

mod form;
mod json;

use axum::body::Bytes;
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::header;
use domain::{Code, Problem};
use hub::MOST_IMAGES;

use crate::Gateway;
use crate::problem::HttpProblem;

pub use json::{ImageJson, ImagesJson};

/// The images of a request: 1 to 64.
pub struct FromImages(pub Vec<Image>);

/// An image on its way in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// What it is called, if it has a name.
    pub name: Option<String>,
    pub source: Source,
}

/// Where its bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    File(Bytes),
    Link(String),
}

impl FromRequest<Gateway> for FromImages {
    type Rejection = HttpProblem;

    async fn from_request(request: Request, gateway: &Gateway) -> Result<Self, HttpProblem> {
        let kind = request.headers().get(header::CONTENT_TYPE).map_or(&b""[..], |kind| kind.as_bytes());
        let images = if kind.starts_with(b"multipart/form-data") {
            form::read(Multipart::from_request(request, gateway).await?).await?
        } else if kind.starts_with(b"application/json") {
            json::read(request, gateway).await?
        } else {
            let file = Bytes::from_request(request, gateway).await?;
            vec![Image { name: None, source: Source::File(file) }]
        };
        check_count(images.len())?;
        Ok(Self(images))
    }
}

/// Links that are followed at once.
const TOGETHER: usize = 8;

/// The files of images; links are fetched, some at a time, until all files together are as large as a request may be. What
/// is wrong with one does not hold up the others.
pub async fn files(
    gateway: &Gateway,
    images: impl IntoIterator<Item = Source>,
) -> Result<Vec<Result<Vec<u8>, Problem>>, HttpProblem> {
    let limits = &gateway.settings.limits;
    let (each, mut left) = (limits.image_bytes, limits.images_bytes);
    let images: Vec<Source> = images.into_iter().collect();
    let mut files = Vec::with_capacity(images.len());
    for some in images.chunks(TOGETHER) {
        let fetching: Vec<_> =
            some.iter().cloned().map(|image| file(gateway, image, each.min(left))).collect();
        for file in fetching {
            let file = file.await?;
            left = left.saturating_sub(file.as_ref().map_or(0, Vec::len));
            files.push(file);
        }
    }
    Ok(files)
}

/// One file; a link is followed from now on, on a thread of its own.
fn file(
    gateway: &Gateway,
    image: Source,
    most: usize,
) -> impl Future<Output = Result<Result<Vec<u8>, Problem>, HttpProblem>> {
    let fetched = match image {
        Source::File(bytes) => Err(bytes),
        Source::Link(link) => {
            let fetcher = gateway.fetcher.clone();
            Ok(tokio::task::spawn_blocking(move || fetcher.fetch(&link, most as u64)))
        }
    };
    async {
        match fetched {
            Err(bytes) => Ok(Ok(bytes.into())),
            Ok(fetching) => {
                fetching.await.map_err(|error| HttpProblem::new(Code::Internal, error.to_string()))
            }
        }
    }
}

pub fn check_count(count: usize) -> Result<(), HttpProblem> {
    if (1..=MOST_IMAGES).contains(&count) {
        return Ok(());
    }
    Err(HttpProblem::new(Code::BadRequest, format!("{count} images; 1 to {MOST_IMAGES} may be")))
}
