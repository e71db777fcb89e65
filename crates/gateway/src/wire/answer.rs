//! An answer: bubbles, quick replies, and what is said aloud.

use serde::Serialize;
use utoipa::ToSchema;

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
}

/// One component of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "camelCase")]
pub enum Bubble {
    Text {
        text: String,
    },
    Card {
        title: String,
        description: String,
        buttons: Vec<Button>,
    },
    List {
        header: String,
        items: Vec<ListItem>,
        buttons: Vec<Button>,
    },
    /// Cards beside each other; one to ten.
    Carousel {
        cards: Vec<CarouselCard>,
    },
}

/// One card of a carousel: something to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct CarouselCard {
    pub title: String,
    pub description: String,
    /// Where its picture is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// As people write it; may be empty.
    #[schema(examples("12,900원"))]
    pub price: String,
    pub buttons: Vec<Button>,
    /// The item that it shows: `Item.Tapped` tells what the person thinks of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub shows: Option<ItemRef>,
    /// What the person thinks of it, as far as they said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opinion: Option<Opinion>,
}

/// An item of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ItemRef {
    pub catalog: String,
    pub item: String,
}

/// What somebody said of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Opinion {
    Liked,
    Dismissed,
}

/// One line of a list bubble.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListItem {
    pub title: String,
    pub description: String,
}

/// A button beneath a card or a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "action", rename_all = "camelCase")]
pub enum Button {
    /// Sends `message` as if the person had typed it.
    Message { label: String, message: String },
    /// Opens a page.
    WebLink { label: String, url: String },
}

/// A chip that sends a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct QuickReply {
    pub label: String,
    pub message: String,
}

impl From<&domain::Answer> for Answer {
    fn from(answer: &domain::Answer) -> Self {
        Self {
            bubbles: answer.bubbles.iter().map(Bubble::from).collect(),
            quick_replies: answer.quick_replies.iter().map(QuickReply::from).collect(),
            speech: answer.speech.clone(),
            expects_reply: answer.expects_reply,
        }
    }
}

impl From<&domain::Bubble> for Bubble {
    fn from(bubble: &domain::Bubble) -> Self {
        let draw = |buttons: &[domain::Button]| buttons.iter().map(Button::from).collect();
        match bubble {
            domain::Bubble::Text { text } => Self::Text { text: text.clone() },
            domain::Bubble::Card { title, description, buttons } => {
                Self::Card { title: title.clone(), description: description.clone(), buttons: draw(buttons) }
            }
            domain::Bubble::List { header, items, buttons } => Self::List {
                header: header.clone(),
                items: items.iter().map(ListItem::from).collect(),
                buttons: draw(buttons),
            },
            domain::Bubble::Carousel { cards } => {
                Self::Carousel { cards: cards.iter().map(CarouselCard::from).collect() }
            }
        }
    }
}

impl From<&domain::CarouselCard> for CarouselCard {
    fn from(card: &domain::CarouselCard) -> Self {
        let item =
            |shown: &domain::ItemRef| ItemRef { catalog: shown.catalog.clone(), item: shown.item.clone() };
        Self {
            title: card.title.clone(),
            description: card.description.clone(),
            image: card.image.clone(),
            price: card.price.clone(),
            buttons: card.buttons.iter().map(Button::from).collect(),
            shows: card.shows.as_ref().map(item),
            opinion: card.opinion.map(|opinion| match opinion {
                domain::Opinion::Liked => Opinion::Liked,
                domain::Opinion::Dismissed => Opinion::Dismissed,
            }),
        }
    }
}

impl From<&domain::ListItem> for ListItem {
    fn from(item: &domain::ListItem) -> Self {
        Self { title: item.title.clone(), description: item.description.clone() }
    }
}

impl From<&domain::Button> for Button {
    fn from(button: &domain::Button) -> Self {
        let label = button.label.clone();
        match &button.action {
            domain::ButtonAction::Message(message) => Self::Message { label, message: message.clone() },
            domain::ButtonAction::WebLink(url) => Self::WebLink { label, url: url.clone() },
        }
    }
}

impl From<&domain::QuickReply> for QuickReply {
    fn from(reply: &domain::QuickReply) -> Self {
        Self { label: reply.label.clone(), message: reply.message.clone() }
    }
}
