//! Wordings of a bot: `{{ name }}` and `{{ name|을 }}` are filled in, the particle chosen by how the value is said.

/// A value as it is written, and as it is said.
#[derive(Clone, Debug, PartialEq)]
pub struct Word {
    pub written: String,
    pub said: String,
}

/// The values that a wording names; an error when a brace is not closed.
pub fn names(wording: &str) -> Result<Vec<String>, String> {
    let mut names = Vec::new();
    let mut rest = wording;
    while let Some((_, after)) = rest.split_once("{{") {
        let Some((slot, behind)) = after.split_once("}}") else {
            return Err(format!("{wording:?} has {{{{ without }}}}"));
        };
        let name = slot.split('|').next().unwrap_or_default().trim();
        if name.is_empty() {
            return Err(format!("{wording:?} has {{{{ }}}} without a name"));
        }
        names.push(name.to_owned());
        rest = behind;
    }
    Ok(names)
}
