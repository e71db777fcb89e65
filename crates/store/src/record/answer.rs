//! Answers as they are stored.

use domain::{Answer, Bubble, Button, ButtonAction, Carousel, CarouselHeader, Image, Named, QuickReply};
use serde::{Deserialize, Serialize};

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

impl From<Answer> for AnswerRecord {
    fn from(answer: Answer) -> Self {
        Self {
            bubbles: answer.bubbles.into_iter().map(BubbleRecord::from).collect(),
            quick_replies: answer.quick_replies.into_iter().map(QuickReplyRecord::from).collect(),
            speech: answer.speech,
            expects_reply: answer.expects_reply,
            bot: answer.bot.map(|Named { id, name }| NamedRecord { id, name }),
        }
    }
}

impl From<AnswerRecord> for Answer {
    fn from(record: AnswerRecord) -> Self {
        Self {
            bubbles: record.bubbles.into_iter().map(Bubble::from).collect(),
            quick_replies: record.quick_replies.into_iter().map(QuickReply::from).collect(),
            speech: record.speech,
            expects_reply: record.expects_reply,
            bot: record.bot.map(|NamedRecord { id, name }| Named { id, name }),
        }
    }
}

impl From<Bubble> for BubbleRecord {
    fn from(bubble: Bubble) -> Self {
        match bubble {
            Bubble::Text { text } => Self::Text { text },
            Bubble::Image(image) => Self::Image(image.into()),
            Bubble::Card(card) => Self::Card { card: Box::new((*card).into()) },
            Bubble::Carousel(Carousel { header, cards }) => Self::Carousel {
                header: header.map(|CarouselHeader { title, description, image }| CarouselHeaderRecord {
                    title,
                    description,
                    image,
                }),
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
                header: header.map(|CarouselHeaderRecord { title, description, image }| CarouselHeader {
                    title,
                    description,
                    image,
                }),
                cards: cards.into_iter().map(Into::into).collect(),
            }),
        }
    }
}

impl From<Image> for ImageRecord {
    fn from(Image { address, alt }: Image) -> Self {
        Self { address, alt }
    }
}

impl From<ImageRecord> for Image {
    fn from(ImageRecord { address, alt }: ImageRecord) -> Self {
        Self { address, alt }
    }
}

impl From<Button> for ButtonRecord {
    fn from(Button { label, action, extra }: Button) -> Self {
        Self { label, action: action.into(), extra }
    }
}

impl From<ButtonRecord> for Button {
    fn from(ButtonRecord { label, action, extra }: ButtonRecord) -> Self {
        Self { label, action: action.into(), extra }
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

impl From<QuickReply> for QuickReplyRecord {
    fn from(QuickReply { label, message, block, extra }: QuickReply) -> Self {
        Self { label, message, block, extra }
    }
}

impl From<QuickReplyRecord> for QuickReply {
    fn from(QuickReplyRecord { label, message, block, extra }: QuickReplyRecord) -> Self {
        Self { label, message, block, extra }
    }
}
