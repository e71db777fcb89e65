//! What somebody may want to ask next: a catalogue of its own, whose feedback is what people asked.
//!
//! What a person asks most comes first, then what others ask and they have not asked yet, then what is general.

use std::cmp::Reverse;
use std::sync::Arc;

use dialogue::Question;
use domain::{Code, Feedback, FeedbackKind, Language, PersonId, Problem};
use jiff::Timestamp;
use recommend::{Request, Shelf};

use crate::Hub;
use crate::hub::Core;

/// What the catalogue is called.
pub(super) const CATALOG: &str = "questions";
/// So many of the person's own come first: the others show what else there is.
const MOST_OWN: usize = 2;

impl Core {
    /// Remembers that this was asked for, when it is one of the questions that are suggested.
    pub async fn remember_asked(self: &Arc<Self>, person: PersonId, asked: &str) {
        let mut known = Language::ALL.into_iter().flat_map(|language| self.converse.questions(language));
        if !known.any(|question| question.asks == asked) {
            return;
        }
        let feedback = Feedback::new(&person.to_string(), asked, FeedbackKind::Play, self.clock.now());
        if let Err(problem) = (Hub { core: self.clone() }).record_feedback(CATALOG, vec![feedback]).await {
            tracing::warn!(%problem, "what was asked is not remembered");
        }
    }

    /// At most so many, the likeliest first.
    pub async fn suggestions(
        &self,
        person: PersonId,
        language: Language,
        count: usize,
    ) -> Result<Vec<String>, Problem> {
        let questions = self.converse.questions(language);
        if questions.is_empty() {
            return Ok(Vec::new());
        }
        let (entry, now) = (self.entry_or_new(CATALOG).await?, self.clock.now());
        let ranked = entry.read(|shelf| ranked(shelf, &questions, &person.to_string(), now));
        Ok(ranked
            .map_err(|_| Code::Internal)?
            .into_iter()
            .take(count)
            .map(|question| question.say.clone())
            .collect())
    }
}

fn ranked<'a>(
    shelf: &Shelf,
    questions: &'a [Question],
    person: &str,
    now: Timestamp,
) -> Result<Vec<&'a Question>, recommend::RequestError> {
    let doing = |question: &Question| {
        let number = shelf.catalog.number_of(&question.asks)?;
        shelf.catalog.person(person)?.get(&number).copied()
    };
    let mut own: Vec<_> =
        questions.iter().filter_map(|question| Some((doing(question)?, question))).collect();
    own.sort_by_key(|(doing, _)| (Reverse(doing.times), Reverse(doing.at)));
    let mut ranked: Vec<&Question> = own.into_iter().take(MOST_OWN).map(|(_, question)| question).collect();
    let request =
        Request { person: Some(person), diversity: 0.0, count: questions.len().max(1), ..Request::default() };
    let of_others = shelf.recommend(&request, now)?;
    let of_others = of_others.iter().filter_map(|found| questions.iter().find(|one| one.asks == found.item));
    for question in of_others.chain(questions) {
        if !ranked.contains(&question) {
            ranked.push(question);
        }
    }
    Ok(ranked)
}
