//! Numbers and signs in English text as words: `3:30 PM` → `three thirty PM`, `2026` → `twenty twenty six`.

use std::sync::LazyLock;

use regex::{Captures, Regex};

/// In the order they must run; the last leaves no digit.
const PASSES: [fn(&str) -> String; 9] =
    [addresses, phones, dates, times, money, fractions, units, signs, numbers];

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

pub fn read(text: &str) -> String {
    PASSES.iter().fold(text.to_owned(), |text, pass| pass(&text))
}

/// Of a web address only the host is read.
fn addresses(text: &str) -> String {
    static PAGE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:https?://(?:www\.)?|www\.)([A-Za-z0-9.-]+)[!-~]*"));
    static MAIL: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"([A-Za-z0-9._-]+)@([A-Za-z0-9-]+)\.([A-Za-z]+)"));
    let text = PAGE.replace_all(text, |found: &Captures| found[1].replace('.', " dot "));
    MAIL.replace_all(&text, "$1 at $2 dot $3").into_owned()
}

/// Digit by digit, with a pause between the groups.
fn phones(text: &str) -> String {
    static PHONE: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(?:\+\d{1,3}[ -])?(?:\(?\d{3}\)?[ -])?\b\d{3}-\d{4}\b"));
    let groups = |number: &str| {
        let groups = number.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty());
        groups.map(digitwise).collect::<Vec<_>>().join(", ")
    };
    PHONE
        .replace_all(text, |found: &Captures| format!("{} ", groups(&found[0])).trim_end().to_owned())
        .into_owned()
}

/// `1/2` → `one half`, `3/4` → `three quarters`.
fn fractions(text: &str) -> String {
    static FRACTION: LazyLock<Regex> = LazyLock::new(|| pattern(r"(^|[^\d/.])(\d{1,2})/(\d{1,3})($|[^\d/])"));
    let text = text.replace('½', " 1/2").replace('¼', " 1/4").replace('¾', " 3/4");
    FRACTION
        .replace_all(&text, |found: &Captures| {
            let (part, whole): (u64, u64) =
                (found[2].parse().unwrap_or_default(), found[3].parse().unwrap_or_default());
            let name = match whole {
                2 if part == 1 => "half".to_owned(),
                2 => "halves".to_owned(),
                4 => format!("quarter{}", if part == 1 { "" } else { "s" }),
                3.. => format!("{}{}", ordinal(whole), if part == 1 { "" } else { "s" }),
                _ => return found[0].to_owned(),
            };
            format!("{}{} {name}{}", &found[1], cardinal(part), &found[4])
        })
        .into_owned()
}

/// `2026-11-23` and `November 23`: the day is an ordinal.
fn dates(text: &str) -> String {
    static FIGURES: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b([12]\d{3})-(\d{1,2})-(\d{1,2})\b"));
    static DAY: LazyLock<Regex> =
        LazyLock::new(|| pattern(&format!(r"\b({})\.? (\d{{1,2}})\b(st|nd|rd|th)?", MONTHS.join("|"))));
    let text = FIGURES.replace_all(text, |found: &Captures| {
        let month = found[2].parse::<usize>().ok().and_then(|month| MONTHS.get(month.wrapping_sub(1)));
        month.map_or_else(|| found[0].to_owned(), |month| format!("{month} {}, {}", &found[3], &found[1]))
    });
    DAY.replace_all(&text, |found: &Captures| {
        format!("{} {}", &found[1], ordinal(found[2].parse().unwrap_or_default()))
    })
    .into_owned()
}

fn times(text: &str) -> String {
    static CLOCK: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"\b(\d{1,2}):([0-5]\d)(?::[0-5]\d)?(?:\s?([AaPp])(?:[Mm]\b|\.[Mm]\.))?"));
    static HALF: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(\d{1,2})\s?([AaPp])(?:[Mm]\b|\.[Mm]\.)"));
    let text = CLOCK.replace_all(text, |found: &Captures| {
        let half = found.get(3).map(|letter| format!(" {}M", letter.as_str().to_uppercase()));
        let minutes = match (&found[2], &half) {
            ("00", None) if found[1].parse::<u8>().is_ok_and(|hour| hour > 12) => " hundred".into(),
            ("00", None) => " o'clock".into(),
            ("00", Some(_)) => String::new(),
            (minutes, _) if minutes.starts_with('0') => format!(" oh {}", &minutes[1..]),
            (minutes, _) => format!(" {minutes}"),
        };
        format!("{}{minutes}{}", &found[1], half.unwrap_or_default())
    });
    HALF.replace_all(&text, |found: &Captures| format!("{} {}M", &found[1], found[2].to_uppercase()))
        .into_owned()
}

