//! Partners: organisations, their people, their keys and their bots.
//!
//! Whoever asks is [`Acting`]: a person, or a key. Every operation names the partner and the right that it needs; what is
//! somebody else's is not found, for nobody shall learn what there is. What changes something is written into the
//! partner's audit log in the same transaction.
//!
//! One file an operation. `bots/` has those on bots.

mod allowed;
mod audit;
mod bots;
mod change_member;
mod create;
mod get;
mod invite;
mod keys;
mod limits;
mod list;
mod members;
mod remove_member;
mod rename;

pub use allowed::Acting;
pub(crate) use allowed::{Allowed, Right};
pub use audit::AuditPage;
pub use bots::{
    Days, DraftSaved, FileDiff, LiveBot, NewBot, Opened, Settled, Side, Statistics, TestReport, Trial, Tried,
};
pub(crate) use bots::{Hosting, Records, Workbench};
pub use create::NewPartner;
pub use invite::Invited;
pub use keys::{KeptSecret, NewPartnerKey};
pub use limits::PartnerLimits;
pub(crate) use limits::within;
pub use list::Joined;
