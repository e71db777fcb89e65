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
//! Adding a record: a trait below, a file in `sqlite/`, a migration, and its cases in `tests/contract/`.

use std::collections::BTreeMap;

use async_trait::async_trait;
use domain::{
    Alert, AlertId, Answer, ApiKey, AuditEntry, AuditId, AwaitedAnswer, BotFace, BotId, BotQuestion,
    BotSource, BotTask, BotVersion, Conversation, ConversationId, Customer, Draft, EventId, Feedback,
    Gallery, GalleryId, Input, Invitation, InvitationId, Item, Language, Member, Partner, PartnerBot,
    PartnerId, PartnerKey, PartnerKeyId, Passkey, PasskeyId, Person, PersonId, Photo, Picture, PictureId,
    Preference, PreferenceId, Principal, Problem, QuestionId, SessionId, SignInSession, Tally, Touchpoint,
    TouchpointId, Turn, TurnId,
};
use jiff::Timestamp;

mod record;
pub mod sqlite;

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

#[async_trait]
pub trait People {
    /// Adds a person. The name must be new.
    async fn add_person(&self, person: &Person) -> Result<(), StoreError>;
    async fn person(&self, id: PersonId) -> Result<Option<Person>, StoreError>;
    async fn person_named(&self, name: &str) -> Result<Option<Person>, StoreError>;
    /// The first person of the install.
    async fn owner(&self) -> Result<Option<Person>, StoreError>;
    /// Everybody, in the order in which they came.
    async fn people(&self) -> Result<Vec<Person>, StoreError>;
    /// Changes everything but the id; the name must stay unique.
    async fn update_person(&self, person: &Person) -> Result<(), StoreError>;
    /// Removes the person, and everything that is only theirs. Nobody goes who is the only owner of a partner.
    async fn remove_person(&self, id: PersonId) -> Result<(), StoreError>;
    async fn add_session(&self, session: &SignInSession) -> Result<(), StoreError>;
    /// The session with this secret's hash, if it has not expired at `now`.
    async fn session(
        &self,
        secret_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<SignInSession>, StoreError>;
    async fn end_session(&self, id: SessionId) -> Result<(), StoreError>;
    /// Ends every session of the person: the password changed.
    async fn end_sessions(&self, person: PersonId) -> Result<(), StoreError>;
}

/// What people sign in with besides a password.
#[async_trait]
pub trait Passkeys {
    /// Adds a passkey. What its keeper calls it must be new.
    async fn add_passkey(&self, passkey: &Passkey) -> Result<(), StoreError>;
    /// The one that its keeper calls so.
    async fn passkey(&self, credential: &[u8]) -> Result<Option<Passkey>, StoreError>;
    /// The person's passkeys, the oldest first.
    async fn passkeys(&self, person: PersonId) -> Result<Vec<Passkey>, StoreError>;
    /// It was used, and is in another state now.
    async fn use_passkey(&self, id: PasskeyId, state: &[u8], at: Timestamp) -> Result<(), StoreError>;
    /// Calls the person's passkey something else; false when there is none.
    async fn rename_passkey(&self, person: PersonId, id: PasskeyId, name: &str) -> Result<bool, StoreError>;
    /// Removes the person's passkey; false when there is none or, unless `last` is allowed, nothing else to sign in with.
    async fn remove_passkey(&self, person: PersonId, id: PasskeyId, last: bool) -> Result<bool, StoreError>;
    /// Removes all of the person's passkeys, and says how many.
    async fn remove_passkeys(&self, person: PersonId) -> Result<u64, StoreError>;
    /// The person has no password any more; false, and nothing changes, when they have no passkey.
    async fn forget_password(&self, person: PersonId) -> Result<bool, StoreError>;
}

/// What programs show instead of a password.
#[async_trait]
pub trait ApiKeys {
    /// Adds a key. A person's keys have names of their own.
    async fn add_api_key(&self, key: &ApiKey) -> Result<(), StoreError>;
    /// The key with this secret's hash.
    async fn api_key(&self, secret_hash: &[u8; 32]) -> Result<Option<ApiKey>, StoreError>;
    /// The person's keys, the oldest first.
    async fn api_keys(&self, person: PersonId) -> Result<Vec<ApiKey>, StoreError>;
    /// Removes the person's key of this name; false when there is none.
    async fn remove_api_key(&self, person: PersonId, name: &str) -> Result<bool, StoreError>;
}

/// Links that let somebody in, once.
#[async_trait]
pub trait Invitations {
    async fn add_invitation(
        &self,
        invitation: &Invitation,
        audit: Option<&AuditEntry>,
    ) -> Result<(), StoreError>;
    /// The invitation with this secret's hash, if it has not expired at `now`.
    async fn invitation(
        &self,
        secret_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<Invitation>, StoreError>;
    /// Those to the install (none) or to this partner, the oldest first, expired ones left out.
    async fn invitations(
        &self,
        partner: Option<PartnerId>,
        now: Timestamp,
    ) -> Result<Vec<Invitation>, StoreError>;
    /// Takes one back that is to the install (none) or to this partner; false when there is none.
    async fn remove_invitation(
        &self,
        partner: Option<PartnerId>,
        id: InvitationId,
        audit: Option<&AuditEntry>,
    ) -> Result<bool, StoreError>;
    /// Somebody new comes in (`person`), a member joins, or both; the invitation is used up. Of several who use it at once one
    /// comes in, and for the others it is missing. Who is a member already keeps the higher role.
    async fn accept_invitation(
        &self,
        id: InvitationId,
        person: Option<&Person>,
        member: Option<&Member>,
        audit: Option<&AuditEntry>,
    ) -> Result<(), StoreError>;
}

/// Organisations and their people. Whatever changes one is written into its audit log by the same call.
#[async_trait]
pub trait Partners {
    /// Adds a partner with its first member. The slug must be new.
    async fn add_partner(
        &self,
        partner: &Partner,
        first: &Member,
        audit: &AuditEntry,
    ) -> Result<(), StoreError>;
    async fn partner(&self, id: PartnerId) -> Result<Option<Partner>, StoreError>;
    /// The partners that the person works for, and in which role, the oldest first.
    async fn partners_of(&self, person: PersonId) -> Result<Vec<(Partner, Member)>, StoreError>;
    /// Gives it another name.
    async fn rename_partner(&self, id: PartnerId, name: &str, audit: &AuditEntry) -> Result<(), StoreError>;
    async fn member(&self, partner: PartnerId, person: PersonId) -> Result<Option<Member>, StoreError>;
    /// Its people, those who came first first.
    async fn members(&self, partner: PartnerId) -> Result<Vec<(Member, Person)>, StoreError>;
    /// Gives a member another role. The last owner stays one.
    async fn change_member(&self, member: &Member, audit: &AuditEntry) -> Result<(), StoreError>;
    /// Lets a member go; the last owner stays.
    async fn remove_member(
        &self,
        partner: PartnerId,
        person: PersonId,
        audit: &AuditEntry,
    ) -> Result<(), StoreError>;
    /// At most `limit` lines of its log before this one (none: the newest), the newest first.
    async fn audit(
        &self,
        partner: PartnerId,
        before: Option<AuditId>,
        limit: u32,
    ) -> Result<Vec<AuditEntry>, StoreError>;
}

/// What partners' programs show.
#[async_trait]
pub trait PartnerKeys {
    /// Adds a key. A partner's keys have names of their own.
    async fn add_partner_key(&self, key: &PartnerKey, audit: &AuditEntry) -> Result<(), StoreError>;
    /// The partner's keys, the oldest first.
    async fn partner_keys(&self, partner: PartnerId) -> Result<Vec<PartnerKey>, StoreError>;
    /// The key that opens at `now` with the secret of this hash: its own, or the one before while that is good.
    async fn partner_key(
        &self,
        secret_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<PartnerKey>, StoreError>;
    /// Gives a key another secret (its hash, its first letters); the one before opens until then.
    async fn rotate_partner_key(
        &self,
        partner: PartnerId,
        id: PartnerKeyId,
        secret: (&[u8; 32], &str),
        former_until: Timestamp,
        audit: &AuditEntry,
    ) -> Result<(), StoreError>;
    async fn remove_partner_key(
        &self,
        partner: PartnerId,
        id: PartnerKeyId,
        audit: &AuditEntry,
    ) -> Result<(), StoreError>;
    /// Notes that a key was used.
    async fn use_partner_key(&self, id: PartnerKeyId, at: Timestamp) -> Result<(), StoreError>;
}

/// Partners' bots.
#[async_trait]
pub trait PartnerBots {
    /// Adds a bot with its draft. The handle must be new on the install.
    async fn add_bot(&self, bot: &PartnerBot, draft: &Draft, audit: &AuditEntry) -> Result<(), StoreError>;
    /// The partner's bots, the oldest first.
    async fn bots(&self, partner: PartnerId) -> Result<Vec<PartnerBot>, StoreError>;
    async fn bot(&self, handle: &str) -> Result<Option<PartnerBot>, StoreError>;
    async fn draft(&self, bot: BotId) -> Result<Option<Draft>, StoreError>;
    /// Saves a draft whose revision is one more than that of the one it takes the place of; where that has changed meanwhile it is a
    /// conflict. `None` for `seen` saves over whatever is there. The revision it has now.
    /// A bot that is not live is shown with this face from now on.
    async fn save_draft(
        &self,
        bot: BotId,
        seen: Option<u64>,
        draft: &Draft,
        face: Option<&BotFace>,
    ) -> Result<u64, StoreError>;
    /// Adds a version, which gets the next number, and lets it answer. At most `keep` are kept; the oldest go, but not the live one.
    async fn deploy_bot(
        &self,
        bot: BotId,
        version: &BotVersion,
        source: &BotSource,
        face: &BotFace,
        keep: u32,
        audit: &AuditEntry,
    ) -> Result<u32, StoreError>;
    /// Lets this version answer, shown with its face; none: no version does.
    async fn set_live(
        &self,
        bot: BotId,
        version: Option<(u32, &BotFace)>,
        audit: &AuditEntry,
    ) -> Result<(), StoreError>;
    /// The versions that are kept, the newest first.
    async fn bot_versions(&self, bot: BotId) -> Result<Vec<BotVersion>, StoreError>;
    async fn bot_source(&self, bot: BotId, version: u32) -> Result<Option<BotSource>, StoreError>;
    async fn set_listed(&self, bot: BotId, listed: bool, audit: &AuditEntry) -> Result<(), StoreError>;
    /// Removes a bot with all that belongs to it.
    async fn remove_bot(&self, bot: BotId, audit: &AuditEntry) -> Result<(), StoreError>;
    /// The bots that have a live version and are listed, with their partners, by handle.
    async fn listed_bots(&self) -> Result<Vec<(PartnerBot, Partner)>, StoreError>;
    /// A person adds a bot; twice is once.
    async fn add_bot_of(&self, person: PersonId, bot: BotId, at: Timestamp) -> Result<(), StoreError>;
    /// False when the person had not added it.
    async fn remove_bot_of(&self, person: PersonId, bot: BotId) -> Result<bool, StoreError>;
    /// The bots that the person has added and that have a live version, in the order in which they were added.
    async fn bots_of(&self, person: PersonId) -> Result<Vec<PartnerBot>, StoreError>;
}

#[async_trait]
pub trait Touchpoints {
    /// Adds the touchpoint, or updates it when its id is known and belongs to the same person.
    async fn save_touchpoint(&self, touchpoint: &Touchpoint) -> Result<(), StoreError>;
    async fn touchpoint(&self, id: TouchpointId) -> Result<Option<Touchpoint>, StoreError>;
    /// The person's touchpoints, the most recently seen first.
    async fn touchpoints(&self, person: PersonId) -> Result<Vec<Touchpoint>, StoreError>;
}

#[async_trait]
pub trait Conversations {
    /// The conversation of this principal and bot; `new` is stored and returned when there is none yet.
    async fn open_conversation(&self, new: &Conversation) -> Result<Conversation, StoreError>;
    async fn conversation(&self, id: ConversationId) -> Result<Option<Conversation>, StoreError>;
    /// All conversations of a principal, oldest first.
    async fn conversations(&self, principal: Principal) -> Result<Vec<Conversation>, StoreError>;
}

#[async_trait]
pub trait Turns {
    /// Writes a turn down, gives it the next place in its conversation, and returns it. A second call with the same
    /// conversation and event returns the turn of the first.
    async fn receive_turn(&self, new: &NewTurn) -> Result<Received, StoreError>;
    /// Stores the answer, the conversation's state, the alerts' changes and what is liked, all or nothing. A turn that has ended
    /// already is returned as it is, and nothing changes: of two nodes that answer it, the first wins.
    async fn complete_turn(&self, completion: &Completion) -> Result<Turn, StoreError>;
    /// The assistant speaks first: [`Self::receive_turn`] and [`Self::complete_turn`] at once. A known event changes
    /// nothing.
    async fn give_notice(&self, new: &NewTurn, completion: &Completion) -> Result<Received, StoreError>;
    async fn turn(&self, id: TurnId) -> Result<Option<Turn>, StoreError>;
    /// An answer that was given looks different now; none when there is no answer of this turn.
    async fn revise_answer(&self, id: TurnId, answer: &Answer) -> Result<Option<Turn>, StoreError>;
    /// At most `limit` turns after this place, in order.
    async fn turns_after(&self, id: ConversationId, after: i64, limit: u32) -> Result<Vec<Turn>, StoreError>;
    /// The last `limit` turns before this place (`i64::MAX`: the newest), in order.
    async fn turns_before(
        &self,
        id: ConversationId,
        before: i64,
        limit: u32,
    ) -> Result<Vec<Turn>, StoreError>;
    /// The conversation's first turn that is still without an answer: the one to answer next.
    async fn next_unanswered(&self, id: ConversationId) -> Result<Option<Turn>, StoreError>;
    /// The conversations with unanswered turns, the longest waiting first: what a restart must take up again.
    async fn waiting_conversations(&self) -> Result<Vec<ConversationId>, StoreError>;
}

#[async_trait]
pub trait Alerts {
    async fn alert(&self, id: AlertId) -> Result<Option<Alert>, StoreError>;
    /// The person's pending and ringing alerts, the next one first.
    async fn open_alerts(&self, person: PersonId) -> Result<Vec<Alert>, StoreError>;
    /// When the next pending alert of anybody is due.
    async fn next_due(&self) -> Result<Option<Timestamp>, StoreError>;
    /// Pending alerts due at or before `now` begin to ring; returns them. Each is returned once, whoever asks.
    async fn ring_due(&self, now: Timestamp) -> Result<Vec<Alert>, StoreError>;
    /// Takes back an alert that waits for its time; false when it was not waiting.
    async fn cancel_alert(&self, id: AlertId) -> Result<bool, StoreError>;
    /// Silences an alert that rings: it waits for `again`, or is done. False when it was not ringing, so that of
    /// several touchpoints that stop it only one does.
    async fn silence_alert(&self, id: AlertId, again: Option<Timestamp>) -> Result<bool, StoreError>;
    /// All alerts that ring now: a restart shows them again.
    async fn ringing_alerts(&self) -> Result<Vec<Alert>, StoreError>;
}

/// What people like. It is written with the turn in which they said it ([`Completion`]).
#[async_trait]
pub trait Preferences {
    /// Everything that is remembered of the person, the longest known first.
    async fn preferences(&self, person: PersonId) -> Result<Vec<Preference>, StoreError>;
    /// Forgets one; false when the person has none of this id.
    async fn forget_preference(&self, person: PersonId, id: PreferenceId) -> Result<bool, StoreError>;
    /// Forgets everything; how much that was.
    async fn forget_preferences(&self, person: PersonId) -> Result<u64, StoreError>;
}

/// What can be recommended, and what people did with it. A catalogue is there as soon as something is put into it.
#[async_trait]
pub trait Catalogs {
    /// How often something was written to the catalogue: each call below that writes counts one more.
    async fn catalog_version(&self, catalog: &str) -> Result<u64, StoreError>;
    /// All catalogues, by name.
    async fn catalogs(&self) -> Result<Vec<CatalogSize>, StoreError>;
    /// The names of all that were ever written to, in their order. Cheap, however much is in them.
    async fn catalog_names(&self) -> Result<Vec<String>, StoreError>;
    /// Adds items, or changes those whose ids are known.
    async fn put_items(&self, catalog: &str, items: &[Item]) -> Result<(), StoreError>;
    /// Keeps vectors of what is said of items, in eight bits a number. They are no content: nothing is counted.
    async fn put_item_vectors(&self, catalog: &str, vectors: &[ItemVector]) -> Result<(), StoreError>;
    /// At most `limit` vectors of items whose ids come after this one (empty: from the first), in their order.
    async fn item_vectors(
        &self,
        catalog: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<ItemVector>, StoreError>;
    /// Removes an item and what people did with it; false when there is nothing of it.
    async fn remove_item(&self, catalog: &str, id: &str) -> Result<bool, StoreError>;
    async fn item(&self, catalog: &str, id: &str) -> Result<Option<Item>, StoreError>;
    /// At most `limit` items whose ids come after this one (empty: from the first), in their order.
    async fn items(&self, catalog: &str, after: &str, limit: u32) -> Result<Vec<Item>, StoreError>;
    /// Adds customers, or changes those whose ids are known.
    async fn put_customers(&self, catalog: &str, customers: &[Customer]) -> Result<(), StoreError>;
    async fn customer(&self, catalog: &str, id: &str) -> Result<Option<Customer>, StoreError>;
    /// At most `limit` customers whose ids come after this one (empty: from the first), in their order.
    async fn customers(&self, catalog: &str, after: &str, limit: u32) -> Result<Vec<Customer>, StoreError>;
    /// Adds feedback. Of one person, item and word for the kind there is one record: it counts how often, and has the time and the
    /// weight of the latest.
    async fn add_feedback(&self, catalog: &str, feedback: &[Feedback]) -> Result<(), StoreError>;
    /// At most `limit` records after this place (the default one: from the first), by person, item and word.
    async fn feedback(
        &self,
        catalog: &str,
        of: &FeedbackOf,
        after: &FeedbackPlace,
        limit: u32,
    ) -> Result<Vec<StoredFeedback>, StoreError>;
    /// Removes what a person did with an item, all of it or what this word says; how many records that were.
    async fn remove_feedback(
        &self,
        catalog: &str,
        person: &str,
        item: &str,
        word: Option<&str>,
    ) -> Result<u64, StoreError>;
    /// Forgets a customer and what they did; how many records that were.
    async fn forget_customer(&self, catalog: &str, id: &str) -> Result<u64, StoreError>;
    /// Removes a catalogue with all that is in it; false when there is none.
    async fn remove_catalog(&self, catalog: &str) -> Result<bool, StoreError>;
}

/// Photos that people send.
#[async_trait]
pub trait Pictures {
    /// Keeps a new one.
    async fn keep_picture(&self, picture: &Picture) -> Result<(), StoreError>;
    async fn picture(&self, id: PictureId) -> Result<Option<Picture>, StoreError>;
    /// Forgets one that this person has sent; false when there is none.
    async fn forget_picture(&self, person: PersonId, id: PictureId) -> Result<bool, StoreError>;
}

/// Collections of photos. What is written to one is counted, so that others notice.
#[async_trait]
pub trait Galleries {
    /// Adds a gallery. The one of the same owner and name keeps its id and gets the new title.
    async fn put_gallery(&self, gallery: &Gallery) -> Result<Gallery, StoreError>;
    /// Everybody's and the person's own, by name.
    async fn galleries(&self, person: PersonId) -> Result<Vec<OpenGallery>, StoreError>;
    /// The person's own of this name, else everybody's.
    async fn gallery(&self, person: PersonId, name: &str) -> Result<Option<OpenGallery>, StoreError>;
    /// Removes a gallery with its photos; false when there is none.
    async fn remove_gallery(&self, id: GalleryId) -> Result<bool, StoreError>;
    /// Adds photos, or puts them in the place of those with their ids. Their numbers, which stay.
    async fn put_photos(&self, gallery: GalleryId, photos: &[NewPhoto]) -> Result<Vec<u64>, StoreError>;
    async fn photo(&self, gallery: GalleryId, id: &str) -> Result<Option<Photo>, StoreError>;
    /// The small JPEG file of a photo.
    async fn photo_file(&self, gallery: GalleryId, id: &str) -> Result<Option<Vec<u8>>, StoreError>;
    /// At most `limit` photos (with this label, if one is given) whose ids come after this one (empty: from the first),
    /// in their order.
    async fn photos(
        &self,
        gallery: GalleryId,
        label: Option<&str>,
        after: &str,
        limit: u32,
    ) -> Result<Vec<Photo>, StoreError>;
    /// Those of these numbers that are there, in any order.
    async fn photos_numbered(
        &self,
        gallery: GalleryId,
        numbers: &[u64],
    ) -> Result<Vec<GalleryPhoto>, StoreError>;
    /// At most `limit` photos whose numbers come after this one (0: from the first), by number, with their vectors.
    async fn photo_vectors(
        &self,
        gallery: GalleryId,
        after: u64,
        limit: u32,
    ) -> Result<Vec<PhotoVector>, StoreError>;
    /// Removes a photo; its number, or none when it was not there.
    async fn remove_photo(&self, gallery: GalleryId, id: &str) -> Result<Option<u64>, StoreError>;
    /// Keeps what was learnt of a gallery.
    async fn keep_recogniser(&self, gallery: GalleryId, learnt: &[u8]) -> Result<(), StoreError>;
    async fn recogniser(&self, gallery: GalleryId) -> Result<Option<Vec<u8>>, StoreError>;
}

/// Other processes or nodes on the same data, such as `ieum ask` beside a running server.
/// What partners' services know of people, promise, and tell.
#[async_trait]
pub trait Services {
    /// What the bot's service calls the person; `new` from now on, if it has not met them.
    async fn bot_user(&self, bot: &str, person: PersonId, new: &str) -> Result<String, StoreError>;
    /// Whom the bot's service calls so.
    async fn person_of_bot_user(&self, bot: &str, key: &str) -> Result<Option<PersonId>, StoreError>;
    /// An answer is on its way; those whose time is over are forgotten.
    async fn await_answer(&self, awaited: &AwaitedAnswer, now: Timestamp) -> Result<(), StoreError>;
    /// The answer that was awaited under this secret's hash; it is awaited no more.
    async fn take_awaited(
        &self,
        secret_hash: &[u8; 32],
        now: Timestamp,
    ) -> Result<Option<AwaitedAnswer>, StoreError>;
    /// Keeps what a bot told; what is older is forgotten.
    async fn keep_bot_task(&self, task: &BotTask, forget_before: Timestamp) -> Result<(), StoreError>;
    async fn bot_task(&self, id: &str) -> Result<Option<BotTask>, StoreError>;
}

#[async_trait]
pub trait Neighbours {
    /// A number that changes when somebody else has written, and does not when this store has. Cheap: it is asked for
    /// every second.
    async fn written_elsewhere(&self) -> Result<u64, StoreError>;
}

/// What partners' bots were asked, hour by hour, and what they could not answer.
#[async_trait]
pub trait BotRecords {
    /// Adds to what is known of bots, all in one transaction, and forgets what is more or older than `bounds` says. A bot that is
    /// gone is passed over.
    async fn record_bots(&self, records: &[BotRecord], bounds: &RecordBounds) -> Result<(), StoreError>;
    /// The hours from this one to before that one, in their order; those in which nothing happened are left out.
    async fn bot_hours(
        &self,
        bot: BotId,
        from: Timestamp,
        before: Timestamp,
    ) -> Result<Vec<(Timestamp, Tally)>, StoreError>;
    /// At most `limit` that wait for somebody to look at them, those asked last first.
    async fn bot_questions(&self, bot: BotId, limit: u32) -> Result<Vec<BotQuestion>, StoreError>;
    /// Takes a question off the list: until it is asked again, or for good. False when there is none.
    async fn settle_question(
        &self,
        bot: BotId,
        question: QuestionId,
        for_good: bool,
    ) -> Result<bool, StoreError>;
}

/// What has happened to a bot since it was written down last.
#[derive(Clone, Debug, PartialEq)]
pub struct BotRecord {
    pub bot: BotId,
    /// By the beginnings of the hours.
    pub hours: BTreeMap<Timestamp, Tally>,
    /// One that is known by its text is counted on.
    pub questions: Vec<BotQuestion>,
}

/// How much is kept of a bot's past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordBounds {
    /// Hours that began earlier are forgotten.
    pub hours_since: Timestamp,
    /// Questions that were asked last before this are forgotten.
    pub questions_since: Timestamp,
    /// Questions of a bot: those asked last stay.
    pub questions: u32,
}

/// A gallery as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenGallery {
    pub gallery: Gallery,
    /// How often something was written.
    pub version: u64,
    pub photos: u64,
    /// There is a recogniser for it.
    pub taught: bool,
}

/// A photo on its way into a gallery.
#[derive(Clone, Debug, PartialEq)]
pub struct NewPhoto {
    pub photo: Photo,
    /// Which network made the vector.
    pub model: String,
    /// Kept in eight bits a number.
    pub vector: Vec<f32>,
    /// A small JPEG file of it.
    pub file: Vec<u8>,
}

/// A photo and its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GalleryPhoto {
    pub number: u64,
    pub photo: Photo,
}

/// What a search needs of a photo.
#[derive(Clone, Debug, PartialEq)]
pub struct PhotoVector {
    pub number: u64,
    pub id: String,
    pub label: Option<String>,
    pub model: String,
    pub vector: Vec<f32>,
}

/// How much is in a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogSize {
    pub catalog: String,
    pub items: u64,
    pub feedback: u64,
}

