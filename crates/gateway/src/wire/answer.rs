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
    Text { text: String },
    Card { title: String, description: String, buttons: Vec<Button> },
    List { header: String, items: Vec<ListItem>, buttons: Vec<Button> },
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
