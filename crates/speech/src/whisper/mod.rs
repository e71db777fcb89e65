//! Whisper: speech in, text out.
//!
//! The weights are read from a CTranslate2 or a Hugging Face model and run as eight-bit integers. An utterance is encoded at its own
//! length instead of the 30 s that Whisper was trained on; behind it the decoder sees the end of 30 s of silence that
//! was encoded once at load (`docs/performance.md` says what that brings). Nothing here knows the size of the model:
//! every width, count and token comes from its files.

use std::path::Path;
use std::thread::available_parallelism;

use candle_core::Error;
use domain::Language;
use models::kernel::{math, product};
use rayon::ThreadPool;

use crate::mel::{HOP, Mel};
use crate::{Hint, LISTENING_RATE, SpeechError, Word};
use decode::{Effort, Task, Written};
use decoder::{Decoder, Job, Memory, Silence};
use encoder::Encoder;
use tokens::{Tongue, Vocabulary};
use weights::Weights;

mod decode;
mod decoder;
mod encoder;
mod layers;
mod names;
mod search;
mod timing;
mod tokens;
mod weights;

/// Spectrum frames for one encoded row.
const FRAMES_PER_ROW: usize = 2;
/// Rows that follow the end of an utterance before the prepared silence takes over.
const MARGIN_ROWS: usize = 192;
/// Utterances are encoded in steps of so many rows.
const ROW_STEP: usize = 16;
/// From this length on the whole 30 s are encoded: the prepared silence would be too short to matter.
const SHORT_SECONDS: f64 = 25.0;
/// The value of silence in a spectrum whose loudest part is speech.
const SILENCE: f32 = -0.9;
/// A text in which the model believes less than this is looked for once more in the full context.
const DOUBTFUL: f32 = -1.0;
/// Nobody spoke where the model thinks so to at least this likelihood and also believes less than this in its text: it
/// then thanks for watching. Noise gives 0.80 to 0.95 and -0.85 to -2.1, speech at most 0.73.
const NO_SPEECH: f32 = 0.75;
const INVENTED: f32 = -0.7;
/// How a text that counts is looked for, and one that will be replaced in a moment.
const THOROUGH: Effort = Effort { width: 5, margin: 3.0 };
const QUICK: Effort = Effort { width: 1, margin: 0.0 };

/// More threads than this wait for each other longer than they compute.
const MAX_THREADS: usize = 8;

pub struct Whisper {
    model: Model,
    /// Recognition runs inside, so that it can share its work at once.
    threads: ThreadPool,
}

struct Model {
    mel: Mel,
    encoder: Encoder,
    decoder: Decoder,
    vocabulary: Vocabulary,
    /// What the decoder sees of 30 s of silence.
    silence: Silence,
}

/// What is asked for.
#[derive(Clone, Debug, Default)]
pub struct Request<'a> {
    /// None lets the model decide between the languages we speak.
    pub language: Option<Language>,
    /// The tokens of an earlier text of the same utterance: makes it faster, never different.
    pub guess: &'a [u32],
    /// The first text that comes to mind is enough: it will be replaced in a moment.
    pub quick: bool,
    /// A doubtful text is not looked for once more in the full context, which takes long.
    pub once: bool,
    /// Names that may be said: preferred where the sound allows them.
    pub names: &'a [String],
    /// Tell when each word was said.
    pub words: bool,
    /// What was said, in English.
    pub translate: bool,
}

impl<'a> Request<'a> {
    /// A text to be right, with what is known beforehand.
    pub fn of(hint: &'a Hint) -> Self {
        Self {
            language: hint.language,
            names: &hint.names,
            words: hint.words,
            translate: hint.translate,
            ..Self::default()
        }
    }
}

/// What was recognised.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Recognised {
    pub text: String,
    /// The words before the first that is doubtful.
    pub sure: String,
    pub tokens: Vec<u32>,
    /// The language it was understood in.
    pub language: Language,
    /// The ISO 639-1 code of the language heard, when it is none of ours.
    pub other_language: Option<String>,
    /// The mean over the tokens; 0 is certain.
    pub log_probability: f32,
    /// How likely it is that nobody spoke, from 0 to 1.
    pub no_speech: f32,
    /// When each word was said, from the first sample on; empty unless it was asked for.
    pub words: Vec<Word>,
}