/// A vector of what is said of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemVector {
    pub item: String,
    /// Tells of which text it was made.
    pub text: [u8; 16],
    pub vector: Vec<f32>,
}

/// Feedback, and how often it was given.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredFeedback {
    pub feedback: Feedback,
    pub times: u32,
}

/// Which feedback: all that fits what is said here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedbackOf {
    pub person: Option<String>,
    pub item: Option<String>,
    /// The word for the kind.
    pub word: Option<String>,
}

/// Where a page of feedback ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedbackPlace {
    pub person: String,
    pub item: String,
    pub word: String,
}

impl FeedbackPlace {
    /// The place of this record.
    pub fn of(feedback: &Feedback) -> Self {
        let Feedback { person, item, .. } = feedback;
        Self { person: person.clone(), item: item.clone(), word: feedback.word().to_owned() }
    }
}

/// A turn as it arrives.
#[derive(Clone, Debug, PartialEq)]
pub struct NewTurn {
    pub id: TurnId,
    pub conversation: ConversationId,
    pub event: EventId,
    pub touchpoint: Option<TouchpointId>,
    pub input: Input,
    pub language: Language,
    pub received_at: Timestamp,
}

/// What [`Turns::receive_turn`] did.
#[derive(Clone, Debug, PartialEq)]
pub struct Received {
    pub turn: Turn,
    /// The event was known: this is the turn of the first call.
    pub repeated: bool,
}

