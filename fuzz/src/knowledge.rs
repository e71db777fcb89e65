//! What a bot knows: entries and documents, as a partner may write them, and questions about them.

use dialogue::knowledge::Knowledge;

/// Comparing takes as long as there are passages; one input should not keep the fuzzer busy.
const MOST_BYTES: usize = 20_000;

pub fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if text.len() > MOST_BYTES {
        return;
    }
    let question: String = text.chars().rev().take(40).collect();
    for name in ["source.yaml", "source.md"] {
        let mut knowledge = Knowledge::new(None);
        let added = knowledge.add(name, text);
        if let Ok(passages) = added {
            assert_eq!(passages == 0, knowledge.is_empty());
        }
        let asked = knowledge.ask(&question).expect("nothing is embedded");
        assert!(asked.candidates.iter().all(|found| (0.0..=1.0).contains(&found.confidence)));
        knowledge.remove(name);
        assert!(knowledge.is_empty());
    }
}
