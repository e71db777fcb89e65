//! An answer as a skill response: for a KakaoTalk channel, whose skill server we are. Within the limits of the contract.

use domain::{
    Answer, BasicCard, Bubble, Button, ButtonAction, ButtonLayout, Card, CardBody, CommerceCard, ItemCard,
    ListCard, ListItem, QuickReply, Shape,
};
use serde_json::Value;

use super::price::amount;
use crate::limits::Limits;
use crate::read::cut;
use crate::response::{self as sent, CarouselItems, Component, Layout};

/// What somebody is called whom nobody named.
const NAMELESS: &str = "이음";

/// The response that shows an answer. `extra` says what comes back in `clientExtra` when the thing with this number
/// ([`Answer::pressables`]) is pressed; blocks of ours are none of the channel's, so their buttons only speak.
pub fn respond(answer: &Answer, extra: &dyn Fn(u32) -> Option<Value>) -> sent::SkillResponse {
    let mut writer = Writer { extra, next: 0, name: answer.bot.as_ref().map_or(NAMELESS, |bot| &bot.name) };
    let mut outputs: Vec<Component> =
        answer.bubbles.iter().flat_map(|bubble| writer.bubble(bubble)).collect();
    outputs.truncate(Limits::OUTPUTS);
    let replies = answer.quick_replies.iter().map(|reply| writer.quick_reply(reply)).collect::<Vec<_>>();
    let quick_replies = replies.into_iter().take(Limits::QUICK_REPLIES).collect();
    sent::SkillResponse { template: Some(sent::Template { outputs, quick_replies }), ..Default::default() }
}

struct Writer<'a> {
    extra: &'a dyn Fn(u32) -> Option<Value>,
    /// The number of the next thing that can be pressed.
    next: u32,
    name: &'a str,
}

