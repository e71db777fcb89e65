//! What two readers make of one line: one knows Latin letters and digits and sees where it knows none; the other knows
//! Korean, and takes everything else for Korean as well.

use super::korean::{Seen, Word};
use super::recognise::Glyph;
use super::straighten::{HEIGHT, Strip};

/// A letter reaches so far from its middle, as a part of the line's height.
const REACH: f32 = 0.5;
/// The part of the ink that must lie near letters, for a line and for a word that is seen for itself.
const COVERED: f32 = 0.97;
const COVERED_WORD: f32 = 0.94;
/// How sure the Latin reader must be of a line on average and of each letter, of a line of ideographs, of a word, of a
/// word that the other takes for good Korean, and of letters between syllables.
const SURE: f32 = 0.85;
const SURE_OF_EACH: f32 = 0.3;
const SURE_OF_IDEOGRAPHS: f32 = 0.93;
const SURE_OF_WORD: f32 = 0.75;
const SURE_AGAINST_KOREAN: f32 = 0.95;
const SURE_WITHIN_WORD: f32 = 0.5;
/// What Koreans write by single letters, laughing and crying.
const LONE_LETTERS: &str = "ㅋㅎㅠㅜㅇㅡ";

/// Room beside a letter that is a space, in pixels of the line.
const ROOM: f32 = 9.0;
const MUCH_ROOM: f32 = 15.0;

/// A text, and how sure its reader is of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub text: String,
    pub confidence: f32,
}

/// A line as the Latin reader sees it.
#[derive(Debug)]
pub struct Latin {
    glyphs: Vec<Glyph>,
    /// The columns in which something is written.
    ink: Vec<f32>,
}

impl Latin {
    pub fn new(glyphs: Vec<Glyph>, strip: &Strip) -> Self {
        Self { glyphs, ink: ink(strip) }
    }

    /// Whether it needs no other reader.
    pub fn is_whole(&self) -> bool {
        let visible: Vec<Glyph> = self.visible().collect();
        let (ideographs, others): (Vec<Glyph>, Vec<Glyph>) =
            visible.iter().partition(|glyph| is_ideograph(glyph.character));
        let sure = |glyphs: &[Glyph], least| glyphs.is_empty() || mean(glyphs) >= least;
        !visible.is_empty()
            && ideographs.len() != 1
            && sure(&ideographs, SURE_OF_IDEOGRAPHS)
            && sure(&others, SURE)
            && visible.iter().all(|glyph| glyph.confidence > SURE_OF_EACH)
            && self.covered(&visible, f32::MIN, f32::MAX) >= COVERED
    }

    /// What it reads by itself.
    pub fn reading(&self) -> Reading {
        let letters = self.glyphs.iter().map(Letter::of).collect();
        self.spaced(letters)
    }

    /// What both read together. A line is divided into the words of the Korean reader, whose spaces are right.
    pub fn with(&self, words: &[Word]) -> Reading {
        let mut letters = Vec::new();
        for (place, word) in words.iter().enumerate() {
            let (Some(first), Some(last)) = (word.first(), word.last()) else { continue };
            let before = place.checked_sub(1).and_then(|before| words[before].last());
            let after = words.get(place + 1).and_then(|after| after.first());
            let from = before.map_or(f32::MIN, |before| f32::midpoint(before.to, first.from)).min(first.from);
            let to = after.map_or(f32::MAX, |after| f32::midpoint(last.to, after.from)).max(last.to);
            letters.extend(self.word(word, from, to));
            letters.push(Letter { character: ' ', confidence: 0.0, x: to, latin: false });
        }
        self.spaced(letters)
    }

    /// A word lies between two columns.
    fn word(&self, word: &[Seen], from: f32, to: f32) -> Vec<Letter> {
        let here: Vec<Glyph> = self.visible().filter(|glyph| (from..=to).contains(&glyph.x)).collect();
        let good_korean = word.iter().all(|seen| is_syllable(seen.character));
        let least = if good_korean { SURE_AGAINST_KOREAN } else { SURE_OF_WORD };
        let (begin, end) = (word[0].from, word[word.len() - 1].to);
        if !here.is_empty()
            && !here.iter().any(|glyph| is_ideograph(glyph.character))
            && mean(&here) > least
            && self.covered(&here, begin, end) >= COVERED_WORD
        {
            return longer(&here, word);
        }
        let (mut letters, mut place) = (Vec::new(), 0);
        while place < word.len() {
            let run = word[place..].iter().take_while(|seen| !is_hard(seen.character)).count();
            if run == 0 {
                letters.push(Letter::seen(&word[place]));
                place += 1;
                continue;
            }
            let (first, last) = (word[place], word[place + run - 1]);
            let from = match place.checked_sub(1) {
                Some(before) => f32::midpoint(word[before].to, first.from).min(first.from),
                None => from,
            };
            let to = word.get(place + run).map_or(to, |next| f32::midpoint(last.to, next.from).max(last.to));
            letters.extend(self.between_syllables(&word[place..place + run], from, to));
            place += run;
        }
        letters
    }

