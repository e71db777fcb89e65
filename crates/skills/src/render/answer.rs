//! The components of the contract as those of an answer.

use domain::{
    Answer, BasicCard, Bubble, Button, ButtonAction, ButtonLayout, Card, CardBody, CommerceCard, Image,
    ImageTitle, ItemCard, ItemRow, Language, ListCard, ListItem, Profile, QuickReply, Shape, Thumbnail,
};
use serde_json::Value;

use super::{price, speech};
use crate::response::{self as sent, ButtonKind, CarouselItems, Component, Layout, QuickReplyKind};

/// What people are shown and told of a skill's answer. Of one that only has values, nothing.
pub fn answer(response: &sent::SkillResponse, language: Language) -> Answer {
    let Some(template) = &response.template else { return Answer::default() };
    let bubbles: Vec<Bubble> = template.outputs.iter().map(|output| bubble(output, language)).collect();
    let quick_replies: Vec<QuickReply> = template.quick_replies.iter().map(quick_reply).collect();
    let asks =
        matches!(bubbles.last(), Some(Bubble::Text { text }) if text.trim_end().ends_with(['?', '？']));
    Answer {
        speech: speech::of(&bubbles, language),
        expects_reply: asks || !quick_replies.is_empty(),
        bubbles,
        quick_replies,
        bot: None,
    }
}

fn bubble(component: &Component, language: Language) -> Bubble {
    match component {
        Component::SimpleText(text) => Bubble::text(&text.text),
        Component::SimpleImage(image) => {
            Bubble::Image(Image { address: image.image_url.clone(), alt: image.alt_text.clone() })
        }
        Component::TextCard(card) => Bubble::card(text_card(card)),
        Component::BasicCard(card) => Bubble::card(basic_card(card)),
        Component::CommerceCard(card) => Bubble::card(commerce_card(card, language)),
        Component::ListCard(card) => Bubble::card(list_card(card)),
        Component::ItemCard(card) => Bubble::card(item_card(card)),
        Component::Carousel(carousel_) => Bubble::Carousel(carousel(carousel_, language)),
    }
}

fn carousel(carousel: &sent::Carousel, language: Language) -> domain::Carousel {
    let header = carousel.header.as_ref().map(|header| domain::CarouselHeader {
        title: header.title.clone(),
        description: header.description.clone(),
        image: header.thumbnail.clone(),
    });
    let cards = match &carousel.items {
        CarouselItems::TextCards(cards) => cards.iter().map(text_card).collect(),
        CarouselItems::BasicCards(cards) => cards.iter().map(basic_card).collect(),
        CarouselItems::CommerceCards(cards) => {
            cards.iter().map(|card| commerce_card(card, language)).collect()
        }
        CarouselItems::ListCards(cards) => cards.iter().map(list_card).collect(),
        CarouselItems::ItemCards(cards) => cards.iter().map(item_card).collect(),
    };
    domain::Carousel { header, cards }
}

fn card(body: CardBody, buttons: &[sent::Button], layout: Option<Layout>, forwardable: bool) -> Card {
    let square = match &body {
        CardBody::Basic(BasicCard { thumbnail, .. }) | CardBody::Commerce(CommerceCard { thumbnail, .. }) => {
            thumbnail.as_ref().is_some_and(|thumbnail| thumbnail.shape == Shape::Square)
        }
        CardBody::List(_) | CardBody::Item(_) => false,
    };
    let layout = match layout {
        Some(Layout::Horizontal) => ButtonLayout::Horizontal,
        None if square => ButtonLayout::Horizontal,
        _ => ButtonLayout::Vertical,
    };
    Card { body, buttons: buttons.iter().map(button).collect(), layout, forwardable }
}

fn text_card(sent: &sent::TextCard) -> Card {
    let body = BasicCard { thumbnail: None, title: text(&sent.title), description: text(&sent.description) };
    card(CardBody::Basic(body), &sent.buttons, sent.button_layout, sent.forwardable)
}

fn basic_card(sent: &sent::BasicCard) -> Card {
    let thumbnail = sent.thumbnail.as_ref().map(thumbnail);
    let body = BasicCard { thumbnail, title: text(&sent.title), description: text(&sent.description) };
    card(CardBody::Basic(body), &sent.buttons, sent.button_layout, sent.forwardable)
}

