//! How many turns a second the store takes down and ends, beside what the disk allows: a file that is written and
//! synchronised as often.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::ensure;
use clap::Parser;
use domain::{
    Answer, BotId, Conversation, ConversationId, EventId, Input, Language, Person, PersonId, Principal,
    TurnId,
};
use store::sqlite::{self, SqliteStore};
use store::{Completion, Conversations, NewTurn, People, StateChange, Turns};

/// Bytes that go to the disk with one turn, about.
const WRITE: usize = 4096;
const SAID: &str = "내일 아침 일곱 시에 알람 맞춰 줘";
const ANSWERED: &str = "내일 오전 7시에 알람을 맞췄어요.";

#[derive(Parser)]
struct Options {
    /// A folder on the disk to measure
    #[arg(long, default_value = ".")]
    folder: PathBuf,
    /// Turns of each measurement
    #[arg(long, default_value_t = 2000)]
    turns: usize,
    /// Conversations that talk at the same time
    #[arg(long, value_delimiter = ',', default_value = "1,16")]
    conversations: Vec<usize>,
    /// How often everything is measured
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    ensure!(options.turns > 0 && !options.conversations.contains(&0), "nothing to measure");
    let runtime = tokio::runtime::Runtime::new()?;
    println!("{:<46}{:>10}{:>12}{:>12}", "", "a second", "median ms", "99 % ms");
    for _ in 0..options.rounds {
        let folder = tempfile::tempdir_in(&options.folder)?;
        let limit = synchronise(folder.path(), options.turns)?;
        show("write 4 KiB and synchronise", &limit);
        for conversations in &options.conversations {
            let folder = tempfile::tempdir_in(&options.folder)?;
            let (received, whole) = runtime.block_on(talk(folder.path(), *conversations, options.turns))?;
            show(&format!("turn acknowledged, {conversations} at once"), &received);
            show(&format!("turn acknowledged and answered, {conversations} at once"), &whole);
        }
    }
    Ok(())
}

/// What was measured of one kind of work.
struct Measured {
    took: Duration,
    each: Vec<Duration>,
}

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn show(what: &str, Measured { took, each }: &Measured) {
    let mut each = each.clone();
    each.sort_unstable();
    let ms = |part: usize| each[(each.len() - 1) * part / 100].as_secs_f64() * 1e3;
    let rate = each.len() as f64 / took.as_secs_f64();
    println!("{what:<46}{rate:>10.0}{:>12.2}{:>12.2}", ms(50), ms(99));
}

/// The limit: appends to a file, each time until it is on the disk.
fn synchronise(folder: &Path, times: usize) -> anyhow::Result<Measured> {
    let mut file = File::create(folder.join("limit"))?;
    let began = Instant::now();
    let mut each = Vec::with_capacity(times);
    for _ in 0..times {
        let began = Instant::now();
        file.write_all(&[7; WRITE])?;
        file.sync_data()?;
        each.push(began.elapsed());
    }
    Ok(Measured { took: began.elapsed(), each })
}

/// Conversations say something and are answered, each one turn after the other: first the acknowledgements alone, then
/// turns with their answers.
async fn talk(folder: &Path, conversations: usize, turns: usize) -> anyhow::Result<(Measured, Measured)> {
    let store = Arc::new(sqlite::open(folder).await?);
    let ids = people(&store, conversations).await?;
    let received = in_parallel(&store, &ids, turns, false).await?;
    let whole = in_parallel(&store, &ids, turns, true).await?;
    store.close().await;
    Ok((received, whole))
}

async fn people(store: &SqliteStore, count: usize) -> anyhow::Result<Vec<ConversationId>> {
    let mut ids = Vec::new();
    for number in 1..=count as u128 {
        let person = Person {
            id: PersonId::fixed(number),
            name: number.to_string(),
            language: Language::Korean,
            time_zone: "Asia/Seoul".into(),
            password: None,
            created_at: "2026-11-23T09:00:00Z".parse()?,
        };
        store.add_person(&person).await?;
        let conversation = Conversation {
            id: ConversationId::fixed(number),
            principal: Principal::Person(person.id),
            bot: BotId::fixed(1),
            created_at: person.created_at,
            state: None,
        };
        ids.push(store.open_conversation(&conversation).await?.id);
    }
    Ok(ids)
}

async fn in_parallel(
    store: &Arc<SqliteStore>,
    ids: &[ConversationId],
    turns: usize,
    answered: bool,
) -> anyhow::Result<Measured> {
    let began = Instant::now();
    let talking: Vec<_> = ids
        .iter()
        .map(|id| {
            let (store, id, turns) = (store.clone(), *id, turns.div_ceil(ids.len()));
            tokio::spawn(async move { one_after_the_other(&store, id, turns, answered).await })
        })
        .collect();
    let mut each = Vec::new();
    for one in talking {
        each.extend(one.await??);
    }
    Ok(Measured { took: began.elapsed(), each })
}

async fn one_after_the_other(
    store: &SqliteStore,
    conversation: ConversationId,
    turns: usize,
    answered: bool,
) -> anyhow::Result<Vec<Duration>> {
    let mut each = Vec::with_capacity(turns);
    let first = u128::from(answered) << 64 | u128::from_be_bytes(conversation.to_bytes()) << 32;
    for number in (first..).take(turns) {
        let new = NewTurn {
            id: TurnId::fixed(number),
            conversation,
            event: EventId::fixed(number),
            touchpoint: None,
            input: Input::Text(SAID.into()),
            language: Language::Korean,
            received_at: "2026-11-23T09:00:00Z".parse()?,
        };
        let began = Instant::now();
        store.receive_turn(&new).await?;
        if answered {
            store.complete_turn(&completion(&new)).await?;
        }
        each.push(began.elapsed());
    }
    Ok(each)
}

fn completion(turn: &NewTurn) -> Completion {
    Completion {
        turn: turn.id,
        outcome: Ok(Answer::text(ANSWERED)),
        language: turn.language,
        answered_at: turn.received_at,
        trace: Some(r#"{"intent":"alarm.set"}"#.into()),
        state: StateChange::Set(Some(r#"{"last":"alarm.set"}"#.into())),
        new_alerts: Vec::new(),
        stopped_alerts: Vec::new(),
        new_preferences: Vec::new(),
        forgotten_preferences: Vec::new(),
    }
}
