//! Which track of a file is heard, and who decodes it.

use std::sync::LazyLock;

use symphonia::core::codecs::audio::{AudioCodecParameters, AudioDecoder, AudioDecoderOptions};
use symphonia::core::codecs::registry::CodecRegistry;
use symphonia::core::formats::{FormatReader, Track, TrackType};

use super::opus::OpusDecoder;
use super::unreadable;
use crate::SpeechError;

/// The track that is heard.
pub struct Chosen {
    pub id: u32,
    pub decoder: Box<dyn AudioDecoder>,
    /// How long it says it is.
    pub seconds: Option<f64>,
}

/// The file's own choice among its audio tracks if it can be decoded, else the first that can.
pub fn choose(format: &dyn FormatReader) -> Result<Chosen, SpeechError> {
    let preferred = format.default_track(TrackType::Audio);
    let mut unknown = false;
    for track in preferred.into_iter().chain(format.tracks()) {
        let Some(parameters) = audio(track) else { continue };
        match CODECS.make_audio_decoder(parameters, &AudioDecoderOptions::default()) {
            Ok(decoder) => return Ok(Chosen { id: track.id, decoder, seconds: seconds(track, parameters) }),
            Err(_) => unknown = true,
        }
    }
    Err(unreadable(if unknown {
        "its sound is coded in a way that is not read; PCM, ADPCM, FLAC, ALAC, MP3, AAC-LC, Vorbis and Opus are"
    } else {
        "it has no sound track"
    }))
}

/// Everything of symphonia's that was chosen in `Cargo.toml`, and Opus.
static CODECS: LazyLock<CodecRegistry> = LazyLock::new(|| {
    let mut codecs = CodecRegistry::new();
    symphonia::default::register_enabled_codecs(&mut codecs);
    codecs.register_audio_decoder::<OpusDecoder>();
    codecs
});

fn audio(track: &Track) -> Option<&AudioCodecParameters> {
    track.codec_params.as_ref()?.audio()
}

fn seconds(track: &Track, parameters: &AudioCodecParameters) -> Option<f64> {
    let rate = parameters.sample_rate.filter(|rate| *rate > 0)?;
    Some(track.num_frames? as f64 / f64::from(rate))
}
