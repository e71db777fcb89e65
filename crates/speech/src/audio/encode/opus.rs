//! Opus in Ogg (RFC 7845).

use ogg::PacketWriter;
use ogg::writing::PacketWriteEndInfo as Ends;
use ropus::{Application, Bitrate, Channels, Encoder, Signal};

use super::{Encode, Ending, Format, failed};
use crate::SpeechError;

/// The rate that the encoder is fed with.
pub const RATE: u32 = 48_000;
/// Samples of a packet: 20 ms.
const FRAME: usize = RATE as usize / 50;
/// Packets of a page: what a listener has to wait for.
const PAGE: u64 = 10;
/// Bits a second: speech from one microphone needs no more.
const BITRATE: u32 = 40_000;
/// The largest packet there is.
const MAX_PACKET: usize = 1275;
/// Any number will do, for there is one stream.
const SERIAL: u32 = 1;

pub struct Opus {
    encoder: Encoder,
    pages: PacketWriter<'static, Vec<u8>>,
    waiting: Vec<i16>,
    /// Samples that came in.
    total: u64,
    /// Packets written, but for the last, which is held back until it is known whether it is the last.
    packets: u64,
    held: Option<Vec<u8>>,
}

impl Opus {
    pub fn new() -> Result<Self, SpeechError> {
        let encoder = Encoder::builder(RATE, Channels::Mono, Application::Audio)
            .bitrate(Bitrate::Bits(BITRATE))
            .signal(Signal::Voice)
            .build()
            .map_err(|error| failed(Format::Opus, &error))?;
        let mut this = Self {
            encoder,
            pages: PacketWriter::new(Vec::new()),
            waiting: Vec::new(),
            total: 0,
            packets: 0,
            held: None,
        };
        this.write_headers()?;
        Ok(this)
    }

    fn write_headers(&mut self) -> Result<(), SpeechError> {
        let vendor = b"ieum";
        let length = (vendor.len() as u32).to_le_bytes();
        // Version 1, one channel, no gain, one stream.
        let head =
            [&b"OpusHead\x01\x01"[..], &self.skip().to_le_bytes(), &RATE.to_le_bytes(), &[0; 3]].concat();
        let tags = [&b"OpusTags"[..], &length, vendor, &[0; 4]].concat();
        self.write(head, Ends::EndPage, 0)?;
        self.write(tags, Ends::EndPage, 0)
    }

    /// What the decoder has to leave out at the beginning.
    fn skip(&self) -> u16 {
        u16::try_from(self.encoder.lookahead()).unwrap_or(u16::MAX)
    }

    fn write(&mut self, packet: Vec<u8>, ends: Ends, position: u64) -> Result<(), SpeechError> {
        self.pages.write_packet(packet, SERIAL, ends, position).map_err(|error| failed(Format::Opus, &error))
    }

    fn encode_waiting(&mut self) -> Result<(), SpeechError> {
        let mut used = 0;
        while self.waiting.len() - used >= FRAME {
            let mut packet = vec![0; MAX_PACKET];
            let frame = &self.waiting[used..used + FRAME];
            let length =
                self.encoder.encode(frame, &mut packet).map_err(|error| failed(Format::Opus, &error))?;
            packet.truncate(length);
            used += FRAME;
            if let Some(before) = self.held.replace(packet) {
                self.packets += 1;
                let ends = if self.packets.is_multiple_of(PAGE) { Ends::EndPage } else { Ends::NormalPacket };
                self.write(before, ends, self.packets * FRAME as u64)?;
            }
        }
        self.waiting.drain(..used);
        Ok(())
    }

    fn take(&mut self) -> Vec<u8> {
        std::mem::take(self.pages.inner_mut())
    }
}

impl Encode for Opus {
    fn push(&mut self, samples: &[i16]) -> Result<Vec<u8>, SpeechError> {
        self.total += samples.len() as u64;
        self.waiting.extend_from_slice(samples);
        self.encode_waiting()?;
        Ok(self.take())
    }

    fn finish(mut self: Box<Self>) -> Result<Ending, SpeechError> {
        // The decoder is late by what it leaves out, so silence follows until all has come through.
        let end = self.total + u64::from(self.skip());
        let behind = usize::from(self.skip()) + self.waiting.len();
        self.waiting.resize(
            self.waiting.len() + usize::from(self.skip()) + behind.next_multiple_of(FRAME) - behind,
            0,
        );
        self.encode_waiting()?;
        if let Some(last) = self.held.take() {
            self.write(last, Ends::EndStream, end)?;
        }
        Ok(Ending { rest: self.take(), head: Vec::new() })
    }
}
