//! Recognisers that were kept.

use vision::teach::Recogniser;

pub fn run(bytes: &[u8]) {
    check(bytes);
    // With the right checksum, what is behind it is reached.
    if let Some((body, _)) = bytes.split_last_chunk::<4>() {
        check(&[body, &crc32fast::hash(body).to_le_bytes()].concat());
    }
}

fn check(bytes: &[u8]) {
    let Ok(recogniser) = Recogniser::from_bytes(bytes) else { return };
    assert_eq!(recogniser.to_bytes(), bytes);
    let vector = vec![0.5; recogniser.width()];
    let found = recogniser.recognise(&vector).expect("a vector of its width");
    assert_eq!(found.likely.len(), recogniser.classes().len());
}
