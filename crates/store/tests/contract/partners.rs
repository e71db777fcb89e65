//! Partners, their people, their logs, and invitations.

use domain::{
    Actor, AuditAction, AuditEntry, AuditId, Invitation, InvitationId, InvitedTo, Member, Partner, PartnerId,
    Person, Role,
};
use store::{Store, StoreError};

use super::{Bed, noon, person};

pub fn partner(number: u128, slug: &str) -> Partner {
    Partner {
        id: PartnerId::fixed(number),
        slug: slug.into(),
        name: format!("{slug} 가게"),
        created_at: noon(0),
    }
}

pub fn member(partner: &Partner, person: &Person, role: Role) -> Member {
    Member { partner: partner.id, person: person.id, role, since: noon(1) }
}

pub fn entry(number: u128, partner: &Partner, by: &Person, action: AuditAction) -> AuditEntry {
    AuditEntry {
        id: AuditId::fixed(number),
        partner: partner.id,
        at: noon(2),
        by: Actor::Person(by.id),
        by_name: by.name.clone(),
        action,
        target: "그것".into(),
        detail: "이렇게".into(),
    }
}

/// A store with a partner and its owner.
pub async fn with_a_partner(bed: &dyn Bed) -> (std::sync::Arc<dyn Store>, Partner, Person) {
    let store = bed.open().await;
    let owner = person(1, "지우");
    store.add_person(&owner).await.unwrap();
    let partner = partner(1, "flowers");
    let first = member(&partner, &owner, Role::Owner);
    let made = entry(1, &partner, &owner, AuditAction::PartnerCreated);
    store.add_partner(&partner, &first, &made).await.unwrap();
    (store, partner, owner)
}

pub async fn belong_to_their_people(bed: &dyn Bed) {
    let (store, flowers, jiwoo) = with_a_partner(bed).await;
    let hana = person(2, "하나");
    store.add_person(&hana).await.unwrap();
    let again = partner(2, "flowers");
    let made = entry(2, &again, &hana, AuditAction::PartnerCreated);
    let taken = store.add_partner(&again, &member(&again, &hana, Role::Owner), &made).await;
    assert!(matches!(taken, Err(StoreError::Conflict("slug"))), "{taken:?}");
    assert_eq!(store.partner(again.id).await.unwrap(), None, "all or nothing");
    let first = member(&flowers, &jiwoo, Role::Owner);
    assert_eq!(store.partners_of(jiwoo.id).await.unwrap(), [(flowers.clone(), first)]);
    assert_eq!(store.partners_of(hana.id).await.unwrap(), []);
    assert_eq!(store.member(flowers.id, hana.id).await.unwrap(), None);
    let renamed = entry(3, &flowers, &jiwoo, AuditAction::PartnerRenamed);
    store.rename_partner(flowers.id, "해님 꽃집", &renamed).await.unwrap();
    assert_eq!(store.partner(flowers.id).await.unwrap().unwrap().name, "해님 꽃집");
}

pub async fn keep_an_owner(bed: &dyn Bed) {
    let (store, flowers, jiwoo) = with_a_partner(bed).await;
    let log = |number| entry(number, &flowers, &jiwoo, AuditAction::MemberChanged);
    for refused in [
        store.change_member(&member(&flowers, &jiwoo, Role::Editor), &log(2)).await,
        store.remove_member(flowers.id, jiwoo.id, &log(3)).await,
    ] {
        assert!(matches!(refused, Err(StoreError::Conflict("last owner"))), "{refused:?}");
    }
    let hana = person(2, "하나");
    store.add_person(&hana).await.unwrap();
    let missing = store.change_member(&member(&flowers, &hana, Role::Owner), &log(4)).await;
    assert!(matches!(missing, Err(StoreError::Missing("member"))), "{missing:?}");
    invite(&*store, 1, InvitedTo::Partner { partner: flowers.id, role: Role::Viewer }, &jiwoo).await;
    let joins = member(&flowers, &hana, Role::Viewer);
    store.accept_invitation(InvitationId::fixed(1), None, Some(&joins), Some(&log(5))).await.unwrap();
    store.change_member(&member(&flowers, &hana, Role::Owner), &log(6)).await.unwrap();
    store.remove_member(flowers.id, jiwoo.id, &log(7)).await.unwrap();
    let left: Vec<_> = store.members(flowers.id).await.unwrap();
    assert_eq!(left, [(Member { role: Role::Owner, ..joins }, hana)]);
    // What was refused is not in the log.
    let logged: Vec<_> =
        store.audit(flowers.id, None, 10).await.unwrap().iter().map(|entry| entry.id).collect();
    assert_eq!(logged, [7, 6, 5, 1].map(AuditId::fixed));
}

