//! Opus, which browsers and messengers record in: a decoder for symphonia's readers.

use ropus::OpusMSDecoder;
use symphonia::core::audio::{
    AsGenericAudioBufferRef, AudioBuffer, AudioMut, AudioSpec, Channels, GenericAudioBufferRef,
};
use symphonia::core::codecs::CodecInfo;
use symphonia::core::codecs::audio::well_known::CODEC_ID_OPUS;
use symphonia::core::codecs::audio::{
    AudioCodecParameters, AudioDecoder, AudioDecoderOptions, FinalizeResult,
};
use symphonia::core::codecs::registry::{RegisterableAudioDecoder, SupportedAudioCodec};
use symphonia::core::errors::{Result, decode_error, unsupported_error};
use symphonia::core::packet::PacketRef;

/// Opus is always decoded at this rate, whatever the microphone had.
const RATE: u32 = 48_000;
/// The longest packet: 120 ms.
const MAX_FRAMES: usize = RATE as usize / 1000 * 120;
/// Streams of surround sound: up to eight channels have a defined order.
const MAX_CHANNELS: u8 = 8;

pub struct OpusDecoder {
    parameters: AudioCodecParameters,
    head: Head,
    decoder: OpusMSDecoder,
    buffer: AudioBuffer<f32>,
    pcm: Vec<i16>,
    /// Frames at the beginning that are still to be left out.
    skip: usize,
}

/// The header of a stream: RFC 7845, section 5.1, or the box of an MP4 file.
#[derive(Clone, Debug, PartialEq)]
struct Head {
    channels: u8,
    streams: u8,
    coupled: u8,
    mapping: Vec<u8>,
    skip: u16,
    /// What samples are multiplied with.
    gain: f32,
}

impl OpusDecoder {
    fn new(parameters: &AudioCodecParameters) -> Result<Self> {
        let channels = parameters.channels.as_ref().map_or(2, Channels::count);
        let head = match parameters.extra_data.as_deref() {
            Some(bytes) => Head::read(bytes),
            None => u8::try_from(channels).ok().and_then(Head::plain),
        };
        let Some(head) = head else { return unsupported_error("opus: the header is not understood") };
        let layout = match (head.channels, &parameters.channels) {
            (count, Some(layout)) if layout.count() == usize::from(count) => layout.clone(),
            (count, _) => Channels::Discrete(u16::from(count)),
        };
        let Ok(decoder) = decoder(&head) else { return unsupported_error("opus: impossible channels") };
        Ok(Self {
            parameters: parameters.clone(),
            decoder,
            buffer: AudioBuffer::new(AudioSpec::new(RATE, layout), MAX_FRAMES),
            pcm: vec![0; MAX_FRAMES * usize::from(head.channels)],
            skip: head.skip.into(),
            head,
        })
    }
}

impl AudioDecoder for OpusDecoder {
    fn reset(&mut self) {
        if let Ok(fresh) = decoder(&self.head) {
            self.decoder = fresh;
        }
    }

    fn codec_info(&self) -> &CodecInfo {
        &Self::supported_codecs()[0].info
    }

    fn codec_params(&self) -> &AudioCodecParameters {
        &self.parameters
    }

    fn decode_ref(&mut self, packet: &PacketRef<'_>) -> Result<GenericAudioBufferRef<'_>> {
        self.buffer.clear();
        let Ok(length) = i32::try_from(packet.data.len()) else { return decode_error("opus: a huge packet") };
        if length == 0 {
            return decode_error("opus: an empty packet");
        }
        let frames = self.decoder.decode(Some(packet.data), length, &mut self.pcm, MAX_FRAMES as i32, false);
        let Some(frames) = frames.ok().and_then(|frames| usize::try_from(frames).ok()) else {
            return decode_error("opus: a broken packet");
        };
        let samples = frames * usize::from(self.head.channels);
        let gain = self.head.gain / 32_768.0;
        let sound: Vec<f32> = self.pcm[..samples].iter().map(|sample| f32::from(*sample) * gain).collect();
        self.buffer.render_uninit(Some(frames));
        self.buffer.copy_from_slice_interleaved(&sound);
        // Some readers tell what to leave out at the beginning, some leave it to the header.
        let told = usize::try_from(packet.trim_start.get()).unwrap_or(usize::MAX);
        let start = told.max(self.skip).min(frames);
        self.skip = self.skip.saturating_sub(start);
        let end = usize::try_from(packet.trim_end.get()).unwrap_or(usize::MAX).min(frames - start);
        self.buffer.trim(start, end);
        Ok(self.buffer.as_generic_audio_buffer_ref())
    }

    fn finalize(&mut self) -> FinalizeResult {
        FinalizeResult::default()
    }

    fn last_decoded(&self) -> GenericAudioBufferRef<'_> {
        self.buffer.as_generic_audio_buffer_ref()
    }
}

impl RegisterableAudioDecoder for OpusDecoder {
    fn try_registry_new(
        parameters: &AudioCodecParameters,
        _options: &AudioDecoderOptions,
    ) -> Result<Box<dyn AudioDecoder>> {
        Ok(Box::new(Self::new(parameters)?))
    }

    fn supported_codecs() -> &'static [SupportedAudioCodec] {
        const INFO: CodecInfo = CodecInfo { short_name: "opus", long_name: "Opus", profiles: &[] };
        &[SupportedAudioCodec { id: CODEC_ID_OPUS, info: INFO }]
    }
}

impl Head {
    fn read(bytes: &[u8]) -> Option<Self> {
        let body = bytes.strip_prefix(b"OpusHead")?;
        let [version, channels, skip_a, skip_b, _, _, _, _, gain_a, gain_b, family, ..] = *body else {
            return None;
        };
        // MP4 files have version 0, and the numbers the other way round.
        let number = if version == 0 { u16::from_be_bytes } else { u16::from_le_bytes };
        let plain = Self::plain(channels);
        let layout = match family {
            0 => plain?,
            _ => {
                let (&streams, &coupled) = (body.get(11)?, body.get(12)?);
                let mapping = body.get(13..13 + usize::from(channels))?.to_vec();
                Self { channels, streams, coupled, mapping, skip: 0, gain: 1.0 }
            }
        };
        let decibels = f32::from(number([gain_a, gain_b]).cast_signed()) / 256.0;
        Some(Self { skip: number([skip_a, skip_b]), gain: 10_f32.powf(decibels / 20.0), ..layout })
            .filter(|head| (1..=MAX_CHANNELS).contains(&head.channels))
    }

    /// Mono or stereo in one stream.
    fn plain(channels: u8) -> Option<Self> {
        let mapping = (0..channels).collect();
        let coupled = channels.checked_sub(1).filter(|coupled| *coupled < 2)?;
        Some(Self { channels, streams: 1, coupled, mapping, skip: 0, gain: 1.0 })
    }
}

fn decoder(head: &Head) -> std::result::Result<OpusMSDecoder, i32> {
    OpusMSDecoder::new(
        RATE.cast_signed(),
        head.channels.into(),
        head.streams.into(),
        head.coupled.into(),
        &head.mapping,
    )
}
