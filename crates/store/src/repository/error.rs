//! Why nothing was read or written.

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the disk is full")]
    Full,
    #[error("the data folder cannot be written")]
    ReadOnly,
    #[error("{0} contradicts what is stored")]
    Conflict(&'static str),
    #[error("there is no such {0}")]
    Missing(&'static str),
    #[error("the store is damaged: {0}")]
    Damaged(String),
    #[error("the store failed: {0}")]
    Failed(String),
}
