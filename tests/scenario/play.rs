//! What each step of a story does, and how its expectations are checked.

use std::collections::BTreeMap;

use anyhow::{Context, bail, ensure};
use regex::Regex;
use serde_json::{Value, json};

use super::examples::{self, Example};
use super::pictures;
use super::server::{Server, Setup, ieum};
use super::story::{Step, Story};
use super::touchpoint::{Touchpoint, text};
use super::voice;

/// Plays a story from beginning to end; the error says which step did not come true.
pub async fn play(story: &Story) -> anyhow::Result<()> {
    let mut stage = Stage::set(story)?;
    for (index, step) in story.steps.iter().enumerate() {
        let played = stage.step(step).await;
        played.with_context(|| {
            format!(
                "{}\nstep {} ({})\nthe server's log:\n{}",
                story.story,
                index + 1,
                step.title(),
                stage.server.log()
            )
        })?;
    }
    Ok(())
}

/// A server and the touchpoints around it.
struct Stage {
    server: Server,
    /// They run as long as the story.
    _examples: Vec<Example>,
    language: String,
    touchpoints: BTreeMap<String, Touchpoint>,
    /// The touchpoint of steps that name none.
    first: Option<String>,
    /// What was said last: where, and under which event id.
    event: Option<String>,
    /// What was answered last without a touchpoint: printed, or sent over HTTP.
    printed: String,
    posted: Option<Value>,
}

impl Stage {
    fn set(story: &Story) -> anyhow::Result<Self> {
        let examples = story.skills.iter().map(|language| Example::start(language));
        let examples = examples.collect::<anyhow::Result<Vec<_>>>()?;
        let (theirs, ours): (Vec<String>, _) =
            story.bots.iter().cloned().partition(|bot| examples::is_bot(bot));
        let written = theirs.into_iter().map(|bot| examples::bot(bot, &examples));
        let written = written.collect::<anyhow::Result<Vec<_>>>()?;
        let setup = Setup { bots: &ours, written: &written, ..Setup::speaking(&story.language) };
        Ok(Self {
            server: Server::start(&setup)?,
            _examples: examples,
            language: story.language.clone(),
            touchpoints: BTreeMap::new(),
            first: None,
            event: None,
            printed: String::new(),
            posted: None,
        })
    }

    async fn step(&mut self, step: &Step) -> anyhow::Result<()> {
        self.act(step).await?;
        self.check_outside(step)?;
        if self.posted.is_none() {
            self.check_turn(step).await?;
        }
        self.check_touchpoint(step).await
    }

    /// What somebody does.
    async fn act(&mut self, step: &Step) -> anyhow::Result<()> {
        self.posted = None;
        if step.restart {
            self.server.restart()?;
        }
        if step.kill {
            self.server.kill()?;
        }
        if let Some(edit) = &step.edit {
            self.server.edit(&edit.bot, &edit.find, &edit.put)?;
            let url = format!("{}/v1/bots/reload", self.server.address);
            reqwest::Client::new().post(url).send().await?.error_for_status()?;
        }
        if let Some(gallery) = &step.gallery {
            pictures::teach(&self.server.address, gallery).await?;
        }
        if let Some(name) = &step.connect {
            self.connect(name).await?;
        }
        if let Some(name) = &step.lose {
            self.touchpoints.get_mut(name).with_context(|| format!("{name} never connected"))?.lose();
        }
        if let Some(words) = &step.run {
            self.run(words)?;
        }
        if let Some(text) = &step.channel {
            self.printed = self.channel(text).await?;
        }
        if let Some(text) = &step.post {
            self.posted = Some(self.post(text).await?);
        }
        self.say(step).await
    }

