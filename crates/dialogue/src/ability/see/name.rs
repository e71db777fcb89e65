//! "이 꽃 이름이 뭐야?"

use domain::{Language, PictureId, QuickReply};

use super::alike::found;
use super::{picture, said};
use crate::ability::{Outcome, Turn};
use crate::memory::SeenPhoto;
use crate::recommend::normal;
use crate::sight::{Certainty, Kind, Looked, Thing};

/// Of the kind that was asked for, something so likely is told though something else is likelier.
const LIKELY: f32 = 0.2;

/// A photo came, and nothing was said with it that asks for something else.
pub fn look(turn: &Turn<'_>) -> Option<Outcome> {
    let picture = picture(turn)?;
    let Some(looked) = turn.world.sight.look(picture) else { return Some(unseen(turn, picture)) };
    Some(told(turn, picture, &looked, true))
}

/// What it is, perhaps by the kind that was named: "이 꽃", "무슨 개".
pub fn name(turn: &Turn<'_>) -> Option<Outcome> {
    let picture = picture(turn)?;
    let Some(looked) = turn.world.sight.look(picture) else { return Some(unseen(turn, picture)) };
    let Some((word, asked)) = kind_of(turn) else { return Some(told(turn, picture, &looked, false)) };
    let first_is_asked = looked.likely.first().is_some_and(|first| first.kind == asked);
    if first_is_asked || looked.certainty == Certainty::Unknown {
        return Some(told(turn, picture, &looked, false));
    }
    let of_kind: Vec<Thing> = looked.likely.iter().filter(|thing| thing.kind == asked).cloned().collect();
    if of_kind.first().is_some_and(|thing| thing.probability >= LIKELY) {
        let looked = Looked { certainty: Certainty::Sure, likely: of_kind, ..looked };
        return Some(told(turn, picture, &looked, false));
    }
    Some(another(turn, picture, &looked, &word))
}

/// The kind of thing that was named, with the word for it; none for whatever is no kind: "이 초코 이름이 뭐야?".
fn kind_of(turn: &Turn<'_>) -> Option<(String, Kind)> {
    let said = normal(said(turn, "kind"));
    if said.is_empty() || turn.is_one_of("see.thing", &said) {
        return None;
    }
    // The last syllable may have been taken for an ending: "고양이야", "견종이 뭐야".
    let written = [said.clone(), format!("{said}이"), format!("{said}종")];
    turn.world.sight.kinds().into_iter().find_map(|kind| {
        let word = kind.words(turn.language).iter().find(|word| written.contains(&normal(word)))?.clone();
        Some((word, kind))
    })
}

fn told(turn: &Turn<'_>, picture: PictureId, looked: &Looked, shown: bool) -> Outcome {
    let name = |place: usize| looked.likely.get(place).map_or("", |thing| thing.name(turn.language));
    let kind = looked.kind.as_ref().map_or("", |kind| kind.name(turn.language));
    let mut outcome = match looked.certainty {
        // A page that was photographed is not named but read.
        _ if looked.written => turn.say("see.written", &[]),
        Certainty::Sure if shown => turn.say("see.shown", &[("name", name(0))]),
        Certainty::Sure => turn.say("see.sure", &[("name", name(0))]),
        Certainty::Either => return either(turn, picture, looked),
        Certainty::Kind => turn.say("see.kind", &[("kind", &counted(turn, kind))]),
        Certainty::Unknown => turn.say("see.unknown", &[]),
    };
    outcome.answer.quick_replies = chips(turn, picture, looked);
    outcome.photo = Some(seen(turn, picture, looked));
    outcome
}

/// Two are likely: the person may know.
fn either(turn: &Turn<'_>, picture: PictureId, looked: &Looked) -> Outcome {
    let names: Vec<&str> = looked.likely.iter().take(2).map(|thing| thing.name(turn.language)).collect();
    let kinds: Vec<&str> = looked.likely.iter().take(2).map(|thing| thing.kind.name(turn.language)).collect();
    let same = kinds[0] == kinds[1] && !kinds[0].is_empty();
    let kind = counted(turn, kinds[0]);
    let values = [("first", names[0]), ("second", names[1]), ("kind", kind.as_str())];
    let mut outcome = turn.say(if same { "see.either_of_kind" } else { "see.either" }, &values);
    outcome.answer.expects_reply = true;
    let neither = turn.text("see.neither", &[]);
    let chips = names.iter().map(|name| bare(turn, name).to_owned()).chain([neither]);
    outcome.answer.quick_replies = chips.map(QuickReply::saying).collect();
    outcome.question = Some("see.which");
    outcome.photo = Some(seen(turn, picture, looked));
    outcome
}

/// Nothing of the kind that was asked for.
fn another(turn: &Turn<'_>, picture: PictureId, looked: &Looked, asked: &str) -> Outcome {
    let name = match looked.certainty {
        Certainty::Sure | Certainty::Either => looked.likely.first().map(|thing| thing.name(turn.language)),
        _ => None,
    };
    let kind = looked.kind.as_ref().map(|kind| counted(turn, kind.name(turn.language)));
    let name = name.map(str::to_owned).or(kind).unwrap_or_default();
    let mut outcome = turn.say("see.another", &[("asked", asked), ("name", &name)]);
    outcome.photo = Some(seen(turn, picture, looked));
    outcome
}

fn unseen(turn: &Turn<'_>, picture: PictureId) -> Outcome {
    let mut outcome = turn.say("see.unseen", &[]);
    outcome.photo = Some(seen(turn, picture, &Looked::default()));
    outcome
}

/// What may be asked of it next.
fn chips(turn: &Turn<'_>, picture: PictureId, looked: &Looked) -> Vec<QuickReply> {
    let read = looked.written.then(|| turn.text("see.chip_read", &[]));
    let alike = found(turn, picture, 1).filter(|found| !found.is_empty());
    let alike = alike.map(|_| turn.text("see.chip_alike", &[]));
    let name = looked.written.then(|| turn.text("see.chip_name", &[]));
    let chips = read.into_iter().chain(alike).chain(name);
    chips.map(QuickReply::saying).collect()
}

fn seen(turn: &Turn<'_>, picture: PictureId, looked: &Looked) -> SeenPhoto {
    let likely = looked.likely.iter().take(2).map(|thing| bare(turn, thing.name(turn.language)).to_owned());
    SeenPhoto { picture: picture.to_string(), likely: likely.collect() }
}

/// "dog" as it stands in a sentence: "a dog".
fn counted(turn: &Turn<'_>, kind: &str) -> String {
    match turn.language {
        Language::Korean => kind.to_owned(),
        Language::English if kind.starts_with(['a', 'e', 'i', 'o', 'u']) => format!("an {kind}"),
        Language::English => format!("a {kind}"),
    }
}

/// A name without its article.
pub(super) fn bare<'a>(turn: &Turn<'_>, name: &'a str) -> &'a str {
    match turn.language {
        Language::Korean => name,
        Language::English => name.strip_prefix("a ").or_else(|| name.strip_prefix("an ")).unwrap_or(name),
    }
}
