//! What can be pressed in an answer. Each has a number, which is all that a touchpoint tells: what it does, and what the
//! bot's service is told of it, stays with the answer.

use crate::{Answer, Bubble, Button, ButtonAction, CardBody, ListItem, QuickReply, TurnId};

/// Something pressed, as a touchpoint tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Press {
    /// The turn whose answer shows it.
    pub turn: TurnId,
    /// Its place among [`Answer::pressables`], from 0.
    pub number: u32,
}

/// Something that can be pressed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pressable<'a> {
    pub part: Part,
    pub label: &'a str,
    /// None: a line of a list that does nothing.
    pub action: Option<Does<'a>>,
    pub extra: Option<&'a str>,
}

/// Where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    CardButton,
    ListItem,
    QuickReply,
}

/// What it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Does<'a> {
    /// Says this.
    Says(&'a str),
    /// Goes on with this block of the bot, and shows this as said.
    Runs { block: &'a str, message: &'a str },
    /// Asks for a human.
    Operator,
    /// Something that the touchpoint does by itself: opens a page, calls, shares.
    Opens,
}

impl Answer {
    /// Everything that can be pressed, in the order of their numbers.
    pub fn pressables(&self) -> impl Iterator<Item = Pressable<'_>> {
        let of_bubbles = self.bubbles.iter().flat_map(Bubble::pressables);
        of_bubbles.chain(self.quick_replies.iter().map(QuickReply::pressable))
    }

    /// What is pressed.
    pub fn pressed(&self, number: u32) -> Option<Pressable<'_>> {
        self.pressables().nth(usize::try_from(number).ok()?)
    }
}

impl Bubble {
    /// Card by card: the lines of a list with its header first, then the buttons.
    fn pressables(&self) -> impl Iterator<Item = Pressable<'_>> {
        self.cards().iter().flat_map(|card| {
            let lines: Vec<&ListItem> = match &card.body {
                CardBody::List(list) => std::iter::once(&list.header).chain(&list.items).collect(),
                CardBody::Basic(_) | CardBody::Commerce(_) | CardBody::Item(_) => Vec::new(),
            };
            lines.into_iter().map(ListItem::pressable).chain(card.buttons.iter().map(Button::pressable))
        })
    }
}

impl Button {
    fn pressable(&self) -> Pressable<'_> {
        let (label, extra) = (self.label.as_str(), self.extra.as_deref());
        Pressable { part: Part::CardButton, label, action: Some(does(&self.action)), extra }
    }
}

impl ListItem {
    fn pressable(&self) -> Pressable<'_> {
        let (label, extra) = (self.title.as_str(), self.extra.as_deref());
        Pressable { part: Part::ListItem, label, action: self.action.as_ref().map(does), extra }
    }
}

impl QuickReply {
    fn pressable(&self) -> Pressable<'_> {
        let message = self.message.as_str();
        let action = match &self.block {
            Some(block) => Does::Runs { block, message },
            None => Does::Says(message),
        };
        let (label, extra) = (self.label.as_str(), self.extra.as_deref());
        Pressable { part: Part::QuickReply, label, action: Some(action), extra }
    }
}

impl<'a> Pressable<'a> {
    /// What the person has said by pressing it; none: nothing is said to anybody.
    pub fn says(&self) -> Option<&'a str> {
        match self.action? {
            Does::Says(message) | Does::Runs { message, .. } => Some(message),
            Does::Operator => Some(self.label),
            Does::Opens => None,
        }
    }
}

fn does(action: &ButtonAction) -> Does<'_> {
    match action {
        ButtonAction::Message(message) => Does::Says(message),
        ButtonAction::Block { block, message } => Does::Runs { block, message },
        ButtonAction::Operator => Does::Operator,
        ButtonAction::WebLink(_) | ButtonAction::Phone(_) | ButtonAction::Share => Does::Opens,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Card;

    #[test]
    fn numbers_go_from_top_to_bottom() {
        let button = |label: &str| Button::new(label, ButtonAction::Message(label.into()));
        let line = |title: &str| ListItem { title: title.into(), ..ListItem::default() };
        let list = Card { buttons: vec![button("3")], ..Card::list("0", vec![line("1"), line("2")]) };
        let answer = Answer {
            bubbles: vec![
                Bubble::text("글"),
                Bubble::card(list),
                Bubble::carousel(vec![
                    Card::basic("", "", vec![button("4"), button("5")]),
                    Card::basic("", "", vec![button("6")]),
                ]),
            ],
            quick_replies: vec![QuickReply::saying("7")],
            ..Answer::default()
        };
        for (number, pressable) in (0..).zip(answer.pressables()) {
            let number: u32 = number;
            assert_eq!(pressable.label, number.to_string());
            assert_eq!(answer.pressed(number), Some(pressable));
        }
        assert_eq!((answer.pressables().count(), answer.pressed(8)), (8, None));
        assert_eq!(answer.pressed(1).and_then(|line| line.says()), None, "a line that does nothing");
        assert_eq!(answer.pressed(3).and_then(|button| button.says()), Some("3"));
    }
}
