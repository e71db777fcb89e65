//! What partners' bots were asked: counted in memory, and written down together every few seconds, before somebody reads it, and
//! when the server stops. A turn waits for none of this; a server that falls over forgets the last few seconds.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use dialogue::{Handled, Unanswered};
use domain::{BotId, BotQuestion, Input, Language, Nearest, PartnerBot, PersonId, Problem, Tally, Turn};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use store::{BotRecord, RecordBounds};

use super::question_text::question_text;
use crate::hub::Core;
use crate::problem::told;

/// It is written down this often.
const OFTEN: SignedDuration = SignedDuration::from_secs(10);
const HOUR: i64 = 60 * 60;
/// So long hours and questions are kept.
const KEPT_HOURS: SignedDuration = SignedDuration::from_hours(400 * 24);
const KEPT_QUESTIONS: SignedDuration = SignedDuration::from_hours(90 * 24);
/// Questions that are kept of a bot.
pub(super) const MOST_QUESTIONS: u32 = 500;
/// Different questions of a bot that wait in memory to be written down.
const MOST_WAITING: usize = 200;

/// What has happened since it was written down last.
#[derive(Default)]
pub(crate) struct Records {
    counted: Mutex<HashMap<BotId, BotRecord>>,
    /// Held while it is written down, so that whoever reads then reads all of it.
    writing: tokio::sync::Mutex<()>,
}

impl Records {
    fn counted(&self) -> MutexGuard<'_, HashMap<BotId, BotRecord>> {
        self.counted.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn note(&self, bot: BotId, hour: Timestamp, tally: &Tally, question: Option<BotQuestion>) {
        let mut counted = self.counted();
        let record = counted.entry(bot).or_insert_with(|| empty(bot));
        record.hours.entry(hour).or_default().add(tally);
        question.into_iter().for_each(|question| add(record, question));
    }

    /// What could not be written down waits for the next time.
    fn put_back(&self, records: Vec<BotRecord>) {
        let mut counted = self.counted();
        for BotRecord { bot, hours, questions } in records {
            let record = counted.entry(bot).or_insert_with(|| empty(bot));
            hours.iter().for_each(|(hour, tally)| record.hours.entry(*hour).or_default().add(tally));
            questions.into_iter().for_each(|question| add(record, question));
        }
    }
}

impl Core {
    /// Counts what a bot of a partner did with a turn of somebody who has added it.
    pub fn count_turn(&self, person: PersonId, reached: &[PartnerBot], turn: &Turn, handled: Handled) {
        // A bot of the install may have the id of a partner's: what is said to it is nobody's to read.
        let bot = reached.iter().find(|bot| bot.handle == handled.bot && handled.added);
        let Some(bot) = bot else { return };
        let now = self.clock.now();
        let Some(hour) = hour_of(now) else { return };
        let waited = Duration::try_from(now.duration_since(turn.received_at)).unwrap_or_default();
        // What a bot tells by itself is nobody's turn.
        let by_person = !matches!(turn.input, Input::Told(_) | Input::Notice);
        let mut tally = Tally { errors: u64::from(handled.failed), ..Tally::default() };
        if by_person {
            tally.turns = 1;
            tally.fallbacks = u64::from(handled.unanswered.is_some());
            handled.block.iter().for_each(|block| tally.add_block(block, 1));
            tally.waits.note(waited);
            tally.people.note(unnamed(person, bot.id));
        }
        let question = handled.unanswered.filter(|_| by_person);
        let question = question.and_then(|question| self.question(question, turn.language, now));
        self.records.note(bot.id, hour, &tally, question);
    }

    fn question(&self, question: Unanswered, language: Language, now: Timestamp) -> Option<BotQuestion> {
        let text = question_text(&question.sentence?)?;
        let nearest = question.nearest.map(|(block, confidence)| Nearest { block, confidence });
        let id = self.ids.next();
        Some(BotQuestion { id, text, language, times: 1, first_at: now, last_at: now, nearest })
    }

