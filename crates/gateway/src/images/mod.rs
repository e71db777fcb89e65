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

/// The files of images; links are fetched. What is wrong with one does not hold up the others.
pub async fn files(
    gateway: &Gateway,
    images: impl IntoIterator<Item = Source>,
) -> Result<Vec<Result<Vec<u8>, Problem>>, HttpProblem> {
    let (fetcher, most) = (gateway.fetcher.clone(), gateway.settings.limits.image_bytes as u64);
    let images: Vec<Source> = images.into_iter().collect();
    if !images.iter().any(|source| matches!(source, Source::Link(_))) {
        return Ok(images.into_iter().map(|source| source.file(&fetcher, most)).collect());
    }
    let fetching = tokio::task::spawn_blocking(move || {
        images.into_iter().map(|source| source.file(&fetcher, most)).collect()
    });
    fetching.await.map_err(|error| HttpProblem::new(Code::Internal, error.to_string()))
}

impl Source {
    fn file(self, fetcher: &crate::fetch::Fetcher, most: u64) -> Result<Vec<u8>, Problem> {
        match self {
            Self::File(bytes) => Ok(bytes.into()),
            Self::Link(link) => fetcher.fetch(&link, most),
        }
    }
}

pub fn check_count(count: usize) -> Result<(), HttpProblem> {
    if (1..=MOST_IMAGES).contains(&count) {
        return Ok(());
    }
    Err(HttpProblem::new(Code::BadRequest, format!("{count} images; 1 to {MOST_IMAGES} may be")))
}
