//! What bots were asked, and what they could not answer.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use domain::{AuditAction, BotId, BotQuestion, Language, Nearest, PartnerBot, QuestionId, Tally};
use jiff::{SignedDuration, Timestamp};
use store::{BotRecord, RecordBounds, Store};

use super::partner_bots::{bot, draft};
use super::partners::{entry, with_a_partner};
use super::{Bed, time};

/// Nothing is too old; two questions are kept.
const BOUNDS: RecordBounds =
    RecordBounds { hours_since: Timestamp::UNIX_EPOCH, questions_since: Timestamp::UNIX_EPOCH, questions: 2 };

async fn with_a_bot(bed: &dyn Bed) -> (Arc<dyn Store>, PartnerBot) {
    let (store, flowers, jiwoo) = with_a_partner(bed).await;
    let roses = bot(1, &flowers, "roses");
    let made = entry(10, &flowers, &jiwoo, AuditAction::BotCreated);
    store.add_bot(&roses, &draft("bot: roses"), &made).await.unwrap();
    (store, roses)
}

/// The beginning of an hour of the day all cases play on.
fn hour(hour: i64) -> Timestamp {
    time("2026-11-23T00:00:00Z") + SignedDuration::from_hours(hour)
}

/// Some turns of these people, of one block.
fn tally(people: &[u64], block: &str) -> Tally {
    let mut tally = Tally { turns: people.len() as u64, fallbacks: 1, errors: 2, ..Tally::default() };
    tally.add_block(block, 3);
    tally.waits.note(Duration::from_millis(30));
    people.iter().for_each(|person| tally.people.note(*person));
    tally
}

fn hours(bot: &PartnerBot, hours: &[(i64, Tally)]) -> BotRecord {
    let hours = hours.iter().map(|(at, tally)| (hour(*at), tally.clone())).collect();
    BotRecord { bot: bot.id, hours, questions: Vec::new() }
}

pub async fn hours_are_added_up(bed: &dyn Bed) {
    let (store, roses) = with_a_bot(bed).await;
    let gone = BotRecord {
        bot: BotId::fixed(9),
        hours: BTreeMap::from([(hour(1), tally(&[1], "a"))]),
        questions: Vec::new(),
    };
    let first = hours(&roses, &[(1, tally(&[1, u64::MAX], "a")), (2, tally(&[3], "b"))]);
    store.record_bots(&[gone, first], &BOUNDS).await.unwrap();
    store.record_bots(&[hours(&roses, &[(1, tally(&[1, 5], "b"))])], &BOUNDS).await.unwrap();
    let mut sum = tally(&[1, u64::MAX], "a");
    sum.add(&tally(&[1, 5], "b"));
    assert_eq!((sum.turns, sum.people.size()), (4, 3));
    let kept = bed.open().await.bot_hours(roses.id, hour(0), hour(3)).await.unwrap();
    assert_eq!(kept, [(hour(1), sum), (hour(2), tally(&[3], "b"))]);
    assert_eq!(store.bot_hours(roses.id, hour(2), hour(9)).await.unwrap().len(), 1);
    assert_eq!(store.bot_hours(roses.id, hour(0), hour(1)).await.unwrap(), []);
    assert_eq!(store.bot_hours(BotId::fixed(9), hour(0), hour(3)).await.unwrap(), []);
    let since = RecordBounds { hours_since: hour(2), ..BOUNDS };
    store.record_bots(&[hours(&roses, &[])], &since).await.unwrap();
    assert_eq!(
        store.bot_hours(roses.id, hour(0), hour(3)).await.unwrap().len(),
        1,
        "old hours are forgotten"
    );
}

fn question(number: u128, text: &str, at: i64) -> BotQuestion {
    BotQuestion {
        id: QuestionId::fixed(number),
        text: text.into(),
        language: Language::Korean,
        times: 1,
        first_at: hour(at),
        last_at: hour(at),
        nearest: (number == 1).then(|| Nearest { block: "hours".into(), confidence: 0.25 }),
    }
}

async fn ask(store: &dyn Store, bot: &PartnerBot, questions: Vec<BotQuestion>, bounds: &RecordBounds) {
    let record = BotRecord { bot: bot.id, hours: BTreeMap::new(), questions };
    store.record_bots(&[record], bounds).await.unwrap();
}

pub async fn questions_wait_until_they_are_settled(bed: &dyn Bed) {
    let (store, roses) = with_a_bot(bed).await;
    ask(&*store, &roses, vec![question(1, "하나", 1), question(2, "둘", 2)], &BOUNDS).await;
    ask(&*store, &roses, vec![question(3, "하나", 5), question(1, "하나", 0)], &BOUNDS).await;
    let first = BotQuestion { times: 3, first_at: hour(0), last_at: hour(5), ..question(1, "하나", 1) };
    let listed = store.bot_questions(roses.id, 9).await.unwrap();
    assert_eq!(listed, [first, question(2, "둘", 2)], "the latest first, each once");
    assert_eq!(store.bot_questions(roses.id, 1).await.unwrap().len(), 1);

    // One is put away until it is asked again, the other for good.
    assert!(!store.settle_question(BotId::fixed(9), QuestionId::fixed(1), true).await.unwrap());
    assert!(store.settle_question(roses.id, QuestionId::fixed(1), false).await.unwrap());
    assert!(store.settle_question(roses.id, QuestionId::fixed(2), true).await.unwrap());
    assert!(!store.settle_question(roses.id, QuestionId::fixed(2), false).await.unwrap());
    ask(&*store, &roses, vec![question(4, "하나", 6), question(5, "둘", 6)], &BOUNDS).await;
    let texts = async || -> Vec<String> {
        store.bot_questions(roses.id, 9).await.unwrap().into_iter().map(|its| its.text).collect()
    };
    assert_eq!(texts().await, ["하나"]);

    // There are never more than the bounds say, and none that is older.
    ask(&*store, &roses, vec![question(6, "셋", 7), question(7, "넷", 8)], &BOUNDS).await;
    assert_eq!(texts().await, ["넷", "셋"]);
    ask(&*store, &roses, Vec::new(), &RecordBounds { questions_since: hour(8), ..BOUNDS }).await;
    assert_eq!(texts().await, ["넷"]);
}