impl Writer<'_> {
    fn bubble(&mut self, bubble: &Bubble) -> Vec<Component> {
        match bubble {
            Bubble::Text { text } => pieces(text, Limits::SIMPLE_TEXT)
                .map(|text| Component::SimpleText(sent::SimpleText { text }))
                .collect(),
            Bubble::Image(image) => reachable(&image.address)
                .map(|image_url| {
                    let alt_text = cut(&image.alt, Limits::ALT_TEXT).to_owned();
                    Component::SimpleImage(sent::SimpleImage { image_url, alt_text })
                })
                .into_iter()
                .collect(),
            Bubble::Card(card) => vec![self.card(card)],
            Bubble::Carousel(carousel) => self.carousel(carousel).into_iter().collect(),
        }
    }

    fn card(&mut self, card: &Card) -> Component {
        match &card.body {
            CardBody::List(list) => Component::ListCard(self.list(list, card, Limits::LIST_ITEMS)),
            CardBody::Item(item) => Component::ItemCard(self.item(item, card, false)),
            CardBody::Basic(basic) if thumbnail(&basic.thumbnail).is_some() => {
                Component::BasicCard(self.basic(basic, card))
            }
            CardBody::Basic(basic) => {
                Component::TextCard(self.text(&basic.title, &basic.description, card, Limits::TEXT_CARD))
            }
            CardBody::Commerce(commerce) => match self.commerce(commerce, card) {
                Some(commerce) => Component::CommerceCard(commerce),
                None => {
                    let (title, description) = told(commerce);
                    Component::TextCard(self.text(&title, &description, card, Limits::TEXT_CARD))
                }
            },
        }
    }

    /// Cards of one kind: of the kind that all can be.
    fn carousel(&mut self, carousel: &domain::Carousel) -> Option<Component> {
        let cards = &carousel.cards;
        let all = |kind: fn(&Card) -> bool| cards.iter().all(kind);
        let begin = self.next;
        let items = if cards.is_empty() {
            return None;
        } else if all(|card| matches!(card.body, CardBody::List(_))) {
            CarouselItems::ListCards(self.each(
                cards,
                Limits::LIST_CAROUSEL,
                |writer, card| match &card.body {
                    CardBody::List(list) => Some(writer.list(list, card, Limits::LIST_ITEMS_IN_CAROUSEL)),
                    _ => None,
                },
            ))
        } else if all(|card| matches!(card.body, CardBody::Item(_))) {
            CarouselItems::ItemCards(self.each(cards, Limits::CAROUSEL, |writer, card| match &card.body {
                CardBody::Item(item) => Some(writer.item(item, card, true)),
                _ => None,
            }))
        } else if all(is_for_sale) {
            CarouselItems::CommerceCards(self.each(
                cards,
                Limits::CAROUSEL,
                |writer, card| match &card.body {
                    CardBody::Commerce(commerce) => writer.commerce(commerce, card),
                    _ => None,
                },
            ))
        } else if all(has_picture) {
            CarouselItems::BasicCards(
                self.each(cards, Limits::CAROUSEL, |writer, card| Some(writer.pictured(card))),
            )
        } else {
            CarouselItems::TextCards(self.each(cards, Limits::CAROUSEL, |writer, card| {
                let (title, description) = words(card);
                Some(writer.text(&title, &description, card, Limits::TEXT_CARD_IN_CAROUSEL))
            }))
        };
        self.next = begin + cards.iter().map(pressables).sum::<u32>();
        let headed = !matches!(items, CarouselItems::ListCards(_) | CarouselItems::TextCards(_));
        let header = carousel.header.as_ref().filter(|_| headed).and_then(header);
        Some(Component::Carousel(sent::Carousel { items, header }))
    }

    fn each<T>(
        &mut self,
        cards: &[Card],
        most: usize,
        write: impl Fn(&mut Self, &Card) -> Option<T>,
    ) -> Vec<T> {
        cards.iter().take(most).filter_map(|card| write(self, card)).collect()
    }

    fn text(&mut self, title: &str, description: &str, card: &Card, most: usize) -> sent::TextCard {
        let title = cut(title, Limits::TEXT_CARD_TITLE);
        // In a carousel the limit is the description's alone.
        let room = if most == Limits::TEXT_CARD { most - title.chars().count() } else { most };
        let description = some(cut(description, room));
        let title = some(title).or_else(|| description.is_none().then(|| self.name.to_owned()));
        let (buttons, button_layout) = self.buttons(card);
        sent::TextCard { title, description, buttons, button_layout, forwardable: card.forwardable }
    }

    fn basic(&mut self, basic: &BasicCard, card: &Card) -> sent::BasicCard {
        let (buttons, button_layout) = self.buttons(card);
        sent::BasicCard {
            title: some(cut(&basic.title, Limits::BASIC_CARD_TITLE)),
            description: some(cut(&basic.description, Limits::BASIC_CARD_DESCRIPTION)),
            thumbnail: thumbnail(&basic.thumbnail),
            buttons,
            button_layout,
            forwardable: card.forwardable,
        }
    }

    /// Any card with a picture.
    fn pictured(&mut self, card: &Card) -> sent::BasicCard {
        let (title, description) = words(card);
        let basic = BasicCard { thumbnail: picture(card).cloned(), title, description };
        let lines = pressables(card) - u32::try_from(card.buttons.len()).unwrap_or_default();
        self.next += lines;
        self.basic(&basic, card)
    }

    /// None without an amount and a picture, which the contract requires.
    fn commerce(&mut self, commerce: &CommerceCard, card: &Card) -> Option<sent::CommerceCard> {
        let price = commerce.price.as_ref()?;
        let now = amount(&price.now)?;
        let thumbnail = thumbnail(&commerce.thumbnail)?;
        let before = price.before.as_deref().and_then(amount);
        let (buttons, button_layout) = self.buttons(card);
        let rate = price.discount.as_deref().and_then(|discount| discount.strip_suffix('%')?.parse().ok());
        let profile = commerce.profile.as_ref().map(|profile| sent::Profile {
            nickname: profile.name.clone(),
            image_url: profile.image.as_deref().and_then(reachable),
        });
        Some(sent::CommerceCard {
            title: some(cut(&commerce.title, Limits::COMMERCE_TITLE)),
            description: cut(&commerce.description, Limits::COMMERCE_DESCRIPTION).to_owned(),
            price: before.unwrap_or(now),
            currency: "won".into(),
            discount: before.filter(|_| rate.is_none()).map(|before| before - now),
            discount_rate: rate.filter(|_| before.is_some()),
            discounted_price: before.map(|_| now),
            thumbnails: vec![thumbnail],
            profile,
            buttons,
            button_layout,
            forwardable: card.forwardable,
        })
    }

    fn list(&mut self, list: &ListCard, card: &Card, most: usize) -> sent::ListCard {
        let mut header = self.list_item(&list.header);
        // Only its title is shown.
        header = sent::ListItem { title: header.title, ..Default::default() };
        if header.title.is_empty() {
            self.name.clone_into(&mut header.title);
        }
        let mut items: Vec<sent::ListItem> = list.items.iter().map(|item| self.list_item(item)).collect();
        items.truncate(most);
        let (buttons, button_layout) = self.buttons(card);
        sent::ListCard { header, items, buttons, button_layout, forwardable: card.forwardable }
    }

    fn list_item(&mut self, item: &ListItem) -> sent::ListItem {
        let extra = self.number();
        let (link, message_text) = match &item.action {
            Some(ButtonAction::WebLink(address)) => (reachable(address).map(sent::Link::to), None),
            Some(ButtonAction::Message(message) | ButtonAction::Block { message, .. }) => {
                (None, Some(message.clone()))
            }
            _ => (None, None),
        };
        sent::ListItem {
            title: cut(&item.title, Limits::LINES).to_owned(),
            description: some(cut(&item.description, Limits::LINES)),
            image_url: item.image.as_deref().and_then(reachable),
            link,
            action: message_text.is_some().then_some(sent::ListItemAction::Message),
            extra: extra.filter(|_| message_text.is_some()),
            message_text,
            block_id: None,
        }
    }

    fn item(&mut self, item: &ItemCard, card: &Card, in_carousel: bool) -> sent::ItemCard {
        let (rows, most) = if in_carousel {
            (Limits::ITEM_ROWS_IN_CAROUSEL, Limits::ITEM_CARD_IN_CAROUSEL)
        } else {
            (Limits::ITEM_ROWS, Limits::ITEM_CARD)
        };
        let row = |row: &domain::ItemRow| sent::ItemRow {
            title: row.title.clone(),
            description: row.description.clone(),
        };
        let title = cut(&item.title, most);
        let (buttons, button_layout) = self.buttons(card);
        sent::ItemCard {
            thumbnail: item.thumbnail.as_ref().and_then(|thumbnail| {
                let side = (thumbnail.shape == Shape::Square).then_some(800);
                Some(sent::ItemThumbnail {
                    image_url: reachable(&thumbnail.image.address)?,
                    alt_text: some(cut(&thumbnail.image.alt, Limits::ALT_TEXT)),
                    width: Some(800),
                    height: side.or(Some(400)),
                    link: thumbnail.link.as_deref().and_then(reachable).map(sent::Link::to),
                })
            }),
            head: item.head.clone(),
            profile: item.profile.as_ref().filter(|_| item.head.is_none()).map(|profile| sent::ItemProfile {
                title: cut(&profile.name, Limits::ITEM_PROFILE_TITLE).to_owned(),
                image_url: profile.image.as_deref().and_then(reachable),
                ..Default::default()
            }),
            image_title: item.image_title.as_ref().map(|title| sent::ImageTitle {
                title: title.title.clone(),
                description: some(&title.description),
                image_url: title.image.as_deref().and_then(reachable),
            }),
            item_list: item.rows.iter().take(rows).map(row).collect(),
            item_list_alignment: item.align_right.then_some(sent::Alignment::Right),
            item_list_summary: item.summary.as_ref().map(row),
            description: some(cut(&item.description, most - title.chars().count())),
            title: some(title),
            buttons,
            button_layout,
            forwardable: card.forwardable,
        }
    }

    fn buttons(&mut self, card: &Card) -> (Vec<sent::Button>, Option<Layout>) {
        let horizontal =
            card.layout == ButtonLayout::Horizontal && card.buttons.len() <= Limits::BUTTONS_HORIZONTAL;
        let side_by_side = horizontal && card.buttons.len() == Limits::BUTTONS_HORIZONTAL;
        let most = if side_by_side { Limits::BUTTON_LABEL_HORIZONTAL } else { Limits::BUTTON_LABEL };
        let mut buttons: Vec<sent::Button> =
            card.buttons.iter().filter_map(|button| self.button(button, most)).collect();
        buttons.truncate(Limits::BUTTONS_VERTICAL);
        let layout = (horizontal && !buttons.is_empty()).then_some(Layout::Horizontal);
        (buttons, layout)
    }

    fn button(&mut self, button: &Button, most: usize) -> Option<sent::Button> {
        let extra = self.number();
        let mut written = sent::Button { label: cut(&button.label, most).to_owned(), ..Default::default() };
        match &button.action {
            ButtonAction::Message(message) | ButtonAction::Block { message, .. } => {
                written.message_text = Some(message.clone());
                written.extra = extra;
            }
            ButtonAction::WebLink(address) => {
                written.action = sent::ButtonKind::WebLink;
                written.web_link_url = Some(reachable(address)?);
            }
            ButtonAction::Phone(number) => {
                written.action = sent::ButtonKind::Phone;
                written.phone_number = Some(number.clone());
            }
            ButtonAction::Share => written.action = sent::ButtonKind::Share,
            ButtonAction::Operator => written.action = sent::ButtonKind::Operator,
        }
        Some(written)
    }

    fn quick_reply(&mut self, reply: &QuickReply) -> sent::QuickReply {
        sent::QuickReply {
            label: cut(&reply.label, Limits::BUTTON_LABEL).to_owned(),
            action: sent::QuickReplyKind::Message,
            message_text: Some(reply.message.clone()),
            block_id: None,
            extra: self.number(),
        }
    }

    /// What comes back when the next thing is pressed.
    fn number(&mut self) -> Option<Value> {
        self.next += 1;
        (self.extra)(self.next - 1)
    }
}

