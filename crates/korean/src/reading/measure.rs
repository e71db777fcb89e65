//! Numbers before units in Latin letters and signs: `24°C` → `24도`, `5km` → `5 킬로미터`, `60km/h` → `시속 60 킬로미터`.
//!
//! The units are listed in `data/readings/ko/units.txt`; `{}` says where the number goes if not in front.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::number::QUANTITY;
use super::table::{self, Table};
use super::{NUMBER, pattern};

static UNITS: LazyLock<Table> =
    LazyLock::new(|| table::parse(include_str!("../../../../data/readings/ko/units.txt")));

pub(super) fn read(text: &str) -> String {
    static MEASURED: LazyLock<Regex> = LazyLock::new(|| {
        pattern(&format!(r"({QUANTITY}|{NUMBER})\s?({})($|[^A-Za-z0-9^])", table::alternatives(&UNITS)))
    });
    let read = MEASURED.replace_all(text, |found: &Captures| {
        let reading = UNITS.get(&found[2]).map_or("", String::as_str);
        let measure = match reading.split_once("{}") {
            Some((before, behind)) => format!("{before}{}{behind}", &found[1]),
            None => format!("{} {reading}", &found[1]),
        };
        format!("{measure}{}", &found[3])
    });
    read.into_owned()
}
