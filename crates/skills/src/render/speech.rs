//! What a voice says of an answer: short, and nothing that only the eye can use.

use domain::{Bubble, Card, CardBody, Language};

/// A voice that goes on longer is not listened to.
const MOST: usize = 300;
/// So many things of a list are said; the others are counted.
const MOST_THINGS: usize = 5;

pub fn of(bubbles: &[Bubble], language: Language) -> String {
    let mut said = String::new();
    for text in bubbles.iter().map(|bubble| of_bubble(bubble, language)).filter(|text| !text.is_empty()) {
        if !said.is_empty() {
            said.push(' ');
        }
        said.push_str(&ended(text));
    }
    sentences(&said, MOST)
}

fn of_bubble(bubble: &Bubble, language: Language) -> String {
    match bubble {
        Bubble::Text { text } => plain(text),
        Bubble::Image(image) => plain(&image.alt),
        Bubble::Card(card) => of_card(card, language),
        Bubble::Carousel(carousel) => {
            let header = carousel.header.as_ref().map(|header| plain(&header.title)).unwrap_or_default();
            let things: Vec<String> = carousel.cards.iter().map(name).collect();
            joined(header, &counted(&things, language))
        }
    }
}

fn of_card(card: &Card, language: Language) -> String {
    match &card.body {
        CardBody::Basic(body) => joined(plain(&body.title), &first_sentence(&body.description)),
        CardBody::Commerce(body) if body.title.is_empty() => name(card),
        CardBody::Commerce(body) => joined(name(card), &first_sentence(&body.description)),
        CardBody::List(list) => {
            let things: Vec<String> = list.items.iter().map(|item| plain(&item.title)).collect();
            joined(plain(&list.header.title), &counted(&things, language))
        }
        CardBody::Item(body) => {
            let summary =
                body.summary.as_ref().map(|row| plain(&format!("{} {}", row.title, row.description)));
            let rows =
                || body.rows.iter().take(3).map(|row| plain(&format!("{} {}", row.title, row.description)));
            let rest = summary.unwrap_or_else(|| rows().collect::<Vec<_>>().join(", "));
            joined(plain(card.title()), &rest)
        }
    }
}

/// A title with its price.
fn name(card: &Card) -> String {
    let price = card.commerce().and_then(|body| body.price.as_ref()).map_or("", |price| price.now.as_str());
    let title = match (&card.body, card.title()) {
        // A card of the older contract has no title.
        (CardBody::Commerce(body), "") => first_sentence(&body.description),
        (CardBody::Basic(body), "") => first_sentence(&body.description),
        (_, title) => plain(title),
    };
    [title.trim_end_matches('.'), price]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// "1번 가, 2번 나" with how many are not said.
fn counted(things: &[String], language: Language) -> String {
    if let [only] = things {
        return only.clone();
    }
    let number = |(index, thing): (usize, &String)| match language {
        Language::Korean => format!("{}번 {thing}", index + 1),
        Language::English => format!("{}, {thing}", index + 1),
    };
    let mut said: Vec<String> = things.iter().take(MOST_THINGS).enumerate().map(number).collect();
    if things.len() > MOST_THINGS {
        let more = things.len() - MOST_THINGS;
        said.push(match language {
            Language::Korean => format!("그리고 {more}개가 더 있어요"),
            Language::English => format!("and {more} more"),
        });
    }
    said.join(if language == Language::Korean { ", " } else { "; " })
}

fn joined(head: String, rest: &str) -> String {
    if head.is_empty() || rest.is_empty() {
        format!("{head}{rest}")
    } else {
        format!("{} {rest}", ended(head))
    }
}

/// Ended as a sentence is, so that a voice pauses.
fn ended(mut text: String) -> String {
    if text.chars().next_back().is_some_and(|last| last.is_alphanumeric() || matches!(last, ')' | '%')) {
        text.push('.');
    }
    text
}

fn first_sentence(text: &str) -> String {
    let text = plain(text);
    let end = text.char_indices().find(|(at, c)| ends_here(&text, *at, *c)).map(|(at, c)| at + c.len_utf8());
    text[..end.unwrap_or(text.len())].to_owned()
}

/// As many whole sentences as there is room for; of one that is too long, its beginning.
fn sentences(text: &str, most: usize) -> String {
    let Some((limit, _)) = text.char_indices().nth(most) else { return text.to_owned() };
    let within = &text[..limit];
    let last = within.char_indices().rfind(|(at, c)| ends_here(within, *at, *c));
    let end = last.map(|(at, c)| at + c.len_utf8()).or_else(|| within.rfind(' ')).unwrap_or(limit);
    text[..end].trim_end().to_owned()
}

fn ends_here(text: &str, at: usize, c: char) -> bool {
    let after = text[at + c.len_utf8()..].chars().next();
    matches!(c, '.' | '!' | '?' | '。') && after.is_none_or(char::is_whitespace)
}

/// Without addresses and marks of lists; a line is a sentence of its own.
fn plain(text: &str) -> String {
    let words = |line: &str| {
        let words = line.split_whitespace().filter(|word| !word.contains("://"));
        let line = words.collect::<Vec<_>>().join(" ");
        let marks = ["- ", "* ", "• ", "· "];
        let line = marks.iter().find_map(|mark| line.strip_prefix(mark)).unwrap_or(&line);
        line.trim_end_matches(':').to_owned()
    };
    let lines: Vec<String> = text.lines().map(words).filter(|line| !line.is_empty()).collect();
    let Some((last, before)) = lines.split_last() else { return String::new() };
    before.iter().cloned().map(ended).chain([last.clone()]).collect::<Vec<_>>().join(" ")
}