async fn invite(store: &dyn Store, number: u8, to: InvitedTo, by: &Person) -> Invitation {
    let invitation = Invitation {
        id: InvitationId::fixed(number.into()),
        secret_hash: [number; 32],
        to,
        by: by.id,
        created_at: noon(0),
        expires_at: noon(10),
    };
    store.add_invitation(&invitation, None).await.unwrap();
    invitation
}

pub async fn invitations_let_in_once(bed: &dyn Bed) {
    let (store, flowers, jiwoo) = with_a_partner(bed).await;
    let to_install = invite(&*store, 1, InvitedTo::Install, &jiwoo).await;
    let to = InvitedTo::Partner { partner: flowers.id, role: Role::Editor };
    let to_partner = invite(&*store, 2, to, &jiwoo).await;
    assert_eq!(store.invitations(None, noon(1)).await.unwrap(), vec![to_install.clone()]);
    assert_eq!(store.invitations(Some(flowers.id), noon(1)).await.unwrap(), vec![to_partner.clone()]);
    assert_eq!(store.invitation(&[2; 32], noon(9)).await.unwrap(), Some(to_partner.clone()));
    assert_eq!(store.invitation(&[2; 32], noon(10)).await.unwrap(), None, "expired");
    let taken = store.accept_invitation(to_install.id, Some(&person(2, "지우")), None, None).await;
    assert!(matches!(taken, Err(StoreError::Conflict("name"))), "{taken:?}");
    assert!(store.invitation(&[1; 32], noon(1)).await.unwrap().is_some(), "not used up");
    let hana = person(2, "하나");
    let joins = member(&flowers, &hana, Role::Editor);
    store.accept_invitation(to_partner.id, Some(&hana), Some(&joins), None).await.unwrap();
    assert_eq!(store.member(flowers.id, hana.id).await.unwrap(), Some(joins));
    let again = store.accept_invitation(to_partner.id, Some(&person(3, "두리")), None, None).await;
    assert!(matches!(again, Err(StoreError::Missing("invitation"))), "{again:?}");
    assert_eq!(store.people().await.unwrap(), [jiwoo, hana]);
    assert!(
        !store.remove_invitation(Some(flowers.id), to_install.id, None).await.unwrap(),
        "not the partner's"
    );
    assert!(store.remove_invitation(None, to_install.id, None).await.unwrap());
    assert_eq!(store.invitations(None, noon(1)).await.unwrap(), []);
}

pub async fn logs_come_in_pages(bed: &dyn Bed) {
    let (store, flowers, jiwoo) = with_a_partner(bed).await;
    for (number, action) in (2..).zip(AuditAction::ALL.iter().skip(1)) {
        let entry = entry(number, &flowers, &jiwoo, *action);
        store.rename_partner(flowers.id, &flowers.name, &entry).await.unwrap();
    }
    let mut read = Vec::new();
    loop {
        let before = read.last().map(|entry: &AuditEntry| entry.id);
        let page = store.audit(flowers.id, before, 5).await.unwrap();
        if page.is_empty() {
            break;
        }
        read.extend(page);
    }
    read.reverse();
    let actions: Vec<_> = read.iter().map(|entry| entry.action).collect();
    assert_eq!(actions, AuditAction::ALL);
    assert_eq!(read[0], entry(1, &flowers, &jiwoo, AuditAction::PartnerCreated));
    assert_eq!(store.audit(PartnerId::fixed(9), None, 5).await.unwrap(), []);
}
