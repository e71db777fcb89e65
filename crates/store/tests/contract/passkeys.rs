//! What people sign in with besides a password.

use domain::{Passkey, PasskeyId, PersonId};
use store::StoreError;

use super::{Bed, noon, person};

fn passkey(number: u8, person: PersonId) -> Passkey {
    Passkey {
        id: PasskeyId::fixed(number.into()),
        person,
        name: format!("휴대폰 {number}"),
        site: "ieum.example".into(),
        credential: vec![number; 32],
        key: vec![number, 1],
        state: vec![0; 7],
        transports: 32,
        created_at: noon(number.into()),
        used_at: None,
    }
}

pub async fn are_found_by_what_their_keepers_call_them(bed: &dyn Bed) {
    let store = bed.open().await;
    let jiwoo = person(1, "지우");
    let early = store.add_passkey(&passkey(1, jiwoo.id)).await;
    assert!(matches!(early, Err(StoreError::Missing("person"))), "{early:?}");
    store.add_person(&jiwoo).await.unwrap();
    for number in [2, 1] {
        store.add_passkey(&passkey(number, jiwoo.id)).await.unwrap();
    }
    assert_eq!(store.passkey(&[1; 32]).await.unwrap(), Some(passkey(1, jiwoo.id)));
    assert_eq!(store.passkey(&[1; 31]).await.unwrap(), None);
    let known = store.passkeys(jiwoo.id).await.unwrap();
    assert_eq!(known, [passkey(1, jiwoo.id), passkey(2, jiwoo.id)], "the oldest first");
    let twin = Passkey { id: PasskeyId::fixed(3), ..passkey(1, jiwoo.id) };
    let again = store.add_passkey(&twin).await;
    assert!(matches!(again, Err(StoreError::Conflict("passkey"))), "{again:?}");
}

pub async fn belong_to_one_person(bed: &dyn Bed) {
    let store = bed.open().await;
    let (jiwoo, hana) = (person(1, "지우"), person(2, "하나"));
    for person in [&jiwoo, &hana] {
        store.add_person(person).await.unwrap();
    }
    store.add_passkey(&passkey(1, jiwoo.id)).await.unwrap();
    let id = PasskeyId::fixed(1);
    assert!(!store.rename_passkey(hana.id, id, "내 것").await.unwrap());
    assert!(!store.remove_passkey(hana.id, id, true).await.unwrap());
    assert_eq!(store.remove_passkeys(hana.id).await.unwrap(), 0);
    assert!(store.rename_passkey(jiwoo.id, id, "노트북").await.unwrap());
    assert_eq!(store.passkeys(jiwoo.id).await.unwrap()[0].name, "노트북");
}

pub async fn remember_their_use(bed: &dyn Bed) {
    let store = bed.open().await;
    let jiwoo = person(1, "지우");
    store.add_person(&jiwoo).await.unwrap();
    store.add_passkey(&passkey(1, jiwoo.id)).await.unwrap();
    store.use_passkey(PasskeyId::fixed(1), &[1, 2, 3], noon(9)).await.unwrap();
    let used = store.passkey(&[1; 32]).await.unwrap().unwrap();
    assert_eq!((used.state, used.used_at), (vec![1, 2, 3], Some(noon(9))));
    let gone = store.use_passkey(PasskeyId::fixed(2), &[], noon(9)).await;
    assert!(matches!(gone, Err(StoreError::Missing("passkey"))), "{gone:?}");
}

pub async fn one_way_in_remains(bed: &dyn Bed) {
    let store = bed.open().await;
    let mut jiwoo = person(1, "지우");
    store.add_person(&jiwoo).await.unwrap();
    jiwoo.password = Some("$argon2id$v=19$...".into());
    store.update_person(&jiwoo).await.unwrap();
    assert!(!store.forget_password(jiwoo.id).await.unwrap(), "there is nothing else");
    for number in [1, 2] {
        store.add_passkey(&passkey(number, jiwoo.id)).await.unwrap();
    }
    assert!(store.forget_password(jiwoo.id).await.unwrap());
    assert_eq!(store.person(jiwoo.id).await.unwrap().unwrap().password, None);
    assert!(store.remove_passkey(jiwoo.id, PasskeyId::fixed(1), false).await.unwrap());
    assert!(!store.remove_passkey(jiwoo.id, PasskeyId::fixed(2), false).await.unwrap(), "the last");
    store.update_person(&jiwoo).await.unwrap();
    assert!(store.remove_passkey(jiwoo.id, PasskeyId::fixed(2), false).await.unwrap(), "a password remains");
    store.add_passkey(&passkey(3, jiwoo.id)).await.unwrap();
    assert!(store.remove_passkey(jiwoo.id, PasskeyId::fixed(3), true).await.unwrap());
    assert!(!store.remove_passkey(jiwoo.id, PasskeyId::fixed(3), true).await.unwrap(), "gone already");
}

pub async fn survive_a_restart(bed: &dyn Bed) {
    let jiwoo = person(1, "지우");
    let store = bed.open().await;
    store.add_person(&jiwoo).await.unwrap();
    store.add_passkey(&passkey(1, jiwoo.id)).await.unwrap();
    drop(store);
    let store = bed.open().await;
    assert_eq!(store.passkeys(jiwoo.id).await.unwrap(), [passkey(1, jiwoo.id)]);
    assert_eq!(store.remove_passkeys(jiwoo.id).await.unwrap(), 1);
    assert_eq!(store.passkey(&[1; 32]).await.unwrap(), None);
}
