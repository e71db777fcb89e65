//! A card, and what can be pressed in it.

use serde::Serialize;
use utoipa::ToSchema;

use super::answer::Image;
use super::pen::Pen;

/// Something shown as one piece, with what can be done with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Card {
    #[serde(flatten)]
    pub body: CardBody,
    pub buttons: Vec<Button>,
    /// How the buttons stand.
    #[serde(skip_serializing_if = "ButtonLayout::is_vertical")]
    #[schema(required = false)]
    pub layout: ButtonLayout,
    /// People may hand it on to others.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    #[schema(required = false)]
    pub forwardable: bool,
}

/// What a card shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum CardBody {
    /// Words, perhaps beneath a picture.
    Basic {
        #[serde(skip_serializing_if = "Option::is_none")]
        thumbnail: Option<Thumbnail>,
        title: String,
        description: String,
    },
    /// Something to choose or to buy.
    Commerce {
        #[serde(skip_serializing_if = "Option::is_none")]
        thumbnail: Option<Thumbnail>,
        title: String,
        description: String,
        #[serde(skip_serializing_if = "Option::is_none")]
        price: Option<Price>,
        /// Who offers it.
        #[serde(skip_serializing_if = "Option::is_none")]
        profile: Option<Profile>,
        /// The item that it shows: `Item.Tapped` tells what the person thinks of it.
        #[serde(skip_serializing_if = "Option::is_none")]
        shows: Option<ItemRef>,
        /// What the person thinks of it, as far as they said.
        #[serde(skip_serializing_if = "Option::is_none")]
        opinion: Option<Opinion>,
    },
    /// Lines beneath a header.
    List { header: ListItem, items: Vec<ListItem> },
    /// A table of names and what belongs to them: a receipt, a ticket, a booking.
    Item {
        #[serde(skip_serializing_if = "Option::is_none")]
        thumbnail: Option<Thumbnail>,
        /// One line above all; never beside a profile.
        #[serde(skip_serializing_if = "Option::is_none")]
        head: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        profile: Option<Profile>,
        #[serde(skip_serializing_if = "Option::is_none")]
        image_title: Option<ImageTitle>,
        rows: Vec<ItemRow>,
        /// What belongs to a name stands at the right edge.
        align_right: bool,
        /// The row that sums up.
        #[serde(skip_serializing_if = "Option::is_none")]
        summary: Option<ItemRow>,
        title: String,
        description: String,
    },
}

/// How the buttons stand: one below the other, or beside each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum ButtonLayout {
    Vertical,
    Horizontal,
}

/// The picture of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Thumbnail {
    #[serde(flatten)]
    pub image: Image,
    /// The page that it opens.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub link: Option<String>,
    pub shape: Shape,
}

/// What of a picture is seen: twice as wide as high, or square.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum Shape {
    Wide,
    Square,
}

/// What something costs, as people write it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Price {
    #[schema(examples("12,900원"))]
    pub now: String,
    /// What it was before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<String>,
    /// What is taken off.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(examples("14%"))]
    pub discount: Option<String>,
}

/// Somebody with a face.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Profile {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
}

/// A title with a small picture beside it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ImageTitle {
    pub title: String,
    pub description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
}

/// A name and what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ItemRow {
    pub title: String,
    pub description: String,
}

/// One line of a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct ListItem {
    pub title: String,
    pub description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// What it does when it is pressed.
    #[serde(flatten)]
    pub action: Option<Action>,
    /// What `Button.Pressed` calls it.
    pub press: u32,
}

/// A button beneath a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Button {
    pub label: String,
    #[serde(flatten)]
    pub action: Action,
    /// What `Button.Pressed` calls it.
    pub press: u32,
}

