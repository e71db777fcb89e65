//! The answer: why, the cards, what to ask next, and what a voice says.

use domain::{
    Answer, Bubble, Button, ButtonAction, Card, CardBody, Carousel, CommerceCard, Image, ItemRef, Price,
    QuickReply, Thumbnail,
};

use super::{quoted, which::Named};
use crate::ability::{Outcome, Turn};
use crate::memory::{ShownItem, ShownItems};
use crate::recommend::{Asked, Offer, Shelf};
use crate::render;

/// What led here.
pub enum Chain<'a> {
    New,
    Like(&'a Named),
    More(&'a ShownItems),
}

/// A voice says so many titles.
const MOST_SAID: usize = 3;
/// Of what was shown before, so many are not shown again.
const MOST_BEFORE: usize = 60;
/// A description is cut to so many letters.
const MOST_LETTERS: usize = 240;
/// A longer title cannot be said in a sentence that is understood.
const MOST_TITLE: usize = 22;

pub fn show(turn: &Turn<'_>, asked: &Asked, chain: Chain<'_>) -> Outcome {
    let shelves = turn.world.shelves.shelves();
    let Some(shelf) = shelves.iter().find(|shelf| shelf.catalog == asked.catalog) else {
        return turn.say("recommend.no_shelf", &[]);
    };
    let offers = turn.world.shelves.choose(asked);
    if offers.is_empty() {
        return nothing(turn, &shelves, &chain);
    }
    let why = why(turn, asked, shelf, &chain, &offers);
    let cards = offers.iter().take(Carousel::MOST_CARDS).map(|offer| card(turn, shelf, offer)).collect();
    let answer = Answer {
        speech: format!("{why} {}", said(turn, &offers)),
        bubbles: vec![Bubble::Text { text: why }, Bubble::carousel(cards)],
        quick_replies: chips(turn, asked, &shelves, shelf, &offers),
        ..Answer::default()
    };
    Outcome { answer, shown: Some(remembered(asked, shelf, &chain, &offers)), ..Outcome::default() }
}

fn nothing(turn: &Turn<'_>, shelves: &[Shelf], chain: &Chain<'_>) -> Outcome {
    let more = matches!(chain, Chain::More(_));
    let mut outcome = turn.say(if more { "recommend.no_more" } else { "recommend.none" }, &[]);
    outcome.answer.quick_replies = shelves.iter().take(3).map(|shelf| chip(of_kind(turn, shelf))).collect();
    outcome
}

fn why(turn: &Turn<'_>, asked: &Asked, shelf: &Shelf, chain: &Chain<'_>, offers: &[Offer]) -> String {
    let like = match chain {
        Chain::New => None,
        Chain::Like(item) => Some(item.title.as_str()),
        Chain::More(shown) => shown.like.as_ref().map(|item| item.title.as_str()),
    };
    let why = match like {
        Some(title) => turn.text("recommend.alike", &[("title", &quoted(turn.language, title))]),
        None if asked.popular => turn.text("recommend.popular", &[]),
        None => turn.text("recommend.chosen", &[("reason", &offers[0].reason)]),
    };
    if let Chain::More(_) = chain {
        return turn.text("recommend.others", &[("why", &why)]);
    }
    // Who was told so before need not hear it again: every card says it.
    let told = turn.memory.shown.as_ref().is_some_and(|shown| shown.catalog == shelf.catalog);
    if !shelf.example || told {
        return why;
    }
    let example = match turn.kinds.called(&shelf.kind, turn.language) {
        Some(kind) => turn.text("recommend.example", &[("kind", kind)]),
        None => turn.text("recommend.example_of_anything", &[]),
    };
    format!("{example} {why}")
}

fn card(turn: &Turn<'_>, shelf: &Shelf, offer: &Offer) -> Card {
    let Offer { item, opinion, notice, .. } = offer;
    let title = if item.title.is_empty() { &item.id } else { &item.title };
    let text: String = item.text.chars().take(MOST_LETTERS).collect();
    let facts: Vec<&str> = notice.iter().chain(&item.categories).map(String::as_str).collect();
    let description = [facts.join(" · "), text];
    let ask = ButtonAction::Message(turn.text("recommend.ask_alike", &[("title", title)]));
    let alike = Button::new(turn.text("recommend.button_alike", &[]), ask);
    let can_be_said = crate::recommend::normal(title).chars().count() <= MOST_TITLE;
    let picture = |address: &String| Thumbnail {
        image: Image { address: address.clone(), alt: title.clone() },
        ..Thumbnail::default()
    };
    let body = CardBody::Commerce(CommerceCard {
        thumbnail: item.image.as_ref().map(picture),
        title: title.clone(),
        description: description.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("\n"),
        price: item.price.map(|price| Price { now: turn.price(price), ..Price::default() }),
        shows: Some(ItemRef { catalog: shelf.catalog.clone(), item: item.id.clone() }),
        opinion: *opinion,
        ..CommerceCard::default()
    });
    Card { body, buttons: can_be_said.then_some(alike).into_iter().collect(), ..Card::default() }
}

/// Three titles at most, and a question.
fn said(turn: &Turn<'_>, offers: &[Offer]) -> String {
    let titles: Vec<&str> = offers.iter().take(MOST_SAID).map(|offer| offer.item.title.as_str()).collect();
    let key = if titles.len() == 1 { "recommend.say_one" } else { "recommend.say_several" };
    turn.text(key, &[("list", &render::listed(turn.language, &titles))])
}

/// What may be asked next.
fn chips(
    turn: &Turn<'_>,
    asked: &Asked,
    shelves: &[Shelf],
    shelf: &Shelf,
    offers: &[Offer],
) -> Vec<QuickReply> {
    let alike = if offers.len() == 1 { "recommend.chip_alike_only" } else { "recommend.chip_alike" };
    let mut chips = vec![turn.text("recommend.chip_more", &[]), turn.text(alike, &[])];
    let kind = turn.kinds.called(&shelf.kind, turn.language).unwrap_or_default();
    let other = shelf.categories.iter().filter(|category| {
        !asked.categories.contains(category) && !offers[0].item.categories.contains(category)
    });
    chips.extend(other.take(2).map(|category| {
        let shown = turn.kinds.called(category, turn.language).unwrap_or(category);
        turn.text("recommend.chip_category", &[("category", shown), ("kind", kind)])
    }));
    chips.extend(shelves.iter().filter(|other| *other != shelf).take(1).map(|other| of_kind(turn, other)));
    chips.into_iter().map(chip).collect()
}

/// "영화 추천해 줘".
fn of_kind(turn: &Turn<'_>, shelf: &Shelf) -> String {
    match turn.kinds.called(&shelf.kind, turn.language) {
        Some(kind) => turn.text("recommend.chip_kind", &[("kind", kind)]),
        None => turn.text("recommend.chip_anything", &[]),
    }
}

fn chip(message: String) -> QuickReply {
    let message = message.split_whitespace().collect::<Vec<_>>().join(" ");
    QuickReply::saying(message)
}

fn remembered(asked: &Asked, shelf: &Shelf, chain: &Chain<'_>, offers: &[Offer]) -> ShownItems {
    let item = |offer: &Offer| ShownItem { item: offer.item.id.clone(), title: offer.item.title.clone() };
    let like = match chain {
        Chain::New => None,
        Chain::Like(named) => Some(ShownItem { item: named.of.item.clone(), title: named.title.clone() }),
        Chain::More(shown) => shown.like.clone(),
    };
    let from = asked.without.len().saturating_sub(MOST_BEFORE);
    ShownItems {
        catalog: shelf.catalog.clone(),
        kind: shelf.kind.clone(),
        categories: asked.categories.clone(),
        popular: asked.popular,
        like,
        items: offers.iter().map(item).collect(),
        before: asked.without[from..].to_vec(),
        focus: None,
    }
}
