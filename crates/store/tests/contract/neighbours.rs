//! Others on the same data.

use super::{Bed, completion, new_turn, with_a_conversation};

pub async fn are_noticed_when_they_write(bed: &dyn Bed) {
    let (store, _, chat) = with_a_conversation(bed).await;
    let other = bed.open().await;
    let (mine, theirs) = (store.written_elsewhere().await.unwrap(), other.written_elsewhere().await.unwrap());
    store.receive_turn(&new_turn(1, chat.id, "안녕")).await.unwrap();
    assert_eq!(store.written_elsewhere().await.unwrap(), mine, "its own writing is not somebody else's");
    let noticed = other.written_elsewhere().await.unwrap();
    assert_ne!(noticed, theirs);
    assert!(other.turn(new_turn(1, chat.id, "").id).await.unwrap().is_some());
    assert_eq!(other.written_elsewhere().await.unwrap(), noticed, "reading changes nothing");
    other.complete_turn(&completion(1, "네")).await.unwrap();
    assert_ne!(store.written_elsewhere().await.unwrap(), mine);
    assert_eq!(other.written_elsewhere().await.unwrap(), noticed);
}