/// How many things of a card can be pressed.
fn pressables(card: &Card) -> u32 {
    let lines = match &card.body {
        CardBody::List(list) => 1 + list.items.len(),
        CardBody::Basic(_) | CardBody::Commerce(_) | CardBody::Item(_) => 0,
    };
    u32::try_from(lines + card.buttons.len()).unwrap_or(u32::MAX)
}

fn is_for_sale(card: &Card) -> bool {
    card.commerce().is_some_and(|commerce| {
        let price = commerce.price.as_ref().and_then(|price| amount(&price.now));
        price.is_some() && thumbnail(&commerce.thumbnail).is_some()
    })
}

fn has_picture(card: &Card) -> bool {
    picture(card).is_some_and(|picture| reachable(&picture.image.address).is_some())
}

fn picture(card: &Card) -> Option<&domain::Thumbnail> {
    match &card.body {
        CardBody::Basic(BasicCard { thumbnail, .. })
        | CardBody::Commerce(CommerceCard { thumbnail, .. })
        | CardBody::Item(ItemCard { thumbnail, .. }) => thumbnail.as_ref(),
        CardBody::List(_) => None,
    }
}

/// A card in words: its title, and everything else.
fn words(card: &Card) -> (String, String) {
    match &card.body {
        CardBody::Basic(basic) => (basic.title.clone(), basic.description.clone()),
        CardBody::Commerce(commerce) => told(commerce),
        CardBody::List(_) | CardBody::Item(_) => {
            let lines = card.lines();
            let mut lines = lines.into_iter();
            (lines.next().unwrap_or_default(), lines.collect::<Vec<_>>().join("\n"))
        }
    }
}

