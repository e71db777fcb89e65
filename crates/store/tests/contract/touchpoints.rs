//! Touchpoints.

use domain::{Capabilities, Touchpoint, TouchpointId, TouchpointKind};
use store::StoreError;

use super::{Bed, noon, person, touchpoint};

pub async fn are_saved_and_updated(bed: &dyn Bed) {
    let store = bed.open().await;
    let owner = person(1, "지우");
    let mut window = touchpoint(1, &owner);
    let stranger = store.save_touchpoint(&window).await;
    assert!(matches!(stranger, Err(StoreError::Missing("person"))), "{stranger:?}");
    store.add_person(&owner).await.unwrap();
    let kinds = [
        TouchpointKind::Messenger,
        TouchpointKind::Terminal,
        TouchpointKind::Speaker,
        TouchpointKind::Car,
        TouchpointKind::Home,
        TouchpointKind::Shop,
        TouchpointKind::Api,
    ];
    for kind in kinds {
        window.kind = kind;
        window.capabilities = Capabilities { speaker: true, location: true, ..Capabilities::default() };
        window.last_seen = noon(3);
        store.save_touchpoint(&window).await.unwrap();
        assert_eq!(store.touchpoint(window.id).await.unwrap(), Some(window.clone()));
    }
    assert_eq!(store.touchpoint(TouchpointId::fixed(2)).await.unwrap(), None);
}

pub async fn belong_to_one_person(bed: &dyn Bed) {
    let store = bed.open().await;
    let (jiwoo, hana) = (person(1, "지우"), person(2, "하나"));
    store.add_person(&jiwoo).await.unwrap();
    store.add_person(&hana).await.unwrap();
    let window = touchpoint(1, &jiwoo);
    store.save_touchpoint(&window).await.unwrap();
    let taken = store.save_touchpoint(&Touchpoint { person: hana.id, ..window.clone() }).await;
    assert!(matches!(taken, Err(StoreError::Conflict("touchpoint"))), "{taken:?}");
    assert_eq!(store.touchpoint(window.id).await.unwrap(), Some(window));
}

pub async fn come_back_most_recent_first(bed: &dyn Bed) {
    let store = bed.open().await;
    let owner = person(1, "지우");
    store.add_person(&owner).await.unwrap();
    for (number, minutes) in [(1, 2), (2, 3), (3, 1)] {
        let window = Touchpoint { last_seen: noon(minutes), ..touchpoint(number, &owner) };
        store.save_touchpoint(&window).await.unwrap();
    }
    let ids: Vec<_> = store.touchpoints(owner.id).await.unwrap().into_iter().map(|t| t.id).collect();
    assert_eq!(ids, [2, 1, 3].map(TouchpointId::fixed));
}