/// How a turn ends.
#[derive(Clone, Debug, PartialEq)]
pub struct Completion {
    pub turn: TurnId,
    pub outcome: Result<Answer, Problem>,
    pub language: Language,
    pub answered_at: Timestamp,
    pub trace: Option<String>,
    pub state: StateChange,
    pub new_alerts: Vec<Alert>,
    pub stopped_alerts: Vec<AlertStop>,
    /// A person has one for each bot and name: the new one takes the place, and keeps the id, of the one before.
    pub new_preferences: Vec<Preference>,
    pub forgotten_preferences: Vec<PreferenceId>,
}

/// What becomes of the conversation's state.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StateChange {
    Keep,
    Set(Option<String>),
}

/// An alert is cancelled if it waits and silenced if it rings; anything else stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlertStop {
    pub alert: AlertId,
    /// When it rings next, should it be ringing now and come back.
    pub again: Option<Timestamp>,
}

#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error("the disk is full")]
    Full,
    #[error("the data folder cannot be written")]
    ReadOnly,
    #[error("{0} contradicts what is stored")]
    Conflict(&'static str),
    #[error("there is no such {0}")]
    Missing(&'static str),
    #[error("the store is damaged: {0}")]
    Damaged(String),
    #[error("the store failed: {0}")]
    Failed(String),
}
