//! Sums of money with a sign: `₩1,234` → `1,234원`, `$3.50` → `3달러 50센트`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::rewrite::group;
use super::{NUMBER, pattern};

pub(super) fn read(text: &str) -> String {
    static BEFORE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"([-−]?)(US\$|HK\$|A\$|[₩$€£¥元₫₹₽])\s?({NUMBER})([십백천만억조]*)"))
    });
    static BEHIND: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"({NUMBER})([십백천만억조]*)\s?([₩$€£¥₫₹₽])")));
    let text = BEFORE.replace_all(text, |found: &Captures| {
        let minus = if found[1].is_empty() { "" } else { "마이너스 " };
        format!("{minus}{}", sum(&found[2], &found[3], group(found, 4)))
    });
    BEHIND.replace_all(&text, |found: &Captures| sum(&found[3], &found[1], &found[2])).into_owned()
}

fn sum(sign: &str, amount: &str, unit: &str) -> String {
    let (name, hundredth) = match sign {
        "₩" => ("원", None),
        "€" => ("유로", Some("센트")),
        "£" => ("파운드", Some("펜스")),
        "¥" => ("엔", None),
        "元" => ("위안", None),
        "₫" => ("동", None),
        "₹" => ("루피", None),
        "₽" => ("루블", None),
        "HK$" => ("홍콩달러", Some("센트")),
        "A$" => ("호주달러", Some("센트")),
        _ => ("달러", Some("센트")),
    };
    match (amount.split_once('.'), hundredth) {
        (Some((whole, cents)), Some(hundredth)) if cents.len() == 2 && unit.is_empty() => {
            let cents: u8 = cents.parse().unwrap_or_default();
            match (whole, cents) {
                (_, 0) => format!("{whole}{name}"),
                ("0", _) => format!("{cents}{hundredth}"),
                _ => format!("{whole}{name} {cents}{hundredth}"),
            }
        }
        _ => format!("{amount}{unit}{name}"),
    }
}
