//! An answer as each kind of touchpoint tells it: all of it where there is a screen to read, one or two sentences where there
//! is a voice alone, and a short line with a few large choices where somebody is driving.

mod aloud;
mod choices;

use domain::{Answer, Language, TouchpointKind};

/// What is heard at a touchpoint, and what is seen besides or instead of the bubbles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    /// What the voice says. Empty: nothing is said.
    pub aloud: String,
    pub screen: Screen,
}

/// What is seen of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Screen {
    /// All bubbles, with everything that can be pressed.
    Bubbles,
    /// Nothing: there is no screen.
    Nothing,
    /// A line and at most three large things to press.
    Glance(Glance),
}

/// What is taken in at a glance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glance {
    pub line: String,
    pub choices: Vec<Choice>,
}

/// Something large to press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    pub label: String,
    /// Its number among [`Answer::pressables`].
    pub press: u32,
}

/// The answer for this kind of touchpoint. A new kind is a line here, and a file if nothing here suits it.
pub fn render(answer: &Answer, kind: TouchpointKind, language: Language) -> Rendered {
    match kind {
        TouchpointKind::Speaker => {
            Rendered { aloud: aloud::for_speaker(answer, language), screen: Screen::Nothing }
        }
        TouchpointKind::Car => {
            let line = aloud::for_car(answer);
            let glance = Glance { line: line.clone(), choices: choices::choices(answer) };
            Rendered { aloud: line, screen: Screen::Glance(glance) }
        }
        TouchpointKind::Messenger
        | TouchpointKind::Terminal
        | TouchpointKind::Home
        | TouchpointKind::Shop
        | TouchpointKind::Api => Rendered { aloud: answer.speech.clone(), screen: Screen::Bubbles },
    }
}
