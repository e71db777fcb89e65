//! Where models are kept.

use std::io;

/// Keeps what was learnt of each catalogue. What is put takes the old one's place at once, or not at all.
pub trait KeepModels: Send + Sync {
    fn model(&self, catalog: &str) -> io::Result<Option<Vec<u8>>>;
    fn put_model(&self, catalog: &str, bytes: &[u8]) -> io::Result<()>;
    /// Another number whenever a model was put, also by another process; 0: there is none.
    fn model_version(&self, catalog: &str) -> u64;
    /// What learning had tried when it was stopped; empty: nothing.
    fn trials(&self, catalog: &str) -> Vec<u8>;
    /// Keeps them; that fails silently, for learning is as good without. Empty: they are not needed any more.
    fn put_trials(&self, catalog: &str, bytes: &[u8]);
    /// The catalogue is gone.
    fn forget(&self, catalog: &str) -> io::Result<()>;
}

/// Keeps nothing: what was learnt serves until the process ends.
#[derive(Clone, Copy, Debug, Default)]
pub struct ForgetfulKeeper;

impl KeepModels for ForgetfulKeeper {
    fn model(&self, _: &str) -> io::Result<Option<Vec<u8>>> {
        Ok(None)
    }

    fn put_model(&self, _: &str, _: &[u8]) -> io::Result<()> {
        Ok(())
    }

    fn model_version(&self, _: &str) -> u64 {
        0
    }

    fn trials(&self, _: &str) -> Vec<u8> {
        Vec::new()
    }

    fn put_trials(&self, _: &str, _: &[u8]) {}

    fn forget(&self, _: &str) -> io::Result<()> {
        Ok(())
    }
}
