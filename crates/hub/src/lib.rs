//! People, touchpoints, conversations, and a turn from arrival to answer.
//!
//! ```text
//! let hub = Hub::new(Parts { store, converse, ears, voice, .. });
//! hub.start().await?;                                          // takes up what the last run left open
//! let owner = hub.owner(&NewPerson { .. }).await?;             // the first start makes the owner
//! let (link, mut instructions) = hub.connect(owner.id, hello).await?;
//! link.event(event).await;                                     // up
//! while let Some(instruction) = instructions.next().await {}   // down
//! ```
//!
//! `hub` owns async: engines are called from blocking tasks, one at a time per conversation, so that the turns of a
//! conversation keep their order while different conversations never wait for each other. It knows the engines by
//! their traits alone and no wire format.
//!
//! Where to start reading: [`Hub::connect`] (`link.rs`), then a turn's way through `turn.rs` and `lane.rs`.

mod admission;
mod alerts;
mod answer;
mod audience;
mod audio;
mod bus;
mod chats;
mod dictation;
mod elsewhere;
mod engine;
mod galleries;
mod hub;
mod inbox;
mod lane;
mod link;
mod listen;
mod message;
mod notice;
mod open_answers;
mod partners;
mod passkeys;
mod people;
mod pictures;
mod preferences;
mod problem;
mod recital;
mod recommendations;
mod render;
mod schedule;
mod sentences;
mod services;
mod sign_up;
mod speak;
mod strand;
mod taught;
pub mod testing;
mod thought;
mod tool;
mod transcription;
mod turn;
mod voicing;
mod waker;
mod watching;

pub use admission::{Busy, Caller, Gate, Permit, Room};
pub use audio::{ReadAudio, Voiced};
pub use chats::{History, Page};
pub use dialogue::block::evaluation::Case as JudgedSentence;
pub use dialogue::service::rehearsal::Played;
pub use dialogue::tool::{Called, Tool, ToolParameter, Wish};
pub use dialogue::vector::{Embed, Embedded, Purpose, VectorError};
pub use dialogue::{Converse, Taught, TaughtBot};
pub use dictation::{Dictated, Dictating, Dictation};
pub use engine::Open;
pub use galleries::{Found, GalleryGuess, GalleryLesson, Like, NewImage, Sought, Twins};
pub use hub::{Hub, Limits, Parts};
pub use link::{Instructions, Link};
pub use message::{Chat, Event, EventBody, Hello, Instruction, State, Synchronized, Tap, Tapped};
pub use open_answers::OpenAnswers;
pub use partners::{
    Acting, AuditPage, Days, DraftSaved, FileDiff, Invited, Joined, KeptSecret, LiveBot, NewBot, NewPartner,
    NewPartnerKey, Opened, PartnerLimits, Settled, Side, Statistics, TestReport, Trial, Tried,
};
pub use passkeys::NewPasskey;
pub use people::NewPerson;
pub use pictures::{MOST_IMAGES, address as photo_address, escaped};
pub use recital::Recital;
pub use recommend::import;
pub use recommend::{Explanation, Filter, Hidden, Reason, Report, ReportLine};
pub use recommendations::{
    Asked, Ended, ForgetfulKeeper, Imported, KeepModels, Learning, Refused, Shown, Taken, load_catalog,
};
pub use render::{Choice, Glance, Rendered, Screen, render};
pub use sentences::Texts;
pub use services::{SkillCall, SkillDesk, SkillHealth, SkillSettings, Whose};
pub use sign_up::{NewAccount, SignUp};

pub use domain::BotTask;

pub use skills::{CallbackReply, CallbackStatus, ClientSettings, EventRequest, Finding, Reach, SkillPayload};
pub use speech::audio::{Format, Pcm, PcmFormat, Tools};
pub use speech::{
    EndReason, Hearing, Hint, LISTENING_RATE, Manner, Segment, Spoken, Transcript, VoiceName,
    complete_sentences,
};
pub use store::{CatalogSize, FeedbackOf, FeedbackPlace, OpenGallery, StoredFeedback};
pub use strand::{Line, Speaker};
pub use thought::Aside;
pub use transcription::{Transcribed, Transcription};
pub use turn::{TurnRequest, Utterance};
pub use vision::teach::{Head, Share, Why};
pub use vision::{Block, Class, Line as TextLine, Page as TextPage, Point, Seen, Verdict};
pub use voicing::Voicing;
pub use waker::{ManualWaker, SystemWaker, Waker};
pub use watching::{Watched, Watching};
