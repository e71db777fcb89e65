//! The silence that Kokoro makes around the words, cut before its vocoder makes sound of it.
//!
//! Nearly a second of every piece is silence, and the vocoder is most of the work. How long each phoneme lasts, its
//! pitch and its loudness are still found for the whole piece, so the words sound as they would; only then are the
//! frames of the beginning and the end left out.

use models::onnx::Splice;

/// What goes into the vocoder: the sounds, two of whose frames...
const SOUNDS: &str = "/encoder/MatMul_1_output_0";
/// ... have as many numbers here as four of the others.
const PITCH: &str = "/encoder/Reshape_output_0";
const LOUDNESS: &str = "/encoder/Reshape_1_output_0";
/// How many frames of 25 ms each token lasts.
const DURATIONS: &str = "/encoder/Cast_output_0";

/// Frames kept of the first token, which is silent: the vocoder looks that far around.
const KEPT_BEFORE: i64 = 8;
/// Frames kept of the last three tokens: the end of the last phoneme, the mark behind it, and silence.
const KEPT_AFTER: i64 = 10;

/// The input by which the pitch is multiplied.
pub const BEND: &str = "bend";

/// Leaves the frames of silence out, and lets the pitch be chosen.
pub fn cut() -> Splice {
    let mut splice = Splice::default();
    let [sounds, pitch, loudness] = [SOUNDS, PITCH, LOUDNESS].map(|value| splice.intercept(value));
    let [zero, one, last_three, end] = [("zero", 0), ("one", 1), ("last_three", -3), ("end", i64::MAX)]
        .map(|(name, number)| splice.constant(name, &[number]));
    let durations = {
        let row = splice.constant("row", &[-1]);
        splice.operation("Reshape", &[DURATIONS, row], "durations")
    };
    let first = splice.operation("Slice", &[durations, zero, one], "first");
    let from = more_than(&mut splice, first, "kept_before", KEPT_BEFORE);
    let last = splice.operation("Slice", &[durations, last_three, end], "last");
    let last = splice.operation("ReduceSum", &[last], "last_sum");
    let behind = more_than(&mut splice, last, "kept_after", KEPT_AFTER);
    let all = splice.operation("ReduceSum", &[durations], "all");
    let to = splice.operation("Sub", &[all, &behind], "to");

    let frames = splice.constant("frames", &[2]);
    splice.operation("Slice", &[&sounds, &from, to, frames], SOUNDS);
    let double_from = splice.operation("Add", &[&from, &from], "double_from");
    let double_to = splice.operation("Add", &[to, to], "double_to");
    let spoken = splice.operation("Slice", &[&pitch, double_from, double_to, one], "spoken_pitch");
    let bend = splice.input(BEND);
    splice.operation("Mul", &[spoken, bend], PITCH);
    splice.operation("Slice", &[&loudness, double_from, double_to, one], LOUDNESS);
    splice
}

/// How many frames a value has above those that are kept.
fn more_than(splice: &mut Splice, value: &str, name: &str, kept: i64) -> String {
    splice.constant(name, &[kept]);
    let more = format!("above_{name}");
    let surplus = format!("surplus_{name}");
    splice.operation("Sub", &[value, name], &more);
    splice.operation("Max", &[&more, "zero"], &surplus);
    surplus
}
