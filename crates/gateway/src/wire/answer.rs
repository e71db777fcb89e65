//! An answer: bubbles, quick replies, and what is said aloud.

use serde::Serialize;
use utoipa::ToSchema;

use super::card::Card;
use super::pen::Pen;
use crate::proxy::PictureKey;

/// One answer: what is shown, and what is said aloud.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Answer {
    /// Shown one below the other; one to three.
    pub bubbles: Vec<Bubble>,
    /// Offered beneath the last bubble; at most ten.
    pub quick_replies: Vec<QuickReply>,
    /// What a voice says. Empty: nothing is said.
    #[schema(examples("내일 오후 3시에 알람을 맞췄어요."))]
    pub speech: String,
    /// The assistant asked something and waits for the reply.
    pub expects_reply: bool,
    /// The bot that answers, as it was called then; none: the assistant itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bot: Option<AnsweringBot>,
}

/// A bot, and what people call it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct AnsweringBot {
    #[schema(examples("pizza"))]
    pub id: String,
    #[schema(examples("달빛피자"))]
    pub name: String,
}

/// One component of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Bubble {
    Text {
        text: String,
    },
    Image(Image),
    Card(Box<Card>),
    /// Cards of one kind beside each other; one to ten.
    Carousel {
        #[serde(skip_serializing_if = "Option::is_none")]
        header: Option<CarouselHeader>,
        cards: Vec<Card>,
    },
}

/// A picture; those from elsewhere are brought by `GET /v1/images`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Image {
    /// An address of this server. Empty: there is no picture.
    pub url: String,
    /// What it shows, for those who do not see it; may be empty.
    pub alt: String,
}

/// Stands before the first card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CarouselHeader {
    pub title: String,
    pub description: String,
    /// Where its picture is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
}

/// A chip that says `message` for the person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct QuickReply {
    pub label: String,
    pub message: String,
    /// What `Button.Pressed` calls it.
    pub press: u32,
}

impl Answer {
    pub fn of(answer: &domain::Answer, key: &PictureKey) -> Self {
        // In the order of `domain::Answer::pressables`.
        let mut pen = Pen::new(key);
        let bubbles = answer.bubbles.iter().map(|bubble| Bubble::of(bubble, &mut pen)).collect();
        let chip = |reply: &domain::QuickReply| QuickReply {
            label: reply.label.clone(),
            message: reply.message.clone(),
            press: pen.number(),
        };
        Self {
            bubbles,
            quick_replies: answer.quick_replies.iter().map(chip).collect(),
            speech: answer.speech.clone(),
            expects_reply: answer.expects_reply,
            bot: answer.bot.as_ref().map(|bot| AnsweringBot { id: bot.id.clone(), name: bot.name.clone() }),
        }
    }
}

impl Bubble {
    fn of(bubble: &domain::Bubble, pen: &mut Pen<'_>) -> Self {
        match bubble {
            domain::Bubble::Text { text } => Self::Text { text: text.clone() },
            domain::Bubble::Image(image) => Self::Image(Image::of(image, pen)),
            domain::Bubble::Card(card) => Self::Card(Box::new(Card::of(card, pen))),
            domain::Bubble::Carousel(carousel) => Self::Carousel {
                header: carousel.header.as_ref().map(|header| CarouselHeader {
                    title: header.title.clone(),
                    description: header.description.clone(),
                    image: pen.picture(header.image.as_deref()),
                }),
                cards: carousel.cards.iter().map(|card| Card::of(card, pen)).collect(),
            },
        }
    }
}

impl Image {
    pub(super) fn of(image: &domain::Image, pen: &Pen<'_>) -> Self {
        Self { url: pen.picture(Some(&image.address)).unwrap_or_default(), alt: image.alt.clone() }
    }
}
