//! Addresses and lines: the hyphen of a house number (`110번길 12-3` → `12 다시 3`), buses called digit by digit (`9401번
//! 버스`), floors below ground (`B1층`).

use std::sync::LazyLock;

use regex::Regex;

use super::number::{digitwise, sino};
use super::pattern;
use super::rewrite::{group, rewrite};

pub(super) fn read(text: &str) -> String {
    static FLOOR: LazyLock<Regex> = LazyLock::new(|| pattern(r"(^|[^A-Za-z])B\s?(\d{1,2})(층|F)"));
    static HOUSE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"([로길동리가]|산)(\s)(\d{1,4})-(\d{1,4})(번지)?"));
    static BUS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:([A-Z])\s?)?(\d{1,4})(?:-(\d{1,2}))?(번?\s?(?:광역\s?|마을\s?|시내\s?|좌석\s?|급행\s?)?버스)",
        )
    });
    let text = FLOOR.replace_all(text, "${1}지하 ${2}층");
    let text = rewrite(&text, &HOUSE, |found, sides| {
        let number = sides.next().is_none_or(|c| !c.is_ascii_digit() && c != '-');
        let place = &found[1] == "산"
            || sides.last().is_some_and(|c| crate::jamo::is_syllable(c) || c.is_ascii_digit());
        let lot = if group(found, 5).is_empty() { "" } else { " 번지" };
        (number && place)
            .then(|| format!("{}{}{} 다시 {}{lot}", &found[1], &found[2], sino(&found[3]), sino(&found[4])))
    });
    rewrite(&text, &BUS, |found, sides| {
        if sides.last().is_some_and(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '-')) {
            return None;
        }
        let letter = group(found, 1);
        let spelt = !letter.is_empty() || found[2].len() == 4;
        let line = if spelt { digitwise(&found[2], "공") } else { sino(&found[2]) };
        let branch =
            found.get(3).map(|branch| format!(" 다시 {}", sino(branch.as_str()))).unwrap_or_default();
        let space = if letter.is_empty() { "" } else { " " };
        Some(format!("{letter}{space}{line}{branch} {}", found[4].trim_start()))
    })
}
