//! Vectors come, go and change, and searches are as good as before.

use std::sync::atomic::{AtomicBool, Ordering};

use nearest::{Index, Settings};

use crate::shapes::{Chance, check_order, clustered, index_of, keyed, recall, uniform};

#[test]
fn a_key_has_one_vector() {
    let index = Index::new(2, Settings::default()).unwrap();
    index.insert(1, &[1.0, 0.0]).unwrap();
    index.insert(2, &[0.0, 1.0]).unwrap();
    index.insert(1, &[0.0, 2.0]).unwrap();
    assert_eq!(index.len(), 2);
    assert_eq!(index.vector(1), Some(vec![0.0, 1.0]));
    let keys: Vec<u64> = index.search(&[0.0, 1.0], 5).unwrap().iter().map(|found| found.key).collect();
    assert_eq!(keys, [2, 1]);
    assert!(index.remove(2) && !index.remove(2));
    assert!(!index.contains(2) && index.contains(1));
    assert_eq!(index.search(&[0.0, 1.0], 5).unwrap().len(), 1);
    assert!(index.remove(1));
    assert!(index.is_empty());
    assert_eq!(index.search(&[0.0, 1.0], 5).unwrap(), []);
    // One batch may name a key twice: the last wins.
    index.insert_all(&[(5, [1.0, 0.0]), (5, [0.0, 1.0]), (5, [1.0, 1.0])]).unwrap();
    assert_eq!((index.len(), index.search(&[1.0, 0.0], 5).unwrap().len()), (1, 1));
}

#[test]
fn what_comes_and_goes_leaves_searches_as_good_as_before() {
    let width = 32;
    let vectors = clustered(9_000, width, 1);
    let index = index_of(&vectors);
    let queries = clustered(60, width, 2);
    let mut chance = Chance::new(3);
    let mut items = keyed(&vectors);
    // Whole neighbourhoods go, and single ones.
    for round in 0..3 {
        let middle = &vectors[chance.below(9_000) as usize];
        let mut gone: Vec<u64> =
            index.search(middle, 400).unwrap().into_iter().map(|found| found.key).collect();
        gone.extend((0..1_200).map(|_| chance.below(9_000)));
        for key in &gone {
            index.remove(*key);
        }
        items.retain(|(key, _)| index.contains(*key));
        assert_eq!(items.len(), index.len());
        let found = index.search(middle, 50).unwrap();
        assert_eq!(found.len(), 50, "round {round}");
        assert!(found.iter().all(|found| index.contains(found.key)));
        let found = recall(&index, &items, &queries, 10);
        assert!(found >= 0.95, "round {round}: {found}");
    }
    let more = uniform(3_000, width, 4);
    let more: Vec<(u64, &[f32])> =
        more.iter().enumerate().map(|(at, vector)| (20_000 + at as u64, vector.as_slice())).collect();
    index.insert_all(&more).unwrap();
    items.extend(&more);
    for found in [recall(&index, &items, &queries, 10), recall(&index, &items, &uniform(60, width, 5), 10)] {
        assert!(found >= 0.95, "with new ones: {found}");
    }
    // Nearly all go, and it is few again.
    for (key, _) in &items[20..] {
        assert!(index.remove(*key));
    }
    assert_eq!(recall(&index, &items[..20], &queries, 10), 1.0);
}

#[test]
fn one_by_one_is_as_good_as_all_at_once() {
    let vectors = clustered(5_000, 32, 6);
    let index = index_of(&vectors[..4_500]);
    for (key, vector) in keyed(&vectors).into_iter().skip(4_500) {
        index.insert(key, vector).unwrap();
    }
    let found = recall(&index, &keyed(&vectors), &clustered(60, 32, 7), 10);
    assert!(found >= 0.95, "{found}");
    for (key, vector) in keyed(&vectors).into_iter().skip(4_500) {
        assert_eq!(index.search(vector, 1).unwrap()[0].key, key);
    }
}

#[test]
fn threads_change_nothing() {
    let vectors = clustered(6_000, 24, 8);
    let kept = |threads| {
        let index = Index::new(24, Settings { threads, ..Settings::default() }).unwrap();
        index.insert_all(&keyed(&vectors)).unwrap();
        (0..1_000).for_each(|key| _ = index.remove(key * 3));
        let mut bytes = Vec::new();
        index.write(&mut bytes).unwrap();
        bytes
    };
    let one = kept(1);
    assert!(one == kept(1) && one == kept(2) && one == kept(5));
}

#[test]
fn searches_run_beside_changes() {
    let vectors = clustered(7_000, 24, 9);
    let index = index_of(&vectors[..3_000]);
    let items = keyed(&vectors);
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        let search = || {
            let mut searches = 0;
            while !done.load(Ordering::Relaxed) || searches < 100 {
                let at = searches * 37 % 7_000;
                let found = index.search(&vectors[at], 10).unwrap();
                check_order(&found);
                // The first two thousand stay all the time, and there are always more.
                assert!(found.len() == 10 && found.iter().all(|found| found.key < 7_000));
                searches += 1;
            }
        };
        let searching = [scope.spawn(search), scope.spawn(search)];
        for part in items[3_000..].chunks(500) {
            index.insert_all(part).unwrap();
            (2_000..2_100).for_each(|key| _ = index.remove(part[0].0 - key));
        }
        (2_500..6_000).for_each(|key| _ = index.remove(key));
        done.store(true, Ordering::Relaxed);
        searching.into_iter().for_each(|thread| thread.join().unwrap());
    });
    let items: Vec<_> = items.into_iter().filter(|(key, _)| index.contains(*key)).collect();
    assert_eq!(items.len(), index.len());
    assert!(recall(&index, &items, &clustered(40, 24, 10), 10) >= 0.95);
}
