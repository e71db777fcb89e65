//! Answers as they are stored.

use domain::{Answer, Bubble, Button, ButtonAction, Carousel, CarouselHeader, Image, Named, QuickReply};
use serde::{Deserialize, Serialize};

use super::both::both;
use super::card::CardRecord;

#[derive(Serialize, Deserialize)]
pub(super) struct AnswerRecord {
    bubbles: Vec<BubbleRecord>,
    quick_replies: Vec<QuickReplyRecord>,
    speech: String,
    expects_reply: bool,
    bot: Option<NamedRecord>,
}

#[derive(Serialize, Deserialize)]
struct NamedRecord {
    id: String,
    name: String,
}

#[derive(Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
enum BubbleRecord {
    Text { text: String },
    Image(ImageRecord),
    Card { card: Box<CardRecord> },
    Carousel { header: Option<CarouselHeaderRecord>, cards: Vec<CardRecord> },
}

#[derive(Serialize, Deserialize)]
pub(super) struct ImageRecord {
    address: String,
    alt: String,
}

#[derive(Serialize, Deserialize)]
struct CarouselHeaderRecord {
    title: String,
    description: String,
    image: Option<String>,
}

#[derive(Serialize, Deserialize)]
pub(super) struct ButtonRecord {
    label: String,
    action: ButtonActionRecord,
    extra: Option<String>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum ButtonActionRecord {
    Message(String),
    WebLink(String),
    Phone(String),
    Block { block: String, message: String },
    Share,
    Operator,
}

#[derive(Serialize, Deserialize)]
struct QuickReplyRecord {
    label: String,
    message: String,
    block: Option<String>,
    extra: Option<String>,
}

both!(Answer = AnswerRecord { bubbles: each, quick_replies: each, speech, expects_reply, bot: perhaps });
both!(Named = NamedRecord { id, name });
both!(Image = ImageRecord { address, alt });
both!(CarouselHeader = CarouselHeaderRecord { title, description, image });
both!(Button = ButtonRecord { label, action: into, extra });
both!(QuickReply = QuickReplyRecord { label, message, block, extra });

impl From<Bubble> for BubbleRecord {
    fn from(bubble: Bubble) -> Self {
        match bubble {
            Bubble::Text { text } => Self::Text { text },
            Bubble::Image(image) => Self::Image(image.into()),
            Bubble::Card(card) => Self::Card { card: Box::new((*card).into()) },
            Bubble::Carousel(Carousel { header, cards }) => Self::Carousel {
                header: header.map(Into::into),
                cards: cards.into_iter().map(Into::into).collect(),
            },
        }
    }
}

impl From<BubbleRecord> for Bubble {
    fn from(record: BubbleRecord) -> Self {
        match record {
            BubbleRecord::Text { text } => Self::Text { text },
            BubbleRecord::Image(image) => Self::Image(image.into()),
            BubbleRecord::Card { card } => Self::card((*card).into()),
            BubbleRecord::Carousel { header, cards } => Self::Carousel(Carousel {
                header: header.map(Into::into),
                cards: cards.into_iter().map(Into::into).collect(),
            }),
        }
    }
}

impl From<ButtonAction> for ButtonActionRecord {
    fn from(action: ButtonAction) -> Self {
        match action {
            ButtonAction::Message(message) => Self::Message(message),
            ButtonAction::WebLink(url) => Self::WebLink(url),
            ButtonAction::Phone(number) => Self::Phone(number),
            ButtonAction::Block { block, message } => Self::Block { block, message },
            ButtonAction::Share => Self::Share,
            ButtonAction::Operator => Self::Operator,
        }
    }
}

impl From<ButtonActionRecord> for ButtonAction {
    fn from(record: ButtonActionRecord) -> Self {
        match record {
            ButtonActionRecord::Message(message) => Self::Message(message),
            ButtonActionRecord::WebLink(url) => Self::WebLink(url),
            ButtonActionRecord::Phone(number) => Self::Phone(number),
            ButtonActionRecord::Block { block, message } => Self::Block { block, message },
            ButtonActionRecord::Share => Self::Share,
            ButtonActionRecord::Operator => Self::Operator,
        }
    }
}
