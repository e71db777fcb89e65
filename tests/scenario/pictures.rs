//! Photos of the vision tests, sent to the server.

use std::path::Path;

use anyhow::{Context, ensure};
use reqwest::Client;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use super::story::Gallery;

fn file(name: &str) -> anyhow::Result<Vec<u8>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vision/tests/pictures").join(name);
    std::fs::read(&path).with_context(|| path.display().to_string())
}

/// The id under which it is kept.
pub async fn keep(address: &str, name: &str) -> anyhow::Result<String> {
    let sent = Client::new().post(format!("{address}/v1/pictures")).header("content-type", "image/jpeg");
    let kept: Value = sent.body(file(name)?).send().await?.error_for_status()?.json().await?;
    Ok(kept["id"].as_str().context("it has no id")?.to_owned())
}

/// Makes a gallery of these photos, and teaches it.
pub async fn teach(address: &str, gallery: &Gallery) -> anyhow::Result<()> {
    let (client, place) = (Client::new(), format!("{address}/v1/vision/galleries/{}", gallery.name));
    client.put(&place).json(&json!({ "title": gallery.title })).send().await?.error_for_status()?;
    for (label, photos) in &gallery.photos {
        let mut form = Form::new();
        for name in photos {
            form = form.part("image", Part::bytes(file(name)?).file_name(name.clone()));
        }
        let put = client.put(format!("{place}/photos?label={label}")).multipart(form);
        let taken: Value = put.send().await?.error_for_status()?.json().await?;
        ensure!(taken["taken"] == photos.len(), "{label}: {taken}");
    }
    client.post(format!("{place}/teach")).send().await?.error_for_status()?;
    Ok(())
}
