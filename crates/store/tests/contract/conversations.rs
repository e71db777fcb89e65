//! Conversations.

use domain::{BotId, Conversation, ConversationId, HomeId, Principal};

use super::{Bed, conversation, noon, person};

pub async fn are_opened_once(bed: &dyn Bed) {
    let store = bed.open().await;
    let owner = person(1, "지우");
    let first = Conversation { state: Some("{}".into()), ..conversation(1, &owner) };
    assert_eq!(store.open_conversation(&first).await.unwrap(), first);
    assert_eq!(store.open_conversation(&conversation(2, &owner)).await.unwrap(), first, "there was one");
    let home = Conversation { principal: Principal::Home(HomeId::fixed(1)), ..conversation(3, &owner) };
    assert_eq!(
        store.open_conversation(&home).await.unwrap(),
        home,
        "a home of the same number is somebody else"
    );
    assert_eq!(store.conversation(first.id).await.unwrap(), Some(first));
    assert_eq!(store.conversation(ConversationId::fixed(2)).await.unwrap(), None);
}

pub async fn are_opened_once_by_many(bed: &dyn Bed) {
    let stores = [bed.open().await, bed.open().await];
    let owner = person(1, "지우");
    let opening = (1..=16_u128).map(|number| {
        let (store, new) = (stores[number as usize % 2].clone(), conversation(number, &owner));
        tokio::spawn(async move { store.open_conversation(&new).await.unwrap().id })
    });
    let mut ids = Vec::new();
    for opened in opening.collect::<Vec<_>>() {
        ids.push(opened.await.unwrap());
    }
    ids.dedup();
    assert_eq!(ids.len(), 1, "{ids:?}");
}

pub async fn come_back_oldest_first(bed: &dyn Bed) {
    let store = bed.open().await;
    let owner = person(1, "지우");
    for (number, minutes) in [(1, 2), (2, 3), (3, 1)] {
        let new = Conversation {
            bot: BotId::fixed(number),
            created_at: noon(minutes),
            ..conversation(number, &owner)
        };
        store.open_conversation(&new).await.unwrap();
    }
    let found = store.conversations(Principal::Person(owner.id)).await.unwrap();
    assert_eq!(found.iter().map(|c| c.id).collect::<Vec<_>>(), [3, 1, 2].map(ConversationId::fixed));
    let other = Principal::Person(person(2, "하나").id);
    assert_eq!(store.conversations(other).await.unwrap(), []);
}
