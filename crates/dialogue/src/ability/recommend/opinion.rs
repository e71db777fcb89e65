//! "두 번째 거 좋아", "그건 별로야", "첫 번째 건 봤어": what somebody says of what was shown counts from the next answer on.

use domain::{FeedbackKind, QuickReply};

use super::{Meant, quoted, text, which};
use crate::Action;
use crate::ability::{Outcome, Turn};
use crate::render;

pub fn opinion(turn: &Turn<'_>, kind: FeedbackKind) -> Option<Outcome> {
    let (reply, question) = match kind {
        FeedbackKind::Like => ("recommend.liked", "recommend.like_which"),
        FeedbackKind::Dismiss => ("recommend.dismissed", "recommend.dismiss_which"),
        _ => ("recommend.seen", "recommend.seen_which"),
    };
    let items = match which(turn, text(turn, "which"))? {
        Meant::These(items) => items,
        Meant::Unclear => return Some(which::ask(turn, question)),
    };
    let titles: Vec<String> = items.iter().map(|item| quoted(turn.language, &item.title)).collect();
    let titles: Vec<&str> = titles.iter().map(String::as_str).collect();
    let mut outcome = turn.say(reply, &[("titles", &render::listed(turn.language, &titles))]);
    let chip = |message: String| QuickReply::saying(message);
    if let ([only], FeedbackKind::Like) = (&items[..], kind) {
        let alike = turn.text("recommend.ask_alike", &[("title", &only.title)]);
        outcome.answer.quick_replies.push(chip(alike));
    }
    if let Some(shown) = &turn.memory.shown {
        outcome.answer.quick_replies.push(chip(turn.text("recommend.chip_more", &[])));
        let focus = items.first().and_then(|item| item.place).filter(|_| items.len() == 1);
        outcome.shown = Some(crate::memory::ShownItems { focus: focus.or(shown.focus), ..shown.clone() });
    }
    outcome.actions = items.into_iter().map(|item| Action::Feedback { of: item.of, kind }).collect();
    Some(outcome)
}
