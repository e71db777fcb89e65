//! Cards as they are stored.

use domain::{
    BasicCard, ButtonLayout, Card, CardBody, CommerceCard, ImageTitle, ItemCard, ItemRef, ItemRow, ListCard,
    ListItem, Opinion, Price, Profile, Shape, Thumbnail,
};
use serde::{Deserialize, Serialize};

use super::answer::{ButtonActionRecord, ButtonRecord, ImageRecord};

#[derive(Serialize, Deserialize)]
pub(super) struct CardRecord {
    body: CardBodyRecord,
    buttons: Vec<ButtonRecord>,
    layout: LayoutRecord,
    forwardable: bool,
}

#[derive(Serialize, Deserialize)]
struct BasicCardRecord {
    thumbnail: Option<ThumbnailRecord>,
    title: String,
    description: String,
}

#[derive(Serialize, Deserialize)]
struct CommerceCardRecord {
    thumbnail: Option<ThumbnailRecord>,
    title: String,
    description: String,
    price: Option<PriceRecord>,
    profile: Option<ProfileRecord>,
    shows: Option<ItemRefRecord>,
    opinion: Option<OpinionRecord>,
}

#[derive(Serialize, Deserialize)]
struct ListCardRecord {
    header: ListItemRecord,
    items: Vec<ListItemRecord>,
}

#[derive(Serialize, Deserialize)]
struct ItemCardRecord {
    thumbnail: Option<ThumbnailRecord>,
    head: Option<String>,
    profile: Option<ProfileRecord>,
    image_title: Option<ImageTitleRecord>,
    rows: Vec<ItemRowRecord>,
    align_right: bool,
    summary: Option<ItemRowRecord>,
    title: String,
    description: String,
}

#[derive(Serialize, Deserialize)]
struct ThumbnailRecord {
    image: ImageRecord,
    link: Option<String>,
    shape: ShapeRecord,
}

