//! Amounts as a voice says them: `10 miles`, `시속 60킬로미터`, `섭씨 20도`.

use domain::Language;
use rust_decimal::Decimal;

use super::Unit;
use crate::render;

/// The amount with its unit in words.
pub fn spoken(language: Language, amount: Decimal, unit: &Unit) -> String {
    let number = render::number(amount);
    match language {
        Language::Korean => korean(&number, unit),
        Language::English => {
            let (one, many) = english(unit);
            format!("{number} {}", if amount.abs() == Decimal::ONE { one } else { many })
        }
    }
}

/// The unit alone, in words.
pub fn name(language: Language, unit: &Unit) -> &'static str {
    match (language, unit.korean) {
        (Language::English, _) => english(unit).1,
        (Language::Korean, "°C") => "섭씨",
        (Language::Korean, "°F") => "화씨",
        (Language::Korean, _) => unit.names_ko.first().copied().unwrap_or(unit.korean),
    }
}

fn korean(number: &str, unit: &Unit) -> String {
    let frame = match unit.korean {
        "°C" => Some(("섭씨", "도")),
        "°F" => Some(("화씨", "도")),
        "km/h" => Some(("시속", "킬로미터")),
        "mph" => Some(("시속", "마일")),
        "m/s" => Some(("초속", "미터")),
        _ => None,
    };
    match frame {
        Some((before, after)) => format!("{before} {number}{after}"),
        None => format!("{number}{}", name(Language::Korean, unit)),
    }
}

/// One of them, and several.
fn english(unit: &Unit) -> (&'static str, &'static str) {
    WORDS
        .iter()
        .find(|(symbol, _, _)| *symbol == unit.english)
        .map_or((unit.english, unit.english), |&(_, one, many)| (one, many))
}

const WORDS: &[(&str, &str, &str)] = &[
    ("mm", "millimeter", "millimeters"),
    ("cm", "centimeter", "centimeters"),
    ("m", "meter", "meters"),
    ("km", "kilometer", "kilometers"),
    ("in", "inch", "inches"),
    ("ft", "foot", "feet"),
    ("yd", "yard", "yards"),
    ("mi", "mile", "miles"),
    ("nautical miles", "nautical mile", "nautical miles"),
    ("mg", "milligram", "milligrams"),
    ("g", "gram", "grams"),
    ("kg", "kilogram", "kilograms"),
    ("t", "ton", "tons"),
    ("oz", "ounce", "ounces"),
    ("lb", "pound", "pounds"),
    ("°C", "degree Celsius", "degrees Celsius"),
    ("°F", "degree Fahrenheit", "degrees Fahrenheit"),
    ("K", "kelvin", "kelvins"),
    ("mL", "milliliter", "milliliters"),
    ("L", "liter", "liters"),
    ("m³", "cubic meter", "cubic meters"),
    ("gal", "gallon", "gallons"),
    ("cups", "cup", "cups"),
    ("pt", "pint", "pints"),
    ("qt", "quart", "quarts"),
    ("fl oz", "fluid ounce", "fluid ounces"),
    ("tbsp", "tablespoon", "tablespoons"),
    ("tsp", "teaspoon", "teaspoons"),
    ("m²", "square meter", "square meters"),
    ("km²", "square kilometer", "square kilometers"),
    ("cm²", "square centimeter", "square centimeters"),
    ("ha", "hectare", "hectares"),
    ("acres", "acre", "acres"),
    ("ft²", "square foot", "square feet"),
    ("km/h", "kilometer per hour", "kilometers per hour"),
    ("mph", "mile per hour", "miles per hour"),
    ("m/s", "meter per second", "meters per second"),
    ("knots", "knot", "knots"),
    ("ms", "millisecond", "milliseconds"),
    ("s", "second", "seconds"),
    ("min", "minute", "minutes"),
    ("h", "hour", "hours"),
    ("days", "day", "days"),
    ("weeks", "week", "weeks"),
    ("years", "year", "years"),
    ("bit", "bit", "bits"),
    ("B", "byte", "bytes"),
    ("KB", "kilobyte", "kilobytes"),
    ("MB", "megabyte", "megabytes"),
    ("GB", "gigabyte", "gigabytes"),
    ("TB", "terabyte", "terabytes"),
    ("KiB", "kibibyte", "kibibytes"),
    ("MiB", "mebibyte", "mebibytes"),
    ("GiB", "gibibyte", "gibibytes"),
];
