//! The first version of the contract, without `version`: `contents` of texts and cards.

use serde_json::Value;

use crate::finding::Severity;

use super::parts;
use crate::limits::Limits;
use crate::read::{Fields, Notes, Say};
use crate::response::{
    BasicCard, Button, ButtonKind, Carousel, CarouselItems, Component, ListCard, ListItem, SimpleText,
    Template, Thumbnail,
};

pub fn template(fields: &mut Fields<'_>, notes: &mut Notes) -> Template {
    let outputs = fields.each(&["contents"], Limits::OUTPUTS, notes, component);
    let quick_replies = parts::quick_replies(fields, notes);
    // Names of its own are no mistakes.
    notes.findings.retain(|finding| finding.severity == Severity::Error);
    notes.warn("contents", &Say::old_version(), &Value::Null);
    Template { outputs, quick_replies }
}

fn component(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<Component> {
    let kind = fields.text(&["type"], Limits::LINES, notes).unwrap_or_default();
    if !kind.starts_with("card") {
        let text = fields.required(&["text"], Limits::SIMPLE_TEXT, notes)?;
        return Some(Component::SimpleText(SimpleText { text }));
    }
    if kind == "card.list" {
        let cards = fields.each(&["cards"], Limits::LIST_CAROUSEL, notes, list);
        return one_or_many(cards, Component::ListCard, CarouselItems::ListCards);
    }
    let cards = fields.each(&["cards"], Limits::CAROUSEL, notes, basic);
    one_or_many(cards, Component::BasicCard, CarouselItems::BasicCards)
}

fn one_or_many<T>(
    mut cards: Vec<T>,
    one: impl Fn(T) -> Component,
    many: impl Fn(Vec<T>) -> CarouselItems,
) -> Option<Component> {
    match cards.len() {
        0 => None,
        1 => cards.pop().map(one),
        _ => Some(Component::Carousel(Carousel { items: many(cards), header: None })),
    }
}

fn basic(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<BasicCard> {
    let thumbnail = fields.link(&["imageUrl"], notes).map(|image_url| Thumbnail {
        image_url,
        link: parts::link(fields, notes),
        ..Thumbnail::default()
    });
    let card = BasicCard {
        title: fields.text(&["title"], Limits::BASIC_CARD_TITLE, notes),
        description: fields.text(&["description"], Limits::BASIC_CARD_DESCRIPTION, notes),
        thumbnail,
        buttons: buttons(fields, notes),
        ..BasicCard::default()
    };
    (card != BasicCard::default()).then_some(card)
}

/// The first line of the old list, of the type `title`, is the heading.
fn list(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<ListCard> {
    let lines = fields.objects(&["listItems", "items"], Limits::LIST_ITEMS + 1, notes);
    let mut card = ListCard::default();
    for mut line in lines {
        let heading = line.peek(&["type"]).and_then(Value::as_str) == Some("title");
        let Some(title) = line.required(&["title"], Limits::LINES, notes) else { continue };
        let item = ListItem {
            title,
            description: line.text(&["description"], Limits::LINES, notes),
            image_url: line.link(&["imageUrl"], notes),
            link: parts::link(&mut line, notes),
            ..ListItem::default()
        };
        if heading { card.header = item } else { card.items.push(item) }
    }
    card.buttons = buttons(fields, notes);
    (!card.items.is_empty()).then_some(card)
}

fn buttons(fields: &mut Fields<'_>, notes: &mut Notes) -> Vec<Button> {
    fields.each(&["buttons"], Limits::BUTTONS_VERTICAL, notes, button)
}

/// `{"type": "url" | "text" | "phone" | "block" | "share", "label", "message", "data": {...}}`.
fn button(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<Button> {
    let label = fields.required(&["label"], 2 * Limits::BUTTON_LABEL, notes)?;
    let kinds = [
        ("url", ButtonKind::WebLink),
        ("webLink", ButtonKind::WebLink),
        ("link", ButtonKind::WebLink),
        ("text", ButtonKind::Message),
        ("message", ButtonKind::Message),
        ("phone", ButtonKind::Phone),
        ("block", ButtonKind::Block),
        ("share", ButtonKind::Share),
    ];
    let action = fields.word(&["type", "action"], &kinds, notes).unwrap_or_default();
    let mut button = Button {
        label,
        action,
        message_text: fields.text(&["message", "messageText"], Limits::SIMPLE_TEXT, notes),
        ..Button::default()
    };
    if let Some(mut data) = fields.object(&["data"], notes) {
        button.web_link_url = data.link(&["url", "webUrl", "moUrl", "pcUrl"], notes);
        button.phone_number = data.text(&["number", "phoneNumber"], Limits::LINES, notes);
        button.block_id = data.text(&["blockId"], Limits::LINES, notes);
        button.extra = data.extra(notes);
    }
    let sound = match action {
        ButtonKind::WebLink => button.web_link_url.is_some(),
        ButtonKind::Phone => button.phone_number.is_some(),
        ButtonKind::Block => button.block_id.is_some(),
        _ => true,
    };
    if !sound {
        notes.error(fields.path(), &Say::needs("data"), &Value::Null);
    }
    sound.then_some(button)
}