#[derive(Serialize, Deserialize)]
struct PriceRecord {
    now: String,
    before: Option<String>,
    discount: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct ProfileRecord {
    name: String,
    image: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct ImageTitleRecord {
    title: String,
    description: String,
    image: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct ItemRowRecord {
    title: String,
    description: String,
}

#[derive(Serialize, Deserialize)]
struct ListItemRecord {
    title: String,
    description: String,
    image: Option<String>,
    action: Option<ButtonActionRecord>,
    extra: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct ItemRefRecord {
    catalog: String,
    item: String,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum CardBodyRecord {
    Basic(BasicCardRecord),
    Commerce(CommerceCardRecord),
    List(ListCardRecord),
    Item(ItemCardRecord),
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum LayoutRecord {
    Vertical,
    Horizontal,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum ShapeRecord {
    Wide,
    Square,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum OpinionRecord {
    Liked,
    Dismissed,
}

impl From<Card> for CardRecord {
    fn from(Card { body, buttons, layout, forwardable }: Card) -> Self {
        Self {
            body: body.into(),
            buttons: buttons.into_iter().map(Into::into).collect(),
            layout: layout.into(),
            forwardable,
        }
    }
}

impl From<CardRecord> for Card {
    fn from(CardRecord { body, buttons, layout, forwardable }: CardRecord) -> Self {
        Self {
            body: body.into(),
            buttons: buttons.into_iter().map(Into::into).collect(),
            layout: layout.into(),
            forwardable,
        }
    }
}

impl From<BasicCard> for BasicCardRecord {
    fn from(BasicCard { thumbnail, title, description }: BasicCard) -> Self {
        Self { thumbnail: thumbnail.map(Into::into), title, description }
    }
}

impl From<BasicCardRecord> for BasicCard {
    fn from(BasicCardRecord { thumbnail, title, description }: BasicCardRecord) -> Self {
        Self { thumbnail: thumbnail.map(Into::into), title, description }
    }
}

impl From<CommerceCard> for CommerceCardRecord {
    fn from(
        CommerceCard { thumbnail, title, description, price, profile, shows, opinion }: CommerceCard,
    ) -> Self {
        Self {
            thumbnail: thumbnail.map(Into::into),
            title,
            description,
            price: price.map(Into::into),
            profile: profile.map(Into::into),
            shows: shows.map(Into::into),
            opinion: opinion.map(Into::into),
        }
    }
}

impl From<CommerceCardRecord> for CommerceCard {
    fn from(
        CommerceCardRecord { thumbnail, title, description, price, profile, shows, opinion }: CommerceCardRecord,
    ) -> Self {
        Self {
            thumbnail: thumbnail.map(Into::into),
            title,
            description,
            price: price.map(Into::into),
            profile: profile.map(Into::into),
            shows: shows.map(Into::into),
            opinion: opinion.map(Into::into),
        }
    }
}

impl From<ListCard> for ListCardRecord {
    fn from(ListCard { header, items }: ListCard) -> Self {
        Self { header: header.into(), items: items.into_iter().map(Into::into).collect() }
    }
}

impl From<ListCardRecord> for ListCard {
    fn from(ListCardRecord { header, items }: ListCardRecord) -> Self {
        Self { header: header.into(), items: items.into_iter().map(Into::into).collect() }
    }
}

impl From<ItemCard> for ItemCardRecord {
    fn from(
        ItemCard { thumbnail, head, profile, image_title, rows, align_right, summary, title, description }: ItemCard,
    ) -> Self {
        Self {
            thumbnail: thumbnail.map(Into::into),
            head,
            profile: profile.map(Into::into),
            image_title: image_title.map(Into::into),
            rows: rows.into_iter().map(Into::into).collect(),
            align_right,
            summary: summary.map(Into::into),
            title,
            description,
        }
    }
}

impl From<ItemCardRecord> for ItemCard {
    fn from(
        ItemCardRecord {
            thumbnail,
            head,
            profile,
            image_title,
            rows,
            align_right,
            summary,
            title,
            description,
        }: ItemCardRecord,
    ) -> Self {
        Self {
            thumbnail: thumbnail.map(Into::into),
            head,
            profile: profile.map(Into::into),
            image_title: image_title.map(Into::into),
            rows: rows.into_iter().map(Into::into).collect(),
            align_right,
            summary: summary.map(Into::into),
            title,
            description,
        }
    }
}

impl From<Thumbnail> for ThumbnailRecord {
    fn from(Thumbnail { image, link, shape }: Thumbnail) -> Self {
        Self { image: image.into(), link, shape: shape.into() }
    }
}

impl From<ThumbnailRecord> for Thumbnail {
    fn from(ThumbnailRecord { image, link, shape }: ThumbnailRecord) -> Self {
        Self { image: image.into(), link, shape: shape.into() }
    }
}

impl From<Price> for PriceRecord {
    fn from(Price { now, before, discount }: Price) -> Self {
        Self { now, before, discount }
    }
}

impl From<PriceRecord> for Price {
    fn from(PriceRecord { now, before, discount }: PriceRecord) -> Self {
        Self { now, before, discount }
    }
}

impl From<Profile> for ProfileRecord {
    fn from(Profile { name, image }: Profile) -> Self {
        Self { name, image }
    }
}

impl From<ProfileRecord> for Profile {
    fn from(ProfileRecord { name, image }: ProfileRecord) -> Self {
        Self { name, image }
    }
}

impl From<ImageTitle> for ImageTitleRecord {
    fn from(ImageTitle { title, description, image }: ImageTitle) -> Self {
        Self { title, description, image }
    }
}

impl From<ImageTitleRecord> for ImageTitle {
    fn from(ImageTitleRecord { title, description, image }: ImageTitleRecord) -> Self {
        Self { title, description, image }
    }
}

impl From<ItemRow> for ItemRowRecord {
    fn from(ItemRow { title, description }: ItemRow) -> Self {
        Self { title, description }
    }
}

impl From<ItemRowRecord> for ItemRow {
    fn from(ItemRowRecord { title, description }: ItemRowRecord) -> Self {
        Self { title, description }
    }
}

impl From<ListItem> for ListItemRecord {
    fn from(ListItem { title, description, image, action, extra }: ListItem) -> Self {
        Self { title, description, image, action: action.map(Into::into), extra }
    }
}

impl From<ListItemRecord> for ListItem {
    fn from(ListItemRecord { title, description, image, action, extra }: ListItemRecord) -> Self {
        Self { title, description, image, action: action.map(Into::into), extra }
    }
}

impl From<ItemRef> for ItemRefRecord {
    fn from(ItemRef { catalog, item }: ItemRef) -> Self {
        Self { catalog, item }
    }
}

impl From<ItemRefRecord> for ItemRef {
    fn from(ItemRefRecord { catalog, item }: ItemRefRecord) -> Self {
        Self { catalog, item }
    }
}

impl From<CardBody> for CardBodyRecord {
    fn from(value: CardBody) -> Self {
        match value {
            CardBody::Basic(card) => Self::Basic(card.into()),
            CardBody::Commerce(card) => Self::Commerce(card.into()),
            CardBody::List(card) => Self::List(card.into()),
            CardBody::Item(card) => Self::Item(card.into()),
        }
    }
}

impl From<CardBodyRecord> for CardBody {
    fn from(value: CardBodyRecord) -> Self {
        match value {
            CardBodyRecord::Basic(card) => Self::Basic(card.into()),
            CardBodyRecord::Commerce(card) => Self::Commerce(card.into()),
            CardBodyRecord::List(card) => Self::List(card.into()),
            CardBodyRecord::Item(card) => Self::Item(card.into()),
        }
    }
}

impl From<ButtonLayout> for LayoutRecord {
    fn from(value: ButtonLayout) -> Self {
        match value {
            ButtonLayout::Vertical => Self::Vertical,
            ButtonLayout::Horizontal => Self::Horizontal,
        }
    }
}

impl From<LayoutRecord> for ButtonLayout {
    fn from(value: LayoutRecord) -> Self {
        match value {
            LayoutRecord::Vertical => Self::Vertical,
            LayoutRecord::Horizontal => Self::Horizontal,
        }
    }
}

impl From<Shape> for ShapeRecord {
    fn from(value: Shape) -> Self {
        match value {
            Shape::Wide => Self::Wide,
            Shape::Square => Self::Square,
        }
    }
}

impl From<ShapeRecord> for Shape {
    fn from(value: ShapeRecord) -> Self {
        match value {
            ShapeRecord::Wide => Self::Wide,
            ShapeRecord::Square => Self::Square,
        }
    }
}

impl From<Opinion> for OpinionRecord {
    fn from(value: Opinion) -> Self {
        match value {
            Opinion::Liked => Self::Liked,
            Opinion::Dismissed => Self::Dismissed,
        }
    }
}

impl From<OpinionRecord> for Opinion {
    fn from(value: OpinionRecord) -> Self {
        match value {
            OpinionRecord::Liked => Self::Liked,
            OpinionRecord::Dismissed => Self::Dismissed,
        }
    }
}
