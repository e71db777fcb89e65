//! Is the sentence complete? One golden file for each answer, and what holds for any text.

use std::path::Path;

use korean::ending::{Ending, ending};
use proptest::prelude::*;

#[test]
fn every_utterance_ends_as_its_golden_file_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/ending");
    let mut wrong = Vec::new();
    for (name, expected) in
        [("complete", Ending::Complete), ("incomplete", Ending::Incomplete), ("unclear", Ending::Unclear)]
    {
        let golden = std::fs::read_to_string(folder.join(name).with_extension("txt")).unwrap();
        assert!(golden.lines().count() >= 50, "{name} is nearly empty");
        for utterance in golden.lines() {
            let got = ending(utterance);
            if got != expected {
                wrong.push(format!("{name}: {utterance:?} seems {got:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

proptest! {
    #[test]
    fn any_text_has_an_ending(text in any::<String>()) {
        ending(&text);
    }

    #[test]
    fn a_question_is_complete_and_a_full_stop_changes_nothing(text in "[가-힣 ]{0,20}[가-힣]") {
        let question = format!("{text}?");
        prop_assert_eq!(ending(&question), Ending::Complete);
        let sentence = format!("{text}.");
        prop_assert_eq!(ending(&sentence), ending(&text));
    }
}
