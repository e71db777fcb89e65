//! Single amounts in English: `three apples`, `$5.50`, `5 feet 11 inches`, `minus 5 degrees`, `twenty-first`, `five years old`.

use rust_decimal::Decimal;

use super::korean::term;
use super::{AgeUnit, Of, Size, Term, currency, unit};
use crate::numeral::english::{gap, ordinal, read as numeral};
use crate::numeral::{Form, Numeral};
use crate::text::Text;

/// The amount that begins at `at`.
pub(super) fn read(text: &Text, at: usize) -> Option<Term> {
    let first = text.at(at)?;
    if !(text.is_edge(at) && begins(text, at)) {
        return None;
    }
    if let Some(term) = priced(text, at).or_else(|| aged(text, at)).or_else(|| signed(text, at)) {
        return Some(term);
    }
    if !(first.is_ascii_alphanumeric() || matches!(first, '.' | '½' | '¼' | '¾')) {
        return None;
    }
    let about = is_about(text, at);
    let found = ranked(text, at).or_else(|| unit_of_one(text, at)).or_else(|| {
        let numeral = numeral(text, at)?;
        half_of(text, at, &numeral).or_else(|| whole(text, at, &numeral))
    })?;
    Some(Term { amount: super::Amount { about, ..found.amount }, ..found })
}

/// Not inside a code, a version, a decimal.
fn begins(text: &Text, at: usize) -> bool {
    let digit_before = at > 1 && text.at(at - 2).is_some_and(|c| c.is_ascii_digit());
    let decimals = matches!(text.before(at), Some('.' | ',')) && digit_before;
    let letter_before = at > 1 && text.at(at - 2).is_some_and(|c| c.is_ascii_alphabetic());
    let code =
        text.before(at) == Some('-') && letter_before && text.at(at).is_some_and(|c| c.is_ascii_digit());
    let second_point = text.at(at) == Some('.') && !text.begins_word(at);
    !(decimals || second_point || code || text.before(at) == Some('_'))
}

/// about, around, roughly stand before.
fn is_about(text: &Text, at: usize) -> bool {
    const WORDS: [&str; 7] =
        ["about ", "around ", "roughly ", "approximately ", "nearly ", "almost ", "some "];
    WORDS.iter().any(|word| {
        let length = word.chars().count();
        at.checked_sub(length).is_some_and(|from| text.is_edge(from) && text.literal(from, word) == Some(at))
    }) || text.before(at) == Some('~')
}

/// `half a liter`, `half an inch`.
fn half_of(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    let article = ["a", "an"].iter().find_map(|word| text.word(gap(text, numeral.end), word))?;
    let half = numeral.value == Decimal::new(5, 1);
    measured(text, at, &Numeral { end: article, ..numeral.clone() }).filter(|_| half)
}

/// The number with what is measured, or alone.
fn whole(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    let number = Some((at, numeral.end, numeral.value));
    percent(text, numeral)
        .or_else(|| money(text, numeral))
        .or_else(|| age(text, numeral))
        .or_else(|| degrees(text, numeral))
        .map(|(value, end, of)| term(at, end, value, of, number))
        .or_else(|| measured(text, at, numeral))
        .or_else(|| {
            is_number(text, at, numeral).then(|| term(at, numeral.end, numeral.value, Of::Number, None))
        })
}

type Read = Option<(Decimal, usize, Of)>;

/// `20%`, `twenty percent`.
fn percent(text: &Text, numeral: &Numeral) -> Read {
    const NAMES: [&str; 8] =
        ["percentage points", "percentage point", "percents", "percent", "per cent", "pct", "%", "pc"];
    let from = gap(text, numeral.end);
    let end = NAMES.iter().find_map(|name| text.word(from, name))?;
    Some((numeral.value, end, Of::Percent))
}

/// `five dollars and thirty cents`, `20 bucks`, `5 euros`.
fn money(text: &Text, numeral: &Numeral) -> Read {
    let coin = |numeral: &Numeral| {
        let from = gap(text, numeral.end);
        currency::at(text, from)
            .filter(|(_, end)| *end > from && text.at(from).is_some_and(|c| !crate::text::is_hangul(c)))
    };
    let (first, mut end) = coin(numeral)?;
    let mut value = numeral.value.checked_mul(first.share)?;
    let from = gap(text, text.word(gap(text, end), "and").unwrap_or(end));
    let more = self::numeral(text, from).and_then(|more| Some((coin(&more)?, more.value)));
    if let Some(((coin, behind), number)) = more
        && coin.currency == first.currency
        && coin.share < first.share
    {
        (value, end) = (value.checked_add(number.checked_mul(coin.share)?)?, behind);
    }
    Some((value, end, Of::Money(first.currency)))
}

