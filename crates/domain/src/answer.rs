//! What is answered: Kakao-style components, before any touchpoint has drawn them.

use crate::card::{Card, Carousel};

/// One answer: what is shown, and what is said aloud.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// Shown one below the other; one to three.
    pub bubbles: Vec<Bubble>,
    /// Offered beneath the last bubble; at most ten.
    pub quick_replies: Vec<QuickReply>,
    /// What a voice says. Empty: nothing is said.
    pub speech: String,
    /// The assistant asked something and waits for the reply.
    pub expects_reply: bool,
    /// The bot that answers, as it was called then; none: the assistant itself.
    pub bot: Option<Named>,
}

/// Something with an id, and what people call it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    pub id: String,
    pub name: String,
}

/// One component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bubble {
    Text {
        text: String,
    },
    Image(Image),
    Card(Box<Card>),
    /// Cards beside each other.
    Carousel(Carousel),
}

/// A picture from elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Image {
    /// Where it is.
    pub address: String,
    /// What it shows, for those who do not see it; may be empty.
    pub alt: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    pub label: String,
    pub action: ButtonAction,
    /// What the bot's service is told when it is pressed: a JSON object, seen by nobody else.
    pub extra: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ButtonAction {
    /// Sends this text as if the person had typed it.
    Message(String),
    /// Opens a page.
    WebLink(String),
    /// Calls a number.
    Phone(String),
    /// Goes on with this block of the bot, whatever the text says that is shown for the person.
    Block { block: String, message: String },
    /// Hands the card on to somebody else.
    Share,
    /// Asks for a human.
    Operator,
}

/// A chip that sends a text, or goes on with a block of the bot.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct QuickReply {
    pub label: String,
    pub message: String,
    /// The block that is gone on with, whatever the text says.
    pub block: Option<String>,
    /// As with a button.
    pub extra: Option<String>,
}

impl Answer {
    /// All that is shown, as plain text.
    pub fn words(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        for bubble in &self.bubbles {
            match bubble {
                Bubble::Text { text } => lines.push(text.clone()),
                Bubble::Image(image) => lines.push(image.words()),
                Bubble::Card(card) => {
                    lines.extend(card.lines());
                    lines.extend(links(&card.buttons));
                }
                Bubble::Carousel(carousel) => {
                    lines.extend(carousel.header.as_ref().map(|header| header.title.clone()));
                    for (number, card) in (1..).zip(&carousel.cards) {
                        lines.push(format!("{number}. {}", card.words()));
                        lines.extend(links(&card.buttons));
                    }
                }
            }
        }
        lines.retain(|line| !line.is_empty());
        lines.join("\n")
    }

    /// One text bubble, said as it is written.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { speech: text.clone(), bubbles: vec![Bubble::Text { text }], ..Self::default() }
    }

    /// Every card, alone or in a carousel.
    pub fn cards(&self) -> impl Iterator<Item = &Card> {
        self.bubbles.iter().flat_map(Bubble::cards)
    }
}

impl Bubble {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text { text: text.into() }
    }

    pub fn card(card: Card) -> Self {
        Self::Card(Box::new(card))
    }

    /// Cards beside each other, without a header.
    pub fn carousel(cards: Vec<Card>) -> Self {
        Self::Carousel(Carousel { header: None, cards })
    }

    /// Its cards: none, one or several.
    pub fn cards(&self) -> &[Card] {
        match self {
            Self::Text { .. } | Self::Image(_) => &[],
            Self::Card(card) => std::slice::from_ref(card.as_ref()),
            Self::Carousel(carousel) => &carousel.cards,
        }
    }

    /// Its cards, to be changed.
    pub fn cards_mut(&mut self) -> &mut [Card] {
        match self {
            Self::Text { .. } | Self::Image(_) => &mut [],
            Self::Card(card) => std::slice::from_mut(card.as_mut()),
            Self::Carousel(carousel) => &mut carousel.cards,
        }
    }
}

impl Image {
    fn words(&self) -> String {
        if self.alt.is_empty() { self.address.clone() } else { format!("{}: {}", self.alt, self.address) }
    }
}

impl Button {
    pub fn new(label: impl Into<String>, action: ButtonAction) -> Self {
        Self { label: label.into(), action, extra: None }
    }
}

impl QuickReply {
    /// A chip that says what is written on it.
    pub fn saying(words: impl Into<String>) -> Self {
        let message = words.into();
        Self { label: message.clone(), message, ..Self::default() }
    }
}

/// Pages that buttons open and numbers that they call; what they say for the person needs no telling.
fn links(buttons: &[Button]) -> impl Iterator<Item = String> + '_ {
    buttons.iter().filter_map(|button| match &button.action {
        ButtonAction::WebLink(address) => Some(format!("{}: {address}", button.label)),
        ButtonAction::Phone(number) => Some(format!("{}: {number}", button.label)),
        ButtonAction::Message(_)
        | ButtonAction::Block { .. }
        | ButtonAction::Share
        | ButtonAction::Operator => None,
    })
}
