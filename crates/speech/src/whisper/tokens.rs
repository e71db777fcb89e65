//! Whisper's vocabulary: which numbers mean what, and which may not be said.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use domain::Language;
use serde::Deserialize;
use tokenizers::Tokenizer;

use crate::SpeechError;

/// The largest vocabulary file of any Whisper has 4 MB.
const MAX_FILE: u64 = 32 << 20;

pub struct Vocabulary {
    tokenizer: Tokenizer,
    end: u32,
    start: u32,
    transcribe: u32,
    no_timestamps: u32,
    languages: [(Language, u32); 2],
    /// What is added to each token's score: nothing, or minus infinity for what is never said.
    penalties: Vec<f32>,
    /// The same for the first token of a text.
    first_penalties: Vec<f32>,
}

/// The parts of `config.json` that matter here.
#[derive(Deserialize)]
struct Config {
    #[serde(default)]
    suppress_ids: Vec<u32>,
    #[serde(default)]
    suppress_ids_begin: Vec<u32>,
}

impl Vocabulary {
    /// Reads `tokenizer.json` and `config.json` for a model with this many tokens.
    pub fn read(folder: &Path, size: usize) -> Result<Self, SpeechError> {
        let tokenizer = Tokenizer::from_bytes(read(folder, "tokenizer.json")?)
            .map_err(|error| unusable("tokenizer.json", &error.to_string()))?;
        let config: Config = serde_json::from_slice(&read(folder, "config.json")?)
            .map_err(|error| unusable("config.json", &error.to_string()))?;
        let id = |token: &str| {
            tokenizer
                .token_to_id(token)
                .filter(|id| (*id as usize) < size)
                .ok_or_else(|| unusable("tokenizer.json", &format!("it has no {token} of this model")))
        };
        let language = |language: Language| Ok((language, id(&format!("<|{}|>", language.code()))?));
        let end = id("<|endoftext|>")?;
        let mut penalties = vec![0.0; size];
        // Everything behind the end of text is a command or a timestamp, not a word.
        penalties[end as usize + 1..].fill(f32::NEG_INFINITY);
        forbid(&mut penalties, &config.suppress_ids);
        let mut first_penalties = penalties.clone();
        forbid(&mut first_penalties, &config.suppress_ids_begin);
        Ok(Self {
            end,
            start: id("<|startoftranscript|>")?,
            transcribe: id("<|transcribe|>")?,
            no_timestamps: id("<|notimestamps|>")?,
            languages: [language(Language::Korean)?, language(Language::English)?],
            penalties,
            first_penalties,
            tokenizer,
        })
    }

    /// The token that ends a text.
    pub fn end(&self) -> u32 {
        self.end
    }

    /// What every text begins with.
    pub fn start(&self) -> u32 {
        self.start
    }

    /// What follows the start: the language, the task and its manner.
    pub fn task(&self, language: Language) -> [u32; 3] {
        let (_, token) = self.languages[usize::from(language != Language::Korean)];
        [token, self.transcribe, self.no_timestamps]
    }

    /// The likelier language, by the scores that follow the start.
    pub fn language(&self, scores: &[f32]) -> Language {
        let [(korean, korean_token), (english, english_token)] = self.languages;
        if scores[english_token as usize] > scores[korean_token as usize] { english } else { korean }
    }

    /// What must be added to the scores of the next token.
    pub fn penalties(&self, first: bool) -> &[f32] {
        if first { &self.first_penalties } else { &self.penalties }
    }

    pub fn text(&self, tokens: &[u32]) -> Result<String, SpeechError> {
        let text = self
            .tokenizer
            .decode(tokens, true)
            .map_err(|error| SpeechError::Engine(format!("the recognised tokens have no text: {error}")))?;
        // A letter whose last byte is still to come is no letter yet.
        Ok(text.trim_end_matches(char::REPLACEMENT_CHARACTER).trim().to_owned())
    }
}

fn forbid(penalties: &mut [f32], tokens: &[u32]) {
    for token in tokens {
        if let Some(penalty) = penalties.get_mut(*token as usize) {
            *penalty = f32::NEG_INFINITY;
        }
    }
}

fn read(folder: &Path, name: &str) -> Result<Vec<u8>, SpeechError> {
    let mut bytes = Vec::new();
    File::open(folder.join(name))
        .and_then(|file| file.take(MAX_FILE).read_to_end(&mut bytes))
        .map_err(|error| unusable(name, &error.to_string()))?;
    Ok(bytes)
}

fn unusable(name: &str, reason: &str) -> SpeechError {
    SpeechError::Model(format!("{name}: {reason}"))
}
