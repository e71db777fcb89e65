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

/// Ctrl-C or the service manager's signal stops orderly; a second one stops at once. From the return of this call on, no
/// signal is missed.
pub fn stop_on_signal(stop: CancellationToken) -> anyhow::Result<()> {
    let mut signals = Signals::catch().context("signals cannot be handled")?;
    tokio::spawn(async move {
        signals.next().await;
        crate::terminal::tell("stopping; press Ctrl-C again to stop at once");
        stop.cancel();
        signals.next().await;
        std::process::exit(130);
    });
    Ok(())
}

#[cfg(unix)]
struct Signals {
    interrupt: tokio::signal::unix::Signal,
    terminate: tokio::signal::unix::Signal,
}

#[cfg(unix)]
impl Signals {
    fn catch() -> std::io::Result<Self> {
        use tokio::signal::unix::{SignalKind, signal};
        Ok(Self { interrupt: signal(SignalKind::interrupt())?, terminate: signal(SignalKind::terminate())? })
    }

    async fn next(&mut self) {
        tokio::select! {
            _ = self.interrupt.recv() => {}
            _ = self.terminate.recv() => {}
        }
    }
}

#[cfg(not(unix))]
struct Signals;

#[cfg(not(unix))]
impl Signals {
    fn catch() -> std::io::Result<Self> {
        Ok(Self)
    }

    async fn next(&mut self) {
        let _ = tokio::signal::ctrl_c().await;
    }
}

fn not_writable(folder: &Path, error: &std::io::Error) -> anyhow::Error {
    use std::io::ErrorKind;
    let remedy = match error.kind() {
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded => "free some space",
        _ => "correct its permissions, or choose another folder with --data-dir",
    };
    anyhow!("the data folder {} cannot be written ({error}): {remedy}", folder.display())
}
