//! The words of the product as types: ids, records, answers, the error catalogue, progress, clocks.
//!
//! Nothing here does I/O and nothing here is a wire or storage format: no type derives `serde`. The outermost crates
//! (`gateway`, `store`) own their formats and convert, so that either side can change freely.
//!
//! Adding a record: one file here, one repository in `store`, one use in `hub`, one view in `gateway`.

mod alert;
mod answer;
mod bot_record;
mod card;
mod catalog;
mod clock;
mod conversation;
mod error;
mod gallery;
mod id;
mod language;
mod news;
mod partner;
mod partner_bot;
mod person;
mod preference;
mod press;
mod progress;
mod random;
mod touchpoint;
mod turn;

pub use alert::{Alert, AlertKind, AlertState, Repeat};
pub use answer::{Answer, Bubble, Button, ButtonAction, Image, Named, QuickReply};
pub use bot_record::{BotQuestion, Crowd, Nearest, Tally, Waits};
pub use card::{
    BasicCard, ButtonLayout, Card, CardBody, Carousel, CarouselHeader, CommerceCard, ImageTitle, ItemCard,
    ItemRef, ItemRow, ListCard, ListItem, Opinion, Price, Profile, Shape, Thumbnail,
};
pub use catalog::{Customer, Feedback, FeedbackKind, Item};
pub use clock::{Clock, ManualClock, SystemClock};
pub use conversation::{Bot, Conversation, Principal};
pub use error::{Code, Kind, Problem};
pub use gallery::{Gallery, Photo, Picture};
pub use id::{
    AlertId, ApiKeyId, AuditId, BotId, ConversationId, EventId, GalleryId, HomeId, Ids, InvitationId,
    PartnerId, PartnerKeyId, PasskeyId, PersonId, PictureId, PreferenceId, QuestionId, SessionId,
    TouchpointId, TurnId,
};
pub use language::Language;
pub use news::{AwaitedAnswer, BotEvent, BotTask, News, Told, Untold};
pub use partner::{
    Actor, AuditAction, AuditEntry, FormerSecret, Invitation, InvitedTo, Member, Partner, PartnerKey, Role,
    Scope,
};
pub use partner_bot::{BotFace, BotFault, BotSource, BotVersion, Draft, PartnerBot};
pub use person::{ApiKey, Passkey, Person, SignInSession};
pub use preference::{Liking, Preference};
pub use press::{Does, Part, Press, Pressable};
pub use progress::{NoProgress, Progress, Step};
pub use random::{OsRandom, Random, SeededRandom};
pub use touchpoint::{Capabilities, Touchpoint, TouchpointKind};
pub use turn::{Heard, Input, Turn, TurnStatus};
