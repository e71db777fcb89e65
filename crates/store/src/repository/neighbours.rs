//! Other processes or nodes on the same data, such as `ieum ask` beside a running server.

use async_trait::async_trait;

use crate::StoreError;

#[async_trait]
pub trait Neighbours {
    /// A number that changes when somebody else has written, and does not when this store has. Cheap: it is asked for
    /// every second.
    async fn written_elsewhere(&self) -> Result<u64, StoreError>;
}
