//! `synthesize`: text to speech, sentence by sentence, while the text may still be written.

use domain::Problem;
use hub::{Caller, Hub, Manner, Spoken, complete_sentences};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::asr::put_context;
use super::outbox::{Ending, Outbox, bad_request};
use super::request::{SynthesizeStart, language};

/// Samples in one `audio-chunk`.
const CHUNK: usize = 2048;
/// Milliseconds of silence between two sentences that were written one after the other.
const PAUSE_MS: u32 = 300;

/// Begins to speak: where the text goes, and what becomes of it. `written` says that the text comes in parts, and that
/// `synthesize-stopped` ends it all.
pub fn speak(
    hub: Hub,
    caller: Caller,
    how: SynthesizeStart,
    written: bool,
    characters: usize,
) -> (Text, Saying) {
    let SynthesizeStart { voice, text_format, context } = how;
    let voice = voice.unwrap_or_default();
    let manner = Manner {
        language: language(voice.language.as_deref()).unwrap_or_default(),
        voice: voice.name.filter(|name| !name.is_empty()),
        ssml: text_format.as_deref() == Some("ssml"),
        ..Manner::default()
    };
    let (sender, sentences) = mpsc::unbounded_channel();
    let text = Text { waiting: String::new(), left: characters, whole: manner.ssml || !written, sender };
    (text, Saying { hub, caller, manner, context, sentences, written, said_ms: 0 })
}

/// Text on its way to the voice. It is bounded as a whole, so that a client that never ends costs no more than one that
/// does.
pub struct Text {
    /// Not a whole sentence yet.
    waiting: String,
    /// Characters that may still come.
    left: usize,
    /// It is said as one: all of it is there, or it is markup, which makes sense as a whole only.
    whole: bool,
    sender: mpsc::UnboundedSender<String>,
}

impl Text {
    pub fn push(&mut self, text: &str) -> Result<(), Problem> {
        let characters = text.chars().count();
        self.left = self
            .left
            .checked_sub(characters)
            .ok_or_else(|| Problem::new(domain::Code::TextTooLong, "too much text for one request"))?;
        self.waiting.push_str(text);
        if !self.whole {
            let rest = self.waiting.split_off(complete_sentences(&self.waiting));
            let sentences = std::mem::replace(&mut self.waiting, rest);
            self.say(sentences);
        }
        Ok(())
    }

    /// No more will come: the rest is said as well.
    pub fn finish(mut self) {
        let rest = std::mem::take(&mut self.waiting);
        self.say(rest);
    }

    fn say(&self, text: String) {
        if !text.trim().is_empty() {
            // The other end has gone only when the connection has.
            let _ = self.sender.send(text);
        }
    }
}

/// Speech on its way to the client.
pub struct Saying {
    hub: Hub,
    caller: Caller,
    manner: Manner,
    context: Option<Value>,
    sentences: mpsc::UnboundedReceiver<String>,
    written: bool,
    /// Milliseconds that were sent so far.
    said_ms: u64,
}

impl Saying {
    pub async fn run(mut self, outbox: &Outbox) -> Result<(), Ending> {
        if let Some(format) = self.unknown_format() {
            return Err(outbox.fail(&format).await);
        }
        let mut spoken = false;
        while let Some(text) = self.sentences.recv().await {
            for portion in portions(&text, self.hub.text_limit(), self.manner.ssml) {
                // Text that comes in parts is answered in parts, and what is one request is one sound.
                if self.written || !spoken {
                    self.start(outbox).await?;
                }
                self.say(portion, spoken, outbox).await?;
                spoken = true;
                if self.written {
                    self.stop(outbox).await?;
                }
            }
        }
        if self.written {
            let mut data = json!({});
            put_context(&mut data, self.context.take());
            return outbox.send("synthesize-stopped", &data).await;
        }
        if !spoken {
            self.start(outbox).await?;
        }
        self.stop(outbox).await
    }