/// `$5.50`, `€20`, `US$ 3.5 million`, `USD 5`; `-$20`.
fn priced(text: &Text, at: usize) -> Option<Term> {
    let minus = text.at(at) == Some('-') && text.begins_word(at);
    let (coin, end) = currency::sign(text, at + usize::from(minus))?;
    let from = text.past_space(end);
    let negative = text.at(from) == Some('-') && text.at(from + 1).is_some_and(|c| c.is_ascii_digit());
    let from = from + usize::from(negative);
    text.at(from).filter(|c| c.is_ascii_digit() || *c == '.')?;
    let number = numeral(text, from)?;
    let (mut value, mut end) = (number.value, number.end);
    // $3m, €20b: lower case too, since nobody pays in metres.
    let large = match text.at(end) {
        Some('m') => 1_000_000_u64,
        Some('b') => 1_000_000_000,
        _ => 1,
    };
    if large > 1 && text.is_edge(end + 1) {
        (value, end) = (value.checked_mul(large.into())?, end + 1);
    }
    // $5 USD says it twice.
    let (currency, end) = match currency::at(text, gap(text, end)) {
        Some((named, behind))
            if coin.currency.code == "USD" && !text.slice(behind - 1..behind).is_empty() =>
        {
            (named.currency, behind)
        }
        _ => (coin.currency, end),
    };
    let value = if minus || negative { -value } else { value };
    Some(term(at, end, value, Of::Money(currency), Some((from, number.end, number.value))))
}

/// `5 years old`, `a five-year-old`, `6 months old`, `30 yo`.
fn age(text: &Text, numeral: &Numeral) -> Read {
    const YEARS: [&str; 6] = ["yo", "y/o", "y.o.", "yrs old", "yr old", "years young"];
    const UNITS: [(&str, AgeUnit); 8] = [
        ("years", AgeUnit::Year),
        ("year", AgeUnit::Year),
        ("months", AgeUnit::Month),
        ("month", AgeUnit::Month),
        ("weeks", AgeUnit::Week),
        ("week", AgeUnit::Week),
        ("days", AgeUnit::Day),
        ("day", AgeUnit::Day),
    ];
    let from = gap(text, numeral.end);
    let year = |end: usize| Some((numeral.value, end, Of::Age(AgeUnit::Year)));
    if let Some(end) = YEARS.iter().find_map(|name| text.word(from, name)) {
        return year(end);
    }
    let (unit, end) = UNITS.iter().find_map(|&(name, unit)| Some((unit, text.word(from, name)?)))?;
    let of_age = text.word(gap(text, end), "of age");
    let old = text.word(gap(text, end), "old").or_else(|| text.word(gap(text, end), "olds")).or(of_age)?;
    Some((numeral.value, old, Of::Age(unit)))
}

/// `aged 30`, `age 5`, `at the age of thirty`.
fn aged(text: &Text, at: usize) -> Option<Term> {
    let end = ["age of", "aged", "age"].iter().find_map(|word| text.word(at, word))?;
    let from = gap(text, end);
    let numeral = numeral(text, from).filter(|n| n.value.is_integer() && n.value < Decimal::from(150))?;
    let number = Some((from, numeral.end, numeral.value));
    (from > end).then(|| term(at, numeral.end, numeral.value, Of::Age(AgeUnit::Year), number))
}

