//! Partners' keys.

use domain::{AuditAction, FormerSecret, Partner, PartnerKey, PartnerKeyId, Scope};
use store::StoreError;

use super::partners::{entry, with_a_partner};
use super::{Bed, noon};

fn key(number: u8, partner: &Partner, name: &str) -> PartnerKey {
    PartnerKey {
        id: PartnerKeyId::fixed(number.into()),
        partner: partner.id,
        name: name.into(),
        hint: "ieum-partner-1".into(),
        secret_hash: [number; 32],
        scopes: vec![Scope::BotsRead, Scope::EventsSend],
        created_at: noon(number.into()),
        expires_at: None,
        former: None,
        last_used_at: None,
    }
}

pub async fn open_until_they_end(bed: &dyn Bed) {
    let (store, flowers, jiwoo) = with_a_partner(bed).await;
    let log = |number| entry(number, &flowers, &jiwoo, AuditAction::KeyMade);
    let brief = PartnerKey { expires_at: Some(noon(10)), scopes: Vec::new(), ..key(2, &flowers, "잠깐") };
    store.add_partner_key(&brief, &log(2)).await.unwrap();
    store.add_partner_key(&key(1, &flowers, "배포"), &log(3)).await.unwrap();
    let taken = store.add_partner_key(&key(3, &flowers, "배포"), &log(4)).await;
    assert!(matches!(taken, Err(StoreError::Conflict("name"))), "{taken:?}");
    assert_eq!(store.partner_keys(flowers.id).await.unwrap(), [key(1, &flowers, "배포"), brief.clone()]);
    assert_eq!(store.partner_key(&[2; 32], noon(9)).await.unwrap(), Some(brief));
    assert_eq!(store.partner_key(&[2; 32], noon(10)).await.unwrap(), None, "expired");
    assert_eq!(store.partner_key(&[9; 32], noon(1)).await.unwrap(), None, "unknown");
    store.use_partner_key(PartnerKeyId::fixed(1), noon(7)).await.unwrap();
    let used = store.partner_key(&[1; 32], noon(8)).await.unwrap().unwrap();
    assert_eq!(used.last_used_at, Some(noon(7)));
    store.remove_partner_key(flowers.id, used.id, &log(5)).await.unwrap();
    assert_eq!(store.partner_key(&[1; 32], noon(8)).await.unwrap(), None);
    let gone = store.remove_partner_key(flowers.id, used.id, &log(6)).await;
    assert!(matches!(gone, Err(StoreError::Missing("key"))), "{gone:?}");
}

pub async fn have_two_secrets_for_a_while(bed: &dyn Bed) {
    let (store, flowers, jiwoo) = with_a_partner(bed).await;
    let log = |number| entry(number, &flowers, &jiwoo, AuditAction::KeyRotated);
    let first = key(1, &flowers, "배포");
    store.add_partner_key(&first, &log(2)).await.unwrap();
    store
        .rotate_partner_key(flowers.id, first.id, (&[7; 32], "ieum-partner-7"), noon(10), &log(3))
        .await
        .unwrap();
    let former = Some(FormerSecret { hash: [1; 32], until: noon(10) });
    let rotated = PartnerKey { secret_hash: [7; 32], hint: "ieum-partner-7".into(), former, ..first };
    assert_eq!(store.partner_key(&[7; 32], noon(20)).await.unwrap(), Some(rotated.clone()));
    assert_eq!(store.partner_key(&[1; 32], noon(9)).await.unwrap(), Some(rotated));
    assert_eq!(store.partner_key(&[1; 32], noon(10)).await.unwrap(), None);
}
