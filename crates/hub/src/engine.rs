//! An engine that is opened when it is first needed: most homes never ask for most of them.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use domain::{Code, Problem};

/// Opens an engine.
pub type Open<E> = Box<dyn Fn() -> Result<Arc<E>, String> + Send + Sync>;

/// None: nobody has said where it comes from.
pub(crate) struct Engine<E: ?Sized> {
    open: OnceLock<Open<E>>,
    opened: Mutex<Option<Arc<E>>>,
}

impl<E: ?Sized> Default for Engine<E> {
    fn default() -> Self {
        Self { open: OnceLock::new(), opened: Mutex::new(None) }
    }
}

impl<E: ?Sized> Engine<E> {
    /// Says where it comes from. The first word stays: a hub has one of each.
    pub fn set(&self, open: Open<E>) {
        let _ = self.open.set(open);
    }

    pub fn get(&self) -> Result<Arc<E>, Problem> {
        let mut opened = self.opened.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(engine) = &*opened {
            return Ok(engine.clone());
        }
        let open = self.open.get().ok_or(Code::EngineUnavailable)?;
        let engine = open().map_err(|error| {
            tracing::error!(%error, "an engine does not open");
            Problem::from(Code::EngineUnavailable)
        })?;
        Ok(opened.insert(engine).clone())
    }
}
