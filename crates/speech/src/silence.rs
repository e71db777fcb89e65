//! The silence that Kokoro makes before the words, cut before its vocoder makes sound of it.
//!
//! Nearly half a second of every piece is that, and the vocoder is most of the work. How long each phoneme lasts, its
//! pitch and its loudness are still found for the whole piece, so the words sound as they would; only then are frames
//! of the beginning left out. The end has more silence still, but words were lost when it was cut, too.

use models::onnx::Splice;

/// What goes into the vocoder: the sounds, two of whose frames...
const SOUNDS: &str = "/encoder/MatMul_1_output_0";
/// ... have as many numbers here as four of the others.
const PITCH: &str = "/encoder/Reshape_output_0";
const LOUDNESS: &str = "/encoder/Reshape_1_output_0";
/// How many frames of 25 ms each token lasts.
const DURATIONS: &str = "/encoder/Cast_output_0";

/// Frames kept of the first token, which is silent: the vocoder looks about that far around.
const KEPT: i64 = 6;

/// The input by which the pitch is multiplied.
pub const BEND: &str = "bend";

/// Leaves the frames of silence out, and lets the pitch be chosen.
pub fn cut(splice: &mut Splice) {
    let [sounds, pitch, loudness] = [SOUNDS, PITCH, LOUDNESS].map(|value| splice.intercept(value));
    let [zero, one, two, kept, row, end] =
        [("zero", 0), ("one", 1), ("two", 2), ("kept", KEPT), ("row", -1), ("end", i64::MAX)]
            .map(|(name, number)| splice.constant(name, &[number]));
    let durations = splice.operation("Reshape", &[DURATIONS, row], "durations");
    let first = splice.operation("Slice", &[durations, zero, one], "first");
    let surplus = splice.operation("Sub", &[first, kept], "surplus");
    let from = splice.operation("Max", &[surplus, zero], "from");
    let double_from = splice.operation("Add", &[from, from], "double_from");
    splice.operation("Slice", &[&sounds, from, end, two], SOUNDS);
    let spoken = splice.operation("Slice", &[&pitch, double_from, end, one], "spoken_pitch");
    let bend = splice.input(BEND);
    splice.operation("Mul", &[spoken, bend], PITCH);
    splice.operation("Slice", &[&loudness, double_from, end, one], LOUDNESS);
}
