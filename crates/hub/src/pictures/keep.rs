//! Photos that belong to a conversation.

use domain::{Code, PersonId, Picture, PictureId, Problem};
use vision::Bounds;

use super::{apart, unseen};
use crate::Hub;
use crate::admission::Caller;
use crate::problem::told;

/// Pixels on the longer side of a photo that is kept: enough to read a page by.
const LONGEST: u32 = 2048;
const QUALITY: u8 = 88;

impl Hub {
    /// Keeps a photo that a person sends: right side up, not too large, and without what the camera wrote beside it.
    pub async fn keep_picture(&self, person: PersonId, file: Vec<u8>) -> Result<Picture, Problem> {
        let core = &self.core;
        core.refuse_when_stopping()?;
        let permit = core.enter_looks(&Caller::talking(person)).await?;
        let (id, received_at) = (core.ids.next(), core.clock.now());
        let picture = apart(core, move || {
            let _permit = permit;
            let picture = vision::Picture::read(&file, Bounds::default()).map_err(unseen)?.within(LONGEST);
            let (width, height) = (picture.width(), picture.height());
            Ok(Picture { id, person, width, height, file: picture.jpeg(QUALITY), received_at })
        });
        let picture = picture.await?;
        core.store.keep_picture(&picture).await.map_err(told)?;
        Ok(picture)
    }

    /// A photo that the person has sent.
    pub async fn picture(&self, person: PersonId, id: PictureId) -> Result<Picture, Problem> {
        let picture = self.core.store.picture(id).await.map_err(told)?;
        picture
            .filter(|picture| picture.person == person)
            .ok_or_else(|| Problem::new(Code::NotFound, "there is no such picture"))
    }

    /// Forgets a photo that the person has sent; what was said of it stays.
    pub async fn forget_picture(&self, person: PersonId, id: PictureId) -> Result<(), Problem> {
        match self.core.store.forget_picture(person, id).await.map_err(told)? {
            true => Ok(()),
            false => Err(Problem::new(Code::NotFound, "there is no such picture")),
        }
    }
}
