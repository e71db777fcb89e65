//! How a bot is shown to people who do not know it yet.

use super::BotError;
use super::reader::Reader;

const MOST_DESCRIPTION: usize = 400;
const MOST_ADDRESS: usize = 2000;
const MOST_CATEGORIES: usize = 10;
const MOST_CATEGORY: usize = 30;

impl Reader<'_> {
    pub(super) fn shown(
        &self,
        description: Option<&str>,
        picture: Option<&str>,
        categories: &[String],
    ) -> Result<(), BotError> {
        if description.is_some_and(|text| text.chars().count() > MOST_DESCRIPTION) {
            let reason = format!("it has more than {MOST_DESCRIPTION} characters");
            return Err(self.wrong("description", "description:", reason));
        }
        if let Some(picture) = picture.filter(|address| !is_address(address)) {
            let reason = format!("{picture:?} is no address: write one that begins with https://");
            return Err(self.wrong("picture", "picture:", reason));
        }
        if categories.len() > MOST_CATEGORIES {
            let reason = format!("there are {}; at most {MOST_CATEGORIES} may be", categories.len());
            return Err(self.wrong("categories", "categories:", reason));
        }
        let wrong = |name: &&String| name.trim().is_empty() || name.chars().count() > MOST_CATEGORY;
        match categories.iter().find(wrong) {
            Some(name) => Err(self.wrong("categories", name, format!("{name:?} is too short or too long"))),
            None => Ok(()),
        }
    }
}

/// Of the web, without anything that ends it early where it is shown.
fn is_address(address: &str) -> bool {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty())
        && address.len() <= MOST_ADDRESS
        && !address.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '"' | '<' | '>'))
}