/// What happens when something is pressed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "action", rename_all = "camelCase")]
pub enum Action {
    /// Says `message` for the person: send `Button.Pressed`.
    Message { message: String },
    /// Opens a page.
    WebLink { url: String },
    /// Calls a number.
    Phone { number: String },
    /// Hands the card on to somebody else.
    Share,
    /// Asks for a human: send `Button.Pressed`.
    Operator,
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

impl Card {
    pub(super) fn of(card: &domain::Card, pen: &mut Pen<'_>) -> Self {
        // The lines of a list come before the buttons.
        let body = CardBody::of(&card.body, pen);
        let button = |button: &domain::Button| Button {
            label: button.label.clone(),
            action: (&button.action).into(),
            press: pen.number(),
        };
        Self {
            body,
            buttons: card.buttons.iter().map(button).collect(),
            layout: match card.layout {
                domain::ButtonLayout::Vertical => ButtonLayout::Vertical,
                domain::ButtonLayout::Horizontal => ButtonLayout::Horizontal,
            },
            forwardable: card.forwardable,
        }
    }
}

impl CardBody {
    fn of(body: &domain::CardBody, pen: &mut Pen<'_>) -> Self {
        match body {
            domain::CardBody::Basic(card) => Self::Basic {
                thumbnail: Thumbnail::of(card.thumbnail.as_ref(), pen),
                title: card.title.clone(),
                description: card.description.clone(),
            },
            domain::CardBody::Commerce(card) => Self::commerce(card, pen),
            domain::CardBody::List(card) => Self::List {
                header: ListItem::of(&card.header, pen),
                items: card.items.iter().map(|item| ListItem::of(item, pen)).collect(),
            },
            domain::CardBody::Item(card) => Self::item(card, pen),
        }
    }

    fn commerce(card: &domain::CommerceCard, pen: &Pen<'_>) -> Self {
        let item =
            |shown: &domain::ItemRef| ItemRef { catalog: shown.catalog.clone(), item: shown.item.clone() };
        let price = |price: &domain::Price| Price {
            now: price.now.clone(),
            before: price.before.clone(),
            discount: price.discount.clone(),
        };
        Self::Commerce {
            thumbnail: Thumbnail::of(card.thumbnail.as_ref(), pen),
            title: card.title.clone(),
            description: card.description.clone(),
            price: card.price.as_ref().map(price),
            profile: Profile::of(card.profile.as_ref(), pen),
            shows: card.shows.as_ref().map(item),
            opinion: card.opinion.map(|opinion| match opinion {
                domain::Opinion::Liked => Opinion::Liked,
                domain::Opinion::Dismissed => Opinion::Dismissed,
            }),
        }
    }

    fn item(card: &domain::ItemCard, pen: &Pen<'_>) -> Self {
        let row = |row: &domain::ItemRow| ItemRow {
            title: row.title.clone(),
            description: row.description.clone(),
        };
        let image_title = |title: &domain::ImageTitle| ImageTitle {
            title: title.title.clone(),
            description: title.description.clone(),
            image: pen.picture(title.image.as_deref()),
        };
        Self::Item {
            thumbnail: Thumbnail::of(card.thumbnail.as_ref(), pen),
            head: card.head.clone(),
            profile: Profile::of(card.profile.as_ref(), pen),
            image_title: card.image_title.as_ref().map(image_title),
            rows: card.rows.iter().map(row).collect(),
            align_right: card.align_right,
            summary: card.summary.as_ref().map(row),
            title: card.title.clone(),
            description: card.description.clone(),
        }
    }
}

impl ButtonLayout {
    fn is_vertical(&self) -> bool {
        *self == Self::Vertical
    }
}

impl Thumbnail {
    fn of(thumbnail: Option<&domain::Thumbnail>, pen: &Pen<'_>) -> Option<Self> {
        let thumbnail = thumbnail?;
        let shape = match thumbnail.shape {
            domain::Shape::Wide => Shape::Wide,
            domain::Shape::Square => Shape::Square,
        };
        Some(Self { image: Image::of(&thumbnail.image, pen), link: thumbnail.link.clone(), shape })
    }
}

impl Profile {
    fn of(profile: Option<&domain::Profile>, pen: &Pen<'_>) -> Option<Self> {
        let profile = profile?;
        Some(Self { name: profile.name.clone(), image: pen.picture(profile.image.as_deref()) })
    }
}

impl ListItem {
    fn of(item: &domain::ListItem, pen: &mut Pen<'_>) -> Self {
        Self {
            title: item.title.clone(),
            description: item.description.clone(),
            image: pen.picture(item.image.as_deref()),
            action: item.action.as_ref().map(Action::from),
            press: pen.number(),
        }
    }
}

impl From<&domain::ButtonAction> for Action {
    fn from(action: &domain::ButtonAction) -> Self {
        match action {
            domain::ButtonAction::Message(message) | domain::ButtonAction::Block { message, .. } => {
                Self::Message { message: message.clone() }
            }
            domain::ButtonAction::WebLink(url) => Self::WebLink { url: url.clone() },
            domain::ButtonAction::Phone(number) => Self::Phone { number: number.clone() },
            domain::ButtonAction::Share => Self::Share,
            domain::ButtonAction::Operator => Self::Operator,
        }
    }
}
