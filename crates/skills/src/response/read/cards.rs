//! The cards.

use serde_json::Value;

use super::parts;
use crate::limits::Limits;
use crate::read::{Fields, Notes, Say, cut};
use crate::response::{
    Alignment, BasicCard, CommerceCard, ImageTitle, ItemCard, ItemProfile, ItemRow, ItemThumbnail, ListCard,
    ListItem, TextCard, Thumbnail,
};

pub fn text(fields: &mut Fields<'_>, in_carousel: bool, notes: &mut Notes) -> Option<TextCard> {
    let title = fields.text(&["title"], Limits::TEXT_CARD_TITLE, notes);
    let most = if in_carousel { Limits::TEXT_CARD_IN_CAROUSEL } else { Limits::TEXT_CARD };
    let description = fields.text(&["description", "text"], Limits::SIMPLE_TEXT, notes);
    let description = description.and_then(|text| match in_carousel {
        true => bounded(&text, most, fields, &Say::too_long(most), notes),
        false => together(title.as_deref(), text, most, fields, notes),
    });
    if title.is_none() && description.is_none() {
        notes.error(fields.path(), &Say::one_of("title", "description"), &Value::Null);
        return None;
    }
    let (buttons, button_layout) = parts::buttons(fields, false, notes);
    let forwardable = fields.flag(&["forwardable"], notes);
    Some(TextCard { title, description, buttons, button_layout, forwardable })
}

