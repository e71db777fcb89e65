//! Recordings for the engines that read files.

use std::path::Path;

pub fn write(path: &Path, samples: &[f32], rate: u32) -> anyhow::Result<()> {
    let form = hound::WavSpec {
        channels: 1,
        sample_rate: rate,
        bits_per_sample: 16,
        sample_format: hound::SampleFormat::Int,
    };
    let mut writer = hound::WavWriter::create(path, form)?;
    for sample in samples {
        writer.write_sample((sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)) as i16)?;
    }
    Ok(writer.finalize()?)
}
