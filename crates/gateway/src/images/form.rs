//! Images in a form: files in fields called `image` (or `images`), links in fields called `image_url`.

use axum::extract::Multipart;
use domain::Code;
use hub::MOST_IMAGES;

use super::{Image, Source};
use crate::problem::HttpProblem;

pub async fn read(mut form: Multipart) -> Result<Vec<Image>, HttpProblem> {
    let mut images = Vec::new();
    while let Some(field) = form.next_field().await? {
        let called = field.name().unwrap_or_default().trim_end_matches("[]").to_owned();
        let name = field.file_name().map(str::to_owned);
        let source = match called.as_str() {
            "image" | "images" | "file" => Source::File(field.bytes().await?),
            "image_url" | "url" => Source::Link(field.text().await?),
            other => {
                let told = format!("{other:?}: the fields are image (a file) and image_url (a link)");
                return Err(HttpProblem::new(Code::BadRequest, told));
            }
        };
        images.push(Image { name, source });
        if images.len() > MOST_IMAGES {
            break;
        }
    }
    Ok(images)
}
