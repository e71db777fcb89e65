//! What a skill answers.
//!
//! The types are the contract's. [`SkillResponse::write`] writes them exactly, [`SkillResponse::read`] reads what real
//! servers send.

mod read;
mod write;

use serde::Serialize;
use serde_json::{Map, Value};

pub use read::{Read, Unreadable};

/// The whole answer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SkillResponse {
    /// What is shown. None: only values, or the answer follows.
    pub template: Option<Template>,
    /// Contexts to begin, go on with, or end (a life span of 0).
    pub contexts: Vec<ContextValue>,
    /// Values for the bubbles that the bot itself has: `{{webhook.name}}`.
    pub data: Map<String, Value>,
    /// The answer is sent to the callback address; what is said meanwhile is the block's.
    pub use_callback: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Template {
    pub outputs: Vec<Component>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub quick_replies: Vec<QuickReply>,
}

/// One bubble.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Component {
    SimpleText(SimpleText),
    SimpleImage(SimpleImage),
    TextCard(TextCard),
    BasicCard(BasicCard),
    CommerceCard(CommerceCard),
    ListCard(ListCard),
    ItemCard(ItemCard),
    Carousel(Carousel),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SimpleText {
    pub text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct SimpleImage {
    pub image_url: String,
    /// What somebody hears who does not see it.
    pub alt_text: String,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TextCard {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button_layout: Option<Layout>,
    #[serde(skip_serializing_if = "is_false")]
    pub forwardable: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct BasicCard {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<Thumbnail>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button_layout: Option<Layout>,
    #[serde(skip_serializing_if = "is_false")]
    pub forwardable: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct CommerceCard {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    pub description: String,
    pub price: i64,
    /// `won`, the only one there is.
    pub currency: String,
    /// An amount.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount: Option<i64>,
    /// A percentage, shown with the discounted price only.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discount_rate: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub discounted_price: Option<i64>,
    /// Exactly one.
    pub thumbnails: Vec<Thumbnail>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<Profile>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button_layout: Option<Layout>,
    #[serde(skip_serializing_if = "is_false")]
    pub forwardable: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListCard {
    pub header: ListItem,
    pub items: Vec<ListItem>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button_layout: Option<Layout>,
    #[serde(skip_serializing_if = "is_false")]
    pub forwardable: bool,
}

/// A line of a list, and its heading.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ListItem {
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<ListItemAction>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra: Option<Value>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ListItemAction {
    Block,
    Message,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemCard {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<ItemThumbnail>,
    /// The title of the heading; a card has this or a profile.
    #[serde(serialize_with = "write::title", skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub profile: Option<ItemProfile>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_title: Option<ImageTitle>,
    pub item_list: Vec<ItemRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_list_alignment: Option<Alignment>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item_list_summary: Option<ItemRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub buttons: Vec<Button>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub button_layout: Option<Layout>,
    #[serde(skip_serializing_if = "is_false")]
    pub forwardable: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Alignment {
    Left,
    Right,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemThumbnail {
    pub image_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ItemProfile {
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub width: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub height: Option<i64>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ImageTitle {
    pub title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ItemRow {
    pub title: String,
    pub description: String,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Carousel {
    pub items: CarouselItems,
    pub header: Option<CarouselHeader>,
}

/// The cards, all of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum CarouselItems {
    TextCards(Vec<TextCard>),
    BasicCards(Vec<BasicCard>),
    CommerceCards(Vec<CommerceCard>),
    ListCards(Vec<ListCard>),
    ItemCards(Vec<ItemCard>),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CarouselHeader {
    pub title: String,
    pub description: String,
    /// Where its picture is.
    #[serde(serialize_with = "write::image", skip_serializing_if = "Option::is_none")]
    pub thumbnail: Option<String>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Thumbnail {
    pub image_url: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub alt_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<Link>,
    /// Square, with the buttons beside each other; 2:1 otherwise.
    #[serde(skip_serializing_if = "is_false")]
    pub fixed_ratio: bool,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Profile {
    pub nickname: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image_url: Option<String>,
}

/// Where something leads. `web` wins over the others.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Link {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pc: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mobile: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web: Option<String>,
}

impl Link {
    pub fn to(web: impl Into<String>) -> Self {
        Self { web: Some(web.into()), ..Self::default() }
    }

    /// The one that is opened.
    pub fn address(&self) -> Option<&str> {
        self.web.as_deref().or(self.mobile.as_deref()).or(self.pc.as_deref())
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Button {
    pub label: String,
    pub action: ButtonKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub web_link_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub phone_number: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra: Option<Value>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum ButtonKind {
    WebLink,
    #[default]
    Message,
    Phone,
    Block,
    Share,
    Operator,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Layout {
    Vertical,
    Horizontal,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QuickReply {
    pub label: String,
    pub action: QuickReplyKind,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message_text: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub block_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub extra: Option<Value>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum QuickReplyKind {
    #[default]
    Message,
    Block,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ContextValue {
    pub name: String,
    /// For how many turns it lives on; 0 ends it.
    pub life_span: i64,
    /// For how many seconds.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ttl: Option<i64>,
    pub params: std::collections::BTreeMap<String, String>,
}

fn is_false(value: &bool) -> bool {
    !value
}
