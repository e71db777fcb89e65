//! Recommendations: what is wanted, what of that is shown, and what is said of what was shown.
//!
//! `wish` reads what is wanted, `which` what is meant of the things that were shown, `show` makes the answer, `opinion`
//! takes in what somebody thinks of them.

use domain::Language;

use super::{Outcome, Turn};
use crate::recommend::Asked;
use crate::value::Value;

mod opinion;
mod show;
mod which;
mod wish;

pub use opinion::opinion;
use show::{Chain, show};
use which::{Meant, which};
use wish::{Wish, wish};

/// So many are shown at once.
const MOST_SHOWN: usize = 6;

/// "볼만한 영화 추천해 줘".
pub fn ask(turn: &Turn<'_>) -> Option<Outcome> {
    let wish = wish(turn, text(turn, "kind"))?;
    Some(show(turn, &wish.asked(turn), Chain::New))
}

/// "재밌는 거 없어?": who asks so must say a little more than "거".
pub fn browse(turn: &Turn<'_>) -> Option<Outcome> {
    let wish = wish(turn, text(turn, "kind")).filter(Wish::says_something)?;
    Some(show(turn, &wish.asked(turn), Chain::New))
}

/// "요즘 인기 있는 거".
pub fn popular(turn: &Turn<'_>) -> Option<Outcome> {
    let wish = wish(turn, text(turn, "kind"))?;
    Some(show(turn, &Asked { popular: true, ..wish.asked(turn) }, Chain::New))
}

/// "이거랑 비슷한 거".
pub fn alike(turn: &Turn<'_>) -> Option<Outcome> {
    let (said, kind) = (text(turn, "which"), text(turn, "kind"));
    let kind = if kind.is_empty() { None } else { Some(wish(turn, kind)?) };
    let item = match which(turn, said)? {
        Meant::These(items) => items.into_iter().next()?,
        Meant::Unclear => return Some(which::ask(turn, "recommend.alike_which")),
    };
    let categories = kind.map(|kind| kind.categories).unwrap_or_default();
    let asked = Asked {
        catalog: item.of.catalog.clone(),
        categories,
        like: Some(item.of.item.clone()),
        popular: false,
        without: Vec::new(),
        count: MOST_SHOWN,
        language: turn.language,
    };
    Some(show(turn, &asked, Chain::Like(&item)))
}

/// "다른 거", "더 보여 줘": the same again, without what was shown.
pub fn more(turn: &Turn<'_>) -> Option<Outcome> {
    let shown = turn.memory.shown.as_ref()?;
    let kind = text(turn, "kind");
    if !kind.is_empty() {
        let wish = wish(turn, kind)?;
        if wish.names_another_than(shown) {
            return Some(show(turn, &wish.asked(turn), Chain::New));
        }
    }
    let asked = Asked {
        catalog: shown.catalog.clone(),
        categories: shown.categories.clone(),
        like: shown.like.as_ref().map(|item| item.item.clone()),
        popular: shown.popular,
        without: shown
            .before
            .iter()
            .cloned()
            .chain(shown.items.iter().map(|item| item.item.clone()))
            .collect(),
        count: MOST_SHOWN,
        language: turn.language,
    };
    Some(show(turn, &asked, Chain::More(shown)))
}

fn text<'a>(turn: &'a Turn<'_>, name: &str) -> &'a str {
    match turn.values.get(name) {
        Some(Value::Text(text)) => text.trim(),
        _ => "",
    }
}

/// A title as it stands in a sentence.
fn quoted(language: Language, title: &str) -> String {
    match language {
        Language::Korean => format!("‘{title}’"),
        Language::English => format!("“{title}”"),
    }
}
