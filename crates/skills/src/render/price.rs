//! What a commerce card says of its price.

use domain::{Language, Price};

use crate::response::CommerceCard;

/// By the rule of the contract: a discounted price always counts; else the discount is taken off. A rate is shown beside
/// a discounted price only, and instead of an amount.
pub fn of(card: &CommerceCard, language: Language) -> Price {
    let now = match (card.discounted_price, card.discount) {
        (Some(price), _) => price,
        (None, Some(discount)) => card.price.saturating_sub(discount).max(0),
        (None, None) => card.price,
    };
    let discount = match (card.discounted_price, card.discount_rate, card.discount) {
        (Some(_), Some(rate), _) => Some(format!("{rate}%")),
        (_, _, Some(discount)) => Some(won(discount, language)),
        _ => None,
    };
    let before = (now != card.price).then(|| won(card.price, language));
    Price { now: won(now, language), discount: discount.filter(|_| before.is_some()), before }
}

/// "12,900원", "₩12,900".
fn won(amount: i64, language: Language) -> String {
    let digits = amount.unsigned_abs().to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    let sign = if amount < 0 { "-" } else { "" };
    match language {
        Language::Korean => format!("{sign}{grouped}원"),
        Language::English => format!("{sign}₩{grouped}"),
    }
}

/// The amount that a price says: 12900 of "12,900원".
pub fn amount(price: &str) -> Option<i64> {
    let digits: String = price.chars().filter(char::is_ascii_digit).collect();
    let plain = price.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | ' ' | '원' | '₩'));
    if plain { digits.parse().ok() } else { None }
}
