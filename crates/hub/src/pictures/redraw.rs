//! Pictures of others, drawn anew: what is no picture goes no further, nor does what came beside it.

use domain::{PersonId, Problem};
use vision::{Bounds, Picture};

use super::{apart, unseen};
use crate::Hub;
use crate::admission::Caller;

/// Larger files and pictures are for printing, not for a chat.
const BOUNDS: Bounds = Bounds { bytes: 10 << 20, pixels: 25_000_000 };
/// Pixels on the longer side: sharp on a phone, and large enough to be opened.
const LONGEST: u32 = 1280;
const QUALITY: u8 = 86;

impl Hub {
    /// The picture in a file of somebody else's, as a JPEG file of ours.
    pub async fn redraw_picture(&self, person: PersonId, file: Vec<u8>) -> Result<Vec<u8>, Problem> {
        let core = &self.core;
        core.refuse_when_stopping()?;
        let permit = core.enter_looks(&Caller::talking(person)).await?;
        let drawn = apart(core, move || {
            let _permit = permit;
            Ok(Picture::read(&file, BOUNDS).map_err(unseen)?.within(LONGEST).jpeg(QUALITY))
        });
        drawn.await
    }
}