    /// What somebody does at a touchpoint.
    async fn say(&mut self, step: &Step) -> anyhow::Result<()> {
        let language = self.language.clone();
        if let Some(photo) = &step.photo {
            let picture = pictures::keep(&self.server.address, photo).await?;
            let text = step.r#type.clone().unwrap_or_default();
            self.event = Some(self.touchpoint(step)?.photo(&picture, &text).await?);
        } else if let Some(text) = &step.r#type {
            self.event = Some(self.touchpoint(step)?.text("Recognizer.Text", text).await?);
        }
        if let Some(text) = &step.type_twice {
            let touchpoint = self.touchpoint(step)?;
            let event = touchpoint.text("Recognizer.Text", text).await?;
            touchpoint.text_again(&event, text).await?;
            self.event = Some(event);
        }
        if let Some(text) = &step.press {
            self.event = Some(self.touchpoint(step)?.press(text).await?);
        }
        if let Some(text) = &step.talk {
            let samples = voice::say(text, &language)?;
            self.event = Some(self.touchpoint(step)?.talk(&samples).await?);
        }
        if let Some(seconds) = step.keep_silent {
            self.event = Some(self.touchpoint(step)?.talk(&voice::silence(seconds)).await?);
        }
        if let Some(message) = &step.send {
            self.touchpoint(step)?.send_raw(message.clone()).await?;
        }
        if let Some(tap) = &step.tap {
            let touchpoint = self.touchpoint(step)?;
            let carousel = |client: &Touchpoint| {
                let (turn, bubble, _) = client.newest_carousel()?;
                Some(json!({ "turn": turn, "bubble": bubble, "card": tap.card - 1, "kind": tap.kind }))
            };
            let tapped = touchpoint.wait("a carousel", carousel).await?;
            touchpoint.send("Item.Tapped", tapped).await?;
        }
        if step.stop_ringing {
            let touchpoint = self.touchpoint(step)?;
            let alert = touchpoint.wait("a ringing alert", |client| client.ringing.first().cloned()).await?;
            touchpoint.send("Alert.Stopped", json!({ "alert": alert["id"] })).await?;
        }
        Ok(())
    }

    /// What the last thing said became: heard, answered, spoken.
    async fn check_turn(&mut self, step: &Step) -> anyhow::Result<()> {
        let event = self.event.clone().unwrap_or_default();
        if let Some(expected) = &step.heard {
            let touchpoint = self.touchpoint(step)?;
            let (partial, heard) = touchpoint
                .wait("the final words", |client| {
                    client.heard.get(&event).filter(|(_, last)| last.is_some()).cloned()
                })
                .await?;
            matches(expected, heard.as_deref().unwrap_or_default())?;
            ensure!(!step.heard_partly || !partial.is_empty(), "no partial words came");
        }
        if step.answer.is_some() || step.answer_not.is_some() || step.spoken {
            let touchpoint = self.touchpoint(step)?;
            let turn = touchpoint.wait("an answer", |client| answered(client.turn_of(&event)?)).await?;
            check_answer(step, &turn)?;
            if step.spoken {
                check_voice(touchpoint, &turn).await?;
            }
        }
        Ok(())
    }

    /// What a touchpoint shows and rings.
    async fn check_touchpoint(&mut self, step: &Step) -> anyhow::Result<()> {
        if let Some(expected) = &step.shows {
            let expected = Regex::new(expected)?;
            let shown = |client: &Touchpoint| {
                client.turns.values().any(|turn| expected.is_match(said(turn))).then_some(())
            };
            self.touchpoint(step)?.wait("a turn from elsewhere", shown).await?;
        }
        if let Some(expected) = &step.told {
            let expected = Regex::new(expected)?;
            let told = |client: &Touchpoint| {
                let mut turns = client.turns.values().filter(|turn| turn["input"]["kind"] == "notice");
                turns.any(|turn| expected.is_match(&shown(turn))).then_some(())
            };
            self.touchpoint(step)?.wait("what a bot tells", told).await?;
        }
        if let Some(count) = step.cards {
            let shown = |client: &Touchpoint| (client.newest_carousel()?.2.len() == count).then_some(());
            self.touchpoint(step)?.wait(&format!("{count} cards"), shown).await?;
        }
        if let Some(expected) = &step.opinions {
            let shown =
                |client: &Touchpoint| (opinions(&client.newest_carousel()?.2) == *expected).then_some(());
            self.touchpoint(step)?.wait(&format!("the opinions {expected:?}"), shown).await?;
        }
        if let Some(expected) = &step.history {
            check_history(self.touchpoint(step)?, expected).await?;
        }
        if let Some(expected) = &step.rings {
            let ringing = self
                .touchpoint(step)?
                .wait("a ringing alert", |client| client.ringing.first().cloned())
                .await?;
            matches(expected, &format!("{} {}", text(&ringing["kind"]), text(&ringing["label"])))?;
        }
        if step.silent {
            self.touchpoint(step)?.wait("silence", |client| client.ringing.is_empty().then_some(())).await?;
        }
        if let Some(count) = step.alerts {
            let reached = |client: &Touchpoint| (client.alerts.len() == count).then_some(());
            self.touchpoint(step)?.wait(&format!("a list of {count} alerts"), reached).await?;
        }
        if let Some(code) = &step.error {
            let came = |client: &Touchpoint| {
                client.errors.iter().any(|error| error["code"] == code.as_str()).then_some(())
            };
            self.touchpoint(step)?.wait(&format!("the error {code}"), came).await?;
        }
        Ok(())
    }

    /// What was printed or sent over HTTP.
    fn check_outside(&self, step: &Step) -> anyhow::Result<()> {
        if let Some(expected) = &step.prints {
            matches(expected, &self.printed)?;
        }
        match &self.posted {
            Some(turn) => check_answer(step, turn),
            None => Ok(()),
        }
    }

    async fn connect(&mut self, name: &str) -> anyhow::Result<()> {
        self.first.get_or_insert_with(|| name.into());
        let touchpoint = self.touchpoints.entry(name.into()).or_insert_with(|| Touchpoint::new(name));
        touchpoint.connect(&self.server.address, &self.language).await
    }

    fn run(&mut self, words: &[String]) -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let output = ieum(folder.path(), &self.language).args(words).current_dir(folder.path()).output()?;
        ensure!(output.status.success(), "ieum failed: {}", String::from_utf8_lossy(&output.stderr));
        self.printed = String::from_utf8(output.stdout)?;
        Ok(())
    }

    /// As the bot of a KakaoTalk channel asks.
    async fn channel(&self, text: &str) -> anyhow::Result<String> {
        let url = format!("{}/v1/kakao/{}", self.server.address, super::server::CHANNEL);
        let payload = json!({
            "intent": { "id": "fallback", "name": "폴백 블록" },
            "userRequest": { "utterance": text, "timezone": "Asia/Seoul", "lang": "ko",
                "block": { "id": "fallback", "name": "폴백 블록" },
                "user": { "id": "kakao-1", "type": "botUserKey", "properties": {} } },
            "bot": { "id": "channel", "name": "우리 채널" },
            "action": { "id": "1", "name": "이음", "params": {}, "detailParams": {}, "clientExtra": null },
        });
        let response = reqwest::Client::new().post(url).json(&payload).send().await?.error_for_status()?;
        Ok(response.text().await?)
    }

    async fn post(&self, text: &str) -> anyhow::Result<Value> {
        let url = format!("{}/v1/turns", self.server.address);
        let response = reqwest::Client::new().post(url).json(&json!({ "text": text })).send().await?;
        let status = response.status();
        let body: Value = response.json().await?;
        ensure!(status.is_success(), "{status}: {body}");
        Ok(body)
    }

    fn touchpoint(&mut self, step: &Step) -> anyhow::Result<&mut Touchpoint> {
        let name = step.on.as_ref().or(self.first.as_ref()).context("no touchpoint is connected")?;
        self.touchpoints.get_mut(name).with_context(|| format!("{name} never connected"))
    }
}