    async fn say(&mut self, text: &str, after_another: bool, outbox: &Outbox) -> Result<(), Ending> {
        let mut voicing = match self.hub.speak(&self.caller, text, self.manner.clone()).await {
            Ok(voicing) => voicing,
            Err(problem) => return Err(outbox.fail(&problem).await),
        };
        let rate = voicing.rate();
        if after_another {
            self.send(&vec![0.0; (rate * PAUSE_MS / 1000) as usize], rate, outbox).await?;
        }
        loop {
            match voicing.next().await {
                Ok(Some(Spoken { samples, .. })) => self.send(&samples, rate, outbox).await?,
                Ok(None) => return Ok(()),
                Err(problem) => return Err(outbox.fail(&problem).await),
            }
        }
    }

    async fn send(&mut self, samples: &[f32], rate: u32, outbox: &Outbox) -> Result<(), Ending> {
        for chunk in samples.chunks(CHUNK) {
            let bytes: Vec<u8> = chunk.iter().flat_map(|sample| to_16_bit(*sample).to_le_bytes()).collect();
            let mut data = format(rate);
            data["timestamp"] = self.said_ms.into();
            outbox.send_with("audio-chunk", &data, &bytes).await?;
            self.said_ms += chunk.len() as u64 * 1000 / u64::from(rate.max(1));
        }
        Ok(())
    }

    async fn start(&self, outbox: &Outbox) -> Result<(), Ending> {
        let mut data = format(self.hub.voice_rate());
        data["timestamp"] = self.said_ms.into();
        outbox.send("audio-start", &data).await
    }

    async fn stop(&self, outbox: &Outbox) -> Result<(), Ending> {
        outbox.send("audio-stop", &json!({ "timestamp": self.said_ms })).await
    }

    /// A voice that is not there is refused before any sound is promised.
    fn unknown_format(&self) -> Option<Problem> {
        let name = self.manner.voice.as_ref()?;
        let known: Vec<String> = self.hub.voices().into_iter().map(|voice| voice.name).collect();
        // A blend names several voices, with their shares.
        let parts = name.split(',').map(|part| part.split(':').next().unwrap_or_default().trim());
        let unknown = parts.into_iter().find(|part| !known.iter().any(|voice| voice == part))?;
        let detail = format!("voice: {unknown:?} is none of {}", known.join(", "));
        Some(Problem::new(domain::Code::VoiceUnknown, detail))
    }
}

fn format(rate: u32) -> Value {
    json!({ "rate": rate, "width": 2, "channels": 1 })
}

/// The text in parts that the voice takes at once, cut behind a sentence, or else behind a word.
fn portions(text: &str, limit: usize, whole: bool) -> Vec<&str> {
    let mut portions = Vec::new();
    let mut rest = text;
    while !whole && rest.chars().count() > limit {
        let most = rest.char_indices().nth(limit).map_or(rest.len(), |(at, _)| at);
        let head = &rest[..most];
        let sentence = complete_sentences(head);
        let word = head.rfind(char::is_whitespace).unwrap_or_default();
        let cut = [sentence, word, most].into_iter().find(|cut| *cut > 0).unwrap_or(most);
        portions.push(&rest[..cut]);
        rest = &rest[cut..];
    }
    portions.push(rest);
    portions.retain(|portion| !portion.trim().is_empty());
    portions
}

#[expect(clippy::cast_possible_truncation, reason = "the value is clamped to the range of i16")]
fn to_16_bit(sample: f32) -> i16 {
    (sample.clamp(-1.0, 1.0) * f32::from(i16::MAX)).round() as i16
}

/// What a client may say of the form of its text.
pub fn check_format(text_format: Option<&str>) -> Result<(), Problem> {
    match text_format {
        None | Some("text" | "ssml") => Ok(()),
        Some(other) => Err(bad_request(format!("text_format: {other:?} is neither \"text\" nor \"ssml\""))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_cut_where_it_is_heard_least() {
        let check = |text: &str, expected: &[&str]| assert_eq!(portions(text, 10, false), expected, "{text}");
        check("", &[]);
        check("짧은 글", &["짧은 글"]);
        check("하나예요. 둘이에요. 셋", &["하나예요.", " 둘이에요. 셋"]);
        check("끝이 없는 긴 문장이라서", &["끝이 없는 긴", " 문장이라서"]);
        check("가나다라마바사아자차카타", &["가나다라마바사아자차", "카타"]);
        assert_eq!(portions("<speak>열 자보다 길어요</speak>", 10, true).len(), 1);
    }
}