impl Whisper {
    /// Opens a folder with `config.json`, `tokenizer.json` and weights: `model.bin` of CTranslate2, or the `safetensors`
    /// of Hugging Face.
    pub fn open(folder: &Path) -> Result<Self, SpeechError> {
        let weights = Weights::open(folder)?;
        let threads = rayon::ThreadPoolBuilder::new()
            .num_threads(available_parallelism().map_or(1, usize::from).min(MAX_THREADS))
            .thread_name(|i| format!("ears-{i}"))
            .build()
            .map_err(|error| SpeechError::Engine(error.to_string()))?;
        let model = threads.install(|| Model::read(folder, &weights))?;
        Ok(Self { model, threads })
    }

    /// The most samples that can be recognised at once: 30 s.
    pub fn max_samples(&self) -> usize {
        self.model.max_samples()
    }

    /// Recognises one utterance; what is beyond the longest possible is not heard.
    pub fn recognise(&self, samples: &[f32], request: &Request) -> Result<Recognised, SpeechError> {
        self.threads.install(|| self.model.recognise(samples, request))
    }

    /// The first text that comes to mind, and for each of these beginnings how much likelier (in nats; mostly less
    /// likely) the best text that begins so is.
    pub fn weigh_beginnings(
        &self,
        samples: &[f32],
        language: Language,
        beginnings: impl Fn(&str) -> Vec<String> + Sync,
    ) -> Result<(String, Vec<f32>), SpeechError> {
        self.threads.install(|| self.model.weigh_beginnings(samples, language, &beginnings))
    }
}

impl Model {
    fn read(folder: &Path, weights: &Weights) -> Result<Self, SpeechError> {
        let (encoder, decoder) = (Encoder::read(weights)?, Decoder::read(weights)?);
        let vocabulary = Vocabulary::read(folder, decoder.vocabulary())?;
        let mel = Mel::new(encoder.bands());
        let silent = vec![SILENCE; encoder.max_rows() * FRAMES_PER_ROW * encoder.bands()];
        let silence = decoder.silence(&encoder.encode(&silent).map_err(failed)?).map_err(failed)?;
        Ok(Self { mel, encoder, decoder, vocabulary, silence })
    }

    fn max_samples(&self) -> usize {
        self.encoder.max_rows() * FRAMES_PER_ROW * HOP
    }

    fn recognise(&self, samples: &[f32], request: &Request) -> Result<Recognised, SpeechError> {
        let samples = &samples[..samples.len().min(self.max_samples())];
        let rows = self.rows_for(samples.len());
        let mut memory = self.memory(samples, rows)?;
        let tongue = self.tongue(&memory, request.language)?;
        let effort = if request.quick { QUICK } else { THOROUGH };
        let mut written = self.task(&memory, tongue, samples, request).write(request.guess, effort)?;
        if is_invented(&written) {
            written.tokens.clear();
        } else if !request.once && rows < self.encoder.max_rows() && is_doubtful(&written) {
            // The short context can lead astray; the full one is slower, but what the model was trained on.
            let full = self.memory(samples, self.encoder.max_rows())?;
            let again = self.task(&full, tongue, samples, request).write(&[], effort)?;
            if worth(&again) > worth(&written) {
                (written, memory) = (again, full);
            }
        }
        if !written.complete {
            written.tokens = decode::without_repeats(&written.tokens).to_vec();
        }
        let task = self.task(&memory, tongue, samples, request);
        if !request.names.is_empty() && !request.translate && !written.tokens.is_empty() {
            written = names::mend(&task, written, request.names)?;
        }
        let words = if request.words && !request.translate {
            timing::words(&task, &written.tokens, samples)?
        } else {
            Vec::new()
        };
        let (language, other_language) = match self.vocabulary.language(tongue) {
            Ok(language) => (language, None),
            Err(code) => (Language::default(), Some(code.to_owned())),
        };
        Ok(Recognised {
            text: self.vocabulary.text(&written.tokens)?,
            sure: self.sure(&written)?,
            tokens: written.tokens,
            language,
            other_language,
            log_probability: written.log_probability,
            no_speech: written.no_speech,
            words,
        })
    }

    fn weigh_beginnings(
        &self,
        samples: &[f32],
        language: Language,
        beginnings: &(dyn Fn(&str) -> Vec<String> + Sync),
    ) -> Result<(String, Vec<f32>), SpeechError> {
        let samples = &samples[..samples.len().min(self.max_samples())];
        let memory = self.memory(samples, self.rows_for(samples.len()))?;
        let request = Request { language: Some(language), quick: true, ..Request::default() };
        let task = self.task(&memory, self.vocabulary.tongue(language), samples, &request);
        let own = task.write(&[], QUICK)?;
        let text = self.vocabulary.text(&own.tokens)?;
        let weigh = |beginning: &String| {
            let tokens = self.vocabulary.tokens(beginning)?;
            Ok(task.believe_beginning(&tokens, QUICK)? - own.total())
        };
        let weights = beginnings(&text).iter().map(weigh).collect::<Result<_, SpeechError>>()?;
        Ok((text, weights))
    }

