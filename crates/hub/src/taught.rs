//! What the conversation partner was taught by files: looked at again and again, and told of.

use domain::{Code, Problem};

use crate::hub::Core;
use crate::{Hub, Taught};

impl Hub {
    /// Every file, whether it has an effect, and why not.
    pub async fn taught(&self) -> Result<Vec<Taught>, Problem> {
        let converse = self.core.converse.clone();
        self.core.apart(move || converse.taught()).await
    }

    /// Looks at the files at once, and then tells of them.
    pub async fn teach_again(&self) -> Result<Vec<Taught>, Problem> {
        let converse = self.core.converse.clone();
        let look = move || {
            converse.refresh();
            converse.taught()
        };
        self.core.apart(look).await
    }
}

impl Core {
    /// Files change while nobody says so.
    pub async fn watch_taught(&self) {
        while !self.stopping.is_cancelled() {
            let next = self.clock.now() + self.limits.look_taught;
            tokio::select! {
                () = self.waker.sleep_until(next) => {}
                () = self.stopping.cancelled() => return,
            }
            let converse = self.converse.clone();
            // What went wrong is in the log, and files are looked at again.
            let _ = self.apart(move || converse.refresh()).await;
        }
    }

    /// On a thread that may block.
    pub async fn apart<T: Send + 'static>(
        &self,
        what: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        tokio::task::spawn_blocking(what).await.map_err(|panic| {
            tracing::error!(%panic, "the conversation engine panicked while it was taught");
            Code::Internal.into()
        })
    }
}