    /// What is no syllable is read by who knows it, if it knows it.
    fn between_syllables(&self, run: &[Seen], from: f32, to: f32) -> Vec<Letter> {
        let is_here = |glyph: &Glyph| (from..=to).contains(&glyph.x) && !is_ideograph(glyph.character);
        let here: Vec<Glyph> = self.visible().filter(is_here).collect();
        if here.len() * 2 >= run.len() && mean(&here) > SURE_WITHIN_WORD {
            return longer(&here, run);
        }
        run.iter().map(Letter::seen).collect()
    }

    /// The letters with the spaces that neither reader saw: room beside letters that are no Korean.
    fn spaced(&self, letters: Vec<Letter>) -> Reading {
        let mut text = String::new();
        let mut before: Option<Letter> = None;
        for letter in &letters {
            if before.is_some_and(|before| self.are_apart(before, *letter)) {
                text.push(' ');
            }
            text.push(letter.character);
            before = (letter.character != ' ').then_some(*letter);
        }
        let visible = letters.iter().filter(|letter| letter.character != ' ');
        let (sum, count) =
            visible.fold((0.0, 0_u32), |(sum, count), letter| (sum + letter.confidence, count + 1));
        let confidence = if count == 0 { 0.0 } else { sum / count as f32 };
        Reading { text: text.split_whitespace().collect::<Vec<_>>().join(" "), confidence }
    }

    fn are_apart(&self, a: Letter, b: Letter) -> bool {
        if !(a.latin || b.latin) || b.character == ' ' || b.x <= a.x {
            return false;
        }
        // A one and a full stop have much room around them in types of equal width.
        let thin =
            [a, b].iter().any(|letter| letter.character == '1' || letter.character.is_ascii_punctuation());
        let least = match (a.latin && b.latin, thin) {
            (true, true) => return false,
            (false, false) => ROOM,
            _ => MUCH_ROOM,
        };
        let between = self.ink.iter().copied().filter(|x| (a.x..=b.x).contains(x));
        let (mut last, mut widest) = (a.x, 0.0_f32);
        for x in between.chain([b.x]) {
            widest = widest.max(x - last);
            last = x;
        }
        widest >= least
    }

    fn visible(&self) -> impl Iterator<Item = Glyph> {
        self.glyphs.iter().copied().filter(|glyph| !glyph.character.is_whitespace())
    }

    /// The part of the ink between two columns that lies near one of these letters.
    fn covered(&self, glyphs: &[Glyph], from: f32, to: f32) -> f32 {
        let ink: Vec<f32> = self.ink.iter().copied().filter(|x| (from..=to).contains(x)).collect();
        let reach = HEIGHT as f32 * REACH;
        let near = ink.iter().filter(|x| glyphs.iter().any(|glyph| (glyph.x - **x).abs() <= reach)).count();
        if ink.is_empty() { 1.0 } else { near as f32 / ink.len() as f32 }
    }
}

/// A letter of the line, whoever saw it.
#[derive(Clone, Copy, Debug)]
struct Letter {
    character: char,
    confidence: f32,
    x: f32,
    latin: bool,
}

impl Letter {
    fn of(&Glyph { character, confidence, x }: &Glyph) -> Self {
        Self { character: narrow(character), confidence, x, latin: !is_ideograph(character) }
    }

    fn seen(&Seen { character, confidence, from, to }: &Seen) -> Self {
        let character = narrow(character);
        Self { character, confidence, x: f32::midpoint(from, to), latin: character.is_ascii_alphanumeric() }
    }
}

/// What the Latin reader sees, unless it only missed a letter at an end.
fn longer(here: &[Glyph], word: &[Seen]) -> Vec<Letter> {
    let here: Vec<Letter> = here.iter().map(Letter::of).collect();
    let word: Vec<Letter> = word.iter().map(Letter::seen).collect();
    let text = |letters: &[Letter]| letters.iter().map(|letter| letter.character).collect::<String>();
    if text(&word).contains(&text(&here)) { word } else { here }
}

/// The columns that are darker than the ground anywhere but at the edges of the line.
fn ink(strip: &Strip) -> Vec<f32> {
    let (greys, margin) = (strip.greys(), HEIGHT / 8);
    let dark = |x: usize| {
        let column = (margin..HEIGHT - margin).map(|y| greys[y * strip.width + x]);
        column.filter(|grey| *grey < DARK).count() >= LEAST_INK
    };
    (0..strip.width).filter(|x| dark(*x)).map(|x| x as f32 + 0.5).collect()
}

/// Darker than this is ink, in so many pixels of a column.
const DARK: u8 = 150;
const LEAST_INK: usize = 2;

fn mean(glyphs: &[Glyph]) -> f32 {
    let sum: f32 = glyphs.iter().map(|glyph| glyph.confidence).sum();
    if glyphs.is_empty() { 0.0 } else { sum / glyphs.len() as f32 }
}

fn is_syllable(character: char) -> bool {
    ('가'..='힣').contains(&character)
}

/// What the Latin reader cannot know better.
fn is_hard(character: char) -> bool {
    is_syllable(character) || LONE_LETTERS.contains(character)
}

/// Chinese and Japanese, and the emoji that the network knows.
fn is_ideograph(character: char) -> bool {
    matches!(character, '\u{2e80}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{1f300}'..='\u{1faff}')
}

/// The usual form of signs that Chinese print writes as wide as its characters.
fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(character as u32 - 0xfee0).unwrap_or(character),
        '\u{3000}' => ' ',
        _ => character,
    }
}