    /// The whole words before the first doubtful token.
    fn sure(&self, written: &Written) -> Result<String, SpeechError> {
        let Some(tokens) = written.tokens.get(..written.sure) else { return Ok(String::new()) };
        let text = self.vocabulary.text(tokens)?;
        let whole =
            if written.sure < written.tokens.len() { text.rfind(' ').unwrap_or(0) } else { text.len() };
        Ok(text[..whole].to_owned())
    }

    /// What the decoder sees of an utterance that is encoded in so many rows.
    fn memory(&self, samples: &[f32], rows: usize) -> Result<Memory, SpeechError> {
        let spectrum = self.mel.spectrum(samples, rows * FRAMES_PER_ROW);
        let encoded = self.encoder.encode(&spectrum).map_err(failed)?;
        self.decoder.memory(&encoded, Some(&self.silence)).map_err(failed)
    }

    /// The language spoken: the one that is known, or else what the model makes of the utterance.
    fn tongue(&self, memory: &Memory, known: Option<Language>) -> Result<Tongue, SpeechError> {
        if let Some(language) = known {
            return Ok(self.vocabulary.tongue(language));
        }
        let (draft, start) = (&mut self.decoder.draft(), [self.vocabulary.start()]);
        let rows = self.decoder.advance(memory, &mut [Job { draft, tokens: &start }]).map_err(failed)?;
        let scores = self.decoder.scores(&rows).map_err(failed)?;
        let likeliest = self.vocabulary.likeliest_tongue(scores.row(0));
        Ok(likeliest.unwrap_or_else(|| self.vocabulary.tongue(Language::English)))
    }

    fn task<'a>(
        &'a self,
        memory: &'a Memory,
        tongue: Tongue,
        samples: &[f32],
        request: &Request,
    ) -> Task<'a> {
        Task {
            decoder: &self.decoder,
            vocabulary: &self.vocabulary,
            memory,
            tongue,
            translate: request.translate,
            limit: decode::token_limit(seconds(samples.len())),
        }
    }

    fn rows_for(&self, samples: usize) -> usize {
        if seconds(samples) > SHORT_SECONDS {
            return self.encoder.max_rows();
        }
        let spoken = samples.div_ceil(HOP * FRAMES_PER_ROW);
        (spoken + MARGIN_ROWS).next_multiple_of(ROW_STEP).min(self.encoder.max_rows())
    }
}

/// Nobody spoke, and the model says so.
fn is_invented(written: &Written) -> bool {
    written.no_speech > NO_SPEECH && written.log_probability < INVENTED
}

/// The model lost its way, or hardly believes in what it wrote, or wrote the same thing twice.
fn is_doubtful(written: &Written) -> bool {
    !written.complete || written.log_probability < DOUBTFUL || decode::says_twice(&written.tokens)
}

/// How much a text is to be preferred: one without circles, or else the one the model believes in more.
fn worth(written: &Written) -> (bool, bool, f32) {
    (written.complete, !decode::says_twice(&written.tokens), written.log_probability)
}

fn seconds(samples: usize) -> f64 {
    samples as f64 / f64::from(LISTENING_RATE)
}

/// The names of the layers that one half of the model has.
fn layer_names(weights: &Weights, half: &str) -> impl Iterator<Item = String> {
    (0..)
        .map(move |i| format!("{half}/layer_{i}"))
        .take_while(|name| weights.contains(&format!("{name}/ffn/linear_0/weight")))
}

/// How wide the inner part of a layer is.
fn inner_width(weights: &Weights, layer: &str) -> Result<usize, SpeechError> {
    let shape = weights.shape(&format!("{layer}/ffn/linear_0/weight"))?;
    shape.first().copied().ok_or_else(|| SpeechError::Model(format!("{layer} has a wrong shape")))
}

/// What attention divides its scores by, folded into the queries.
fn query_scale(width: usize, heads: usize) -> f32 {
    1.0 / ((width / heads) as f32).sqrt()
}

/// From one matrix a head to the heads side by side in each row.
fn side_by_side(by_head: &[f32], count: usize, head_width: usize) -> Vec<f32> {
    let heads = by_head.len() / (count * head_width);
    let mut rows = Vec::with_capacity(by_head.len());
    for i in 0..count {
        for head in 0..heads {
            let from = (head * count + i) * head_width;
            rows.extend_from_slice(&by_head[from..from + head_width]);
        }
    }
    rows
}

/// The engine itself failed.
fn failed(error: Error) -> SpeechError {
    SpeechError::Engine(error.to_string())
}
