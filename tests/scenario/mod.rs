//! How a scenario is run: the story as it is written ([`story`]), what each step does ([`play`]), and the things
//! that steps handle: the server, skill servers beside it, a touchpoint, a voice.

pub mod examples;
mod pictures;
mod play;
mod server;
mod story;
mod touchpoint;
mod voice;

pub use play::play;
pub use story::Story;
