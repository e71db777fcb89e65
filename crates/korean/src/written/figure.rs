//! Numbers in figures, the Korean way: `3,500`, `12만 3,000`.

const MYRIADS: [&str; 5] = ["", "만", "억", "조", "경"];

/// Commas up to ten thousand, then 만, 억, 조 and 경 between groups: `12만 3,000`.
pub(super) fn grouped(value: u128) -> String {
    if value < 10_000 {
        return commas(value);
    }
    let mut groups = Vec::new();
    let mut rest = value;
    for (i, name) in MYRIADS.iter().enumerate() {
        let last = i + 1 == MYRIADS.len();
        let group = if last { rest } else { rest % 10_000 };
        rest = if last { 0 } else { rest / 10_000 };
        if group > 0 {
            groups.push(format!("{}{name}", commas(group)));
        }
    }
    groups.reverse();
    groups.join(" ")
}

/// `13,000`.
pub(super) fn commas(value: u128) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
