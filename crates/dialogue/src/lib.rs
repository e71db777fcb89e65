//! A sentence in; intent, values, answer and actions out.
//!
//! Pure and synchronous: the time, the person's alerts and the state of the conversation come in as arguments, and
//! what should happen goes out as [`Action`]s for `hub` to carry out. Intents are data (`data/intents/<language>/`);
//! adding one is a file there with its tests beside it, and, when it does something new, one file in `ability/`.

use std::sync::Arc;

use domain::{
    Alert, AlertId, AlertKind, Answer, ConversationId, FeedbackKind, ItemRef, Language, Liking, Part,
    PersonId, Preference, PreferenceId, Repeat, Told, TurnId,
};
use jiff::{Timestamp, ZonedDateTime};

mod ability;
pub mod block;
mod dialogue;
pub mod entity;
pub mod knowledge;
mod memory;
pub mod recommend;
mod render;
mod schedule;
pub mod scripted;
pub mod service;
pub mod sight;
pub mod template;
pub mod tool;
mod understanding;
mod value;
pub mod vector;

use block::Bot;
pub use dialogue::Dialogue;
use recommend::{NoShelves, Shelves};
use service::{Hosted, ServiceError, Services};
use sight::{Blind, Sight};
pub use understanding::DialogueError;

/// Understands what was said and decides what to answer.
pub trait Converse: Send + Sync {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply;

    /// Names that somebody who speaks this language and has added these bots may say: ears that expect them hear them better.
    fn names(&self, _language: Language, _added: &[String]) -> Vec<String> {
        Vec::new()
    }

    /// What may be asked in this language, for people who do not know what to say; the most general first.
    fn questions(&self, _language: Language) -> Vec<Question> {
        Vec::new()
    }

    /// Looks whether what it was taught has changed, and learns it anew. Called from a thread that may block.
    fn refresh(&self) {}

    /// A bot of a partner answers from now on those who have added it ([`World::bots`]), in the place of its version before.
    /// Called from a thread that may block, as all that follow.
    fn host(&self, _bot: Hosted) -> Result<(), ServiceError> {
        Err(ServiceError::Nowhere)
    }

    /// A bot of a partner answers nobody any more.
    fn dismiss(&self, _bot: &str) {}

    /// The version of a partner's bot that answers.
    fn hosts(&self, _bot: &str) -> Option<u32> {
        None
    }

    /// The assistant without any bots, for this one to be tried beside it, with the service that it will have; none where no bots
    /// can be.
    fn bench(&self, _bot: &Bot) -> Option<Services> {
        None
    }

    /// What it was taught beside what it always knows.
    fn taught(&self) -> Vec<Taught> {
        Vec::new()
    }
}

impl<C: Converse + ?Sized> Converse for Arc<C> {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        self.as_ref().reply(said, world)
    }

    fn names(&self, language: Language, added: &[String]) -> Vec<String> {
        self.as_ref().names(language, added)
    }

    fn questions(&self, language: Language) -> Vec<Question> {
        self.as_ref().questions(language)
    }

    fn refresh(&self) {
        self.as_ref().refresh();
    }

    fn host(&self, bot: Hosted) -> Result<(), ServiceError> {
        self.as_ref().host(bot)
    }

    fn dismiss(&self, bot: &str) {
        self.as_ref().dismiss(bot);
    }

    fn hosts(&self, bot: &str) -> Option<u32> {
        self.as_ref().hosts(bot)
    }

    fn bench(&self, bot: &Bot) -> Option<Services> {
        self.as_ref().bench(bot)
    }

    fn taught(&self) -> Vec<Taught> {
        self.as_ref().taught()
    }
}

/// Something that may be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What it asks for, as [`Reply::asked`] names it.
    pub asks: String,
    pub say: String,
}

/// A file that teaches: a bot, or something to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taught {
    pub file: String,
    /// The bot that is spoken with; none for what is known, or when no version of the file was well-formed.
    pub bot: Option<TaughtBot>,
    /// Why the file, as it is now, is without effect.
    pub wrong: Option<String>,
}

/// A bot, for people to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaughtBot {
    pub id: String,
    pub name: String,
    pub language: Language,
    pub blocks: usize,
    /// What it tells of, by name.
    pub events: Vec<String>,
}

