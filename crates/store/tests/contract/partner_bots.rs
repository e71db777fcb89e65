//! Partners' bots: drafts, versions, what is live, and who has added it.

use std::collections::BTreeMap;

use domain::{
    AuditAction, AuditEntry, BotFace, BotFault, BotId, BotSource, BotVersion, Draft, Language, Partner,
    PartnerBot, Person,
};
use store::{Store, StoreError};

use super::partners::{entry, partner, with_a_partner};
use super::{Bed, noon, person};

pub fn bot(number: u128, partner: &Partner, handle: &str) -> PartnerBot {
    PartnerBot {
        id: BotId::fixed(number),
        partner: partner.id,
        handle: handle.into(),
        face: None,
        live: None,
        listed: false,
        created_at: noon(0),
    }
}

fn source(text: &str) -> BotSource {
    BotSource {
        bot: text.into(),
        tests: "시험".into(),
        dialogues: String::new(),
        knowledge: BTreeMap::from([("꽃.md".into(), "# 꽃".into())]),
    }
}

pub fn draft(text: &str) -> Draft {
    let fault = BotFault { line: Some(3), field: "blocks".into(), reason: "없어요".into() };
    Draft {
        source: source(text),
        revision: 1,
        fault: text.is_empty().then_some(fault),
        saved_at: noon(3),
        saved_by: "지우".into(),
    }
}

fn face(name: &str) -> BotFace {
    BotFace {
        name: name.into(),
        language: Language::English,
        description: Some("꽃을 팔아요".into()),
        picture: None,
        categories: vec!["꽃".into()],
    }
}

fn version(note: &str) -> BotVersion {
    BotVersion {
        number: 0,
        made_at: noon(5),
        made_by: "지우".into(),
        note: note.into(),
        passed: 3,
        tested: 4,
    }
}

/// Numbers entries of the log.
struct Log<'a>(u128, &'a Partner, &'a Person);

impl Log<'_> {
    fn next(&mut self) -> AuditEntry {
        self.0 += 1;
        entry(self.0, self.1, self.2, AuditAction::BotDeployed)
    }
}

pub async fn have_ids_of_their_own(bed: &dyn Bed) {
    let (store, flowers, jiwoo) = with_a_partner(bed).await;
    let mut log = Log(10, &flowers, &jiwoo);
    let roses = bot(1, &flowers, "roses");
    store.add_bot(&roses, &draft("bot: roses"), &log.next()).await.unwrap();
    let again = store.add_bot(&bot(2, &flowers, "roses"), &draft(""), &log.next()).await;
    assert!(matches!(again, Err(StoreError::Conflict("bot"))), "{again:?}");
    let nobodys = store.add_bot(&bot(3, &partner(9, "x"), "tulips"), &draft(""), &log.next()).await;
    assert!(matches!(nobodys, Err(StoreError::Missing(_))), "{nobodys:?}");
    assert_eq!(store.bot("roses").await.unwrap(), Some(roses.clone()));
    assert_eq!(store.bots(flowers.id).await.unwrap(), vec![roses.clone()]);
    assert_eq!(store.draft(roses.id).await.unwrap(), Some(draft("bot: roses")));
    store.remove_bot(roses.id, &log.next()).await.unwrap();
    assert_eq!(store.bot("roses").await.unwrap(), None);
    assert_eq!(store.draft(roses.id).await.unwrap(), None);
    let gone = store.remove_bot(roses.id, &log.next()).await;
    assert!(matches!(gone, Err(StoreError::Missing("bot"))), "{gone:?}");
}

pub async fn drafts_are_not_overwritten_unseen(bed: &dyn Bed) {
    let (store, flowers, jiwoo) = with_a_partner(bed).await;
    let roses = bot(1, &flowers, "roses");
    store.add_bot(&roses, &draft("1"), &entry(10, &flowers, &jiwoo, AuditAction::BotCreated)).await.unwrap();
    assert_eq!(store.save_draft(roses.id, Some(1), &draft("2"), Some(&face("장미"))).await.unwrap(), 2);
    let late = store.save_draft(roses.id, Some(1), &draft("3"), None).await;
    assert!(matches!(late, Err(StoreError::Conflict("draft"))), "{late:?}");
    assert_eq!(store.save_draft(roses.id, None, &draft(""), None).await.unwrap(), 3);
    assert_eq!(store.draft(roses.id).await.unwrap(), Some(Draft { revision: 3, ..draft("") }));
    assert_eq!(store.bot("roses").await.unwrap().unwrap().face, Some(face("장미")));
    let missing = store.save_draft(BotId::fixed(9), None, &draft(""), None).await;
    assert!(matches!(missing, Err(StoreError::Missing("bot"))), "{missing:?}");
}

