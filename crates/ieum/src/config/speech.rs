//! `[speech]`: ears and voice.

use std::time::Duration;

use anyhow::ensure;
use domain::Language;
use serde::Deserialize;
use speech::Patience;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Speech {
    pub speed: f32,
    pub languages: Vec<String>,
    pub verbatim: bool,
    pub short_pause: f64,
    pub long_pause: f64,
    pub silence: f64,
    pub longest_utterance: f64,
    pub wake_phrases: Vec<String>,
    pub wake_likeness: f32,
}

impl Default for Speech {
    fn default() -> Self {
        let patience = Patience::default();
        Self {
            speed: 1.0,
            languages: vec!["ko".into(), "en".into()],
            verbatim: false,
            short_pause: patience.short_pause.as_secs_f64(),
            long_pause: patience.long_pause.as_secs_f64(),
            silence: patience.silence.as_secs_f64(),
            longest_utterance: patience.longest.as_secs_f64(),
            wake_phrases: vec!["헤이 이음".into()],
            wake_likeness: speech::ears::WAKE_LIKENESS,
        }
    }
}

impl Speech {
    /// The only language that is listened for, when there is only one.
    pub fn only_language(&self) -> Option<Language> {
        match &self.languages[..] {
            [only] => only.parse().ok(),
            _ => None,
        }
    }

    /// How long to wait for more, while somebody is listened to.
    pub fn patience(&self) -> Patience {
        Patience {
            short_pause: Duration::from_secs_f64(self.short_pause),
            long_pause: Duration::from_secs_f64(self.long_pause),
            silence: Duration::from_secs_f64(self.silence),
            longest: Duration::from_secs_f64(self.longest_utterance),
        }
    }

    pub fn validate(&self) -> anyhow::Result<()> {
        ensure!((0.5..=2.0).contains(&self.speed), "speed = {} is out of range: 0.5 to 2", self.speed);
        ensure!(!self.languages.is_empty(), "languages needs at least one of \"ko\" and \"en\"");
        self.languages.iter().try_for_each(|language| language.parse::<Language>().map(drop))?;
        for (name, seconds, least, most) in [
            ("short_pause", self.short_pause, 0.3, 5.0),
            ("long_pause", self.long_pause, self.short_pause, 10.0),
            ("silence", self.silence, 1.0, 60.0),
            ("longest_utterance", self.longest_utterance, 5.0, 60.0),
        ] {
            ensure!(
                (least..=most).contains(&seconds),
                "{name} = {seconds} is out of range: {least} to {most}"
            );
        }
        let likeness = self.wake_likeness;
        ensure!((0.4..=1.0).contains(&likeness), "wake_likeness = {likeness} is out of range: 0.4 to 1");
        Ok(speech::wake::check(&self.wake_phrases)?)
    }
}
