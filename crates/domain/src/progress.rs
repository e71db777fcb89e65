//! Long work tells how far it is; whoever watches decides how to show it. Telling never breaks the work.

/// Receives the progress of one long piece of work.
pub trait Progress: Send + Sync {
    /// A step of the work began; `total` in the step's unit, when it is known.
    fn begin(&self, step: &Step);
    /// So much of the current step is done.
    fn advance(&self, done: u64);
    /// The current step is finished.
    fn finish(&self);
}

/// A named part of a long piece of work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub name: String,
    pub total: Option<u64>,
    /// The unit of `total` is bytes.
    pub bytes: bool,
}

/// Nobody watches.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoProgress;

impl Progress for NoProgress {
    fn begin(&self, _: &Step) {}
    fn advance(&self, _: u64) {}
    fn finish(&self) {}
}
