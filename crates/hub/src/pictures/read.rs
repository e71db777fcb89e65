//! What is written in pictures.

use domain::Problem;
use tokio::runtime::Handle;
use vision::{Bounds, Page, Picture};

use super::{apart, unseen};
use crate::Hub;
use crate::admission::Caller;

impl Hub {
    /// What is written in each of these image files, in their order, with the size of the picture; what is wrong with one
    /// does not hold up the others.
    pub async fn read_text(
        &self,
        caller: &Caller,
        files: Vec<Vec<u8>>,
    ) -> Result<Vec<Result<(Page, [u32; 2]), Problem>>, Problem> {
        self.core.refuse_when_stopping()?;
        let mut permit = self.core.enter_looks(caller).await?;
        let (engines, runtime) = (self.core.picture_engines.clone(), Handle::current());
        apart(&self.core, move || {
            let reader = engines.reader.get()?;
            let mut pages = Vec::with_capacity(files.len());
            for (index, file) in files.iter().enumerate() {
                if index > 0 {
                    permit.give_way(&runtime);
                }
                let page = Picture::read(file, Bounds::default())
                    .and_then(|picture| Ok((reader.read(&picture)?, [picture.width(), picture.height()])));
                // What is wrong with the engine is wrong with all of them.
                pages.push(match page {
                    Err(error) if !error.is_the_images() => return Err(unseen(error)),
                    page => page.map_err(unseen),
                });
            }
            Ok(pages)
        })
        .await
    }
}
