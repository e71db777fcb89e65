//! Wordings of a bot: its templates, checked when the bot is read and filled when it speaks.

use std::collections::BTreeMap;

use domain::Language;
use jiff::civil::Date;

use crate::template::{Level, Manner, Template, TemplateError, Value};

/// Values by the names that wordings use.
pub type Named = BTreeMap<String, Value>;

/// A wording is well-formed, and names only values that are known; without a list any will do.
pub fn check(wording: &str, known: Option<&[&str]>) -> Result<(), TemplateError> {
    let template = Template::parse(wording)?;
    known.map_or(Ok(()), |known| template.check(known))
}

/// The wording with its values, as it is written and as it is said.
pub fn fill(
    wording: &str,
    values: &Named,
    level: Level,
    language: Language,
    today: Date,
) -> (String, String) {
    // A wording that is no template was refused when the bot was read; one from elsewhere is said as it is.
    match Template::parse(wording) {
        Ok(template) => {
            let filled = template.fill(values, &Manner { language, level, today });
            (filled.written, filled.spoken)
        }
        Err(_) => (wording.to_owned(), wording.to_owned()),
    }
}
