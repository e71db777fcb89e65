//! Cards, alone or beside each other.

use crate::{Button, ButtonAction, Image};

/// Something shown as one piece, with what can be done with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    pub body: CardBody,
    pub buttons: Vec<Button>,
    pub layout: ButtonLayout,
    /// People may hand it on to others.
    pub forwardable: bool,
}

/// What a card shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardBody {
    Basic(BasicCard),
    Commerce(CommerceCard),
    List(ListCard),
    Item(ItemCard),
}

/// How the buttons stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonLayout {
    /// One below the other.
    #[default]
    Vertical,
    /// Beside each other.
    Horizontal,
}

/// Words, perhaps beneath a picture.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BasicCard {
    pub thumbnail: Option<Thumbnail>,
    pub title: String,
    pub description: String,
}

/// Something to choose or to buy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CommerceCard {
    pub thumbnail: Option<Thumbnail>,
    pub title: String,
    pub description: String,
    pub price: Option<Price>,
    /// Who offers it.
    pub profile: Option<Profile>,
    /// The item of a catalogue that it shows, so that it can be liked.
    pub shows: Option<ItemRef>,
    /// What the person thinks of it, as far as they said.
    pub opinion: Option<Opinion>,
}

/// Lines beneath a header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListCard {
    pub header: ListItem,
    pub items: Vec<ListItem>,
}

/// A table of names and what belongs to them: a receipt, a ticket, a booking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemCard {
    pub thumbnail: Option<Thumbnail>,
    /// One line above all; never beside a profile.
    pub head: Option<String>,
    pub profile: Option<Profile>,
    pub image_title: Option<ImageTitle>,
    pub rows: Vec<ItemRow>,
    /// What belongs to a name stands at the right edge.
    pub align_right: bool,
    /// The row that sums up.
    pub summary: Option<ItemRow>,
    pub title: String,
    pub description: String,
}

/// The picture of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Thumbnail {
    pub image: Image,
    /// The page that it opens.
    pub link: Option<String>,
    pub shape: Shape,
}

/// What of a picture is seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shape {
    /// Twice as wide as high.
    #[default]
    Wide,
    Square,
}

/// What something costs, as people write it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Price {
    /// "12,900원".
    pub now: String,
    /// What it was before: "15,000원".
    pub before: Option<String>,
    /// What is taken off: "14%".
    pub discount: Option<String>,
}

/// Somebody with a face.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    pub name: String,
    /// Where the picture is.
    pub image: Option<String>,
}

/// A title with a small picture beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImageTitle {
    pub title: String,
    pub description: String,
    /// Where the picture is.
    pub image: Option<String>,
}

/// A name and what belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ItemRow {
    pub title: String,
    pub description: String,
}

/// One line of a list; pressed, it may do something.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListItem {
    pub title: String,
    pub description: String,
    /// Where its picture is.
    pub image: Option<String>,
    pub action: Option<ButtonAction>,
    /// As with a button.
    pub extra: Option<String>,
}

/// Cards of one kind beside each other; one to ten.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carousel {
    /// Stands before the first card.
    pub header: Option<CarouselHeader>,
    pub cards: Vec<Card>,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CarouselHeader {
    pub title: String,
    pub description: String,
    /// Where its picture is.
    pub image: Option<String>,
}

/// An item of a catalogue.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ItemRef {
    pub catalog: String,
    pub item: String,
}

/// What somebody said of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Opinion {
    Liked,
    Dismissed,
}

impl Default for CardBody {
    fn default() -> Self {
        Self::Basic(BasicCard::default())
    }
}

impl Carousel {
    /// It has no more cards.
    pub const MOST_CARDS: usize = 10;
}

impl Card {
    /// A title and words.
    pub fn basic(title: impl Into<String>, description: impl Into<String>, buttons: Vec<Button>) -> Self {
        let (title, description) = (title.into(), description.into());
        let body = CardBody::Basic(BasicCard { thumbnail: None, title, description });
        Self { body, buttons, ..Self::default() }
    }

    /// Lines beneath a header.
    pub fn list(header: impl Into<String>, items: Vec<ListItem>) -> Self {
        let header = ListItem { title: header.into(), ..ListItem::default() };
        Self { body: CardBody::List(ListCard { header, items }), ..Self::default() }
    }

    pub fn title(&self) -> &str {
        match &self.body {
            CardBody::Basic(card) => &card.title,
            CardBody::Commerce(card) => &card.title,
            CardBody::List(card) => &card.header.title,
            CardBody::Item(card) => card.heading(),
        }
    }

    /// The item that it shows, and what the person thinks of it.
    pub fn commerce(&self) -> Option<&CommerceCard> {
        match &self.body {
            CardBody::Commerce(card) => Some(card),
            CardBody::Basic(_) | CardBody::List(_) | CardBody::Item(_) => None,
        }
    }

    /// The same, to be changed.
    pub fn commerce_mut(&mut self) -> Option<&mut CommerceCard> {
        match &mut self.body {
            CardBody::Commerce(card) => Some(card),
            CardBody::Basic(_) | CardBody::List(_) | CardBody::Item(_) => None,
        }
    }

    /// All that it says, line by line.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = match &self.body {
            CardBody::Basic(card) => vec![card.title.clone(), card.description.clone()],
            CardBody::Commerce(card) => vec![card.head(), card.description.clone()],
            CardBody::List(card) => {
                let items =
                    card.items.iter().map(|item| format!("- {}", pair(&item.title, &item.description)));
                std::iter::once(card.header.title.clone()).chain(items).collect()
            }
            CardBody::Item(card) => card.lines(),
        };
        lines.retain(|line| !line.is_empty());
        lines
    }

    /// All that it says in one line: "달빛 우체국, 12,900원: 편지를 배달하는 토끼".
    pub fn words(&self) -> String {
        let lines = self.lines();
        let mut lines = lines.iter().flat_map(|text| text.lines());
        let head = lines.next().unwrap_or_default();
        pair(head, &lines.collect::<Vec<_>>().join(" · "))
    }
}

impl CommerceCard {
    fn head(&self) -> String {
        let price = self.price.as_ref().map_or("", |price| price.now.as_str());
        let parts = [self.title.as_str(), price].into_iter().filter(|part| !part.is_empty());
        parts.collect::<Vec<_>>().join(", ")
    }
}

impl ItemCard {
    /// What it is about, wherever that is written.
    fn heading(&self) -> &str {
        let image_title = self.image_title.as_ref().map(|title| &title.title);
        let head = self.head.as_ref().or(self.profile.as_ref().map(|profile| &profile.name));
        let title = Some(&self.title).filter(|title| !title.is_empty());
        image_title.or(head).or(title).map_or("", String::as_str)
    }

    fn lines(&self) -> Vec<String> {
        let row = |row: &ItemRow| pair(&row.title, &row.description);
        let image_title = self.image_title.as_ref().map(|title| pair(&title.title, &title.description));
        let title = Some(pair(&self.title, &self.description));
        let head = self.head.clone().or_else(|| self.profile.as_ref().map(|profile| profile.name.clone()));
        let above = [head, image_title].into_iter().flatten();
        let rows = self.rows.iter().chain(&self.summary).map(row);
        above.chain(rows).chain(title).collect()
    }
}

/// "제목: 설명", or whichever of the two there is.
fn pair(title: &str, description: &str) -> String {
    match (title.is_empty(), description.is_empty()) {
        (false, false) => format!("{title}: {description}"),
        _ => format!("{title}{description}"),
    }
}
