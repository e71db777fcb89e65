//! The contract on SQLite, and what only a database in a folder can meet: a full disk, a folder that cannot be
//! written, a damaged file, a file of the first version.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;
use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    AlertKind, Answer, Code, ConversationId, Heard, Input, PersonId, Problem, Repeat, TurnId, TurnStatus,
};
use sqlx::Connection;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use store::sqlite::{self, FILE_NAME, SqliteStore};
use store::{Alerts, Conversations, People, Store, StoreError, Touchpoints, Turns};
use tempfile::TempDir;

mod contract;

use contract::{Bed, completion, new_turn, noon, person, time, with_a_conversation};

struct Folder(TempDir);

#[async_trait]
impl Bed for Folder {
    async fn open(&self) -> Arc<dyn Store> {
        Arc::new(sqlite::open(self.0.path()).await.unwrap())
    }
}

fn folder() -> Folder {
    Folder(tempfile::tempdir().unwrap())
}

contract::contract!(crate::folder());

#[tokio::test]
async fn a_missing_folder_is_made_and_is_private() {
    let folder = folder();
    let data = folder.0.path().join("not").join("yet");
    sqlite::open(&data).await.unwrap().check().await.unwrap();
    #[cfg(unix)]
    {
        let mode = std::os::unix::fs::MetadataExt::mode(&std::fs::metadata(data).unwrap());
        assert_eq!(mode & 0o777, 0o700);
    }
}

/// Fills the database until nothing more goes in; returns how many turns did.
async fn fill(store: &SqliteStore, conversation: ConversationId) -> u128 {
    let size = std::fs::metadata(store.file()).unwrap().len();
    store.limit_size(size + 64 * 1024).await.unwrap();
    for number in 1.. {
        match store.receive_turn(&new_turn(number, conversation, &"가".repeat(1000))).await {
            Ok(_) => {}
            Err(StoreError::Full) => return number - 1,
            Err(other) => panic!("{other:?}"),
        }
    }
    unreachable!("the database has a limit")
}

#[tokio::test]
async fn a_full_disk_is_said_and_loses_nothing() {
    let folder = folder();
    let (_, _, chat) = with_a_conversation(&folder).await;
    let store = sqlite::open(folder.0.path()).await.unwrap();
    let written = fill(&store, chat.id).await;
    let refused = store.complete_turn(&completion(1, &"나".repeat(100_000))).await;
    assert!(matches!(refused, Err(StoreError::Full)), "{refused:?}");
    assert_eq!(
        store.next_unanswered(chat.id).await.unwrap().unwrap().id,
        TurnId::fixed(1),
        "still to be answered"
    );
    store.limit_size(u64::from(u32::MAX)).await.unwrap();
    let next = store.receive_turn(&new_turn(written + 1, chat.id, "자리가 났다")).await.unwrap();
    assert_eq!(u128::try_from(next.turn.sequence).unwrap(), written + 1, "no gap");
    store.check().await.unwrap();
}

/// True when this process may write into a folder without write permission, as root may.
#[cfg(unix)]
fn permissions_do_not_bind(folder: &Path) -> bool {
    std::fs::write(folder.join("probe"), "").is_ok()
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_that_cannot_be_written_is_said() {
    use std::os::unix::fs::PermissionsExt;
    let set =
        |path: &Path, mode| std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    let folder = folder();
    set(folder.0.path(), 0o500);
    if permissions_do_not_bind(folder.0.path()) {
        // For root only a file system can refuse: the tests of the command line mount one.
        println!("skipped: permissions do not bind this user");
        return;
    }
    let refused = sqlite::open(folder.0.path()).await.err();
    assert!(matches!(refused, Some(StoreError::ReadOnly)), "a new database: {refused:?}");
    let refused = sqlite::open(&folder.0.path().join("data")).await.err();
    assert!(matches!(refused, Some(StoreError::ReadOnly)), "a new folder: {refused:?}");
    set(folder.0.path(), 0o700);
    let store = sqlite::open(folder.0.path()).await.unwrap();
    store.add_person(&person(1, "지우")).await.unwrap();
    store.close().await;
    set(&folder.0.path().join(FILE_NAME), 0o400);
    let refused = match sqlite::open(folder.0.path()).await {
        Ok(store) => store.add_person(&person(2, "하나")).await.err(),
        Err(error) => Some(error),
    };
    assert!(matches!(refused, Some(StoreError::ReadOnly)), "an old database: {refused:?}");
    set(folder.0.path(), 0o700);
}

#[tokio::test]
async fn a_damaged_file_is_said_and_left_alone() {
    for content in ["이것은 데이터베이스가 아니다".repeat(1000), "SQLite format 3\0쓰레기".repeat(1000)]
    {
        let folder = folder();
        let file = folder.0.path().join(FILE_NAME);
        std::fs::write(&file, &content).unwrap();
        let refused = sqlite::open(folder.0.path()).await.err();
        assert!(matches!(refused, Some(StoreError::Damaged(_))), "{refused:?}");
        assert_eq!(std::fs::read_to_string(&file).unwrap(), content);
    }
}

#[tokio::test]
async fn a_damaged_record_is_said_and_the_others_read_on() {
    let folder = folder();
    let (store, _, chat) = with_a_conversation(&folder).await;
    for number in 1..=2 {
        store.receive_turn(&new_turn(number, chat.id, "안녕")).await.unwrap();
    }
    let mut database = connect(folder.0.path()).await;
    for damage in ["'{'", "'{\"version\":99}'", "'{\"version\":1,\"kind\":\"텔레파시\"}'"] {
        let sql = format!("UPDATE turns SET input = {damage} WHERE sequence = 1");
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql)).execute(&mut database).await.unwrap();
        let broken = store.turn(TurnId::fixed(1)).await;
        assert!(matches!(broken, Err(StoreError::Damaged(_))), "{broken:?}");
        assert!(store.turn(TurnId::fixed(2)).await.unwrap().is_some());
    }
}