/// Deploys a text as a version; at most two are kept.
async fn deploy(store: &dyn Store, bot: &PartnerBot, text: &str, log: &mut Log<'_>) -> u32 {
    store.deploy_bot(bot.id, &version(text), &source(text), &face(text), 2, &log.next()).await.unwrap()
}

pub async fn versions_go_live_and_back(bed: &dyn Bed) {
    let (store, flowers, jiwoo) = with_a_partner(bed).await;
    let mut log = Log(10, &flowers, &jiwoo);
    let roses = bot(1, &flowers, "roses");
    store.add_bot(&roses, &draft("1"), &log.next()).await.unwrap();
    for (number, text) in (1..).zip(["하나", "둘", "셋"]) {
        assert_eq!(deploy(&*store, &roses, text, &mut log).await, number);
    }
    let found = store.bot("roses").await.unwrap().unwrap();
    assert_eq!((found.live, found.face), (Some(3), Some(face("셋"))));
    let kept = |number, note| BotVersion { number, ..version(note) };
    assert_eq!(store.bot_versions(roses.id).await.unwrap(), [kept(3, "셋"), kept(2, "둘")]);
    assert_eq!(store.bot_source(roses.id, 2).await.unwrap(), Some(source("둘")));
    assert_eq!(store.bot_source(roses.id, 1).await.unwrap(), None, "two are kept");
    store.set_live(roses.id, Some((2, &face("둘"))), &log.next()).await.unwrap();
    assert_eq!(store.bot("roses").await.unwrap().unwrap().live, Some(2));
    let gone = store.set_live(roses.id, Some((1, &face("하나"))), &log.next()).await;
    assert!(matches!(gone, Err(StoreError::Missing("version"))), "{gone:?}");
    // A draft changes the face of a bot that is not live, and of no other.
    store.save_draft(roses.id, None, &draft("4"), Some(&face("넷"))).await.unwrap();
    assert_eq!(store.bot("roses").await.unwrap().unwrap().face, Some(face("둘")));
    store.set_live(roses.id, None, &log.next()).await.unwrap();
    let withdrawn = store.bot("roses").await.unwrap().unwrap();
    assert_eq!((withdrawn.live, withdrawn.face), (None, Some(face("둘"))));
    assert_eq!(deploy(&*store, &roses, "넷", &mut log).await, 4, "numbers go on");
}

pub async fn are_reached_by_those_who_added_them(bed: &dyn Bed) {
    let (store, flowers, jiwoo) = with_a_partner(bed).await;
    let mut log = Log(10, &flowers, &jiwoo);
    let hana = person(2, "하나");
    store.add_person(&hana).await.unwrap();
    let (roses, tulips) = (bot(1, &flowers, "roses"), bot(2, &flowers, "tulips"));
    for bot in [&roses, &tulips] {
        store.add_bot(bot, &draft("1"), &log.next()).await.unwrap();
        store.set_listed(bot.id, true, &log.next()).await.unwrap();
    }
    deploy(&*store, &roses, "하나", &mut log).await;
    let listed = store.listed_bots().await.unwrap();
    let handles: Vec<_> = listed.iter().map(|(bot, partner)| (&*bot.handle, &*partner.slug)).collect();
    assert_eq!(handles, [("roses", "flowers")], "what is not live is not listed");
    for bot in [&tulips, &roses, &roses] {
        store.add_bot_of(hana.id, bot.id, noon(1)).await.unwrap();
    }
    let reached = |bots: Vec<PartnerBot>| bots.into_iter().map(|bot| bot.handle).collect::<Vec<_>>();
    assert_eq!(reached(store.bots_of(hana.id).await.unwrap()), ["roses"]);
    assert_eq!(reached(store.bots_of(jiwoo.id).await.unwrap()), [""; 0]);
    assert!(store.remove_bot_of(hana.id, roses.id).await.unwrap());
    assert!(!store.remove_bot_of(hana.id, roses.id).await.unwrap());
    assert_eq!(reached(store.bots_of(hana.id).await.unwrap()), [""; 0]);
    let missing = store.add_bot_of(hana.id, BotId::fixed(9), noon(1)).await;
    assert!(matches!(missing, Err(StoreError::Missing("bot"))), "{missing:?}");
}
