//! The Wyoming protocol: Home Assistant and its relatives use the ears, the voice, the wake phrase and the assistant.
//!
//! ```text
//! let wyoming = Wyoming::new(hub, owner, clock, random, Settings::default());
//! wyoming::serve(listener, wyoming, shutdown).await;
//! ```
//!
//! TCP, one [frame](frame) after the other in both directions. A client asks and is answered in order; there are no
//! request numbers, so a request that fails is answered with `error` and the connection is closed, which every client
//! takes for a failure, and it connects anew for the next. What cannot be understood but does no harm is answered with
//! `error` alone. There is no sign-in: the `handle` service speaks for the owner of this install, so who may reach the
//! listener is decided before (see [`check_binding`] and [`is_near`]).
//!
//! Where to start reading: `connection.rs`, one client from its first byte to its last; then the four services
//! `asr.rs`, `tts.rs`, `handle.rs` and `wake.rs`. `docs/wyoming.md` is written for those who use it.

mod announce;
mod asr;
mod binding;
mod connection;
pub mod frame;
mod handle;
mod info;
mod outbox;
mod request;
mod serve;
mod settings;
mod tts;
mod wake;

pub use announce::{Announcement, announce};
pub use binding::{Refusal, check_binding, is_near};
pub use frame::{Bounds, FrameReader, Head};
pub use request::Request;
pub use serve::{Wyoming, serve};
pub use settings::{Limits, Service, Settings};
