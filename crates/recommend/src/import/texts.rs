//! The lines of a file as text, in whichever of the usual encodings it is.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Read};

use encoding_rs::{CoderResult, Decoder, EUC_KR, Encoding};

use super::{LineError, Wrong};

/// No line is longer: a longer one is refused, and so is what comes after it.
pub(super) const LONGEST: u64 = 1 << 20;

/// A line and its number.
pub(super) type Line = Result<(u64, String), LineError>;

/// Lines without their ends, one after the other. What was looked at too early can be given back.
pub(super) struct Texts<R> {
    reader: BufReader<FromUtf16<R>>,
    given_back: VecDeque<Line>,
    number: u64,
    /// The first line that is not plain ASCII decides.
    encoding: Option<Bytes>,
    ended: bool,
}

/// How a file writes what is not ASCII.
#[derive(Clone, Copy, PartialEq)]
enum Bytes {
    Utf8,
    /// Of Korean Windows and its Excel, and with it EUC-KR.
    Cp949,
}

impl<R: Read> Texts<R> {
    pub fn new(reader: R) -> Self {
        let reader = BufReader::new(FromUtf16::new(reader));
        Self { reader, given_back: VecDeque::new(), number: 0, encoding: None, ended: false }
    }

    /// The next line that is not blank.
    pub fn next(&mut self) -> Option<Line> {
        loop {
            let line = self.given_back.pop_front().or_else(|| self.read())?;
            if !line.as_ref().is_ok_and(|(_, text)| text.trim().is_empty()) {
                return Some(line);
            }
        }
    }

    /// Even a blank one.
    pub fn next_of_any_kind(&mut self) -> Option<Line> {
        self.given_back.pop_front().or_else(|| self.read())
    }

    /// The first of these comes next.
    pub fn give_back(&mut self, lines: impl DoubleEndedIterator<Item = Line>) {
        lines.rev().for_each(|line| self.given_back.push_front(line));
    }

    fn read(&mut self) -> Option<Line> {
        if self.ended {
            return None;
        }
        self.number += 1;
        let mut bytes = Vec::new();
        let line = match self.reader.by_ref().take(LONGEST).read_until(b'\n', &mut bytes) {
            Ok(0) => return None,
            Ok(_) if bytes.len() as u64 == LONGEST && bytes.last() != Some(&b'\n') => {
                // Cut in the middle: where the next line begins is not known any more.
                self.ended = true;
                Err(format!("it has more than {LONGEST} bytes"))
            }
            Ok(_) => self.decode(&bytes),
            Err(error) => {
                self.ended = true;
                Err(error.to_string())
            }
        };
        let number = self.number;
        Some(match line {
            Ok(text) => Ok((number, text)),
            Err(what) => Err(LineError { line: number, what: Wrong::Unreadable(what) }),
        })
    }

    fn decode(&mut self, bytes: &[u8]) -> Result<String, String> {
        let bytes =
            if self.number == 1 { bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes) } else { bytes };
        let plain = bytes.is_ascii();
        let utf8 = (self.encoding != Some(Bytes::Cp949) || plain).then(|| std::str::from_utf8(bytes).ok());
        let (text, encoding) = match utf8.flatten() {
            Some(text) => (text.into(), Bytes::Utf8),
            None if self.encoding == Some(Bytes::Utf8) => {
                return Err("it is not UTF-8 as the lines before".into());
            }
            None => {
                let text = EUC_KR.decode_without_bom_handling_and_without_replacement(bytes);
                (text.ok_or("it is neither UTF-8 nor CP949")?, Bytes::Cp949)
            }
        };
        if !plain {
            self.encoding = Some(encoding);
        }
        Ok(text.trim_end_matches(['\r', '\n']).to_owned())
    }
}

/// Makes UTF-8 of a file that begins as UTF-16 does; any other goes through as it is.
struct FromUtf16<R> {
    reader: R,
    /// None before the first bytes were seen.
    decoder: Option<Option<Decoder>>,
    undecoded: Vec<u8>,
    decoded: Vec<u8>,
    at: usize,
    at_end: bool,
}

impl<R: Read> FromUtf16<R> {
    fn new(reader: R) -> Self {
        Self { reader, decoder: None, undecoded: Vec::new(), decoded: Vec::new(), at: 0, at_end: false }
    }

    fn begin(&mut self) -> std::io::Result<Option<Decoder>> {
        self.reader.by_ref().take(4).read_to_end(&mut self.undecoded)?;
        let encoding = Encoding::for_bom(&self.undecoded).map(|(encoding, _)| encoding);
        let utf16 = encoding.filter(|encoding| *encoding != encoding_rs::UTF_8);
        if utf16.is_none() {
            self.decoded = std::mem::take(&mut self.undecoded);
        }
        Ok(utf16.map(Encoding::new_decoder))
    }

    fn more(&mut self, decoder: &mut Decoder) -> std::io::Result<()> {
        const PIECE: u64 = 8_192;
        let count = self.reader.by_ref().take(PIECE).read_to_end(&mut self.undecoded)?;
        self.at_end = count == 0;
        let most = decoder.max_utf8_buffer_length(self.undecoded.len()).unwrap_or_default();
        self.decoded.resize(most, 0);
        let (result, read, written, _) =
            decoder.decode_to_utf8(&self.undecoded, &mut self.decoded, self.at_end);
        debug_assert!(result == CoderResult::InputEmpty && read == self.undecoded.len());
        self.undecoded.clear();
        self.decoded.truncate(written);
        self.at = 0;
        Ok(())
    }
}

impl<R: Read> Read for FromUtf16<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        let mut decoder = match self.decoder.take() {
            Some(decoder) => decoder,
            None => self.begin()?,
        };
        if let Some(decoder) = &mut decoder {
            while self.at == self.decoded.len() && !self.at_end {
                self.more(decoder)?;
            }
        }
        let passes = decoder.is_none();
        self.decoder = Some(decoder);
        let count = (&self.decoded[self.at..]).read(out)?;
        self.at += count;
        if count == 0 && passes { self.reader.read(out) } else { Ok(count) }
    }
}
