//! Images in JSON.

use axum::extract::{FromRequest, Request};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::Code;
use serde::Deserialize;
use utoipa::ToSchema;

use super::{Image, Source};
use crate::Gateway;
use crate::body::FromJson;
use crate::problem::HttpProblem;

/// Images.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImagesJson {
    /// 1 to 64.
    pub images: Vec<ImageJson>,
}

/// An image: its bytes, or where it is.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ImageJson {
    /// The file in base64, with or without `data:image/jpeg;base64,` before it.
    #[serde(default)]
    pub data: Option<String>,
    /// A link that begins with `http://` or `https://`.
    #[serde(default)]
    pub url: Option<String>,
}

pub async fn read(request: Request, gateway: &Gateway) -> Result<Vec<Image>, HttpProblem> {
    let FromJson(ImagesJson { images }) = FromJson::from_request(request, gateway).await?;
    let images = images.into_iter().enumerate();
    images.map(|(index, image)| Ok(Image { name: None, source: image.source(index)? })).collect()
}

impl ImageJson {
    /// `index` is its place among the others, which a problem names.
    pub fn source(self, index: usize) -> Result<Source, HttpProblem> {
        let wrong = |why: &str| HttpProblem::new(Code::BadRequest, format!("images[{index}]: {why}"));
        match (self.data, self.url) {
            (None, Some(url)) if url.starts_with("data:") => from_base64(&url),
            (None, Some(url)) => Some(Source::Link(url)),
            (Some(data), None) => from_base64(&data),
            _ => return Err(wrong("either data or url is needed")),
        }
        .ok_or_else(|| wrong("its data are not base64"))
    }
}

fn from_base64(data: &str) -> Option<Source> {
    let data = data.strip_prefix("data:").map_or(Some(data), |rest| Some(rest.split_once(";base64,")?.1))?;
    STANDARD.decode(data.trim()).ok().map(|bytes| Source::File(bytes.into()))
}