/// Something for sale that has no picture or no plain price.
fn told(commerce: &CommerceCard) -> (String, String) {
    let price = commerce.price.as_ref().map_or("", |price| price.now.as_str());
    let lines = [price, commerce.description.as_str()].into_iter().filter(|line| !line.is_empty());
    (commerce.title.clone(), lines.collect::<Vec<_>>().join("\n"))
}

fn header(header: &domain::CarouselHeader) -> Option<sent::CarouselHeader> {
    // All three are required.
    let thumbnail = header.image.as_deref().and_then(reachable)?;
    (!header.title.is_empty() && !header.description.is_empty()).then(|| sent::CarouselHeader {
        title: header.title.clone(),
        description: header.description.clone(),
        thumbnail: Some(thumbnail),
    })
}

fn thumbnail(thumbnail: &Option<domain::Thumbnail>) -> Option<sent::Thumbnail> {
    let thumbnail = thumbnail.as_ref()?;
    Some(sent::Thumbnail {
        image_url: reachable(&thumbnail.image.address)?,
        alt_text: some(cut(&thumbnail.image.alt, Limits::ALT_TEXT)),
        link: thumbnail.link.as_deref().and_then(reachable).map(sent::Link::to),
        fixed_ratio: thumbnail.shape == Shape::Square,
    })
}

/// An address that KakaoTalk can open. One of this server's own pages is none.
fn reachable(address: &str) -> Option<String> {
    outbound::link(address).is_ok().then(|| address.to_owned())
}

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// A long text in pieces.
fn pieces(text: &str, most: usize) -> impl Iterator<Item = String> {
    let mut rest = text.trim();
    std::iter::from_fn(move || {
        let whole = cut(rest, most);
        if whole.is_empty() {
            return None;
        }
        // Between lines or words, unless the piece would be small.
        let between = |c: char| whole.rfind(c).filter(|at| *at > whole.len() / 2);
        let end = if whole.len() == rest.len() {
            whole.len()
        } else {
            between('\n').or(between(' ')).unwrap_or(whole.len())
        };
        let (piece, after) = rest.split_at(end);
        rest = after.trim_start();
        Some(piece.trim_end().to_owned())
    })
}
