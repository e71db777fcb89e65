//! Whisper's vocabulary: which numbers mean what, and which may not be said.

use std::fs::File;
use std::io::Read;
use std::ops::Range;
use std::path::Path;

use domain::Language;
use serde::Deserialize;
use tokenizers::Tokenizer;

use super::decoder::Head;
use crate::SpeechError;

/// The largest vocabulary file of any Whisper has 4 MB.
const MAX_FILE: u64 = 32 << 20;

pub struct Vocabulary {
    tokenizer: Tokenizer,
    end: u32,
    start: u32,
    /// Only the first two make sense together; a model of English alone has neither.
    tasks: Option<Tasks>,
    no_timestamps: u32,
    no_speech: Option<u32>,
    /// The ISO 639-1 codes of the languages this model knows; none for one of English alone.
    tongues: Vec<(String, u32)>,
    /// What is added to each token's score: nothing, or minus infinity for what is never said.
    penalties: Vec<f32>,
    /// The same for the first token of a text.
    first_penalties: Vec<f32>,
    alignment_heads: Vec<Head>,
}

#[derive(Clone, Copy)]
struct Tasks {
    transcribe: u32,
    translate: u32,
}

/// A language as this model numbers them; one that it knows, not only those the assistant speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tongue(usize);

/// Models with fewer tokens than this were trained on English alone.
const MANY_LANGUAGES: usize = 51_865;

/// How much more often than any other language ours are spoken to the assistant: a short "네" sounds like many a
/// language's word.
const OURS: f32 = 20.0;

/// The parts of the configuration files that matter here.
#[derive(Default, Deserialize)]
struct Config {
    #[serde(default, alias = "suppress_tokens")]
    suppress_ids: Option<Vec<u32>>,
    #[serde(default, alias = "begin_suppress_tokens")]
    suppress_ids_begin: Option<Vec<u32>>,
    /// Layer and head of those that follow the speech.
    #[serde(default)]
    alignment_heads: Option<Vec<(usize, usize)>>,
}

impl Config {
    /// CTranslate2 puts all of it into `config.json`; Hugging Face puts it into a file of its own.
    fn read(folder: &Path) -> Result<Self, SpeechError> {
        let parse = |name: &str| -> Result<Self, SpeechError> {
            serde_json::from_slice(&read(folder, name)?).map_err(|error| unusable(name, &error.to_string()))
        };
        let config = parse("config.json")?;
        if !folder.join("generation_config.json").is_file() {
            return Ok(config);
        }
        let generation = parse("generation_config.json")?;
        Ok(Self {
            suppress_ids: generation.suppress_ids.or(config.suppress_ids),
            suppress_ids_begin: generation.suppress_ids_begin.or(config.suppress_ids_begin),
            alignment_heads: generation.alignment_heads.or(config.alignment_heads),
        })
    }
}

