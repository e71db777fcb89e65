//! Numbers before units in Latin letters and signs: `24°C` → `24도`, `5km` → `5 킬로미터`, `60km/h` → `시속 60 킬로미터`,
//! `15km/L` → `리터당 15 킬로미터`.
//!
//! The units are listed in `data/readings/ko/units.txt`; `{}` says where the number goes if not in front.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::agreement::{PARTICLE, agreeing};
use super::number::QUANTITY;
use super::rewrite::{group, rewrite};
use super::table::{self, Table};
use super::{NUMBER, pattern};

static UNITS: LazyLock<Table> =
    LazyLock::new(|| table::parse(include_str!("../../../../data/readings/ko/units.txt")));

pub(super) fn read(text: &str) -> String {
    static MEASURED: LazyLock<Regex> = LazyLock::new(|| {
        let units = table::alternatives(&UNITS);
        pattern(&format!(r"({QUANTITY}|{NUMBER})\s?({units})(?:/({units})({PARTICLE})?)?"))
    });
    static ANGLE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r#"(\d+)°\s?(\d+)['′’]\s?(?:(\d+(?:\.\d+)?)(?:["”]|′′|''))?"#));
    let text = ANGLE.replace_all(text, |found: &Captures| {
        let seconds = found.get(3).map(|seconds| format!(" {}초", seconds.as_str())).unwrap_or_default();
        format!("{}도 {}분{seconds}", &found[1], &found[2])
    });
    let text = rewrite(&text, &MEASURED, |found, sides| {
        let goes_on = |c: char| c.is_ascii_alphanumeric() || c == '^';
        if sides.next().is_some_and(goes_on) { None } else { measured(found) }
    });
    TWICE.replace_all(&text, "$1").into_owned()
}

/// 시속 60km/h says 시속 already.
static TWICE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(시속|초속|화씨)\s+(?:시속|초속|화씨)"));

fn measured(found: &Captures) -> Option<String> {
    let (number, unit, per) = (&found[1], UNITS.get(&found[2])?, UNITS.get(group(found, 3)));
    let measure = match unit.split_once("{}") {
        Some((before, behind)) => format!("{before}{number}{behind}"),
        None => format!("{number} {unit}"),
    };
    // Who wrote `15㎍/㎥예요` read the units the other way round.
    let particle = agreeing(&measure, group(found, 4));
    Some(match per {
        Some(per) => format!("{per}당 {measure}{particle}"),
        None => measure,
    })
}
