//! How many pictures are fetched at once: in all, and from one server, so that a slow one does not hold up the others.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::timeout;

const IN_ALL: usize = 16;
const OF_ONE_SERVER: usize = 4;

pub struct Doors {
    all: Arc<Semaphore>,
    servers: Mutex<HashMap<String, Weak<Semaphore>>>,
    /// Nobody waits longer.
    patience: Duration,
}

/// A place; it is free again when this is dropped.
pub struct Entered {
    _one: OwnedSemaphorePermit,
    _all: OwnedSemaphorePermit,
}

impl Doors {
    pub fn new(patience: Duration) -> Self {
        Self { all: Arc::new(Semaphore::new(IN_ALL)), servers: Mutex::default(), patience }
    }

    /// Waits for a place at this server's door.
    pub async fn enter(&self, server: &str) -> Option<Entered> {
        let door = self.door(server);
        let entering = async {
            let one = door.acquire_owned().await.ok()?;
            Some(Entered { _one: one, _all: self.all.clone().acquire_owned().await.ok()? })
        };
        timeout(self.patience, entering).await.ok().flatten()
    }

    fn door(&self, server: &str) -> Arc<Semaphore> {
        let mut servers = self.servers.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(door) = servers.get(server).and_then(Weak::upgrade) {
            return door;
        }
        // Doors where nobody stands are forgotten.
        servers.retain(|_, door| door.strong_count() > 0);
        let door = Arc::new(Semaphore::new(OF_ONE_SERVER));
        servers.insert(server.to_owned(), Arc::downgrade(&door));
        door
    }
}
