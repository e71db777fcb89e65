//! What a person says, in our own voice.

use std::path::Path;

use anyhow::ensure;

use super::server::ieum;

/// 16 kHz 16-bit samples as a touchpoint sends them.
pub fn say(text: &str, language: &str) -> anyhow::Result<Vec<u8>> {
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("said.wav");
    let status = ieum(folder.path(), language).args(["say", text, "-o"]).arg(&file).status()?;
    ensure!(status.success(), "ieum say failed for {text:?}");
    samples(&file)
}

/// Nothing, for so many seconds.
pub fn silence(seconds: f32) -> Vec<u8> {
    vec![0; 2 * (seconds * speech::LISTENING_RATE as f32) as usize]
}

fn samples(file: &Path) -> anyhow::Result<Vec<u8>> {
    let samples = speech::audio::read(file)?;
    Ok(samples
        .iter()
        .flat_map(|sample| ((sample.clamp(-1.0, 1.0) * 32_767.0) as i16).to_le_bytes())
        .collect())
}