#[tokio::test]
async fn a_database_of_a_newer_version_is_refused() {
    let folder = folder();
    sqlite::open(folder.0.path()).await.unwrap().close().await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time)
                 VALUES (9999, 'from the future', 1, x'00', 0)";
    sqlx::raw_sql(newer).execute(&mut connect(folder.0.path()).await).await.unwrap();
    let refused = sqlite::open(folder.0.path()).await.err();
    assert!(matches!(refused, Some(StoreError::Damaged(_))), "{refused:?}");
}

/// What version 1 has written, every later version reads. The file is never edited.
#[tokio::test]
async fn a_database_of_the_first_version_is_read() {
    let folder = folder();
    let first = include_str!("frozen/version-1.sql");
    let mut database = connect(folder.0.path()).await;
    sqlx::raw_sql(first).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
    let store = sqlite::open(folder.0.path()).await.unwrap();
    let owner = store.owner().await.unwrap().unwrap();
    assert_eq!((owner.id, owner.name.as_str()), (PersonId::fixed(1), "지우"));
    let session = store.session(&[7; 32], noon(0)).await.unwrap().unwrap();
    assert_eq!(session.expires_at, time("2027-01-01T00:00:00Z"));
    let window = &store.touchpoints(owner.id).await.unwrap()[0];
    assert!(window.capabilities.screen && window.capabilities.microphone && !window.capabilities.location);
    let chat = &store.conversations(domain::Principal::Person(owner.id)).await.unwrap()[0];
    assert_eq!(chat.state.as_deref(), Some("{\"asks\":\"time\"}"));
    let turns = store.turns_after(chat.id, 0, 9).await.unwrap();
    assert_eq!(turns[0].input, Input::Text("라면 타이머 3분".into()));
    let TurnStatus::Answered(Answer { bubbles, quick_replies, speech, expects_reply, bot: None }) =
        &turns[0].status
    else {
        panic!("{:?}", turns[0].status)
    };
    assert_eq!((bubbles.len(), quick_replies.len(), speech.as_str(), expects_reply), (3, 1, "네.", &true));
    assert_eq!(turns[0].received_at, time("2026-11-23T09:00:00.123456Z"));
    assert_eq!(turns[1].input, Input::Speech(Heard { text: "그만".into(), audio_ms: 900 }));
    assert_eq!(turns[1].status, TurnStatus::Failed(Problem::new(Code::EngineUnavailable, "x")));
    assert_eq!((&turns[2].input, &turns[2].status), (&Input::Notice, &TurnStatus::Received));
    let alerts = store.open_alerts(owner.id).await.unwrap();
    assert_eq!((alerts[0].kind, alerts[0].repeat), (AlertKind::Timer, Repeat::Once));
    assert_eq!((alerts[1].kind, alerts[1].repeat), (AlertKind::Alarm, Repeat::Weekly(31)));
}

/// A carousel as version 2 has written it.
#[tokio::test]
async fn a_carousel_of_the_second_version_is_read() {
    let folder = folder();
    let mut database = connect(folder.0.path()).await;
    sqlx::raw_sql(include_str!("frozen/version-1.sql")).execute(&mut database).await.unwrap();
    let answer = r#"{"version":2,"bubbles":[{"type":"carousel","cards":[{"title":"달빛 우체국","description":"가족",
        "image":"/1.webp","price":"12,900원","buttons":[{"label":"더","action":{"message":"더 보여 줘"}}],
        "shows":{"catalog":"films","item":"1"},"opinion":"liked"}]}],"quick_replies":[],"speech":"","expects_reply":false}"#;
    let change = sqlx::AssertSqlSafe(format!("UPDATE turns SET outcome = '{answer}' WHERE sequence = 1"));
    sqlx::raw_sql(change).execute(&mut database).await.unwrap();
    database.close().await.unwrap();
    let store = sqlite::open(folder.0.path()).await.unwrap();
    let turn = store.turn(TurnId::fixed(1)).await.unwrap().unwrap();
    let TurnStatus::Answered(answer) = &turn.status else { panic!("{turn:?}") };
    let card = &answer.bubbles[0].cards()[0];
    assert_eq!((card.title(), card.words().as_str()), ("달빛 우체국", "달빛 우체국, 12,900원: 가족"));
    assert_eq!(card.buttons[0].label, "더");
    let commerce = card.commerce().unwrap();
    assert_eq!(commerce.thumbnail.as_ref().unwrap().image.address, "/1.webp");
    assert_eq!(commerce.opinion, Some(domain::Opinion::Liked));
}

async fn connect(folder: &Path) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(folder.join(FILE_NAME)).create_if_missing(true);
    SqliteConnection::connect_with(&options).await.unwrap()
}
