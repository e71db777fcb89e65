//! Wordings of a bot, as a partner may write one, and values in them.

use dialogue::template::{Level, Manner, Template, Value, Values};
use domain::Language;
use jiff::civil::date;

/// The first line is a value, the rest the wording.
pub fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let (value, wording) = text.split_once('\n').unwrap_or(("값", text));
    let Ok(template) = Template::parse(wording) else { return };
    let names = template.names();
    assert!(template.check(&names).is_ok());
    let values: Values = names.iter().map(|name| ((*name).to_owned(), Value::text(value))).collect();
    for (language, level) in [
        (Language::Korean, Level::Polite),
        (Language::Korean, Level::Plain),
        (Language::English, Level::Formal),
    ] {
        let filled = template.fill(&values, &Manner { language, level, today: date(2026, 11, 23) });
        assert!(filled.missing.is_empty() || value.trim().is_empty());
    }
}
