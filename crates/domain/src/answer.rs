//! What the assistant answers: Kakao-style components, before any touchpoint has drawn them.

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
}

/// One component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Bubble {
    Text {
        text: String,
    },
    Card {
        title: String,
        description: String,
        buttons: Vec<Button>,
    },
    List {
        header: String,
        items: Vec<ListItem>,
        buttons: Vec<Button>,
    },
    /// Cards beside each other; one to ten.
    Carousel {
        cards: Vec<CarouselCard>,
    },
}

impl Bubble {
    /// A carousel has no more cards.
    pub const MOST_CARDS: usize = 10;
}

/// One card of a carousel: something to choose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CarouselCard {
    pub title: String,
    pub description: String,
    /// Where its picture is.
    pub image: Option<String>,
    /// As people write it: "12,900원".
    pub price: String,
    pub buttons: Vec<Button>,
    /// The item that it shows, so that it can be liked.
    pub shows: Option<ItemRef>,
    /// What the person thinks of it, as far as they said.
    pub opinion: Option<Opinion>,
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

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    pub title: String,
    pub description: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Button {
    pub label: String,
    pub action: ButtonAction,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ButtonAction {
    /// Sends this text as if the person had typed it.
    Message(String),
    /// Opens a page.
    WebLink(String),
}

/// A chip that sends a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuickReply {
    pub label: String,
    pub message: String,
}

impl Answer {
    /// All that is shown, as plain text.
    pub fn words(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        for bubble in &self.bubbles {
            match bubble {
                Bubble::Text { text } => lines.push(text.clone()),
                Bubble::Card { title, description, buttons } => {
                    lines.extend([title, description].into_iter().filter(|line| !line.is_empty()).cloned());
                    lines.extend(links(buttons));
                }
                Bubble::List { header, items, buttons } => {
                    lines.extend(Some(header).filter(|line| !line.is_empty()).cloned());
                    lines.extend(items.iter().map(
                        |ListItem { title, description }| match description.as_str() {
                            "" => format!("- {title}"),
                            description => format!("- {title}: {description}"),
                        },
                    ));
                    lines.extend(links(buttons));
                }
                Bubble::Carousel { cards } => {
                    for (number, card) in (1..).zip(cards) {
                        lines.push(format!("{number}. {}", card.words()));
                        lines.extend(links(&card.buttons));
                    }
                }
            }
        }
        lines.join("\n")
    }

    /// One text bubble, said as it is written.
    pub fn text(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { speech: text.clone(), bubbles: vec![Bubble::Text { text }], ..Self::default() }
    }
}

impl CarouselCard {
    /// All that it says in one line: "달빛 우체국, 12,900원: 편지를 배달하는 토끼".
    pub fn words(&self) -> String {
        let head = [self.title.as_str(), &self.price];
        let head = head.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        let rest = self.description.lines().collect::<Vec<_>>().join(" · ");
        if rest.is_empty() { head } else { format!("{head}: {rest}") }
    }
}

/// Pages that buttons open; what they say for the person needs no telling.
fn links(buttons: &[Button]) -> impl Iterator<Item = String> + '_ {
    buttons.iter().filter_map(|button| match &button.action {
        ButtonAction::WebLink(address) => Some(format!("{}: {address}", button.label)),
        ButtonAction::Message(_) => None,
    })
}
