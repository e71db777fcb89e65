//! What a person reads in the terminal: answers on standard output, everything else on standard error.

use std::io::{self, Write};

use domain::{Answer, Bubble, ButtonAction, Card, Language, Problem, Turn, TurnStatus};

/// Answers. A reader that has gone away (`ieum ask … | head -1`) is no failure.
pub fn print(text: &str) -> anyhow::Result<()> {
    print_bytes(text.as_bytes())
}

pub fn print_bytes(bytes: &[u8]) -> anyhow::Result<()> {
    let mut output = io::stdout().lock();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

/// Whatever is not the answer.
pub fn tell(text: &str) {
    // There is nobody left to tell that standard error is closed.
    let _ = writeln!(io::stderr(), "{text}");
}

/// Why a command failed, from the outside in.
pub fn complain(error: &anyhow::Error) {
    let mut reasons: Vec<String> = Vec::new();
    for reason in error.chain().map(ToString::to_string) {
        // Many errors repeat their cause.
        if !reasons.last().is_some_and(|outer| outer.contains(&reason)) {
            reasons.push(reason);
        }
    }
    tell(&format!("error: {}", reasons.join(": ")));
}

/// A turn's answer as text, or why there is none.
pub fn answer_of(turn: &Turn, language: Language) -> Result<String, Problem> {
    match &turn.status {
        TurnStatus::Answered(answer) => Ok(render(answer)),
        TurnStatus::Failed(problem) => Err(problem.clone()),
        TurnStatus::Received => Ok(match language {
            Language::Korean => "답을 기다리고 있어요.".into(),
            Language::English => "The answer is not there yet.".into(),
        }),
    }
}

/// A problem in the person's language.
pub fn problem(problem: &Problem, language: Language) -> String {
    match &problem.detail {
        Some(detail) => format!("{} ({detail})", problem.code.message(language)),
        None => problem.code.message(language).to_owned(),
    }
}

/// Bubbles one below the other; lists as lines, buttons and quick replies in brackets.
pub fn render(answer: &Answer) -> String {
    let mut parts: Vec<String> = answer.bubbles.iter().map(bubble).collect();
    if !answer.quick_replies.is_empty() {
        parts.push(brackets(answer.quick_replies.iter().map(|reply| reply.label.clone())));
    }
    parts.join("\n")
}

fn bubble(bubble: &Bubble) -> String {
    let buttons = |card: &Card| {
        brackets(card.buttons.iter().map(|button| match &button.action {
            ButtonAction::WebLink(address) | ButtonAction::Phone(address) => {
                format!("{} {address}", button.label)
            }
            _ => button.label.clone(),
        }))
    };
    let lines = match bubble {
        Bubble::Text { text } => vec![text.clone()],
        Bubble::Image(image) => vec![image.alt.clone(), image.address.clone()],
        Bubble::Card(card) => card.lines().into_iter().chain([buttons(card)]).collect(),
        Bubble::Carousel(carousel) => {
            let header = carousel.header.as_ref().map(|header| header.title.clone());
            let card =
                |(number, card): (usize, &Card)| [format!("{number}. {}", card.words()), buttons(card)];
            header.into_iter().chain((1..).zip(&carousel.cards).flat_map(card)).collect()
        }
    };
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn brackets(labels: impl Iterator<Item = String>) -> String {
    labels.map(|label| format!("[{label}]")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use domain::{Button, CardBody, CommerceCard, ListItem, Price, QuickReply};

    use super::*;

    #[test]
    fn every_component_reads_as_text() {
        let check = |bubbles: Vec<Bubble>, expected: &str| {
            assert_eq!(render(&Answer { bubbles, ..Answer::default() }), expected);
        };
        let button = |action| Button::new("취소", action);
        let text = Bubble::Text { text: "안녕하세요.".into() };
        check(vec![], "");
        check(vec![text.clone(), text.clone()], "안녕하세요.\n안녕하세요.");
        let card = Card::basic("알람", "", vec![button(ButtonAction::Message("취소해 줘".into()))]);
        check(vec![Bubble::card(card)], "알람\n[취소]");
        let item = |title: &str, description: &str| ListItem {
            title: title.into(),
            description: description.into(),
            ..ListItem::default()
        };
        let list = Card {
            buttons: vec![button(ButtonAction::WebLink("/docs".into()))],
            ..Card::list("알람 두 개", vec![item("오전 7시", "매일"), item("오후 3시", "")])
        };
        check(vec![Bubble::card(list)], "알람 두 개\n- 오전 7시: 매일\n- 오후 3시\n[취소 /docs]");
        let card = |title: &str, price: &str, buttons| Card {
            body: CardBody::Commerce(CommerceCard {
                title: title.into(),
                price: Some(Price { now: price.into(), ..Price::default() }),
                description: "1막\n2막".into(),
                ..CommerceCard::default()
            }),
            buttons,
            ..Card::default()
        };
        let more = vec![button(ButtonAction::Message("더".into()))];
        let carousel = Bubble::carousel(vec![card("가", "1,000원", vec![]), card("나", "", more)]);
        check(vec![carousel], "1. 가, 1,000원: 1막 · 2막\n2. 나: 1막 · 2막\n[취소]");
        let quick_replies =
            vec![QuickReply {
                label: "도움말".into(), message: "도와줘".into(), ..QuickReply::default()
            }];
        let answer = Answer { bubbles: vec![text], quick_replies, ..Answer::default() };
        assert_eq!(render(&answer), "안녕하세요.\n[도움말]");
    }
}
