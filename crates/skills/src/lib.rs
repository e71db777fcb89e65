//! The skill contract of Kakao's chatbots, on both of its sides.
//!
//! A *skill* is a partner's HTTP server: it is sent a [`SkillPayload`] and answers with a [`SkillResponse`]. [`Client`]
//! makes such calls. What real servers send is read liberally: what is sound is kept, and for everything else there is a
//! [`Finding`] that tells the partner where it is, what the contract says and what was sent. What we send is exact. We
//! are a skill server as well (a KakaoTalk channel may ask us), so payloads can be read and responses written.
//!
//! Where to start: `payload/` (what is sent), `response/` (what is answered), `client/` (how it is called), `render/`
//! (an answer for people, and back), `limits.rs` (every limit of the contract),
//! `check/` (what a server is checked for).
//!
//! Adding a field of the contract: its place in `response/` (or `payload/`), a line in the reader beside it, and a case in
//! `tests/`. Adding a probe of the check: a function in `check/probes.rs` and a line in its order.

mod callback;
mod check;
mod client;
mod event;
mod finding;
mod json;
mod limits;
mod payload;
mod read;
mod render;
mod response;
mod validation;

pub use callback::{CallbackReply, CallbackStatus};
pub use check::{Check, Line, Mailbox, Report, Verdict};
pub use client::{Called, Client, ClientSettings, Failure, Moment, Secret, Skill, SkillError};
pub use event::{EventError, EventReply, EventRequest, EventTarget, EventUser, TaskFailure, TaskReport};
pub use finding::{Finding, Severity};
pub use limits::Limits;
pub use outbound::Reach;
pub use payload::{
    Action, BotName, ContextParam, DetailParam, Flow, Intent, IntentExtra, Knowledge, Named, PayloadContext,
    PayloadError, SkillPayload, Trigger, TriggerKind, User, UserProperties, UserRequest,
};
pub use render::{answer, respond};
pub use response::{
    Alignment, BasicCard, Button, ButtonKind, Carousel, CarouselHeader, CarouselItems, CommerceCard,
    Component, ContextValue, ImageTitle, ItemCard, ItemProfile, ItemRow, ItemThumbnail, Layout, Link,
    ListCard, ListItem, ListItemAction, Profile, QuickReply, QuickReplyKind, Read, SimpleImage, SimpleText,
    SkillResponse, Template, TextCard, Thumbnail, Unreadable,
};
pub use validation::{ValidationReply, ValidationRequest, ValidationStatus, ValidationValue};
