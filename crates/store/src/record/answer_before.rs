//! Answers as versions 1 and 2 of the form have them: still read, written no more.

use domain::{
    Answer, Bubble, Button, ButtonAction, Card, CardBody, CommerceCard, Image, ItemRef, ListItem, Opinion,
    Price, QuickReply, Thumbnail,
};
use serde::Deserialize;

#[derive(Deserialize)]
pub(super) struct AnswerBefore {
    bubbles: Vec<BubbleRecord>,
    quick_replies: Vec<QuickReplyRecord>,
    speech: String,
    expects_reply: bool,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum BubbleRecord {
    Text { text: String },
    Card { title: String, description: String, buttons: Vec<ButtonRecord> },
    List { header: String, items: Vec<ListItemRecord>, buttons: Vec<ButtonRecord> },
    Carousel { cards: Vec<CarouselCardRecord> },
}

#[derive(Deserialize)]
struct CarouselCardRecord {
    title: String,
    description: String,
    image: Option<String>,
    price: String,
    buttons: Vec<ButtonRecord>,
    shows: Option<ItemRefRecord>,
    opinion: Option<OpinionRecord>,
}

#[derive(Deserialize)]
struct ItemRefRecord {
    catalog: String,
    item: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum OpinionRecord {
    Liked,
    Dismissed,
}

#[derive(Deserialize)]
struct ListItemRecord {
    title: String,
    description: String,
}

#[derive(Deserialize)]
struct ButtonRecord {
    label: String,
    action: ButtonActionRecord,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum ButtonActionRecord {
    Message(String),
    WebLink(String),
}

#[derive(Deserialize)]
struct QuickReplyRecord {
    label: String,
    message: String,
}

impl From<AnswerBefore> for Answer {
    fn from(record: AnswerBefore) -> Self {
        let chip =
            |QuickReplyRecord { label, message }| QuickReply { label, message, ..QuickReply::default() };
        Self {
            bubbles: record.bubbles.into_iter().map(Bubble::from).collect(),
            quick_replies: record.quick_replies.into_iter().map(chip).collect(),
            speech: record.speech,
            expects_reply: record.expects_reply,
            bot: None,
        }
    }
}

impl From<BubbleRecord> for Bubble {
    fn from(record: BubbleRecord) -> Self {
        match record {
            BubbleRecord::Text { text } => Self::Text { text },
            BubbleRecord::Card { title, description, buttons } => {
                Self::card(Card::basic(title, description, pressed(buttons)))
            }
            BubbleRecord::List { header, items, buttons } => {
                let item = |ListItemRecord { title, description }| ListItem {
                    title,
                    description,
                    ..ListItem::default()
                };
                let list = Card::list(header, items.into_iter().map(item).collect());
                Self::card(Card { buttons: pressed(buttons), ..list })
            }
            BubbleRecord::Carousel { cards } => Self::carousel(cards.into_iter().map(Into::into).collect()),
        }
    }
}

impl From<CarouselCardRecord> for Card {
    fn from(record: CarouselCardRecord) -> Self {
        let picture =
            |address| Thumbnail { image: Image { address, alt: String::new() }, ..Thumbnail::default() };
        let price = Some(record.price).filter(|price| !price.is_empty());
        let body = CardBody::Commerce(CommerceCard {
            thumbnail: record.image.map(picture),
            title: record.title,
            description: record.description,
            price: price.map(|now| Price { now, ..Price::default() }),
            shows: record.shows.map(|ItemRefRecord { catalog, item }| ItemRef { catalog, item }),
            opinion: record.opinion.map(|opinion| match opinion {
                OpinionRecord::Liked => Opinion::Liked,
                OpinionRecord::Dismissed => Opinion::Dismissed,
            }),
            ..CommerceCard::default()
        });
        Self { body, buttons: pressed(record.buttons), ..Self::default() }
    }
}

fn pressed(buttons: Vec<ButtonRecord>) -> Vec<Button> {
    let button = |ButtonRecord { label, action }| {
        Button::new(
            label,
            match action {
                ButtonActionRecord::Message(message) => ButtonAction::Message(message),
                ButtonActionRecord::WebLink(url) => ButtonAction::WebLink(url),
            },
        )
    };
    buttons.into_iter().map(button).collect()
}