fn commerce_card(sent: &sent::CommerceCard, language: Language) -> Card {
    let profile = sent.profile.as_ref();
    let body = CommerceCard {
        thumbnail: sent.thumbnails.first().map(thumbnail),
        title: text(&sent.title),
        description: sent.description.clone(),
        price: Some(price::of(sent, language)),
        profile: profile.map(|sent| Profile { name: sent.nickname.clone(), image: sent.image_url.clone() }),
        shows: None,
        opinion: None,
    };
    card(CardBody::Commerce(body), &sent.buttons, sent.button_layout, sent.forwardable)
}

fn list_card(sent: &sent::ListCard) -> Card {
    let body =
        ListCard { header: list_item(&sent.header), items: sent.items.iter().map(list_item).collect() };
    card(CardBody::List(body), &sent.buttons, sent.button_layout, sent.forwardable)
}

fn item_card(sent: &sent::ItemCard) -> Card {
    let row =
        |row: &sent::ItemRow| ItemRow { title: row.title.clone(), description: row.description.clone() };
    let body = ItemCard {
        thumbnail: sent.thumbnail.as_ref().map(item_thumbnail),
        head: sent.head.clone(),
        profile: sent
            .profile
            .as_ref()
            .map(|profile| Profile { name: profile.title.clone(), image: profile.image_url.clone() }),
        image_title: sent.image_title.as_ref().map(|title| ImageTitle {
            title: title.title.clone(),
            description: text(&title.description),
            image: title.image_url.clone(),
        }),
        rows: sent.item_list.iter().map(row).collect(),
        align_right: sent.item_list_alignment == Some(sent::Alignment::Right),
        summary: sent.item_list_summary.as_ref().map(row),
        title: text(&sent.title),
        description: text(&sent.description),
    };
    card(CardBody::Item(body), &sent.buttons, sent.button_layout, sent.forwardable)
}

fn thumbnail(sent: &sent::Thumbnail) -> Thumbnail {
    Thumbnail {
        image: Image { address: sent.image_url.clone(), alt: text(&sent.alt_text) },
        link: address(&sent.link),
        shape: if sent.fixed_ratio { Shape::Square } else { Shape::Wide },
    }
}

fn item_thumbnail(sent: &sent::ItemThumbnail) -> Thumbnail {
    let square = sent.width.is_some() && sent.width == sent.height;
    Thumbnail {
        image: Image { address: sent.image_url.clone(), alt: text(&sent.alt_text) },
        link: address(&sent.link),
        shape: if square { Shape::Square } else { Shape::Wide },
    }
}

fn list_item(sent: &sent::ListItem) -> ListItem {
    let message = || sent.message_text.clone().unwrap_or_else(|| sent.title.clone());
    let action = match (sent.action, &sent.block_id) {
        (Some(sent::ListItemAction::Block), Some(block)) => {
            Some(ButtonAction::Block { block: block.clone(), message: message() })
        }
        (Some(_), _) => Some(ButtonAction::Message(message())),
        (None, _) => address(&sent.link).map(ButtonAction::WebLink),
    };
    ListItem {
        title: sent.title.clone(),
        description: text(&sent.description),
        image: sent.image_url.clone(),
        action,
        extra: extra(&sent.extra),
    }
}

fn button(sent: &sent::Button) -> Button {
    let message = || sent.message_text.clone().unwrap_or_else(|| sent.label.clone());
    let action = match sent.action {
        ButtonKind::Message => ButtonAction::Message(message()),
        ButtonKind::WebLink => ButtonAction::WebLink(text(&sent.web_link_url)),
        ButtonKind::Phone => ButtonAction::Phone(text(&sent.phone_number)),
        ButtonKind::Block => ButtonAction::Block { block: text(&sent.block_id), message: message() },
        ButtonKind::Share => ButtonAction::Share,
        ButtonKind::Operator => ButtonAction::Operator,
    };
    Button { label: sent.label.clone(), action, extra: extra(&sent.extra) }
}

fn quick_reply(sent: &sent::QuickReply) -> QuickReply {
    QuickReply {
        label: sent.label.clone(),
        message: sent.message_text.clone().unwrap_or_else(|| sent.label.clone()),
        block: sent.block_id.clone().filter(|_| sent.action == QuickReplyKind::Block),
        extra: extra(&sent.extra),
    }
}

fn text(text: &Option<String>) -> String {
    text.clone().unwrap_or_default()
}

fn address(link: &Option<sent::Link>) -> Option<String> {
    link.as_ref()?.address().map(str::to_owned)
}

fn extra(extra: &Option<Value>) -> Option<String> {
    extra.as_ref().map(Value::to_string)
}
