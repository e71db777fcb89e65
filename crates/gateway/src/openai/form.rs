//! A form with a file in it, which is read into a temporary file: nothing large is held in memory.

use std::fs::File;
use std::io::SeekFrom;

use axum::extract::multipart::{Field, Multipart};
use domain::Code;
use tokio::io::{AsyncSeekExt, AsyncWriteExt};

use crate::problem::HttpProblem;

/// Fields a form may have.
const MAX_FIELDS: usize = 64;
/// Bytes of everything in it but the file.
const MAX_TEXT: usize = 64 * 1024;

/// What was sent.
pub struct Form {
    /// The sound, from its beginning.
    pub file: File,
    fields: Vec<(String, String)>,
}

impl Form {
    pub async fn read(mut form: Multipart) -> Result<Self, HttpProblem> {
        let (mut file, mut fields, mut left) = (None, Vec::new(), MAX_TEXT);
        while let Some(field) = form.next_field().await? {
            let name = field.name().unwrap_or_default().to_owned();
            if name == "file" {
                file = Some(save(field).await?);
                continue;
            }
            let text = text(field, &name, &mut left).await?;
            fields.push((name, text));
            if fields.len() > MAX_FIELDS {
                return Err(HttpProblem::new(Code::BadRequest, "the form has too many fields"));
            }
        }
        let file =
            file.ok_or_else(|| HttpProblem::new(Code::BadRequest, "file: the recording is missing"))?;
        Ok(Self { file, fields })
    }

    /// The last value of a field, if it is not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.all(name).last()
    }

    /// All values of a field that may be repeated; its name may end in `[]`.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.fields
            .iter()
            .filter(move |(field, _)| field.strip_suffix("[]").unwrap_or(field) == name)
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }
}

async fn save(mut field: Field<'_>) -> Result<File, HttpProblem> {
    let mut file = tokio::fs::File::from_std(tempfile::tempfile().map_err(|error| unsaved(&error))?);
    while let Some(piece) = field.chunk().await? {
        file.write_all(&piece).await.map_err(|error| unsaved(&error))?;
    }
    file.flush().await.map_err(|error| unsaved(&error))?;
    file.seek(SeekFrom::Start(0)).await.map_err(|error| unsaved(&error))?;
    Ok(file.into_std().await)
}

async fn text(mut field: Field<'_>, name: &str, left: &mut usize) -> Result<String, HttpProblem> {
    let mut bytes = Vec::new();
    while let Some(piece) = field.chunk().await? {
        *left = left.checked_sub(piece.len()).ok_or_else(|| HttpProblem::from(Code::BodyTooLarge))?;
        bytes.extend_from_slice(&piece);
    }
    String::from_utf8(bytes).map_err(|_| HttpProblem::new(Code::BadRequest, format!("{name}: is not UTF-8")))
}

fn unsaved(error: &std::io::Error) -> HttpProblem {
    match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Code::StorageFull.into(),
        _ => HttpProblem::new(Code::Internal, format!("an upload could not be kept: {error}")),
    }
}
