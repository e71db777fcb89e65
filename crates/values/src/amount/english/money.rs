//! Money in English: `$5.50`, `five dollars and thirty cents`, `$3bn`.

use rust_decimal::Decimal;

use super::Read;
use crate::amount::{Of, Term, currency, term};
use crate::numeral::english::{gap, read as numeral};
use crate::numeral::{Form, Numeral};
use crate::text::Text;

/// `five dollars and thirty cents`, `20 bucks`, `5 euros`.
pub(super) fn money(text: &Text, numeral: &Numeral) -> Read {
    let coin = |numeral: &Numeral| {
        let from = gap(text, numeral.end);
        currency::at(text, from)
            .filter(|(_, end)| *end > from && text.at(from).is_some_and(|c| !crate::text::is_hangul(c)))
    };
    if let Some(end) = pence(text, numeral) {
        let pounds = numeral.value.checked_div(Decimal::ONE_HUNDRED)?;
        return Some((pounds, end, Of::Money(currency::by_code("GBP")?)));
    }
    let (first, mut end) = coin(numeral).or_else(|| pounds(text, numeral))?;
    let plain_end = end;
    let mut value = numeral.value.checked_mul(first.share)?;
    let from = gap(text, text.word(gap(text, end), "and").unwrap_or(end));
    let more = super::numeral(text, from).and_then(|more| Some((coin(&more)?, more.value)));
    if let Some(((coin, behind), number)) = more
        && coin.parts_of(first)
    {
        (value, end) = (value.checked_add(number.checked_mul(coin.share)?)?, behind);
    }
    // Three dollars fifty.
    let cents = super::numeral(text, gap(text, end))
        .filter(|more| whole_coin(first) && more.value.is_integer() && more.value < Decimal::ONE_HUNDRED)
        .filter(|more| numeral.value.is_integer() && more.form == numeral.form && more.value >= Decimal::TEN)
        .filter(|more| more.end > end && !text.at(more.end + 1).is_some_and(char::is_alphabetic));
    if let Some(more) = cents.filter(|_| end == plain_end) {
        (value, end) = (value.checked_add(more.value.checked_div(Decimal::ONE_HUNDRED)?)?, more.end);
    }
    Some((value, end, Of::Money(first.currency)))
}

/// Three pounds fifty are money, three pounds of it a weight.
fn pounds(text: &Text, numeral: &Numeral) -> Option<(currency::Coin, usize)> {
    let end = ["pounds", "pound"].iter().find_map(|name| text.word(gap(text, numeral.end), name))?;
    let pence = super::numeral(text, gap(text, end)).filter(|more| more.end > gap(text, end))?;
    let coins = pence.value.is_integer() && (Decimal::TEN..Decimal::ONE_HUNDRED).contains(&pence.value);
    let last = !text.at(text.past_space(pence.end)).is_some_and(char::is_alphabetic);
    let coin = currency::Coin { currency: currency::by_code("GBP")?, share: Decimal::ONE };
    (coins && last && pence.form == numeral.form).then_some((coin, end))
}

/// 50p; but 480p is a picture.
fn pence(text: &Text, numeral: &Numeral) -> Option<usize> {
    let small = numeral.value.is_integer() && numeral.value < Decimal::ONE_HUNDRED;
    text.word(numeral.end, "p").filter(|_| small && numeral.form == Form::Figure)
}

/// `$5.50`, `€20`, `US$ 3.5 million`, `USD 5`; `-$20`.
pub(super) fn priced(text: &Text, at: usize) -> Option<Term> {
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

/// Dollars, euros, pounds: what cents are said of.
fn whole_coin(coin: currency::Coin) -> bool {
    coin.share == Decimal::ONE && matches!(coin.currency.code, "USD" | "EUR" | "GBP" | "AUD" | "CAD")
}
