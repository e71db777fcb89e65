//! The data folder: is it writable, is there room, is the database sound, does a server run on it.

use std::path::{Path, PathBuf};

use super::Finding;
use crate::config::Config;
use crate::lifecycle::DataLock;

/// Less than this, and the next model or a year of talking may not fit.
const LITTLE: u64 = 1_000_000_000;
/// Less than this, and nothing can be written soon.
const TOO_LITTLE: u64 = 50_000_000;

pub fn examine(config: &Config) -> Vec<Finding> {
    let folder = match config.data.folder() {
        Ok(folder) => folder,
        Err(error) => return vec![Finding::bad("data folder", format!("{error:#}"), "set IEUM_DATA_DIR")],
    };
    let mut findings = vec![writable(&folder), server(&folder), database(&folder)];
    findings.extend(space("disk for data", &folder));
    findings.extend(config.models.cache_folder().ok().and_then(|cache| space("disk for models", &cache)));
    findings
}

fn writable(folder: &Path) -> Finding {
    let place = existing(folder);
    let shown = folder.display();
    match tempfile::Builder::new().prefix(".doctor-").tempfile_in(&place) {
        Ok(_) if place == folder => Finding::good("data folder", format!("{shown} is writable")),
        Ok(_) => Finding::good("data folder", format!("{shown} will be made by the first start")),
        Err(error) => {
            let remedy = "correct its permissions, or choose another with --data-dir or IEUM_DATA_DIR";
            Finding::bad("data folder", format!("{shown} cannot be written ({error})"), remedy)
        }
    }
}

fn server(folder: &Path) -> Finding {
    let what = if DataLock::is_held(folder) { "runs on this data folder" } else { "does not run" };
    Finding::good("server", what)
}

fn database(folder: &Path) -> Finding {
    let subject = "database";
    if !folder.join(store::sqlite::FILE_NAME).is_file() {
        return Finding::good(subject, "will be made by the first start");
    }
    let checked = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| store::StoreError::Failed(error.to_string()))
        .and_then(|runtime| runtime.block_on(check(folder)));
    let Err(error) = checked else { return Finding::good(subject, "sound") };
    let remedy = match error {
        store::StoreError::Full => "free some space".to_owned(),
        store::StoreError::ReadOnly => "make the data folder writable".to_owned(),
        _ => format!(
            "stop the server, keep a copy of {}, and bring back a backup; or move the folder aside to start afresh",
            folder.display()
        ),
    };
    Finding::bad(subject, error.to_string(), remedy)
}

async fn check(folder: &Path) -> Result<(), store::StoreError> {
    let store = store::sqlite::open(folder).await?;
    let checked = store.check().await;
    store.close().await;
    checked
}

/// Free space where the folder is, or will be.
fn space(subject: &str, folder: &Path) -> Option<Finding> {
    let disk = rustix::fs::statvfs(existing(folder)).ok()?;
    let free = disk.f_bavail.saturating_mul(disk.f_frsize);
    let what = format!("{:.1} GB free", free as f64 / 1e9);
    let remedy = "free some space";
    Some(match free {
        0..TOO_LITTLE => Finding::bad(subject, what, remedy),
        TOO_LITTLE..LITTLE => Finding::note(subject, what, remedy),
        _ => Finding::good(subject, what),
    })
}

/// The folder, or its nearest parent that is there.
fn existing(folder: &Path) -> PathBuf {
    folder.ancestors().find(|place| place.is_dir()).unwrap_or(Path::new(".")).to_owned()
}