fn check_answer(step: &Step, turn: &Value) -> anyhow::Result<()> {
    ensure!(turn["status"] == "answered", "the turn failed: {}", turn["problem"]);
    let answer = shown(turn);
    if let Some(expected) = &step.answer {
        matches(expected, &answer)?;
    }
    match &step.answer_not {
        Some(unwanted) if Regex::new(unwanted)?.is_match(&answer) => bail!("{answer:?} has {unwanted:?}"),
        _ => Ok(()),
    }
}

/// The voice says the whole answer, and it is to be heard.
async fn check_voice(touchpoint: &mut Touchpoint, turn: &Value) -> anyhow::Result<()> {
    let id = text(&turn["id"]).to_owned();
    let spoken = |client: &Touchpoint| {
        let voice = client.voice.get(&id).filter(|voice| voice.last)?;
        let loudest = voice.samples.iter().map(|sample| sample.unsigned_abs()).max().unwrap_or(0);
        (loudest > 1_000).then_some(())
    };
    touchpoint.wait("a voice", spoken).await
}

/// What was said, from the first turn on, without gaps or doubles.
async fn check_history(touchpoint: &mut Touchpoint, expected: &[String]) -> anyhow::Result<()> {
    let complete = |client: &Touchpoint| (client.turns.len() >= expected.len()).then_some(());
    touchpoint.wait("the whole history", complete).await?;
    let places: Vec<i64> = touchpoint.turns.keys().copied().collect();
    ensure!(places == (1..=expected.len() as i64).collect::<Vec<_>>(), "the places are {places:?}");
    let turns = touchpoint.turns.values();
    turns.zip(expected).try_for_each(|(turn, expected)| matches(expected, said(turn)))
}

/// What the cards say that the person thinks of them: "2 liked".
fn opinions(cards: &[Value]) -> Vec<String> {
    let said = (1..).zip(cards).filter(|(_, card)| !card["opinion"].is_null());
    said.map(|(number, card)| format!("{number} {}", text(&card["opinion"]))).collect()
}

/// The turn, once nothing more will come.
fn answered(turn: &Value) -> Option<Value> {
    (turn["status"] != "received").then(|| turn.clone())
}

fn said(turn: &Value) -> &str {
    text(&turn["input"]["text"])
}

/// What tells how something is drawn, and is not itself shown.
const MARKS: [&str; 5] = ["type", "kind", "shape", "layout", "action"];

/// Everything the bubbles of an answer show.
fn shown(turn: &Value) -> String {
    let mut words = Vec::new();
    let mut open = vec![&turn["answer"]["bubbles"]];
    while let Some(value) = open.pop() {
        match value {
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(fields) => open.extend(
                fields.iter().filter(|(name, _)| !MARKS.contains(&name.as_str())).map(|(_, value)| value),
            ),
            Value::String(text) => words.push(text.as_str()),
            _ => {}
        }
    }
    words.join("\n")
}

fn matches(expected: &str, found: &str) -> anyhow::Result<()> {
    ensure!(Regex::new(expected)?.is_match(found), "expected {expected:?}, got {found:?}");
    Ok(())
}
