//! "이거랑 비슷한 거 있어?"

use domain::{Answer, BasicCard, Bubble, Card, CardBody, Image, PictureId, Shape, Thumbnail};

use super::picture;
use crate::ability::{Outcome, Turn};
use crate::memory::SeenPhoto;
use crate::sight::Alike;

/// So many are shown at once.
const MOST_SHOWN: usize = 6;
/// What is less alike has nothing in common with it.
const LEAST: f32 = 0.5;

pub fn alike(turn: &Turn<'_>) -> Option<Outcome> {
    let picture = picture(turn)?;
    let mut outcome = match found(turn, picture, MOST_SHOWN) {
        None => turn.say("see.no_gallery", &[]),
        Some(found) if found.is_empty() => turn.say("see.no_alike", &[]),
        Some(found) => shown(turn, found),
    };
    let likely = turn.memory.photo.as_ref().map(|photo| photo.likely.clone()).unwrap_or_default();
    outcome.photo = Some(SeenPhoto { picture: picture.to_string(), likely });
    Some(outcome)
}

/// What is alike enough to be shown. None: there is no gallery.
pub fn found(turn: &Turn<'_>, picture: PictureId, count: usize) -> Option<Vec<Alike>> {
    let mut found = turn.world.sight.alike(picture, count)?;
    found.retain(|found| found.similarity >= LEAST);
    Some(found)
}

fn shown(turn: &Turn<'_>, found: Vec<Alike>) -> Outcome {
    let first = name(&found[0]).to_owned();
    let text = match first.is_empty() {
        true => turn.text("see.alike", &[]),
        false => turn.text("see.alike_like", &[("name", &first)]),
    };
    let cards = found.into_iter().map(|found| {
        let alike = turn.text("see.how_alike", &[("percent", &format!("{:.0}", found.similarity * 100.0))]);
        let title = if name(&found).is_empty() { found.gallery.clone() } else { name(&found).to_owned() };
        let image = Image { address: found.image, alt: title.clone() };
        let thumbnail = Some(Thumbnail { image, link: None, shape: Shape::Square });
        let description = format!("{} · {alike}", found.gallery);
        let body = CardBody::Basic(BasicCard { thumbnail, title, description });
        Card { body, ..Card::default() }
    });
    let cards = cards.collect();
    let bubbles = vec![Bubble::Text { text: text.clone() }, Bubble::carousel(cards)];
    Outcome { answer: Answer { bubbles, speech: text, ..Answer::default() }, ..Outcome::default() }
}

fn name(found: &Alike) -> &str {
    if found.title.is_empty() { found.label.as_deref().unwrap_or_default() } else { &found.title }
}