fn money(text: &str) -> String {
    static LARGE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"([$€£₩])\s?([\d,]+(?:\.\d+)?)\s?(thousand|million|billion|trillion|[KkMB])\b")
    });
    static SUM: LazyLock<Regex> = LazyLock::new(|| pattern(r"([$€£₩])\s?([\d,]+)(?:\.(\d\d))?\b"));
    let text = LARGE.replace_all(text, |found: &Captures| {
        let unit = match &found[1] {
            "$" => "dollars",
            "€" => "euros",
            "£" => "pounds",
            _ => "won",
        };
        let large = match &found[3] {
            "K" | "k" => "thousand",
            "M" => "million",
            "B" => "billion",
            other => other,
        };
        format!("{} {large} {unit}", &found[2])
    });
    SUM.replace_all(&text, |found: &Captures| {
        let (unit, cent) = match &found[1] {
            "$" => ("dollar", "cent"),
            "€" => ("euro", "cent"),
            "£" => ("pound", "penny"),
            _ => ("won", ""),
        };
        let plural = |count: &str, unit: &str| match (count, unit) {
            ("1" | "01", _) | (_, "won") => unit.to_owned(),
            (_, "penny") => "pence".to_owned(),
            _ => format!("{unit}s"),
        };
        let whole = format!("{} {}", &found[2], plural(&found[2], unit));
        match found.get(3).map(|cents| cents.as_str()) {
            None | Some("00") => whole,
            Some(cents) => format!("{whole} and {} {}", cents.trim_start_matches('0'), plural(cents, cent)),
        }
    })
    .into_owned()
}

fn units(text: &str) -> String {
    const UNITS: [(&str, &str); 30] = [
        ("%", "percent"),
        ("°C", "degrees Celsius"),
        ("℃", "degrees Celsius"),
        ("°F", "degrees Fahrenheit"),
        ("°", "degrees"),
        ("km/h", "kilometers per hour"),
        ("mph", "miles per hour"),
        ("km", "kilometers"),
        ("cm", "centimeters"),
        ("mm", "millimeters"),
        ("kg", "kilograms"),
        ("mg", "milligrams"),
        ("ml", "milliliters"),
        ("mL", "milliliters"),
        ("GB", "gigabytes"),
        ("MB", "megabytes"),
        ("KB", "kilobytes"),
        ("kWh", "kilowatt hours"),
        ("kW", "kilowatts"),
        ("Hz", "hertz"),
        ("ft", "feet"),
        ("lbs", "pounds"),
        ("lb", "pounds"),
        ("oz", "ounces"),
        ("mi", "miles"),
        ("m", "meters"),
        ("g", "grams"),
        ("L", "liters"),
        ("W", "watts"),
        ("V", "volts"),
    ];
    static MEASURE: LazyLock<Regex> = LazyLock::new(|| {
        let mut signs = UNITS.map(|(sign, _)| regex::escape(sign));
        signs.sort_by_key(|sign| std::cmp::Reverse(sign.len()));
        pattern(&format!(r"(\d)\s?({})($|[^A-Za-z])", signs.join("|")))
    });
    MEASURE
        .replace_all(text, |found: &Captures| {
            let name = UNITS.iter().find(|(sign, _)| *sign == &found[2]).map_or("", |(_, name)| name);
            format!("{} {name}{}", &found[1], &found[3])
        })
        .into_owned()
}

