//! Money: `만 원`, `$5.50`, `five bucks`, `20 cents`. Listed in `data/values/currencies.txt`.

use std::sync::LazyLock;

use rust_decimal::Decimal;

use super::names::{Names, listed, rows};
use crate::text::Text;

/// A currency by its ISO 4217 code.
#[derive(Debug, PartialEq, Eq)]
pub struct Currency {
    pub code: &'static str,
    /// Its common name in Korean, as Kakao's skills read it.
    pub korean: &'static str,
}

/// A name of money: a currency, and the share of its main unit that is meant.
#[derive(Clone, Copy, Debug)]
pub(super) struct Coin {
    pub currency: &'static Currency,
    pub share: Decimal,
}

impl Coin {
    /// Cents of these dollars, or of whatever else has cents.
    pub fn parts_of(self, whole: Self) -> bool {
        const CENTS: [&str; 7] = ["EUR", "AUD", "CAD", "NZD", "SGD", "HKD", "USD"];
        let cents = self.currency.code == "USD" && CENTS.contains(&whole.currency.code);
        (cents || self.currency == whole.currency) && self.share < whole.share
    }
}

/// Korean and English names at `at`.
pub(super) fn at(text: &Text, at: usize) -> Option<(Coin, usize)> {
    TABLE.0.at(text, at).next()
}

/// Signs before a number at `at`.
pub(super) fn sign(text: &Text, at: usize) -> Option<(Coin, usize)> {
    TABLE.1.at(text, at).next()
}

/// The currency with this code.
pub(super) fn by_code(code: &str) -> Option<&'static Currency> {
    TABLE.2.iter().copied().find(|currency| currency.code == code)
}

static TABLE: LazyLock<(Names<Coin>, Names<Coin>, Vec<&'static Currency>)> = LazyLock::new(|| {
    let (mut names, mut signs) = (Vec::new(), Vec::new());
    let mut known: Vec<&'static Currency> = Vec::new();
    for row in rows(include_str!("../../../../data/values/currencies.txt"), '|') {
        let [code, share, korean, english, before] = row[..] else { continue };
        let currency = known.iter().find(|known| known.code == code).copied().unwrap_or_else(|| {
            let korean = listed(korean).next().unwrap_or(code);
            // There is one of each for as long as the program runs.
            Box::leak(Box::new(Currency { code, korean }))
        });
        known.push(currency);
        let coin = Coin { currency, share: share.parse().unwrap_or(Decimal::ONE) };
        names.extend(listed(korean).chain(listed(english)).map(|name| (name, coin)));
        signs.extend(listed(before).map(|name| (name, coin)));
    }
    (Names::new(names), Names::new(signs), known)
});
