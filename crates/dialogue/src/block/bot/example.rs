//! Example sentences, with the parts that are entities.

use super::super::letters::plain;

/// Longer sentences teach nothing about what people say.
pub(super) const MOST_LETTERS: usize = 300;

/// A sentence, and which parts of it are entities.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    pub text: String,
    pub tags: Vec<Tag>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Tag {
    pub text: String,
    /// As it is written: `city`, or with a role `city:departure`.
    pub entity: String,
}

impl Tag {
    /// The entity without the role.
    #[must_use]
    pub fn name(&self) -> &str {
        self.entity.split_once(':').map_or(self.entity.as_str(), |(name, _)| name)
    }

    /// What it is in the sentence, where several of one entity stand: `[서울](city:departure)에서 [부산](city:arrival)`.
    #[must_use]
    pub fn role(&self) -> Option<&str> {
        self.entity.split_once(':').map(|(_, role)| role)
    }
}

impl Example {
    /// Reads `[내일](sys.date) 날씨 알려 줘`.
    pub fn parse(line: &str) -> Result<Self, String> {
        if line.chars().count() > MOST_LETTERS {
            return Err(format!(
                "a sentence of {} letters; the limit is {MOST_LETTERS}",
                line.chars().count()
            ));
        }
        let (mut text, mut tags, mut rest) = (String::new(), Vec::new(), line);
        while let Some(start) = rest.find('[') {
            let inside = &rest[start + 1..];
            let Some((tagged, after)) = inside.split_once("](") else { break };
            let Some((entity, after)) = after.split_once(')') else {
                return Err(format!("the tag of {tagged:?} has no closing `)`"));
            };
            if tagged.trim().is_empty() || tagged.contains('[') || entity.trim().is_empty() {
                return Err(format!("{line:?} has a tag that is not written as [words](entity)"));
            }
            text.push_str(&rest[..start]);
            text.push_str(tagged);
            tags.push(Tag { text: tagged.to_owned(), entity: entity.trim().to_owned() });
            rest = after;
        }
        text.push_str(rest);
        let text = text.trim().to_owned();
        if plain(&text).is_empty() {
            return Err(format!("{line:?} has no letters"));
        }
        Ok(Self { text, tags })
    }
}
