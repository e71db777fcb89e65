//! Cards beside each other.

use serde_json::Value;

use super::{cards, parts};
use crate::limits::Limits;
use crate::read::{Fields, Notes, Say};
use crate::response::{Carousel, CarouselHeader, CarouselItems};

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Text,
    Basic,
    Commerce,
    List,
    Item,
}

const KINDS: [(&str, Kind); 5] = [
    ("basicCard", Kind::Basic),
    ("commerceCard", Kind::Commerce),
    ("textCard", Kind::Text),
    ("listCard", Kind::List),
    ("itemCard", Kind::Item),
];

pub fn carousel(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<Carousel> {
    let said = fields.word(&["type"], &KINDS, notes);
    let kind = said.or_else(|| {
        let first = fields.peek(&["items"])?.as_array()?.first()?;
        let meant = guess(first)?;
        notes.warn(&fields.path_of("type"), &Say::taken_as(name(meant)), &Value::Null);
        Some(meant)
    });
    let Some(kind) = kind else {
        let known = KINDS.map(|(name, _)| name).join(", ");
        notes.error(&fields.path_of("type"), &Say::unknown(&known), &Value::Null);
        return None;
    };
    let most = if kind == Kind::List { Limits::LIST_CAROUSEL } else { Limits::CAROUSEL };
    let items = items_of(kind, fields, most, notes);
    if count(&items) == 0 {
        notes.error(&fields.path_of("items"), &Say::missing(), &Value::Null);
        return None;
    }
    let mut header = fields.object(&["header"], notes).and_then(|mut within| header(&mut within, notes));
    if header.is_some() && matches!(kind, Kind::Text | Kind::List) {
        notes.error(&fields.path_of("header"), &Say::no_header_here(), &Value::Null);
        header = None;
    }
    Some(Carousel { items, header })
}

/// Some servers write the name of the component once more around each card.
fn unwrapped<'a>(item: &mut Fields<'a>, kind: Kind, notes: &mut Notes) -> Option<Fields<'a>> {
    item.peek(&[name(kind)]).filter(|within| within.is_object())?;
    notes.warn(item.path(), &Say::card_wrapped(), &Value::Null);
    item.object(&[name(kind)], notes)
}

fn items_of(kind: Kind, fields: &mut Fields<'_>, most: usize, notes: &mut Notes) -> CarouselItems {
    fn each<'a, T>(
        (kind, most): (Kind, usize),
        fields: &mut Fields<'a>,
        notes: &mut Notes,
        read: impl Fn(&mut Fields<'a>, &mut Notes) -> Option<T>,
    ) -> Vec<T> {
        fields.each(&["items"], most, notes, |item, notes| match unwrapped(item, kind, notes) {
            Some(mut within) => read(&mut within, notes),
            None => read(item, notes),
        })
    }
    let all = (kind, most);
    match kind {
        Kind::Text => {
            CarouselItems::TextCards(each(all, fields, notes, |item, notes| cards::text(item, true, notes)))
        }
        Kind::Basic => CarouselItems::BasicCards(each(all, fields, notes, cards::basic)),
        Kind::Commerce => CarouselItems::CommerceCards(each(all, fields, notes, cards::commerce)),
        Kind::List => {
            CarouselItems::ListCards(each(all, fields, notes, |item, notes| cards::list(item, true, notes)))
        }
        Kind::Item => {
            CarouselItems::ItemCards(each(all, fields, notes, |item, notes| cards::item(item, true, notes)))
        }
    }
}

fn header(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<CarouselHeader> {
    let title = fields.text(&["title"], Limits::LINES, notes);
    let description = fields.text(&["description"], Limits::LINES, notes);
    if title.is_none() && description.is_none() {
        notes.error(fields.path(), &Say::one_of("title", "description"), &Value::Null);
        return None;
    }
    Some(CarouselHeader {
        title: title.unwrap_or_default(),
        description: description.unwrap_or_default(),
        thumbnail: parts::image(fields, &["thumbnail"], notes),
    })
}

/// What kind of card this is, by what only that kind has.
fn guess(item: &Value) -> Option<Kind> {
    let has = |name: &str| item.get(name).is_some();
    if let Some((_, kind)) = KINDS.iter().find(|(name, _)| has(name)) {
        return Some(*kind);
    }
    match () {
        () if has("price") => Some(Kind::Commerce),
        () if has("itemList") => Some(Kind::Item),
        () if has("items") => Some(Kind::List),
        () if has("thumbnail") => Some(Kind::Basic),
        () if has("title") || has("description") => Some(Kind::Text),
        () => None,
    }
}

fn name(kind: Kind) -> &'static str {
    KINDS.iter().find(|(_, known)| *known == kind).map_or("basicCard", |(name, _)| name)
}

fn count(items: &CarouselItems) -> usize {
    match items {
        CarouselItems::TextCards(cards) => cards.len(),
        CarouselItems::BasicCards(cards) => cards.len(),
        CarouselItems::CommerceCards(cards) => cards.len(),
        CarouselItems::ListCards(cards) => cards.len(),
        CarouselItems::ItemCards(cards) => cards.len(),
    }
}
