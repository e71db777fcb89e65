//! The wire: what HTTP bodies and socket messages look like, and how they become domain records and back.
//!
//! `docs/protocol.md` describes these shapes for people who write clients. Types named like a domain record
//! (`wire::Turn` for `domain::Turn`) go out and are made with `From`, or with `of` where pictures need an address; what comes in is checked while it is read, so
//! that nothing past this folder sees a malformed value.
//!
//! Adding a message: one variant in [`event`] or [`instruction`], one line in `docs/protocol.md`, one line in
//! the contract tests.

mod alert;
mod answer;
mod audio;
mod bot_record;
mod card;
mod conversation;
mod event;
mod id;
mod instruction;
mod language;
mod lesson;
mod moment;
mod partner;
mod partner_bot;
mod partner_key;
mod passkey;
mod pen;
mod person;
mod preference;
mod problem;
mod read;
mod recommend;
mod skill;
mod taught;
mod touchpoint;
mod turn;
mod vision;

pub use alert::{Alert, AlertKind, AlertState, Repeat};
pub use answer::{Answer, Bubble, CarouselHeader, Image, QuickReply};
pub use audio::{decode_samples, encode_frame};
pub use bot_record::{BotQuestion, BotStatistics};
pub use card::{
    Action, Button, ButtonLayout, Card, CardBody, ImageTitle, ItemRef, ItemRow, ListItem, Opinion, Price,
    Profile, Shape, Thumbnail,
};
pub use conversation::{BotSummary, Chat, Conversation};
pub use event::{EventBody, EventMessage, Received, State, Unreadable, read_event};
pub use id::Id;
pub use instruction::Instruction;
pub use language::{InBoth, Language};
pub use lesson::{LessonReport, RecognizedPicture};
pub use moment::Moment;
pub use partner::{AuditEntry, Invitation, Member, NewInvitation, Partner, Role};
pub use partner_bot::{
    BotFace, BotFault, BotSource, BotVersion, DirectoryBot, Draft, FileDiff, OpenedBot, PartnerBot,
    TestReport, Tried,
};
pub use partner_key::{KeyWithSecret, PartnerKey, Scope};
pub use passkey::Passkey;
pub use person::Person;
pub use preference::Preference;
pub use problem::Problem;
pub use read::read_json;
pub use recommend::{
    Customer, Explanation, Feedback, HowMany, Item, Learning, LearntReport, Outcome, Paging, RecommendAsk,
    Recommendations, RefusedOne, check_count, limit,
};
pub use skill::{SkillCall, SkillFailure, SkillFinding, SkillHealth};
pub use taught::{Taught, TaughtBot};
pub use touchpoint::{Capabilities, Hello, Seen, TouchpointKind};
pub use turn::{Input, InputKind, Turn, TurnStatus};
pub use vision::{FoundPhoto, Gallery, NewPhoto, Photo, SeenPicture, TwinPhotos, WrittenPage};
