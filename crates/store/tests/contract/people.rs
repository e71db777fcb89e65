//! People and sign-in sessions.

use domain::{
    AuditAction, Feedback, FeedbackKind, Invitation, InvitationId, InvitedTo, Language, PersonId, Principal,
    Role, SessionId, SignInSession, TurnId,
};
use store::StoreError;

use super::partners::{entry, member, partner};
use super::{Bed, new_turn, noon, person, with_a_conversation};

pub async fn are_found_by_id_and_name(bed: &dyn Bed) {
    let store = bed.open().await;
    let jiwoo = person(1, "지우");
    store.add_person(&jiwoo).await.unwrap();
    assert_eq!(store.person(jiwoo.id).await.unwrap(), Some(jiwoo.clone()));
    assert_eq!(store.person_named("지우").await.unwrap(), Some(jiwoo));
    assert_eq!(store.person(PersonId::fixed(2)).await.unwrap(), None);
    assert_eq!(store.person_named("지").await.unwrap(), None);
}

pub async fn the_first_is_the_owner(bed: &dyn Bed) {
    let store = bed.open().await;
    assert_eq!(store.owner().await.unwrap(), None);
    // Neither the id nor the clock decides, but who came first.
    let mut first = person(9, "지우");
    first.created_at = noon(5);
    store.add_person(&first).await.unwrap();
    store.add_person(&person(1, "하나")).await.unwrap();
    assert_eq!(store.owner().await.unwrap(), Some(first));
}

pub async fn names_are_unique(bed: &dyn Bed) {
    let store = bed.open().await;
    store.add_person(&person(1, "지우")).await.unwrap();
    let again = store.add_person(&person(2, "지우")).await;
    assert!(matches!(again, Err(StoreError::Conflict("name"))), "{again:?}");
    store.add_person(&person(2, "하나")).await.unwrap();
    let renamed = store.update_person(&person(2, "지우")).await;
    assert!(matches!(renamed, Err(StoreError::Conflict("name"))), "{renamed:?}");
}

pub async fn are_updated(bed: &dyn Bed) {
    let store = bed.open().await;
    let mut jiwoo = person(1, "지우");
    store.add_person(&jiwoo).await.unwrap();
    jiwoo.name = "지우개".into();
    jiwoo.language = Language::English;
    jiwoo.time_zone = "Europe/Berlin".into();
    jiwoo.password = Some("$argon2id$v=19$...".into());
    store.update_person(&jiwoo).await.unwrap();
    assert_eq!(store.person(jiwoo.id).await.unwrap(), Some(jiwoo));
    let nobody = store.update_person(&person(2, "하나")).await;
    assert!(matches!(nobody, Err(StoreError::Missing("person"))), "{nobody:?}");
}

pub async fn sessions_end_and_expire(bed: &dyn Bed) {
    let store = bed.open().await;
    let jiwoo = person(1, "지우");
    let session = |number: u8, person: PersonId| SignInSession {
        id: SessionId::fixed(number.into()),
        person,
        secret_hash: [number; 32],
        created_at: noon(0),
        expires_at: noon(10),
    };
    let stranger = store.add_session(&session(1, jiwoo.id)).await;
    assert!(matches!(stranger, Err(StoreError::Missing("person"))), "{stranger:?}");
    store.add_person(&jiwoo).await.unwrap();
    for number in 1..=3 {
        store.add_session(&session(number, jiwoo.id)).await.unwrap();
    }
    assert_eq!(store.session(&[1; 32], noon(9)).await.unwrap(), Some(session(1, jiwoo.id)));
    assert_eq!(store.session(&[1; 32], noon(10)).await.unwrap(), None, "expired");
    assert_eq!(store.session(&[9; 32], noon(1)).await.unwrap(), None, "unknown");
    store.end_session(SessionId::fixed(1)).await.unwrap();
    assert_eq!(store.session(&[1; 32], noon(1)).await.unwrap(), None, "ended");
    assert!(store.session(&[2; 32], noon(1)).await.unwrap().is_some());
    store.end_sessions(jiwoo.id).await.unwrap();
    assert_eq!(store.session(&[2; 32], noon(1)).await.unwrap(), None, "all ended");
}

pub async fn leave_nothing_behind(bed: &dyn Bed) {
    let (store, jiwoo, conversation) = with_a_conversation(bed).await;
    let hana = person(2, "하나");
    store.add_person(&hana).await.unwrap();
    store.receive_turn(&new_turn(1, conversation.id, "안녕")).await.unwrap();
    let liked = Feedback::new(&jiwoo.id.to_string(), "film", FeedbackKind::Like, noon(1));
    store.add_feedback("films", &[liked]).await.unwrap();
    let partner = partner(1, "sun");
    let audit = entry(1, &partner, &jiwoo, AuditAction::PartnerCreated);
    store.add_partner(&partner, &member(&partner, &jiwoo, Role::Owner), &audit).await.unwrap();
    let alone = store.remove_person(jiwoo.id).await;
    assert!(matches!(alone, Err(StoreError::Conflict("last owner"))), "{alone:?}");
    assert!(store.person(jiwoo.id).await.unwrap().is_some());

    let audit = entry(2, &partner, &jiwoo, AuditAction::MemberJoined);
    let secret_hash = [7; 32];
    let (id, to) = (InvitationId::fixed(1), InvitedTo::Partner { partner: partner.id, role: Role::Owner });
    let invitation =
        Invitation { id, secret_hash, to, by: jiwoo.id, created_at: noon(0), expires_at: noon(9) };
    store.add_invitation(&invitation, None).await.unwrap();
    let joins = member(&partner, &hana, Role::Owner);
    store.accept_invitation(id, None, Some(&joins), Some(&audit)).await.unwrap();
    store.remove_person(jiwoo.id).await.unwrap();
    assert_eq!(store.person(jiwoo.id).await.unwrap(), None);
    assert_eq!(store.conversations(Principal::Person(jiwoo.id)).await.unwrap(), []);
    assert_eq!(store.turn(TurnId::fixed(1)).await.unwrap(), None);
    assert_eq!(store.members(partner.id).await.unwrap().len(), 1);
    let again = store.remove_person(jiwoo.id).await;
    assert!(matches!(again, Err(StoreError::Missing("person"))), "{again:?}");
}

pub async fn survive_a_restart(bed: &dyn Bed) {
    let jiwoo = person(1, "지우");
    bed.open().await.add_person(&jiwoo).await.unwrap();
    assert_eq!(bed.open().await.owner().await.unwrap(), Some(jiwoo));
}
