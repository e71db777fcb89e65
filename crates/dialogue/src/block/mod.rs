//! Blocks: what a service understands, taught by example sentences.
//!
//! A bot file (`bot.rs`) names its blocks and gives each some sentences. A sentence that comes in is compared with them
//! in three ways, the cheap ones first: as an exact pattern whose entities may be others (`slots.rs`), by the letters
//! and jamo that both have (`letters.rs`), and by what it means (`crate::vector`). The likenesses are fused
//! (`head.rs`, `ridge.rs`), beside talk that no bot is about (`elsewhere.rs`), and made a probability that can be relied
//! on (`judge.rs`). Adding an example adds a row; nothing is learnt again from the start.
//!
//! One [`Learner`] serves any number of bots; each has its own [`Blocks`].

mod bot;
mod elsewhere;
mod found;
mod head;
mod judge;
mod learner;
mod letters;
mod ridge;
mod slots;

pub mod evaluation;
pub mod sentences;
pub mod sorter;

pub use bot::{
    Block, Bot, BotError, Entity, Example, Hours, Opening, Opens, Parameter, Remember, Response, Saying,
    Skill, SkillUse, Tag,
};
pub use found::{Candidate, Decision, Found, How};
pub use learner::{Blocks, Learner};
pub use slots::Slot;
