//! Answers as they are stored.

use domain::{Answer, Bubble, Button, ButtonAction, ListItem, QuickReply};
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
        let button = |button: &Button| ButtonRecord {
            label: button.label.clone(),
            action: match &button.action {
                ButtonAction::Message(message) => ButtonActionRecord::Message(message.clone()),
                ButtonAction::WebLink(url) => ButtonActionRecord::WebLink(url.clone()),
            },
        };
        let item = |item: &ListItem| ListItemRecord {
            title: item.title.clone(),
            description: item.description.clone(),
        };
        match bubble {
            Bubble::Text { text } => Self::Text { text: text.clone() },
            Bubble::Card { title, description, buttons } => Self::Card {
                title: title.clone(),
                description: description.clone(),
                buttons: buttons.iter().map(button).collect(),
            },
            Bubble::List { header, items, buttons } => Self::List {
                header: header.clone(),
                items: items.iter().map(item).collect(),
                buttons: buttons.iter().map(button).collect(),
            },
        }
    }
}

impl From<BubbleRecord> for Bubble {
    fn from(record: BubbleRecord) -> Self {
        let button = |record: ButtonRecord| Button {
            label: record.label,
            action: match record.action {
                ButtonActionRecord::Message(message) => ButtonAction::Message(message),
                ButtonActionRecord::WebLink(url) => ButtonAction::WebLink(url),
            },
        };
        let item = |record: ListItemRecord| ListItem { title: record.title, description: record.description };
        match record {
            BubbleRecord::Text { text } => Self::Text { text },
            BubbleRecord::Card { title, description, buttons } => {
                Self::Card { title, description, buttons: buttons.into_iter().map(button).collect() }
            }
            BubbleRecord::List { header, items, buttons } => Self::List {
                header,
                items: items.into_iter().map(item).collect(),
                buttons: buttons.into_iter().map(button).collect(),
            },
        }
    }
}
