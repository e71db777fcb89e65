//! Money in Korean: `만 원`, `3만 5천 원`, `5달러 30센트`, `천원짜리`.

use rust_decimal::Decimal;

use super::is_end;
use crate::amount::{Of, Term, currency, range, term};
use crate::numeral::korean::candidates;
use crate::numeral::{Form, Numeral};
use crate::text::Text;

/// 만 원, 3만 5천 원, 20달러, 천원짜리; 5달러 30센트.
pub(super) fn money(text: &Text, at: usize, numeral: &Numeral) -> Option<Term> {
    let (value, end, coin) = coins(text, numeral)?;
    let mut found = term(at, end, value, Of::Money(coin.currency), Some((at, numeral.end, numeral.value)));
    if let Some(upto) = numeral.upto {
        found.amount.size = range::closed(numeral.value, upto);
        found.number = None;
    }
    let from = text.past_space(end);
    let more = candidates(text, from).into_iter().find_map(|numeral| coins(text, &numeral));
    if let Some((value, end, _)) = more.filter(|(_, _, rest)| rest.parts_of(coin)) {
        found.amount.size = found.amount.size.map(|size| size.checked_add(value))?;
        found.end = end;
    }
    Some(found)
}

pub(super) fn coins(text: &Text, numeral: &Numeral) -> Option<(Decimal, usize, currency::Coin)> {
    let from = text.past_space(numeral.end);
    let (coin, end) = currency::at(text, from)?;
    let name = text.slice(from..end);
    // 파운드 and 불 stand for other things too; 원 after one letter is a member, a garden.
    let single = name.chars().count() == 1;
    let certain = match numeral.form {
        Form::Figure => true,
        Form::Sino if single => numeral.letters > 1 || numeral.value >= Decimal::ONE_HUNDRED,
        Form::Sino => numeral.letters > 1 || numeral.value != Decimal::TWO || from == numeral.end,
        Form::Native => !single,
        Form::English => false,
    };
    // 십만원대: thereabouts.
    (certain && (is_end(text, end) || text.at(end).is_some_and(|c| "대권".contains(c)))).then_some(())?;
    Some((numeral.value.checked_mul(coin.share)?, end, coin))
}
