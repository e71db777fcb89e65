//! Repository traits, and their SQLite implementation.
//!
//! ```text
//! let store: Arc<dyn Store> = Arc::new(sqlite::open(folder).await?);
//! let received = store.receive_turn(&new).await?;          // written: only now is it acknowledged
//! store.complete_turn(&completion).await?;                 // answer, state and alerts, all or nothing
//! ```
//!
//! Five habits hold for every method: it is fallible, for the disk may be full; a look-up that finds nothing returns
//! `None`; ids and times are passed in, never made here; one method is one transaction; times are kept to the
//! microsecond. One contract suite (`tests/contract/`) runs against each implementation; nothing of SQL or of one
//! database may show in these traits.
//!
//! Adding a record: a trait in `repository/`, a file in `sqlite/`, a migration, and its cases in `tests/contract/`.

mod record;
mod repository;
pub mod sqlite;

pub use repository::*;

/// Everything that is remembered.
pub trait Store:
    People
    + Passkeys
    + ApiKeys
    + Invitations
    + Partners
    + PartnerBots
    + BotRecords
    + PartnerKeys
    + Touchpoints
    + Conversations
    + Turns
    + Alerts
    + Preferences
    + Catalogs
    + Pictures
    + Galleries
    + Services
    + Neighbours
    + Send
    + Sync
{
}

impl<T> Store for T where
    T: People
        + Passkeys
        + ApiKeys
        + Invitations
        + Partners
        + PartnerBots
        + BotRecords
        + PartnerKeys
        + Touchpoints
        + Conversations
        + Turns
        + Alerts
        + Preferences
        + Catalogs
        + Pictures
        + Galleries
        + Services
        + Neighbours
        + Send
        + Sync
{
}
