//! What is kept is read again, or refused.

use nearest::{Index, ReadError, Settings};

use crate::shapes::{clustered, copies, index_of, keyed};

fn kept(index: &Index) -> Vec<u8> {
    let mut bytes = Vec::new();
    index.write(&mut bytes).unwrap();
    bytes
}

#[test]
fn what_was_kept_is_read_again() {
    for count in [1, 100, 5_000] {
        let vectors = clustered(count, 20, 1);
        let index = index_of(&vectors);
        (0..count as u64 / 10).for_each(|key| _ = index.remove(key * 7));
        let bytes = kept(&index);
        let again = Index::read_from(bytes.as_slice(), Settings::default()).unwrap();
        assert_eq!((again.width(), again.len()), (20, index.len()));
        assert!(kept(&again) == bytes, "written the same");
        for query in clustered(30, 20, 2) {
            assert_eq!(again.search(&query, 10).unwrap(), index.search(&query, 10).unwrap());
        }
        let more = clustered(300, 20, 3);
        again.insert_all(&keyed(&more)).unwrap();
        assert!(more.iter().zip(0..).all(|(vector, key)| {
            let found = again.vector(key).unwrap();
            crate::shapes::cosine(&found, vector) > 0.999
        }));
    }
    let index = index_of(&copies(700, 8, 4));
    let again = Index::read_from(kept(&index).as_slice(), Settings::default()).unwrap();
    assert_eq!(again.len(), 700);
}

#[test]
fn an_empty_index_is_kept_too() {
    let index = Index::new(5, Settings::default()).unwrap();
    let again = Index::read_from(kept(&index).as_slice(), Settings::default()).unwrap();
    assert!(again.is_empty() && again.width() == 5);
}

#[test]
fn damage_is_noticed() {
    let bytes = kept(&index_of(&clustered(30, 6, 5)));
    for length in 0..bytes.len() {
        assert!(Index::read_from(&bytes[..length], Settings::default()).is_err(), "cut after {length}");
    }
    for at in 0..bytes.len() {
        for flip in [1, 0x80, 0xff] {
            let mut bytes = bytes.clone();
            bytes[at] ^= flip;
            assert!(Index::read_from(bytes.as_slice(), Settings::default()).is_err(), "byte {at} ^ {flip}");
        }
    }
    let other = Index::read_from(&b"a file of something else"[..], Settings::default());
    assert!(matches!(other, Err(ReadError::Unknown)));
}