/// `20 degrees`, `72°F`, `20 C`, `five degrees below zero`.
fn degrees(text: &Text, numeral: &Numeral) -> Read {
    const ANGLES: [&str; 6] = ["turn left", "turn right", "angle", "rotat", "tilt", "latitude"];
    let from = gap(text, numeral.end);
    let degree = ["degrees", "degree", "deg", "°"].iter().find_map(|name| text.word(from, name));
    let scale = gap(text, degree.unwrap_or(numeral.end));
    let scales = [
        ("celsius", "°C"),
        ("centigrade", "°C"),
        ("fahrenheit", "°F"),
        ("kelvin", "K"),
        ("c", "°C"),
        ("f", "°F"),
    ];
    let named = scales.iter().find_map(|&(name, symbol)| {
        let end = text.word(scale, name)?;
        // Without "degrees" only a capital letter is a scale.
        let certain =
            degree.is_some() || name.len() > 1 || text.cased().get(scale).is_some_and(|c| c.is_uppercase());
        certain.then_some((symbol, end))
    });
    let angle = ANGLES.iter().any(|word| (0..text.len().min(200)).any(|at| text.literal(at, word).is_some()));
    let (symbol, end) = match (named, degree) {
        (Some(found), _) => found,
        (None, Some(end)) if angle => ("°", end),
        // What scale "70 degrees" are is not said: Celsius, as everywhere in Korea.
        (None, Some(end)) => ("°C", end),
        // Thirty below zero.
        (None, None) => {
            text.word(gap(text, numeral.end), "below zero")?;
            ("°C", numeral.end)
        }
    };
    let below =
        text.word(gap(text, end), "below zero").or_else(|| text.word(gap(text, end), "below freezing"));
    let value = if below.is_some() { -numeral.value } else { numeral.value };
    Some((value, below.unwrap_or(end), Of::Measure(unit::by_symbol(symbol)?)))
}

/// `5 km`, `six feet two inches`, `5'11"`, `3 lbs 4 oz`.
fn measured(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    let (first, end) = unit_behind(text, numeral)?;
    let number = Some((at, numeral.end, numeral.value));
    let mut found = term(at, end, numeral.value, Of::Measure(first), number);
    if let Some((fraction, end)) = half_more(text, end) {
        found.amount.size = Size::Exactly(numeral.value.checked_add(fraction)?);
        found.end = end;
        return Some(found);
    }
    let from = gap(text, text.word(gap(text, end), "and").unwrap_or(end));
    let Some(more) = self::numeral(text, from) else { return Some(found) };
    let unit = unit_behind(text, &more)
        .filter(|(unit, _)| unit.dimension == first.dimension && unit.factor < first.factor);
    // Five foot eleven, 5 ft 6 in.
    let inches = || {
        let small = first.symbol == "ft" && more.value < Decimal::from(12) && more.value.is_integer();
        let named = text.word(gap(text, more.end), "in");
        let last = text.at(more.end).is_none_or(|c| c != ' ' || text.at(more.end + 1).is_none());
        (small && (named.is_some() || last))
            .then(|| Some((unit::by_symbol("in")?, named.unwrap_or(more.end))))?
    };
    if let Some((unit, end)) = unit.or_else(inches) {
        let rest = more.value.checked_mul(unit.factor)?.checked_div(first.factor)?;
        found.amount.size = Size::Exactly(numeral.value.checked_add(rest)?);
        found.end = end;
    }
    Some(found)
}

fn half_more(text: &Text, at: usize) -> Option<(Decimal, usize)> {
    let end = ["and a half", "and one half"].iter().find_map(|words| text.word(gap(text, at), words))?;
    Some((Decimal::new(5, 1), end))
}

fn unit_behind(text: &Text, numeral: &Numeral) -> Option<(&'static unit::Unit, usize)> {
    let from = gap(text, numeral.end);
    let latin = |end: usize| text.at(from).is_some_and(|c| !crate::text::is_hangul(c)) && end > from;
    let (named, end) = unit::at(text, from, from == numeral.end).find(|(_, end)| latin(*end))?;
    Some((named.unit, end))
}

/// `a pound of`, `a mile away`.
fn unit_of_one(text: &Text, at: usize) -> Option<Term> {
    const BEHIND: [&str; 8] = ["of", "away", "long", "wide", "tall", "high", "deep", "from"];
    let from = gap(text, text.word(at, "a").or_else(|| text.word(at, "an"))?);
    if let Some((coin, end)) = currency::at(text, from).filter(|_| text.literal(from, "ether").is_none()) {
        let cheap = matches!(coin.currency.code, "USD" | "EUR" | "GBP");
        return cheap.then(|| term(at, end, coin.share, Of::Money(coin.currency), None));
    }
    let (named, end) = unit::at(text, from, false).find(|(_, end)| *end > from + 2)?;
    let sure = BEHIND.iter().any(|word| text.word(gap(text, end), word).is_some());
    sure.then(|| term(at, end, Decimal::ONE, Of::Measure(named.unit), None))
}

