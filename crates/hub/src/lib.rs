//! People, touchpoints, conversations, and a turn from arrival to answer.
//!
//! `hub` owns async: engines are called from blocking tasks, one at a time per conversation, so that the turns of a
//! conversation keep their order while different conversations never wait for each other. It knows the engines by
//! their traits alone and no wire format.

mod message;

pub use message::{Chat, Event, EventBody, Hello, Instruction, State, Synchronized};
