//! Many image files: some are decoded while the network looks at those before them.

use std::sync::mpsc;

use rayon::prelude::*;

use crate::{Bounds, Picture, See, Seen, VisionError};

/// Files that are decoded at once: their pixels are in memory together.
const TOGETHER: usize = 4;

/// What `told` makes of each image file and of what it shows, in their order. Files that cannot be read are told one by
/// one; an error of all is the engine's.
pub fn see_files<F: AsRef<[u8]> + Sync, T>(
    eyes: &dyn See,
    files: &[F],
    bounds: Bounds,
    told: impl Fn(&Picture, Seen) -> T,
) -> Result<Vec<Result<T, VisionError>>, VisionError> {
    std::thread::scope(|scope| {
        // One batch waits while another is looked at: more would only fill the memory.
        let (decoded, batches) = mpsc::sync_channel(1);
        scope.spawn(move || {
            for some in files.chunks(TOGETHER) {
                let read = |file: &F| Picture::read(file.as_ref(), bounds);
                if decoded.send(some.par_iter().map(read).collect::<Vec<_>>()).is_err() {
                    return;
                }
            }
        });
        let mut all = Vec::with_capacity(files.len());
        for pictures in batches {
            let sound: Vec<&Picture> = pictures.iter().flatten().collect();
            let mut seen = eyes.see(&sound)?.into_iter();
            for picture in pictures {
                let each =
                    picture.and_then(|picture| Ok(told(&picture, seen.next().ok_or(VisionError::Network)?)));
                all.push(each);
            }
        }
        Ok(all)
    })
}
