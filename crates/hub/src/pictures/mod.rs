//! Pictures: what they show, what is written in them, and those that people send.
//!
//! The engines are opened when they are first needed, and called from blocking tasks behind a gate of their own.
//! `see`, `read` and `redraw` keep nothing; `keep` is for photos that belong to a conversation.

mod keep;
mod read;
mod redraw;
mod see;
mod sight;

use std::sync::OnceLock;

use domain::{Code, Problem};
use vision::{Read, See, VisionError};

use crate::Hub;
use crate::admission::{Busy, Caller, Permit};
use crate::engine::{Engine, Open};
use crate::hub::Core;

/// Files of one request.
pub const MOST_IMAGES: usize = 64;

/// The eyes and the reader.
#[derive(Default)]
pub(crate) struct PictureEngines {
    pub eyes: Engine<dyn See>,
    pub reader: Engine<dyn Read>,
    model: OnceLock<String>,
}

impl PictureEngines {
    /// Which network the eyes are: vectors of two networks are not alike.
    pub fn model(&self) -> &str {
        self.model.get().map_or("", String::as_str)
    }
}

impl Hub {
    /// Says where the eyes come from, and which network they are; without them nobody sees.
    pub fn set_eyes(&self, model: &str, open: Open<dyn See>) {
        // The first word stays, as for the engine.
        let _ = self.core.picture_engines.model.set(model.to_owned());
        self.core.picture_engines.eyes.set(open);
    }

    /// Says where the reader comes from; without one nobody reads.
    pub fn set_reader(&self, open: Open<dyn Read>) {
        self.core.picture_engines.reader.set(open);
    }
}

impl Core {
    /// Waits for a turn with the engines that look at pictures.
    pub(crate) async fn enter_looks(&self, caller: &Caller) -> Result<Permit, Problem> {
        self.looks.enter(caller).await.map_err(|Busy| Code::EngineBusy.into())
    }
}

/// Work on a thread that may block. A panic is an error of this work alone.
pub(crate) async fn apart<T: Send + 'static>(
    core: &Core,
    work: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    core.tasks.spawn_blocking(work).await.map_err(|panic| {
        tracing::error!(%panic, "an engine for pictures panicked");
        Problem::from(Code::Internal)
    })?
}

/// Where the small picture of a photo is, as `gateway` serves it.
pub fn address(gallery: &str, photo: &str) -> String {
    format!("/v1/vision/galleries/{}/photos/{}/image", escaped(gallery), escaped(photo))
}

/// A part of an address.
pub fn escaped(part: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~');
    let escape = |byte: u8| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    part.bytes().map(escape).collect()
}

/// What a client is told.
pub(crate) fn unseen(error: VisionError) -> Problem {
    match error {
        VisionError::TooLarge { .. } | VisionError::TooManyPixels { .. } => {
            Problem::new(Code::ImageTooLarge, error.to_string())
        }
        error if error.is_the_images() => Problem::new(Code::ImageUnreadable, error.to_string()),
        // What the operator can mend is told.
        error @ VisionError::KoreanMissing => Problem::new(Code::EngineUnavailable, error.to_string()),
        error => {
            tracing::error!(%error, "an engine for pictures failed");
            Code::EngineUnavailable.into()
        }
    }
}