fn signs(text: &str) -> String {
    static MINUS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(^|[\s(])[-−](\d)"));
    static RANGE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(\d)[-–~](\d)"));
    const WORDS: [(&str, &str); 9] = [
        (" - ", " minus "),
        ("+", " plus "),
        ("×", " times "),
        ("÷", " divided by "),
        ("=", " equals "),
        ("&", " and "),
        ("@", " at "),
        ("%", " percent "),
        ("#", " number "),
    ];
    let mut text = MINUS.replace_all(text, "${1}minus $2").into_owned();
    text = RANGE.replace_all(&text, "$1 to $2").into_owned();
    for (sign, word) in WORDS {
        text = text.replace(sign, word);
    }
    text
}

fn numbers(text: &str) -> String {
    static DECADE: LazyLock<Regex> = LazyLock::new(|| pattern(r"\b(1[1-9]|20)?([2-9]0)s\b"));
    let text = DECADE.replace_all(text, |found: &Captures| {
        let century = found
            .get(1)
            .map(|century| format!("{} ", cardinal(century.as_str().parse().unwrap_or_default())));
        let tens = cardinal(found[2].parse().unwrap_or_default());
        format!("{}{}ies", century.unwrap_or_default(), tens.trim_end_matches('y'))
    });
    static NUMBER: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?(st\b|nd\b|rd\b|th\b)?"));
    let words = NUMBER.replace_all(&text, |found: &Captures| {
        let digits = found[1].replace(',', "");
        let year = digits.len() == 4 && found[1].len() == 4 && found.get(2).is_none();
        let value = digits.parse::<u64>();
        let whole = match value {
            Ok(value) if found.get(3).is_some() => ordinal(value),
            Ok(value @ 1100..=2099) if year => self::year(value),
            Ok(value) if !digits.starts_with('0') || digits.len() == 1 => cardinal(value),
            _ => digitwise(&digits),
        };
        let decimals = found.get(2).map(|digits| format!(" point {}", digitwise(digits.as_str())));
        // Numbers that touch letters are words of their own: MP3, 5G.
        format!(" {whole}{} ", decimals.unwrap_or_default())
    });
    words.replace(|c: char| c.is_numeric(), " ")
}

fn year(value: u64) -> String {
    match (value / 100, value % 100) {
        (20, 0..=9) => cardinal(value),
        (century, 0) => format!("{} hundred", cardinal(century)),
        (century, rest @ 1..=9) => format!("{} oh {}", cardinal(century), cardinal(rest)),
        (century, rest) => format!("{} {}", cardinal(century), cardinal(rest)),
    }
}

fn digitwise(digits: &str) -> String {
    digits
        .chars()
        .filter_map(|c| c.to_digit(10))
        .map(|digit| cardinal(digit.into()))
        .collect::<Vec<_>>()
        .join(" ")
}

fn cardinal(value: u64) -> String {
    const SMALL: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 10] =
        ["", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];
    const BIG: [(u64, &str); 6] = [
        (1_000_000_000_000_000, "quadrillion"),
        (1_000_000_000_000, "trillion"),
        (1_000_000_000, "billion"),
        (1_000_000, "million"),
        (1_000, "thousand"),
        (100, "hundred"),
    ];
    if let Some((unit, name)) = BIG.iter().find(|(unit, _)| value >= *unit) {
        let rest = value % unit;
        let head = format!("{} {name}", cardinal(value / unit));
        return if rest == 0 { head } else { format!("{head} {}", cardinal(rest)) };
    }
    let index = usize::try_from(value).unwrap_or_default();
    match index {
        0..20 => SMALL[index].into(),
        _ if index % 10 == 0 => TENS[index / 10].into(),
        _ => format!("{} {}", TENS[index / 10], SMALL[index % 10]),
    }
}

fn ordinal(value: u64) -> String {
    let words = cardinal(value);
    let (head, last) = words.rsplit_once(' ').map_or(("", words.as_str()), |(head, last)| (head, last));
    let last = match last {
        "one" => "first".into(),
        "two" => "second".into(),
        "three" => "third".into(),
        "five" => "fifth".into(),
        "eight" => "eighth".into(),
        "nine" => "ninth".into(),
        "twelve" => "twelfth".into(),
        tens if tens.ends_with('y') => format!("{}ieth", &tens[..tens.len() - 1]),
        other => format!("{other}th"),
    };
    format!("{head} {last}").trim_start().to_owned()
}

fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern, run by the test below")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_become_words() {
        let table = [
            ("It is 3:30 PM.", "It is three thirty PM."),
            ("at 10:05 AM", "at ten oh five AM"),
            ("3 p.m. today", "three PM today"),
            ("7:00", "seven o'clock"),
            ("November 23, 2026", "November twenty third, twenty twenty six"),
            ("2026-11-23", "November twenty third, twenty twenty six"),
            ("in 2005", "in two thousand five"),
            ("4.83 km", "four point eight three kilometers"),
            ("80%", "eighty percent"),
            ("-5°C", "minus five degrees Celsius"),
            ("$12.50", "twelve dollars and fifty cents"),
            ("1,234,567", "one million two hundred thirty four thousand five hundred sixty seven"),
            ("12 × 8 = 96", "twelve times eight equals ninety six"),
            ("the 2nd and 20th", "the second and twentieth"),
            ("007", "zero zero seven"),
            ("14:30", "fourteen thirty"),
            ("18:00", "eighteen hundred"),
            ("$1.5 million", "one point five million dollars"),
            ("€2B", "two billion euros"),
            ("1/2 cup", "one half cup"),
            ("3/4", "three quarters"),
            ("2/3 of it", "two thirds of it"),
            ("555-1234", "five five five, one two three four"),
            ("the 1990s", "the nineteen nineties"),
            ("the 80s", "the eighties"),
            ("₩5,000", "five thousand won"),
        ];
        for (text, expected) in table {
            let words = read(text);
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let tidy = words.replace(" ,", ",").replace(" .", ".");
            assert_eq!(tidy, expected, "{text}");
        }
    }
}
