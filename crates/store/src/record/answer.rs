//! Answers as they are stored.

use domain::{Answer, Bubble, Button, ButtonAction, CarouselCard, ItemRef, ListItem, Opinion, QuickReply};
use serde::{Deserialize, Serialize};

#[derive(Serialize, Deserialize)]
pub(super) struct AnswerRecord {
    bubbles: Vec<BubbleRecord>,
    quick_replies: Vec<QuickReplyRecord>,
    speech: String,
    expects_reply: bool,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum BubbleRecord {
    Text { text: String },
    Card { title: String, description: String, buttons: Vec<ButtonRecord> },
    List { header: String, items: Vec<ListItemRecord>, buttons: Vec<ButtonRecord> },
    Carousel { cards: Vec<CarouselCardRecord> },
}

#[derive(Serialize, Deserialize)]
struct CarouselCardRecord {
    title: String,
    description: String,
    image: Option<String>,
    price: String,
    buttons: Vec<ButtonRecord>,
    shows: Option<ItemRefRecord>,
    opinion: Option<OpinionRecord>,
}

#[derive(Serialize, Deserialize)]
struct ItemRefRecord {
    catalog: String,
    item: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OpinionRecord {
    Liked,
    Dismissed,
}

#[derive(Serialize, Deserialize)]
struct ListItemRecord {
    title: String,
    description: String,
}

#[derive(Serialize, Deserialize)]
struct ButtonRecord {
    label: String,
    action: ButtonActionRecord,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ButtonActionRecord {
    Message(String),
    WebLink(String),
}

#[derive(Serialize, Deserialize)]
struct QuickReplyRecord {
    label: String,
    message: String,
}

impl From<&Answer> for AnswerRecord {
    fn from(answer: &Answer) -> Self {
        let quick_reply = |reply: &QuickReply| QuickReplyRecord {
            label: reply.label.clone(),
            message: reply.message.clone(),
        };
        Self {
            bubbles: answer.bubbles.iter().map(BubbleRecord::from).collect(),
            quick_replies: answer.quick_replies.iter().map(quick_reply).collect(),
            speech: answer.speech.clone(),
            expects_reply: answer.expects_reply,
        }
    }
}

impl From<AnswerRecord> for Answer {
    fn from(record: AnswerRecord) -> Self {
        let quick_reply = |reply: QuickReplyRecord| QuickReply { label: reply.label, message: reply.message };
        Self {
            bubbles: record.bubbles.into_iter().map(Bubble::from).collect(),
            quick_replies: record.quick_replies.into_iter().map(quick_reply).collect(),
            speech: record.speech,
            expects_reply: record.expects_reply,
        }
    }
}

impl From<&Bubble> for BubbleRecord {
    fn from(bubble: &Bubble) -> Self {
        let item = |item: &ListItem| ListItemRecord {
            title: item.title.clone(),
            description: item.description.clone(),
        };
        match bubble {
            Bubble::Text { text } => Self::Text { text: text.clone() },
            Bubble::Card { title, description, buttons } => Self::Card {
                title: title.clone(),
                description: description.clone(),
                buttons: buttons.iter().map(ButtonRecord::from).collect(),
            },
            Bubble::List { header, items, buttons } => Self::List {
                header: header.clone(),
                items: items.iter().map(item).collect(),
                buttons: buttons.iter().map(ButtonRecord::from).collect(),
            },
            Bubble::Carousel { cards } => Self::Carousel { cards: cards.iter().map(Into::into).collect() },
        }
    }
}

impl From<BubbleRecord> for Bubble {
    fn from(record: BubbleRecord) -> Self {
        let item = |record: ListItemRecord| ListItem { title: record.title, description: record.description };
        match record {
            BubbleRecord::Text { text } => Self::Text { text },
            BubbleRecord::Card { title, description, buttons } => {
                Self::Card { title, description, buttons: buttons.into_iter().map(Button::from).collect() }
            }
            BubbleRecord::List { header, items, buttons } => Self::List {
                header,
                items: items.into_iter().map(item).collect(),
                buttons: buttons.into_iter().map(Button::from).collect(),
            },
            BubbleRecord::Carousel { cards } => {
                Self::Carousel { cards: cards.into_iter().map(Into::into).collect() }
            }
        }
    }
}

impl From<&CarouselCard> for CarouselCardRecord {
    fn from(card: &CarouselCard) -> Self {
        let shows = card.shows.clone().map(|ItemRef { catalog, item }| ItemRefRecord { catalog, item });
        Self {
            title: card.title.clone(),
            description: card.description.clone(),
            image: card.image.clone(),
            price: card.price.clone(),
            buttons: card.buttons.iter().map(ButtonRecord::from).collect(),
            shows,
            opinion: card.opinion.map(|opinion| match opinion {
                Opinion::Liked => OpinionRecord::Liked,
                Opinion::Dismissed => OpinionRecord::Dismissed,
            }),
        }
    }
}

impl From<CarouselCardRecord> for CarouselCard {
    fn from(record: CarouselCardRecord) -> Self {
        let shows = record.shows.map(|ItemRefRecord { catalog, item }| ItemRef { catalog, item });
        Self {
            title: record.title,
            description: record.description,
            image: record.image,
            price: record.price,
            buttons: record.buttons.into_iter().map(Button::from).collect(),
            shows,
            opinion: record.opinion.map(|opinion| match opinion {
                OpinionRecord::Liked => Opinion::Liked,
                OpinionRecord::Dismissed => Opinion::Dismissed,
            }),
        }
    }
}

impl From<&Button> for ButtonRecord {
    fn from(button: &Button) -> Self {
        let action = match &button.action {
            ButtonAction::Message(message) => ButtonActionRecord::Message(message.clone()),
            ButtonAction::WebLink(url) => ButtonActionRecord::WebLink(url.clone()),
        };
        Self { label: button.label.clone(), action }
    }
}

impl From<ButtonRecord> for Button {
    fn from(record: ButtonRecord) -> Self {
        let action = match record.action {
            ButtonActionRecord::Message(message) => ButtonAction::Message(message),
            ButtonActionRecord::WebLink(url) => ButtonAction::WebLink(url),
        };
        Self { label: record.label, action }
    }
}
