//! What partners' services know of people, promise, and tell.

use domain::{AwaitedAnswer, BotTask, Untold};
use jiff::SignedDuration;

use super::{Bed, noon, person, with_a_conversation};

pub async fn know_people_by_keys_of_their_own(bed: &dyn Bed) {
    let store = bed.open().await;
    let (jiwoo, hana) = (person(1, "지우"), person(2, "하나"));
    for person in [&jiwoo, &hana] {
        store.add_person(person).await.unwrap();
    }
    for (bot, person, new, key) in [
        ("pizza", &jiwoo, "a", "a"),
        ("pizza", &hana, "b", "b"),
        // Known already: the key stays.
        ("pizza", &jiwoo, "c", "a"),
        ("flowers", &jiwoo, "d", "d"),
    ] {
        assert_eq!(store.bot_user(bot, person.id, new).await.unwrap(), key, "{bot} {new}");
    }
    for (bot, key, who) in [
        ("pizza", "a", Some(jiwoo.id)),
        ("flowers", "d", Some(jiwoo.id)),
        ("flowers", "a", None),
        ("pizza", "z", None),
    ] {
        assert_eq!(store.person_of_bot_user(bot, key).await.unwrap(), who, "{bot} {key}");
    }
}

pub async fn await_an_answer_once_and_not_for_ever(bed: &dyn Bed) {
    let (store, owner, chat) = with_a_conversation(bed).await;
    let awaited = |number: u8, minute: i64| AwaitedAnswer {
        secret_hash: [number; 32],
        person: owner.id,
        conversation: chat.id,
        bot: "pizza".into(),
        block: "order".into(),
        expires_at: noon(0) + SignedDuration::from_mins(minute),
    };
    for new in [awaited(1, 1), awaited(2, 1), awaited(3, 5)] {
        store.await_answer(&new, noon(0)).await.unwrap();
    }
    assert_eq!(store.take_awaited(&[1; 32], noon(0)).await.unwrap(), Some(awaited(1, 1)));
    assert_eq!(store.take_awaited(&[1; 32], noon(0)).await.unwrap(), None, "once");
    let late = noon(0) + SignedDuration::from_mins(1);
    assert_eq!(store.take_awaited(&[2; 32], late).await.unwrap(), None, "too late");
    assert_eq!(store.take_awaited(&[9; 32], late).await.unwrap(), None, "nobody's");
    let again = bed.open().await;
    assert_eq!(again.take_awaited(&[3; 32], late).await.unwrap(), Some(awaited(3, 5)));
}

pub async fn keep_what_bots_told_for_a_while(bed: &dyn Bed) {
    let store = bed.open().await;
    let task = |id: &str, day: i64| BotTask {
        id: id.into(),
        bot: "pizza".into(),
        made_at: noon(0) + SignedDuration::from_hours(24 * day),
        all: 2,
        failures: vec![Untold { kind: "botUserKey".into(), key: "a".into(), why: "nobody".into() }],
    };
    store.keep_bot_task(&task("first", 0), noon(0)).await.unwrap();
    assert_eq!(store.bot_task("first").await.unwrap(), Some(task("first", 0)));
    assert_eq!(store.bot_task("other").await.unwrap(), None);
    store.keep_bot_task(&task("second", 8), noon(0) + SignedDuration::from_hours(24)).await.unwrap();
    assert_eq!(store.bot_task("first").await.unwrap(), None);
    assert_eq!(store.bot_task("second").await.unwrap(), Some(task("second", 8)));
}
