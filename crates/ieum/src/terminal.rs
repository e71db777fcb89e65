//! What a person reads in the terminal: answers on standard output, everything else on standard error.

use std::io::{self, Write};

use domain::{Answer, Bubble, ButtonAction, CarouselCard, Language, Problem, Turn, TurnStatus};

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
    let buttons = |buttons: &[domain::Button]| {
        brackets(buttons.iter().map(|button| match &button.action {
            ButtonAction::Message(_) => button.label.clone(),
            ButtonAction::WebLink(address) => format!("{} {address}", button.label),
        }))
    };
    let lines = match bubble {
        Bubble::Text { text } => vec![text.clone()],
        Bubble::Card { title, description, buttons: row } => {
            vec![title.clone(), description.clone(), buttons(row)]
        }
        Bubble::List { header, items, buttons: row } => {
            let items = items.iter().map(|item| match item.description.is_empty() {
                true => format!("- {}", item.title),
                false => format!("- {}: {}", item.title, item.description),
            });
            [header.clone()].into_iter().chain(items).chain([buttons(row)]).collect()
        }
        Bubble::Carousel { cards } => {
            let card = |(number, card): (usize, &CarouselCard)| {
                [format!("{number}. {}", card.words()), buttons(&card.buttons)]
            };
            (1..).zip(cards).flat_map(card).collect()
        }
    };
    lines.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn brackets(labels: impl Iterator<Item = String>) -> String {
    labels.map(|label| format!("[{label}]")).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use domain::{Button, ListItem, QuickReply};

    use super::*;

    #[test]
    fn every_component_reads_as_text() {
        let check = |bubbles: Vec<Bubble>, expected: &str| {
            assert_eq!(render(&Answer { bubbles, ..Answer::default() }), expected);
        };
        let button = |action| Button { label: "취소".into(), action };
        let text = Bubble::Text { text: "안녕하세요.".into() };
        check(vec![], "");
        check(vec![text.clone(), text.clone()], "안녕하세요.\n안녕하세요.");
        let card = Bubble::Card {
            title: "알람".into(),
            description: String::new(),
            buttons: vec![button(ButtonAction::Message("취소해 줘".into()))],
        };
        check(vec![card], "알람\n[취소]");
        let item = |title: &str, description: &str| ListItem {
            title: title.into(),
            description: description.into(),
        };
        let list = Bubble::List {
            header: "알람 두 개".into(),
            items: vec![item("오전 7시", "매일"), item("오후 3시", "")],
            buttons: vec![button(ButtonAction::WebLink("/docs".into()))],
        };
        check(vec![list], "알람 두 개\n- 오전 7시: 매일\n- 오후 3시\n[취소 /docs]");
        let card = |title: &str, price: &str, buttons| CarouselCard {
            title: title.into(),
            price: price.into(),
            description: "1막\n2막".into(),
            buttons,
            ..CarouselCard::default()
        };
        let more = vec![button(ButtonAction::Message("더".into()))];
        let carousel =
            Bubble::Carousel { cards: vec![card("가", "1,000원", vec![]), card("나", "", more)] };
        check(vec![carousel], "1. 가, 1,000원: 1막 · 2막\n2. 나: 1막 · 2막\n[취소]");
        let quick_replies = vec![QuickReply { label: "도움말".into(), message: "도와줘".into() }];
        let answer = Answer { bubbles: vec![text], quick_replies, ..Answer::default() };
        assert_eq!(render(&answer), "안녕하세요.\n[도움말]");
    }
}