/// `twenty-first`, `3rd`, `second to last`; not "a second".
fn ranked(text: &Text, at: usize) -> Option<Term> {
    let from_end = [
        ("second to last", -2),
        ("second from last", -2),
        ("next to last", -2),
        ("third to last", -3),
        ("last but one", -2),
    ];
    if let Some((rank, end)) = from_end.iter().find_map(|&(words, rank)| Some((rank, text.word(at, words)?)))
    {
        return Some(term(at, end, Decimal::from(rank), Of::Ordinal, None));
    }
    let (rank, end) = ordinal(text, at)?;
    let word = text.slice(at..end).to_lowercase();
    let before = |word: &str| {
        let from = at.checked_sub(word.len() + 1);
        from.is_some_and(|from| text.is_edge(from) && text.literal(from, word) == Some(at - 1))
    };
    let time = word == "second"
        && ["a", "one", "per", "every", "this", "each", "any", "just a", "split"].iter().any(|w| before(w));
    let phrase = word == "first"
        && (before("at") || ["of all", "off"].iter().any(|w| text.word(gap(text, end), w).is_some()));
    let other = word == "second"
        && ["thoughts", "thought", "hand", "nature", "to none"]
            .iter()
            .any(|word| text.word(gap(text, end), word).is_some());
    (!time && !phrase && !other).then(|| term(at, end, rank, Of::Ordinal, None))
}

/// `minus twelve`, `-5`, `negative 3`; with what is measured.
fn signed(text: &Text, at: usize) -> Option<Term> {
    let word = ["minus", "negative"].iter().find_map(|word| text.word(at, word)).map(|end| gap(text, end));
    let sign =
        (text.at(at) == Some('-') && text.begins_word(at) && text.before(at) != Some('-')).then_some(at + 1);
    let from = word.or(sign)?;
    if word.is_none() && !text.at(from).is_some_and(|c| c.is_ascii_digit() || c == '.') {
        return None;
    }
    // 5 minus 3 is a calculation.
    let calculated = word.is_some() && at > 1 && text.at(at - 2).is_some_and(|c| c.is_ascii_digit());
    let number = numeral(text, from).filter(|_| !calculated)?;
    let found = whole(text, from, &number)?;
    let size = found.amount.size.map(|value| Some(-value))?;
    Some(Term { start: at, amount: super::Amount { size, ..found.amount }, ..found })
}

/// A number by itself: not the pronoun "one", not part of a code.
fn is_number(text: &Text, at: usize, numeral: &Numeral) -> bool {
    if numeral.form == Form::Figure {
        return text.is_edge(numeral.end);
    }
    match text.slice(at..numeral.end).to_lowercase().as_str() {
        "one" => !is_pronoun(text, at, numeral.end),
        // Half past three, a quarter to five, half an hour are times.
        "half" | "a half" | "quarter" | "a quarter" | "half a" | "half an" => ![
            "past", "to", "after", "till", "hour", "an hour", "day", "a day", "year", "a year", "time",
            "way", "off",
        ]
        .iter()
        .any(|word| text.word(gap(text, numeral.end), word).is_some()),
        "million" | "billion" | "thousand" | "trillion" | "hundred" => {
            text.begins_word(at) && !preceded_by_some(text, at)
        }
        _ => true,
    }
}

fn preceded_by_some(text: &Text, at: usize) -> bool {
    ["several ", "few ", "many ", "some "]
        .iter()
        .any(|word| at.checked_sub(word.len()).is_some_and(|from| text.literal(from, word) == Some(at)))
}

/// The one, no one, which one, one another, one of the ...
fn is_pronoun(text: &Text, at: usize, end: usize) -> bool {
    const BEFORE: &str = "the this that which no any every each some another good new other right wrong next last first second best \
                          bad big small red blue old same only loved little last-one nice better worse great green black white hot cold my your";
    const BEHIND: &str = "another should must can could would might may cannot has is was will day's needs never of by who that which's at day";
    let stop = at.saturating_sub(1);
    let before: String =
        (0..stop).rev().take(12).map_while(|at| text.at(at).filter(|c| c.is_alphabetic())).collect();
    let before: String = before.chars().rev().collect();
    let next: String = text.rest_of_word(gap(text, end)).iter().collect();
    let spaced = text.at(end) == Some(' ');
    BEFORE.split_whitespace().any(|word| word == before && text.before(at) == Some(' '))
        || spaced && BEHIND.split_whitespace().any(|word| word == next)
        || text.at(end) == Some('\'')
}