impl Vocabulary {
    /// Reads `tokenizer.json` and `config.json` for a model with this many tokens.
    pub fn read(folder: &Path, size: usize) -> Result<Self, SpeechError> {
        let tokenizer = Tokenizer::from_bytes(read(folder, "tokenizer.json")?)
            .map_err(|error| unusable("tokenizer.json", &error.to_string()))?;
        let config = Config::read(folder)?;
        let id = |token: &str| {
            tokenizer
                .token_to_id(token)
                .filter(|id| (*id as usize) < size)
                .ok_or_else(|| unusable("tokenizer.json", &format!("it has no {token} of this model")))
        };
        let end = id("<|endoftext|>")?;
        let start = id("<|startoftranscript|>")?;
        let mut penalties = vec![0.0; size];
        // Everything behind the end of text is a command or a timestamp, not a word.
        penalties[end as usize + 1..].fill(f32::NEG_INFINITY);
        forbid(&mut penalties, config.suppress_ids.as_deref().unwrap_or_default());
        let mut first_penalties = penalties.clone();
        forbid(&mut first_penalties, config.suppress_ids_begin.as_deref().unwrap_or_default());
        let tongues = if size < MANY_LANGUAGES { Vec::new() } else { tongues(&tokenizer, start, size) };
        let tasks = if tongues.is_empty() {
            None
        } else {
            Some(Tasks { transcribe: id("<|transcribe|>")?, translate: id("<|translate|>")? })
        };
        Ok(Self {
            end,
            start,
            tasks,
            no_timestamps: id("<|notimestamps|>")?,
            no_speech: id("<|nospeech|>").or_else(|_| id("<|nocaptions|>")).ok(),
            tongues,
            penalties,
            first_penalties,
            alignment_heads: config
                .alignment_heads
                .unwrap_or_default()
                .into_iter()
                .map(|(layer, head)| Head { layer, head })
                .collect(),
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

    /// The heads of the decoder that are known to follow the speech; often none is named.
    pub fn alignment_heads(&self) -> &[Head] {
        &self.alignment_heads
    }

    /// What the model says when nobody speaks.
    pub fn no_speech(&self) -> Option<u32> {
        self.no_speech
    }

    /// What comes before a text: the start, the language, the task and its manner.
    pub fn prompt(&self, tongue: Tongue, translate: bool) -> Vec<u32> {
        let mut prompt = vec![self.start];
        if let (Some((_, language)), Some(tasks)) = (self.tongues.get(tongue.0), self.tasks) {
            prompt.extend([*language, if translate { tasks.translate } else { tasks.transcribe }]);
        }
        prompt.push(self.no_timestamps);
        prompt
    }

    /// One of our languages; a model of English alone takes everything for English.
    pub fn tongue(&self, language: Language) -> Tongue {
        Tongue(self.tongues.iter().position(|(code, _)| code == language.code()).unwrap_or_default())
    }

    /// The likeliest language by the scores that follow the start, or nothing to choose from.
    pub fn likeliest_tongue(&self, scores: &[f32]) -> Option<Tongue> {
        let likelihood = |(code, token): &(String, u32)| {
            scores[*token as usize] + if code.parse::<Language>().is_ok() { OURS.ln() } else { 0.0 }
        };
        let by_likelihood =
            |a: &usize, b: &usize| likelihood(&self.tongues[*a]).total_cmp(&likelihood(&self.tongues[*b]));
        (0..self.tongues.len()).max_by(by_likelihood).map(Tongue)
    }

    /// The language if it is one of ours, else its code.
    pub fn language(&self, tongue: Tongue) -> Result<Language, &str> {
        match self.tongues.get(tongue.0) {
            Some((code, _)) => code.parse().map_err(|_| code.as_str()),
            None => Ok(Language::English),
        }
    }

    /// What must be added to the scores of the next token.
    pub fn penalties(&self, first: bool) -> &[f32] {
        if first { &self.first_penalties } else { &self.penalties }
    }

    /// The tokens of a text, as the model would write it at the beginning or after other words.
    pub fn tokens(&self, text: &str) -> Result<Vec<u32>, SpeechError> {
        let encoding = self.tokenizer.encode(format!(" {text}"), false);
        let encoding =
            encoding.map_err(|error| SpeechError::Engine(format!("{text:?} has no tokens: {error}")))?;
        Ok(encoding.get_ids().to_vec())
    }

    /// The words of a text, each with the tokens that make it.
    pub fn words(&self, tokens: &[u32]) -> Result<Vec<(String, Range<usize>)>, SpeechError> {
        let mut words: Vec<(String, Range<usize>)> = Vec::new();
        let mut first = 0;
        for end in 1..=tokens.len() {
            let piece = self.decode(&tokens[first..end])?;
            if piece.ends_with(char::REPLACEMENT_CHARACTER) && end < tokens.len() {
                continue; // The bytes of one letter can be several tokens.
            }
            match words.last_mut() {
                Some((word, range)) if !piece.starts_with(' ') => {
                    word.push_str(&piece);
                    range.end = end;
                }
                _ => words.push((piece, first..end)),
            }
            first = end;
        }
        words.iter_mut().for_each(|(word, _)| *word = trimmed(word));
        words.retain(|(word, _)| !word.is_empty());
        Ok(words)
    }

    pub fn text(&self, tokens: &[u32]) -> Result<String, SpeechError> {
        self.decode(tokens).map(|text| trimmed(&text))
    }

    fn decode(&self, tokens: &[u32]) -> Result<String, SpeechError> {
        let text = self.tokenizer.decode(tokens, true);
        text.map_err(|error| SpeechError::Engine(format!("the recognised tokens have no text: {error}")))
    }
}

/// A letter whose last byte is still to come is no letter yet.
fn trimmed(text: &str) -> String {
    text.trim_end_matches(char::REPLACEMENT_CHARACTER).trim().to_owned()
}

/// The languages of a model: the tokens behind the start that are named like one.
fn tongues(tokenizer: &Tokenizer, start: u32, size: usize) -> Vec<(String, u32)> {
    (start + 1..u32::try_from(size).unwrap_or(u32::MAX))
        .map_while(|id| {
            let token = tokenizer.id_to_token(id)?;
            let code = token.strip_prefix("<|")?.strip_suffix("|>")?;
            let is_code = (2..=3).contains(&code.len()) && code.bytes().all(|byte| byte.is_ascii_lowercase());
            is_code.then(|| (code.to_owned(), id))
        })
        .collect()
}

fn forbid(penalties: &mut [f32], tokens: &[u32]) {
    for token in tokens {
        if let Some(penalty) = penalties.get_mut(*token as usize) {
            *penalty = f32::NEG_INFINITY;
        }
    }
}

/// A small file of the model's folder.
pub fn read(folder: &Path, name: &str) -> Result<Vec<u8>, SpeechError> {
    let mut bytes = Vec::new();
    File::open(folder.join(name))
        .and_then(|file| file.take(MAX_FILE).read_to_end(&mut bytes))
        .map_err(|error| unusable(name, &error.to_string()))?;
    Ok(bytes)
}

fn unusable(name: &str, reason: &str) -> SpeechError {
    SpeechError::Model(format!("{name}: {reason}"))
}
