//! Moments in English.

use std::ops::Range;

use super::Moment;
use super::Qualifier;
use super::calendar::{self, Between};
use super::sense;
use super::stretch::{Context, Grain, Stretch};
use words::{any, pick};

mod clock;
mod day;
mod length;
mod range;
mod repeat;
mod words;

/// The longest moment at `at`.
pub(super) fn read(context: &Context<'_>, at: usize, _last: Option<usize>) -> Option<(Moment, Range<usize>)> {
    let c = context.text.at(at)?;
    if !(c.is_ascii_alphanumeric() || c == '\'') || !context.text.is_edge(at) {
        return None;
    }
    let part_of_number =
        c.is_ascii_digit() && context.text.before(at).is_some_and(|c| ".,:/$#€£₩".contains(c));
    // Whoever is asked "for a second" waits a moment, no length of time; "seconds" of a word list are not read at all.
    if part_of_number || context.text.before(at) == Some('\'') {
        return None;
    }
    let repeat =
        repeat::repeat(context, at).and_then(|(repeat, end)| Some((sense::of_repeat(repeat, context)?, end)));
    let place = range::read(context, at);
    let (moment, end) =
        [duration(context, at), place, repeat].into_iter().flatten().max_by_key(|(_, end)| *end)?;
    let plain = context.text.at(end - 1) != Some(' ') && context.text.is_edge(end);
    // "At three" says three; "at night" is a name.
    let at_word =
        words::word(context, at, "at").filter(|from| clock::part(context, at).is_none() && *from < end);
    let at_word = at_word.filter(|from| any(context, *from, &["least", "most"]).is_none());
    let start = at_word.map_or(at, |from| words::skip(context, from));
    plain.then_some((moment, start..end))
}

fn duration(context: &Context<'_>, at: usize) -> Option<(Moment, usize)> {
    const BOUNDS: &[(&str, Qualifier)] = &[
        ("longer than", Qualifier::MoreThan),
        ("shorter than", Qualifier::LessThan),
        ("a minimum of", Qualifier::MoreThan),
        ("a maximum of", Qualifier::LessThan),
        ("some", Qualifier::About),
        ("more than", Qualifier::MoreThan),
        ("over", Qualifier::MoreThan),
        ("at least", Qualifier::MoreThan),
        ("less than", Qualifier::LessThan),
        ("under", Qualifier::LessThan),
        ("at most", Qualifier::LessThan),
        ("no more than", Qualifier::LessThan),
        ("not more than", Qualifier::LessThan),
        ("no less than", Qualifier::MoreThan),
        ("up to", Qualifier::LessThan),
        ("about", Qualifier::About),
        ("around", Qualifier::About),
        ("approximately", Qualifier::About),
        ("nearly", Qualifier::About),
        ("almost", Qualifier::About),
        ("roughly", Qualifier::About),
    ];
    let bound = pick(context, at, BOUNDS);
    let from = bound.map_or(at, |(_, end)| end);
    let plain = length::length(context, from).map(|(length, end)| (vec![length], end));
    let open = length::open(context, from);
    let (lengths, end) = plain.into_iter().chain(open).max_by_key(|(_, end)| *end)?;
    let idiom = any(context, at, &["a second", "one second", "a sec", "one sec", "half a mo"])
        .is_some_and(|idiom| idiom == end)
        && day::led_by(context, at, &["wait", "just", "hang on", "hold on"]);
    let plus = (from..end).any(|at| context.text.at(at) == Some('+')).then_some((Qualifier::MoreThan, end));
    const BEHIND: &[(&str, Qualifier)] = &[
        ("or more", Qualifier::MoreThan),
        ("or longer", Qualifier::MoreThan),
        ("or so", Qualifier::About),
        ("or less", Qualifier::LessThan),
        ("at least", Qualifier::MoreThan),
        ("at most", Qualifier::LessThan),
    ];
    let behind = pick(context, end, BEHIND).or(plus);
    let bound = bound.map(|(bound, _)| bound).or(behind.map(|(bound, _)| bound));
    let end = behind.map_or(end, |(_, end)| end);
    // Twice a week is a count.
    // A second chance is a rank.
    const BEHIND_SECOND: &[&str] = &[
        "ago", "later", "please", "or", "and", "to", "for", "before", "after", "in", "from", "of", "longer",
        "more", "i", "we", "while", "each", "when", "is", "was", "at", "on", "until", "as", "the", "a",
        "now",
    ];
    let ranked = any(context, at, &["a second"]) == Some(end)
        && context.text.at(context.text.past_space(end)).is_some_and(char::is_alphabetic)
        && any(context, end, BEHIND_SECOND).is_none();
    let counted = any(context, at, &["a", "an"]).is_some() && day::led_by(context, at, &["twice", "times"]);
    const PEOPLE: [&str; 8] = ["i", "you", "we", "he", "she", "they", "it", "soon"];
    let someday = any(context, at, &["one day"]) == Some(end) && any(context, end, &PEOPLE).is_some();
    (!idiom && !counted && !ranked && !someday).then(|| Some((sense::of_lengths(lengths, bound)?, end)))?
}

/// Saturday and Sunday of a week.
fn weekend(week: &Stretch) -> Option<Stretch> {
    week.within(format!("{}-WE", week.timex), Grain::Weekend, |between| {
        let monday = between.start.date();
        Some(Between::dates(calendar::days(monday, 5)?, calendar::days(monday, 7)?))
    })
}
