//! Passkeys (WebAuthn): people sign in with a key that their device or password manager keeps.
//!
//! A ceremony has two halves: `begin` gives options for the browser and what is remembered of them, `finish` verifies what came back
//! against that. In between it lies in [`Ceremonies`]. `webauthn_rp` reads, verifies, and makes the challenges.

mod adding;
mod ceremonies;
mod signing_in;
mod site;

pub use adding::{Adding, begin_adding, finish_adding, read_registration};
pub use ceremonies::{Ceremonies, Ceremony};
pub use signing_in::{SigningIn, begin_signing_in, finish_signing_in, read_assertion};
pub use site::Site;

use domain::PersonId;
use webauthn_rp::bin::Decode;
use webauthn_rp::request::register::UserHandle16;

/// What a keeper calls the person: their id, which says nothing of them.
fn handle(person: PersonId) -> UserHandle16 {
    match UserHandle16::decode(person.to_bytes()) {
        Ok(handle) => handle,
        Err(never) => match never {},
    }
}

/// Why something is no passkey of ours; for the log.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct Refused(pub String);

fn refused(reason: impl std::fmt::Display) -> Refused {
    Refused(reason.to_string())
}