    /// Writes down what was counted: all bots in one transaction.
    pub async fn write_records(&self) -> Result<(), Problem> {
        let _alone = self.records.writing.lock().await;
        let records: Vec<BotRecord> = self.records.counted().drain().map(|(_, record)| record).collect();
        if records.is_empty() {
            return Ok(());
        }
        let now = self.clock.now();
        let since = |kept| now.checked_sub(kept).unwrap_or(Timestamp::MIN);
        let bounds = RecordBounds {
            hours_since: since(KEPT_HOURS),
            questions_since: since(KEPT_QUESTIONS),
            questions: MOST_QUESTIONS,
        };
        let written = self.store.record_bots(&records, &bounds).await;
        written.map_err(|error| {
            self.records.put_back(records);
            told(error)
        })
    }

    /// Until the server stops, which writes once more.
    pub async fn watch_records(&self) {
        while !self.stopping.is_cancelled() {
            let next = self.clock.now() + OFTEN;
            tokio::select! {
                () = self.waker.sleep_until(next) => {}
                () = self.stopping.cancelled() => return,
            }
            if let Err(problem) = self.write_records().await {
                tracing::warn!(%problem, "what bots were asked could not be written down yet");
            }
        }
    }
}

fn empty(bot: BotId) -> BotRecord {
    BotRecord { bot, hours: Default::default(), questions: Vec::new() }
}

/// The same question is counted on.
fn add(record: &mut BotRecord, question: BotQuestion) {
    let full = record.questions.len() >= MOST_WAITING;
    match record.questions.iter_mut().find(|known| known.text == question.text) {
        Some(known) => {
            known.times += question.times;
            known.first_at = known.first_at.min(question.first_at);
            known.last_at = known.last_at.max(question.last_at);
            known.nearest = question.nearest;
        }
        None if full => {}
        None => record.questions.push(question),
    }
}

pub(super) fn hour_of(time: Timestamp) -> Option<Timestamp> {
    Timestamp::from_second(time.as_second().div_euclid(HOUR) * HOUR).ok()
}

/// A number that tells the people of a bot apart. It is another one with every bot.
fn unnamed(person: PersonId, bot: BotId) -> u64 {
    let digest = Sha256::new().chain_update(bot.to_bytes()).chain_update(person.to_bytes()).finalize();
    digest.iter().take(8).fold(0, |number, byte| (number << 8) | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn question(text: &str) -> BotQuestion {
        let at = Timestamp::UNIX_EPOCH;
        let id = domain::QuestionId::fixed(1);
        BotQuestion {
            id,
            text: text.into(),
            language: Language::Korean,
            times: 1,
            first_at: at,
            last_at: at,
            nearest: None,
        }
    }

    #[test]
    fn what_could_not_be_written_is_added_to_what_came_since() {
        let (records, bot) = (Records::default(), BotId::fixed(7));
        let tally = Tally { turns: 1, ..Tally::default() };
        records.note(bot, Timestamp::UNIX_EPOCH, &tally, Some(question("하나")));
        let taken: Vec<BotRecord> = records.counted().drain().map(|(_, record)| record).collect();
        records.note(bot, Timestamp::UNIX_EPOCH, &tally, Some(question("하나")));
        records.put_back(taken);
        let counted = records.counted();
        let record = &counted[&bot];
        assert_eq!(record.hours[&Timestamp::UNIX_EPOCH].turns, 2);
        assert_eq!((record.questions.len(), record.questions[0].times), (1, 2));
    }

    #[test]
    fn memory_is_bounded_however_much_is_asked() {
        let (records, bot) = (Records::default(), BotId::fixed(7));
        for number in 0..2000_u128 {
            let mut tally = Tally { turns: 1, ..Tally::default() };
            tally.people.note(unnamed(PersonId::fixed(number), bot));
            records.note(bot, Timestamp::UNIX_EPOCH, &tally, Some(question(&number.to_string())));
        }
        let counted = records.counted();
        let record = &counted[&bot];
        assert_eq!(record.questions.len(), MOST_WAITING);
        let people = &record.hours[&Timestamp::UNIX_EPOCH].people;
        assert!(
            people.numbers().count() == 512 && (1700..2300).contains(&people.size()),
            "{}",
            people.size()
        );
    }
}
