//! Amounts with one end in English: `at least ten`, `under $100`, `7 or more`.

use super::{exact, range};
use crate::amount::{Bound, Of, Size, Term};
use crate::text::Text;

/// What stands before the number; whether it is the lower end, and whether it is included.
const BEFORE: [(&str, bool, bool); 64] = [
    ("not fewer than", true, true),
    ("equal to or greater than", true, true),
    ("equal to or more than", true, true),
    ("more than or equal to", true, true),
    ("equal to or less than", false, true),
    ("fewer than or equal to", false, true),
    ("at or above", true, true),
    ("at or below", false, true),
    ("no smaller than", true, true),
    ("no lower than", true, true),
    ("no younger than", true, true),
    ("no older than", false, true),
    ("not over", false, true),
    ("not above", false, true),
    ("not under", true, true),
    ("not below", true, true),
    ("as much as", false, true),
    ("as little as", true, true),
    ("north of", true, false),
    ("well over", true, false),
    ("just over", true, false),
    ("upwards of", true, false),
    ("in excess of", true, false),
    ("no greater than", false, true),
    ("no larger than", false, true),
    ("no higher than", false, true),
    ("not exceeding", false, true),
    ("as many as", false, true),
    ("as few as", true, true),
    ("beyond", true, false),
    ("no more than", false, true),
    ("not more than", false, true),
    ("no less than", true, true),
    ("not less than", true, true),
    ("no fewer than", true, true),
    ("more than", true, false),
    ("greater than or equal to", true, true),
    ("less than or equal to", false, true),
    ("greater than", true, false),
    ("larger than", true, false),
    ("bigger than", true, false),
    ("higher than", true, false),
    ("longer than", true, false),
    ("older than", true, false),
    ("heavier than", true, false),
    ("over", true, false),
    ("above", true, false),
    ("exceeding", true, false),
    ("at least", true, true),
    ("a minimum of", true, true),
    ("less than", false, false),
    ("fewer than", false, false),
    ("lower than", false, false),
    ("smaller than", false, false),
    ("younger than", false, false),
    ("shorter than", false, false),
    ("cheaper than", false, false),
    ("under", false, false),
    ("below", false, false),
    ("at most", false, true),
    ("up to", false, true),
    ("a maximum of", false, true),
    (">=", true, true),
    ("<=", false, true),
];

/// The same as signs.
const SIGNS: [(&str, bool, bool); 4] =
    [(">", true, false), ("<", false, false), ("≥", true, true), ("≤", false, true)];

/// What stands behind; both ends are included.
const BEHIND: [(&str, bool); 26] = [
    ("or younger", false),
    ("and under", false),
    ("and below", false),
    ("and older", true),
    ("or longer", true),
    ("or larger", true),
    ("or bigger", true),
    ("or better", true),
    ("at least", true),
    ("at most", false),
    ("max", false),
    ("tops", false),
    ("or more", true),
    ("or above", true),
    ("or over", true),
    ("or higher", true),
    ("or older", true),
    ("or greater", true),
    ("and above", true),
    ("and over", true),
    ("and up", true),
    ("or less", false),
    ("or fewer", false),
    ("or below", false),
    ("or under", false),
    ("or lower", false),
];

/// more than ten, at least 5 kg, 20 or less.
pub(super) fn bounded(text: &Text, term: &Term) -> Option<Term> {
    let value = exact(term)?;
    let sized = |above: bool, included: bool| {
        let bound = Some(Bound { value, included });
        if above { Size::Between(bound, None) } else { Size::Between(None, bound) }
    };
    let of = term.amount.of.clone();
    let behind = text.past_space(term.end);
    if let Some((above, end)) =
        BEHIND.iter().find_map(|&(word, above)| Some((above, text.word(behind, word)?)))
    {
        return range(term.start, end, sized(above, true), of, term.amount.about);
    }
    // 10+
    let plus = text.at(term.end) == Some('+') && text.at(term.end + 1).is_none_or(|c| !c.is_alphanumeric());
    if plus && term.amount.of == Of::Number {
        return range(term.start, term.end + 1, sized(true, true), of, term.amount.about);
    }
    let stop = term.start - usize::from(text.before(term.start) == Some(' '));
    let (start, above, included) = BEFORE.iter().chain(&SIGNS).find_map(|&(word, above, included)| {
        let from = stop.checked_sub(word.chars().count())?;
        let whole = text.is_edge(from) && text.literal(from, word) == Some(stop);
        let spaced = stop < term.start || !word.ends_with(char::is_alphabetic);
        (whole && spaced).then_some((from, above, included))
    })?;
    range(start, term.end, sized(above, included), of, term.amount.about)
}
