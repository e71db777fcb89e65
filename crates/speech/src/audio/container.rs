//! The formats, known by how a file begins. Nothing is searched for further on: a file that does not begin as sound is
//! none.

use symphonia::core::errors::Result as Opened;
use symphonia::core::formats::FormatReader;
use symphonia::core::io::MediaSourceStream;
use symphonia::default::formats::{
    AdtsReader, AiffReader, CafReader, FlacReader, IsoMp4Reader, MkvReader, MpaReader, OggReader, WavReader,
};

use super::source::Source;
use super::{unreadable, wave};
use crate::SpeechError;

/// What a file begins with is told from so many bytes.
const BEGINNING: usize = 12;

/// The reader of the file's format.
pub fn open(mut source: Source) -> Result<Box<dyn FormatReader>, SpeechError> {
    skip_tags(&mut source)?;
    let begins = source.peek::<BEGINNING>(0)?;
    let Some(kind) = kind(&begins) else { return Err(unreadable(&refusal(&begins))) };
    if kind == Kind::Wave {
        wave::mend(&mut source)?;
    }
    let stream = MediaSourceStream::new(Box::new(source), Default::default());
    kind.reader(stream).map_err(|error| unreadable(&error.to_string()))
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Wave,
    Aiff,
    Caf,
    Flac,
    Ogg,
    Mkv,
    Mp4,
    Adts,
    Mpeg,
}

fn kind(begins: &[u8; BEGINNING]) -> Option<Kind> {
    let [a, b, ..] = *begins;
    let inner = &begins[8..12];
    Some(match &begins[..4] {
        b"RIFF" | b"RF64" if inner == b"WAVE" => Kind::Wave,
        b"FORM" if inner == b"AIFF" || inner == b"AIFC" => Kind::Aiff,
        b"caff" => Kind::Caf,
        b"fLaC" => Kind::Flac,
        b"OggS" => Kind::Ogg,
        [0x1a, 0x45, 0xdf, 0xa3] => Kind::Mkv,
        _ if matches!(&begins[4..8], b"ftyp" | b"moov" | b"mdat" | b"wide" | b"styp" | b"moof") => Kind::Mp4,
        // The layer that no MPEG sound has tells AAC apart.
        _ if a == 0xff && b & 0xf6 == 0xf0 => Kind::Adts,
        _ if a == 0xff && b >= 0xe0 => Kind::Mpeg,
        _ => return None,
    })
}

impl Kind {
    fn reader(self, stream: MediaSourceStream<'static>) -> Opened<Box<dyn FormatReader>> {
        let options = Default::default();
        Ok(match self {
            Self::Wave => Box::new(WavReader::try_new(stream, options)?),
            Self::Aiff => Box::new(AiffReader::try_new(stream, options)?),
            Self::Caf => Box::new(CafReader::try_new(stream, options)?),
            Self::Flac => Box::new(FlacReader::try_new(stream, options)?),
            Self::Ogg => Box::new(OggReader::try_new(stream, options)?),
            Self::Mkv => Box::new(MkvReader::try_new(stream, options)?),
            Self::Mp4 => Box::new(IsoMp4Reader::try_new(stream, options)?),
            Self::Adts => Box::new(AdtsReader::try_new(stream, options)?),
            Self::Mpeg => Box::new(MpaReader::try_new(stream, options)?),
        })
    }
}

/// Titles and pictures that players put before the sound (ID3v2), however many.
fn skip_tags(source: &mut Source) -> Result<(), SpeechError> {
    const HEADER: u64 = 10;
    while let [b'I', b'D', b'3', _, _, flags, a, b, c, d, ..] = source.peek::<BEGINNING>(0)? {
        let size = [a, b, c, d].iter().fold(0, |size, byte| size << 7 | u64::from(byte & 0x7f));
        let footer = if flags & 0x10 == 0 { 0 } else { HEADER };
        source.skip(HEADER + size + footer);
    }
    Ok(())
}

/// What to tell somebody whose file is not read; the likely mistakes are named.
fn refusal(begins: &[u8; BEGINNING]) -> String {
    let is = match &begins[..4] {
        [0, 0, 0, 0] => "it begins with nothing but zeros",
        b"#!AM" => "AMR recordings are not read",
        [0x30, 0x26, 0xb2, 0x75] => "Windows Media files are not read",
        b"RIFF" => "it is a RIFF file without sound",
        b"MThd" => "it is MIDI: notes, not sound",
        b"%PDF" => "it is a PDF document",
        [0xff, 0xd8, ..] | [0x89, b'P', b'N', b'G'] | b"GIF8" => "it is a picture",
        [b'P', b'K', ..] => "it is an archive",
        b"<htm" | b"<!DO" | b"<!do" => "it is a web page",
        _ => "it does not begin as a sound or video file",
    };
    format!("{is}; WAV, FLAC, MP3, Ogg, Opus, WebM, M4A, MP4, AAC, AIFF and CAF files are read")
}
