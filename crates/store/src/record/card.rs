//! Cards as they are stored.

use domain::{
    BasicCard, ButtonLayout, Card, CardBody, CommerceCard, ImageTitle, ItemCard, ItemRef, ItemRow, ListCard,
    ListItem, Opinion, Price, Profile, Shape, Thumbnail,
};
use serde::{Deserialize, Serialize};

use super::answer::{ButtonActionRecord, ButtonRecord, ImageRecord};
use super::both::{both, both_words};

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

both!(Card = CardRecord { body: into, buttons: each, layout: into, forwardable });
both!(BasicCard = BasicCardRecord { thumbnail: perhaps, title, description });
both!(
    CommerceCard = CommerceCardRecord {
        thumbnail: perhaps,
        title,
        description,
        price: perhaps,
        profile: perhaps,
        shows: perhaps,
        opinion: perhaps
    }
);
both!(ListCard = ListCardRecord { header: into, items: each });
both!(
    ItemCard = ItemCardRecord {
        thumbnail: perhaps,
        head,
        profile: perhaps,
        image_title: perhaps,
        rows: each,
        align_right,
        summary: perhaps,
        title,
        description
    }
);
both!(Thumbnail = ThumbnailRecord { image: into, link, shape: into });
both!(Price = PriceRecord { now, before, discount });
both!(Profile = ProfileRecord { name, image });
both!(ImageTitle = ImageTitleRecord { title, description, image });
both!(ItemRow = ItemRowRecord { title, description });
both!(ListItem = ListItemRecord { title, description, image, action: perhaps, extra });
both!(ItemRef = ItemRefRecord { catalog, item });
both_words!(ButtonLayout = LayoutRecord { Vertical, Horizontal });
both_words!(Shape = ShapeRecord { Wide, Square });
both_words!(Opinion = OpinionRecord { Liked, Dismissed });

impl From<CardBody> for CardBodyRecord {
    fn from(body: CardBody) -> Self {
        match body {
            CardBody::Basic(card) => Self::Basic(card.into()),
            CardBody::Commerce(card) => Self::Commerce(card.into()),
            CardBody::List(card) => Self::List(card.into()),
            CardBody::Item(card) => Self::Item(card.into()),
        }
    }
}

impl From<CardBodyRecord> for CardBody {
    fn from(record: CardBodyRecord) -> Self {
        match record {
            CardBodyRecord::Basic(card) => Self::Basic(card.into()),
            CardBodyRecord::Commerce(card) => Self::Commerce(card.into()),
            CardBodyRecord::List(card) => Self::List(card.into()),
            CardBodyRecord::Item(card) => Self::Item(card.into()),
        }
    }
}
