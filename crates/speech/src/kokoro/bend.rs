//! Kokoro's pitch, made an input of its graph: the sound is another, the form of the voice stays.
//!
//! It would be tempting to leave the silent frames around the words out here, too, before the vocoder makes sound of
//! them: a sixth of its time. But what it makes of the words depends on them; with ten frames less at the beginning,
//! "몇 시예요" was no longer understood (docs/performance.md).

use models::onnx::Splice;

/// The pitch of each frame, as the vocoder reads it.
const PITCH: &str = "/encoder/Reshape_output_0";

/// The input by which the pitch is multiplied.
pub const BEND: &str = "bend";

/// Lets the pitch be chosen.
pub fn add(splice: &mut Splice) {
    let own = splice.intercept(PITCH);
    let bend = splice.input(BEND);
    splice.operation("Mul", &[&own, bend], PITCH);
}
