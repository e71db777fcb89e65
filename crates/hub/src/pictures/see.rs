//! What pictures show.

use domain::Problem;
use tokio::runtime::Handle;
use vision::{Bounds, Picture, Seen, see_files};

use super::{apart, unseen};
use crate::Hub;
use crate::admission::Caller;
use crate::hub::Core;

/// Pictures that are looked at before others may come in.
const TOGETHER: usize = 8;

impl Hub {
    /// What each of these image files shows, in their order; what is wrong with one does not hold up the others.
    pub async fn see(
        &self,
        caller: &Caller,
        files: Vec<Vec<u8>>,
    ) -> Result<Vec<Result<Seen, Problem>>, Problem> {
        self.core.see_with(caller, files, |_, seen| seen).await
    }
}

impl Core {
    /// What `told` makes of each picture and of what it shows.
    pub(crate) async fn see_with<T: Send + 'static>(
        &self,
        caller: &Caller,
        files: Vec<Vec<u8>>,
        told: impl Fn(&Picture, Seen) -> T + Send + 'static,
    ) -> Result<Vec<Result<T, Problem>>, Problem> {
        self.refuse_when_stopping()?;
        let mut permit = self.enter_looks(caller).await?;
        let (engines, runtime) = (self.picture_engines.clone(), Handle::current());
        apart(self, move || {
            let eyes = engines.eyes.get()?;
            let mut all = Vec::with_capacity(files.len());
            for (index, some) in files.chunks(TOGETHER).enumerate() {
                if index > 0 {
                    permit.give_way(&runtime);
                }
                let seen = see_files(&*eyes, some, Bounds::default(), &told).map_err(unseen)?;
                all.extend(seen.into_iter().map(|seen| seen.map_err(unseen)));
            }
            Ok(all)
        })
        .await
    }
}
