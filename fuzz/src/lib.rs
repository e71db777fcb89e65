//! Everything that reads bytes from outside, as functions of those bytes. None may panic, hang, or allocate without
//! bound, whatever comes in.
//!
//! ```text
//! cargo install --locked cargo-fuzz
//! RUSTC_BOOTSTRAP=1 cargo fuzz run wav -- -max_total_time=60
//! ```
//!
//! `cargo xtask test` replays `corpus/<target>/` through the same functions on the stable compiler, in the test
//! `fuzz_corpus` of the main workspace.
//!
//! Adding a target: a file here with `pub fn run(bytes: &[u8])`, a line in [`TARGETS`], a binary in `fuzz_targets/`
//! and in `Cargo.toml`, and a few small inputs in `corpus/<name>/`. An input that once crashed stays there for good.

pub mod bot;
pub mod ct2;
pub mod e5s1;
pub mod feedback;
pub mod image;
pub mod knowledge;
pub mod manifest;
pub mod nearest;
pub mod onnx;
pub mod passkey;
pub mod recogniser;
pub mod recommender;
pub mod safetensors;
pub mod skill_payload;
pub mod skill_response;
pub mod ssml;
pub mod talk;
pub mod template;
pub mod values;
pub mod wav;
pub mod wire;
pub mod wyoming;

/// A target: takes any bytes, returns without panicking.
pub type Target = fn(&[u8]);

/// Every target by the name of its corpus folder.
pub const TARGETS: &[(&str, Target)] = &[
    ("bot", bot::run),
    ("ct2", ct2::run),
    ("e5s1", e5s1::run),
    ("feedback", feedback::run),
    ("image", image::run),
    ("knowledge", knowledge::run),
    ("manifest", manifest::run),
    ("nearest", nearest::run),
    ("onnx", onnx::run),
    ("passkey", passkey::run),
    ("recogniser", recogniser::run),
    ("recommender", recommender::run),
    ("safetensors", safetensors::run),
    ("skill_payload", skill_payload::run),
    ("skill_response", skill_response::run),
    ("ssml", ssml::run),
    ("talk", talk::run),
    ("template", template::run),
    ("values", values::run),
    ("wav", wav::run),
    ("wire", wire::run),
    ("wyoming", wyoming::run),
];