impl From<&Bot> for TaughtBot {
    fn from(bot: &Bot) -> Self {
        let (id, name) = (bot.id.clone(), bot.name.clone());
        let events = bot.events.iter().map(|block| block.id.clone()).collect();
        Self { id, name, language: bot.language, blocks: bot.blocks.len(), events }
    }
}

/// One utterance.
#[derive(Clone, Debug)]
pub struct Said<'a> {
    pub text: &'a str,
    /// The language the person uses; the text itself may show another.
    pub language: Language,
    /// What [`Reply::state`] was after the last turn of this conversation; none at the beginning. A state that cannot
    /// be read (an older version wrote it) counts as none.
    pub state: Option<&'a str>,
}

/// What is true while a turn is answered.
#[derive(Clone, Debug)]
pub struct World {
    /// The time where the person is.
    pub now: ZonedDateTime,
    /// The person's pending and ringing alerts, the next one first.
    pub alerts: Vec<Alert>,
    /// What is remembered of the person.
    pub preferences: Vec<Preference>,
    /// The bots of partners that the person has added, by their ids; no other of theirs is reached.
    pub bots: Vec<String>,
    /// What can be recommended to the person.
    pub shelves: Arc<dyn Shelves>,
    /// The photo that was sent, and eyes to look at photos with.
    pub sight: Arc<dyn Sight>,
    /// Who is answered, for services that must know.
    pub asker: Option<Asker>,
    /// What was pressed to say it.
    pub pressed: Option<Pressed>,
    /// What a bot has to tell without being asked; nothing was said then.
    pub told: Option<Told>,
}

/// Who is answered, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asker {
    pub person: PersonId,
    pub conversation: ConversationId,
    pub turn: TurnId,
}

/// Something that was pressed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pressed {
    /// The bot whose answer shows it; none: the assistant's.
    pub bot: Option<String>,
    /// The block that is gone on with.
    pub block: Option<String>,
    /// What the bot's service is told of it: a JSON object.
    pub extra: Option<String>,
    pub part: Part,
}

impl World {
    /// A moment at which nothing is set, remembered or to be recommended.
    pub fn at(now: ZonedDateTime) -> Self {
        let (alerts, preferences, bots) = (Vec::new(), Vec::new(), Vec::new());
        Self {
            now,
            alerts,
            preferences,
            bots,
            shelves: Arc::new(NoShelves),
            sight: Arc::new(Blind),
            asker: None,
            pressed: None,
            told: None,
        }
    }
}

/// The outcome of a turn.
#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    pub answer: Answer,
    pub language: Language,
    /// False when nothing here knew an answer, so that somebody else may be asked.
    pub understood: bool,
    /// What was asked for: an intent (`time.now`), or a bot (`bot:restaurant`).
    pub asked: Option<String>,
    /// Carried out in the same transaction that stores the answer.
    pub actions: Vec<Action>,
    /// To be handed back with the next turn.
    pub state: Option<String>,
    /// What matched and why, as readable JSON.
    pub trace: String,
    /// What a bot did with it, if one did.
    pub handled: Option<Handled>,
}

/// What a bot did with a turn, for those who wrote the bot.
#[derive(Clone, Debug, PartialEq)]
pub struct Handled {
    pub bot: String,
    /// A partner's, which the person has added, and none of the install's own.
    pub added: bool,
    pub block: Option<String>,
    /// Whoever stands behind the bot did not answer.
    pub failed: bool,
    /// Nothing of the bot was meant.
    pub unanswered: Option<Unanswered>,
}

/// A sentence that nothing of a bot is meant by.
#[derive(Clone, Debug, PartialEq)]
pub struct Unanswered {
    /// What was said to the bot; none: its file says that this is not kept.
    pub sentence: Option<String>,
    /// The block that came nearest, and how likely it is meant.
    pub nearest: Option<(String, f32)>,
}

/// Something `hub` does for the person.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    SetAlert {
        kind: AlertKind,
        label: String,
        due: Timestamp,
        repeat: Repeat,
    },
    /// Takes back alerts that wait, and silences those that ring.
    CancelAlerts(Vec<AlertId>),
    /// The person likes this: it takes the place of what was liked before by the same bot and name.
    Remember(Liking),
    Forget(Vec<PreferenceId>),
    /// The person has done this with an item, or says so.
    Feedback {
        of: ItemRef,
        kind: FeedbackKind,
    },
}