pub fn basic(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<BasicCard> {
    let title = fields.text(&["title"], Limits::BASIC_CARD_TITLE, notes);
    let description = fields.text(&["description"], Limits::BASIC_CARD_DESCRIPTION, notes);
    let thumbnail = match fields.object(&["thumbnail", "thumbnails"], notes) {
        Some(mut within) => parts::thumbnail(&mut within, notes),
        None => {
            notes.warn(&fields.path_of("thumbnail"), &Say::missing_but_shown(), &Value::Null);
            None
        }
    };
    let square = thumbnail.as_ref().is_some_and(|thumbnail: &Thumbnail| thumbnail.fixed_ratio);
    let (buttons, button_layout) = parts::buttons(fields, square, notes);
    if thumbnail.is_none() && title.is_none() && description.is_none() && buttons.is_empty() {
        notes.error(fields.path(), &Say::nothing_to_show(), &Value::Null);
        return None;
    }
    let forwardable = fields.flag(&["forwardable"], notes);
    Some(BasicCard { title, description, thumbnail, buttons, button_layout, forwardable })
}

pub fn commerce(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<CommerceCard> {
    let title = fields.text(&["title"], Limits::COMMERCE_TITLE, notes);
    let description = fields.text(&["description"], Limits::COMMERCE_DESCRIPTION, notes);
    let Some(price) = fields.number(&["price"], notes) else {
        notes.error(&fields.path_of("price"), &Say::missing(), &Value::Null);
        return None;
    };
    let currency = fields.text(&["currency"], Limits::LINES, notes);
    if currency.as_deref().is_some_and(|currency| !matches!(currency, "won" | "WON" | "Won" | "KRW" | "원"))
    {
        notes.warn(&fields.path_of("currency"), &Say::currency(), &currency.into());
    }
    // The last two are mistakes that are in use.
    let names = ["thumbnails", "thumbnail", "thubmnails"];
    let one = fields.peek(&names).is_some_and(Value::is_object);
    let thumbnails = fields.each(&names, Limits::COMMERCE_THUMBNAILS, notes, parts::thumbnail);
    if thumbnails.is_empty() && !one {
        notes.warn(&fields.path_of("thumbnails"), &Say::missing_but_shown(), &Value::Null);
    }
    let square = thumbnails.first().is_some_and(|thumbnail| thumbnail.fixed_ratio);
    let (buttons, button_layout) = parts::buttons(fields, square, notes);
    let card = CommerceCard {
        title,
        description: description.unwrap_or_default(),
        price,
        currency: "won".into(),
        discount: fields.number(&["discount"], notes),
        discount_rate: fields.number(&["discountRate"], notes),
        discounted_price: fields.number(&["discountedPrice", "dicountedPrice", "discountPrice"], notes),
        thumbnails,
        profile: parts::profile(fields, notes),
        buttons,
        button_layout,
        forwardable: fields.flag(&["forwardable"], notes),
    };
    if card.discount_rate.is_some() && card.discounted_price.is_none() {
        notes.warn(&fields.path_of("discountRate"), &Say::rate_without_price(), &Value::Null);
    }
    Some(card)
}

pub fn list(fields: &mut Fields<'_>, in_carousel: bool, notes: &mut Notes) -> Option<ListCard> {
    let header = if fields.peek(&["header"]).is_some_and(Value::is_string) {
        fields.text(&["header"], Limits::LINES, notes).map(|title| ListItem { title, ..ListItem::default() })
    } else {
        fields.object(&["header"], notes).and_then(|mut header| parts::list_item(&mut header, notes))
    };
    if header.is_none() {
        notes.warn(&fields.path_of("header"), &Say::missing_but_shown(), &Value::Null);
    }
    let most = if in_carousel { Limits::LIST_ITEMS_IN_CAROUSEL } else { Limits::LIST_ITEMS };
    let items = fields.each(&["items"], most, notes, parts::list_item);
    if items.is_empty() {
        notes.error(&fields.path_of("items"), &Say::missing(), &Value::Null);
        return None;
    }
    let (buttons, button_layout) = parts::buttons(fields, false, notes);
    let forwardable = fields.flag(&["forwardable"], notes);
    Some(ListCard { header: header.unwrap_or_default(), items, buttons, button_layout, forwardable })
}

pub fn item(fields: &mut Fields<'_>, in_carousel: bool, notes: &mut Notes) -> Option<ItemCard> {
    let most = if in_carousel { Limits::ITEM_ROWS_IN_CAROUSEL } else { Limits::ITEM_ROWS };
    let item_list = fields.each(&["itemList", "items"], most, notes, row);
    if item_list.is_empty() {
        notes.warn(&fields.path_of("itemList"), &Say::missing_but_shown(), &Value::Null);
    }
    let alignments = [("left", Alignment::Left), ("right", Alignment::Right)];
    let mut card = ItemCard {
        thumbnail: fields
            .object(&["thumbnail"], notes)
            .and_then(|mut within| item_thumbnail(&mut within, notes)),
        head: head(fields, notes),
        profile: fields.object(&["profile"], notes).and_then(|mut within| item_profile(&mut within, notes)),
        image_title: fields
            .object(&["imageTitle"], notes)
            .and_then(|mut within| image_title(&mut within, notes)),
        item_list,
        item_list_alignment: fields.word(&["itemListAlignment"], &alignments, notes),
        item_list_summary: fields
            .object(&["itemListSummary"], notes)
            .and_then(|mut within| summary(&mut within, notes)),
        title: fields.text(&["title"], Limits::ITEM_CARD, notes),
        ..ItemCard::default()
    };
    if card.head.is_some() && card.profile.is_some() {
        notes.error(&fields.path_of("profile"), &Say::only_one_of("head", "profile"), &Value::Null);
        card.profile = None;
    }
    let most = if in_carousel { Limits::ITEM_CARD_IN_CAROUSEL } else { Limits::ITEM_CARD };
    let description = fields.text(&["description"], Limits::SIMPLE_TEXT, notes);
    if description.is_some() && card.title.is_none() {
        notes.warn(&fields.path_of("title"), &Say::description_without_title(), &Value::Null);
    }
    card.description =
        description.and_then(|text| together(card.title.as_deref(), text, most, fields, notes));
    (card.buttons, card.button_layout) = parts::buttons(fields, false, notes);
    card.forwardable = fields.flag(&["forwardable"], notes);
    if card == (ItemCard { forwardable: card.forwardable, ..ItemCard::default() }) {
        notes.error(fields.path(), &Say::nothing_to_show(), &Value::Null);
        return None;
    }
    Some(card)
}

fn head(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<String> {
    if fields.peek(&["head"]).is_some_and(Value::is_string) {
        return fields.text(&["head"], Limits::LINES, notes);
    }
    fields.object(&["head"], notes)?.required(&["title"], Limits::LINES, notes)
}

/// A title of more than six letters is shown as far as there is room, so it is only told of.
fn row(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<ItemRow> {
    let title = fields.required(&["title"], Limits::LINES, notes)?;
    if title.chars().count() > Limits::ITEM_ROW_TITLE {
        notes.warn(&fields.path_of("title"), &Say::folded(Limits::ITEM_ROW_TITLE), &title.clone().into());
    }
    let description = fields.text(&["description"], Limits::LINES, notes).unwrap_or_default();
    Some(ItemRow { title, description })
}

fn summary(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<ItemRow> {
    let row = row(fields, notes)?;
    if row.description.chars().count() > Limits::ITEM_SUMMARY_DESCRIPTION {
        let most = Limits::ITEM_SUMMARY_DESCRIPTION;
        notes.warn(&fields.path_of("description"), &Say::folded(most), &row.description.clone().into());
    }
    Some(row)
}

fn item_thumbnail(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<ItemThumbnail> {
    let image_url = fields.required_link(&["imageUrl"], notes)?;
    Some(ItemThumbnail {
        image_url,
        alt_text: fields.text(&["altText"], Limits::ALT_TEXT, notes),
        width: fields.number(&["width"], notes),
        height: fields.number(&["height"], notes),
        link: parts::link(fields, notes),
    })
}

fn item_profile(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<ItemProfile> {
    let title = fields.required(&["title", "nickname"], Limits::ITEM_PROFILE_TITLE, notes)?;
    Some(ItemProfile {
        title,
        image_url: fields.link(&["imageUrl"], notes),
        width: fields.number(&["width"], notes),
        height: fields.number(&["height"], notes),
    })
}

fn image_title(fields: &mut Fields<'_>, notes: &mut Notes) -> Option<ImageTitle> {
    let title = fields.required(&["title"], Limits::LINES, notes)?;
    Some(ImageTitle {
        title,
        description: fields.text(&["description"], Limits::LINES, notes),
        image_url: fields.link(&["imageUrl"], notes),
    })
}

/// A description as far as there is room for it beside the title.
fn together(
    title: Option<&str>,
    text: String,
    most: usize,
    fields: &Fields<'_>,
    notes: &mut Notes,
) -> Option<String> {
    let room = most.saturating_sub(title.map_or(0, |title| title.chars().count()));
    bounded(&text, room, fields, &Say::together_too_long(most), notes)
}

fn bounded(text: &str, most: usize, fields: &Fields<'_>, say: &Say, notes: &mut Notes) -> Option<String> {
    let kept = cut(text, most);
    if kept.len() < text.len() {
        notes.error(&fields.path_of("description"), say, &Value::String(text.to_owned()));
    }
    (!kept.trim().is_empty()).then(|| kept.to_owned())
}
