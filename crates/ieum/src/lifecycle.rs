//! From start to orderly end: one server per data folder, and the signals that stop it.

use std::fs::{File, TryLockError};
use std::io::Write;
use std::path::Path;

use anyhow::{Context, anyhow, bail};
use tokio_util::sync::CancellationToken;

/// Held while a server runs on a data folder.
#[derive(Debug)]
pub struct DataLock(#[expect(dead_code, reason = "the lock lives as long as the open file")] File);

impl DataLock {
    /// Makes the folder where needed, readable by its owner alone, and takes its lock.
    pub fn take(folder: &Path) -> anyhow::Result<Self> {
        prepare_data_folder(folder)?;
        let path = folder.join("lock");
        let mut file = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(|error| not_writable(folder, &error))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => bail!(
                "another Ieum server already runs on the data folder {} (process {}): stop it first, or give this one \
                 a folder of its own with --data-dir",
                folder.display(),
                std::fs::read_to_string(&path).unwrap_or_default().trim()
            ),
            Err(TryLockError::Error(error)) => {
                return Err(error).with_context(|| format!("{} cannot be locked", path.display()));
            }
        }
        // The process id helps whoever meets the lock; it is not what locks.
        file.set_len(0)
            .and_then(|()| writeln!(file, "{}", std::process::id()))
            .map_err(|error| not_writable(folder, &error))?;
        Ok(Self(file))
    }

    /// Whether a server runs on the folder right now.
    pub fn is_held(folder: &Path) -> bool {
        let Ok(file) = File::open(folder.join("lock")) else { return false };
        matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock))
    }
}

/// The folder is there, and only its owner can look into it.
pub fn prepare_data_folder(folder: &Path) -> anyhow::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| not_writable(folder, &error))
}

/// Ctrl-C or the service manager's signal stops orderly; a second Ctrl-C stops at once.
pub fn stop_on_signal(stop: CancellationToken) {
    tokio::spawn(async move {
        wait_for_signal().await;
        crate::terminal::tell("stopping; press Ctrl-C again to stop at once");
        stop.cancel();
        wait_for_signal().await;
        std::process::exit(130);
    });
}

#[cfg(unix)]
async fn wait_for_signal() {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminate = signal(SignalKind::terminate()).expect("a process may handle its own signals");
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        _ = terminate.recv() => {}
    }
}

#[cfg(not(unix))]
async fn wait_for_signal() {
    let _ = tokio::signal::ctrl_c().await;
}

fn not_writable(folder: &Path, error: &std::io::Error) -> anyhow::Error {
    use std::io::ErrorKind;
    let remedy = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free some space",
        _ => "correct its permissions, or choose another folder with --data-dir",
    };
    anyhow!("the data folder {} cannot be written ({error}): {remedy}", folder.display())
}
