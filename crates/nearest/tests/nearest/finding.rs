//! What a search finds.

use nearest::{Index, NearestError, Settings};

use crate::shapes::{self, check_order, cosine, hits_of, index_of, keyed, recall};

type Shape = fn(usize, usize, u64) -> Vec<Vec<f32>>;

fn check(name: &str, shape: Shape, count: usize, width: usize, least: f32) {
    let vectors = shape(count, width, 3);
    let queries = shape(50.min(count), width, 4);
    let found = recall(&index_of(&vectors), &keyed(&vectors), &queries, 10);
    assert!(found >= least, "{name}: {found} of the nearest, not {least}");
}

#[test]
fn few_are_searched_exactly() {
    for width in [1, 3, 64, 100, 384] {
        check("uniform", shapes::uniform, 1_500, width, 1.0);
    }
    for width in [3, 64, 100, 384] {
        check("clustered", shapes::clustered, 1_500, width, 1.0);
    }
    check("copies", shapes::copies, 1_500, 32, 1.0);
    check("near copies", shapes::near_copies, 1_500, 32, 1.0);
    check("one", shapes::uniform, 1, 32, 1.0);
}

#[test]
fn nearly_all_of_the_nearest_are_found_among_many() {
    check("uniform", shapes::uniform, 8_000, 24, 0.95);
    check("clustered", shapes::clustered, 8_000, 96, 0.95);
    check("copies", shapes::copies, 8_000, 32, 1.0);
    check("near copies", shapes::near_copies, 8_000, 32, 0.95);
}

#[test]
fn copies_of_one_vector_all_have_their_keys() {
    let vectors = vec![vec![0.5, 0.1, 2.0]; 5_000];
    let index = index_of(&vectors);
    let found = index.search(&[1.0, 0.0, 4.0], 300).unwrap();
    assert_eq!(found.len(), 300);
    check_order(&found);
    assert!(
        found.iter().all(|found| (found.similarity - cosine(&[1.0, 0.0, 4.0], &vectors[0])).abs() < 5e-4)
    );
    assert_eq!(index.search(&[1.0, 0.0, 4.0], 9_000).unwrap().len(), 5_000);
}

#[test]
fn nothing_is_found_where_nothing_is() {
    let index = Index::new(3, Settings::default()).unwrap();
    assert_eq!(index.search(&[1.0, 2.0, 3.0], 10).unwrap(), []);
    assert_eq!(index.like(7, 10, &|_| true), None);
    assert_eq!(index.duplicates(0.9, 10), []);
    index.insert(1, &[1.0, 2.0, 3.0]).unwrap();
    assert_eq!(index.search(&[1.0, 2.0, 3.0], 0).unwrap(), []);
    assert_eq!(index.like(1, 10, &|_| true), Some(vec![]));
}

#[test]
fn as_many_as_are_sought_are_found_among_those_that_may_be() {
    for count in [2_000, 8_000] {
        let vectors = shapes::clustered(count, 48, 5);
        let index = index_of(&vectors);
        for every in [2, 50, 700] {
            let may = |key: u64| key.is_multiple_of(every);
            let items: Vec<_> = keyed(&vectors).into_iter().filter(|(key, _)| may(*key)).collect();
            let mut hits = 0;
            for query in &shapes::clustered(20, 48, 6) {
                let found = index.search_where(query, 10, &may).unwrap();
                assert_eq!(found.len(), 10.min(items.len()));
                assert!(found.iter().all(|found| may(found.key)));
                check_order(&found);
                let kept: Vec<_> = items.iter().map(|(key, _)| (*key, index.vector(*key).unwrap())).collect();
                let kept: Vec<_> = kept.iter().map(|(key, vector)| (*key, vector.as_slice())).collect();
                hits += hits_of(&found, &kept, query, 10);
            }
            let all = 20 * 10.min(items.len());
            assert!(hits as f32 >= 0.95 * all as f32, "every {every} of {count}: {hits} of {all}");
        }
        assert_eq!(index.search_where(&vectors[0], 10, &|_| false).unwrap(), []);
    }
}

#[test]
fn what_is_like_a_key_is_not_the_key_itself() {
    let mut vectors = shapes::uniform(100, 16, 7);
    vectors[40] = vectors[3].iter().map(|number| number * 2.0).collect();
    let index = index_of(&vectors);
    let found = index.like(3, 5, &|_| true).unwrap();
    assert_eq!((found.len(), found[0].key), (5, 40), "a longer vector points the same way");
    assert!((found[0].similarity - 1.0).abs() < 1e-4);
    let found = index.like(3, 5, &|key| key != 40).unwrap();
    assert!(found.iter().all(|found| found.key != 3 && found.key != 40));
}

#[test]
fn near_duplicates_are_found() {
    for count in [1_000, 6_000] {
        let mut vectors = shapes::uniform(count, 32, 8);
        let blurred = |vector: &[f32]| vector.iter().map(|number| number * 3.0 + 0.01).collect::<Vec<f32>>();
        vectors[500] = blurred(&vectors[20]);
        vectors[501] = blurred(&vectors[20]);
        vectors[502] = vectors[21].clone();
        let index = index_of(&vectors);
        let pairs = index.duplicates(0.99, 100);
        let mut keys: Vec<[u64; 2]> = pairs.iter().map(|pair| pair.keys).collect();
        assert!(pairs.is_sorted_by(|a, b| a.similarity >= b.similarity));
        keys.sort_unstable();
        assert_eq!(keys, [[20, 500], [20, 501], [21, 502], [500, 501]]);
        assert_eq!(index.duplicates(0.99, 2).len(), 2);
        let near = index.within(&vectors[20], 0.99, 100).unwrap();
        let mut keys: Vec<u64> = near.iter().map(|near| near.key).collect();
        keys.sort_unstable();
        assert_eq!(keys, [20, 500, 501]);
    }
}

#[test]
fn what_is_no_vector_of_the_index_is_refused() {
    let index = Index::new(2, Settings::default()).unwrap();
    for (vector, error) in [
        (&[1.0][..], NearestError::Length { found: 1, wanted: 2 }),
        (&[1.0, 2.0, 3.0], NearestError::Length { found: 3, wanted: 2 }),
        (&[1.0, f32::NAN], NearestError::NotFinite { at: 1 }),
        (&[f32::INFINITY, 1.0], NearestError::NotFinite { at: 0 }),
        (&[0.0, -0.0], NearestError::Zero),
    ] {
        assert_eq!(index.insert(1, vector), Err(error));
        assert_eq!(index.search(vector, 1), Err(error));
        assert_eq!(index.within(vector, 0.5, 1), Err(error));
        assert_eq!(index.insert_all(&[(1, &[1.0, 1.0][..]), (2, vector)]), Err(error));
        assert!(index.is_empty(), "all or none");
    }
    for width in [0, 1 << 20] {
        assert!(matches!(Index::new(width, Settings::default()), Err(NearestError::Width { .. })));
    }
    // The largest and the smallest numbers have a direction as well.
    for number in [f32::MAX, f32::MIN_POSITIVE / 8.0] {
        index.insert(1, &[number, number]).unwrap();
        let found = index.search(&[1.0, 1.0], 1).unwrap();
        assert!((found[0].similarity - 1.0).abs() < 1e-3);
    }
}
