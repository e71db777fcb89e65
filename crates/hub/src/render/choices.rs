//! What can be pressed without looking for long.

use domain::{Answer, Bubble, Card, CardBody, Pressable};

use super::Choice;

/// Nobody who drives chooses among more.
const MOST: usize = 3;

/// The first things to choose: of cards beside each other one of each, named by its card; then buttons and lines of lists;
/// then what is offered beneath the answer. What leads to a page is left for later.
pub fn choices(answer: &Answer) -> Vec<Choice> {
    let mut pressables = (0..).zip(answer.pressables());
    let mut choices: Vec<Choice> = Vec::new();
    for bubble in &answer.bubbles {
        for card in bubble.cards() {
            let of_card: Vec<(u32, Pressable<'_>)> = pressables.by_ref().take(count(card)).collect();
            let mut said = of_card.into_iter().filter(says);
            if matches!(bubble, Bubble::Carousel(_)) {
                choices
                    .extend(said.next().map(|(press, _)| Choice { label: card.title().to_owned(), press }));
            } else {
                choices.extend(said.map(labelled));
            }
        }
    }
    choices.extend(pressables.filter(says).map(labelled));
    choices.retain(|choice| !choice.label.is_empty());
    choices.truncate(MOST);
    choices
}

fn says((_, pressable): &(u32, Pressable<'_>)) -> bool {
    pressable.says().is_some()
}

fn labelled((press, pressable): (u32, Pressable<'_>)) -> Choice {
    Choice { label: pressable.label.to_owned(), press }
}

/// How many things can be pressed in a card.
fn count(card: &Card) -> usize {
    let lines = match &card.body {
        CardBody::List(list) => 1 + list.items.len(),
        CardBody::Basic(_) | CardBody::Commerce(_) | CardBody::Item(_) => 0,
    };
    lines + card.buttons.len()
}
