//! Spacing: a golden file of what is repaired and what stays, and what holds for any text.

use korean::spacing::repair;
use proptest::prelude::*;

#[test]
fn spaces_are_set_as_the_golden_file_says() {
    let golden = include_str!("golden/spacing/repair.txt");
    let pairs = golden.lines().map(|line| line.rsplit_once(" = ").unwrap_or((line, line)));
    let wrong: Vec<String> = pairs
        .filter(|(heard, spaced)| repair(heard) != *spaced)
        .map(|(heard, spaced)| format!("{heard} = {spaced}, not {}", repair(heard)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

proptest! {
    #[test]
    fn only_spaces_change(text in any::<String>()) {
        let letters = |text: &str| text.replace(' ', "");
        prop_assert_eq!(letters(&repair(&text)), letters(&text));
    }

    #[test]
    fn repairing_twice_changes_nothing_more(text in "[가-힣할수있어거야안돼고싶지마줘알람맞춰불켜두개몇시 ]{0,20}") {
        let once = repair(&text);
        prop_assert_eq!(repair(&once), once);
    }
}
