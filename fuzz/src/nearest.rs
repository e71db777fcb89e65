//! Indexes that were kept.

use nearest::{Index, Settings};

pub fn run(bytes: &[u8]) {
    check(bytes);
    // With the right checksum, what is behind it is reached.
    if let Some((body, _)) = bytes.split_last_chunk::<4>() {
        check(&[body, &crc32fast::hash(body).to_le_bytes()].concat());
    }
}

fn check(bytes: &[u8]) {
    let Ok(index) = Index::read_from(bytes, Settings::default()) else { return };
    let mut vector = vec![0.0; index.width()];
    vector[0] = 1.0;
    assert!(index.search(&vector, 10).expect("a vector of its width").len() <= 10);
    index.insert(7, &vector).expect("a vector of its width");
    assert!(index.contains(7) && index.remove(7));
    let mut kept = Vec::new();
    index.write(&mut kept).expect("memory takes everything");
    Index::read_from(kept.as_slice(), Settings::default()).expect("its own bytes");
}
