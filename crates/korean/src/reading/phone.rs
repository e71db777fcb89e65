//! Telephone and account numbers, digit by digit with a pause between their groups.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::number::digitwise;
use super::pattern;

pub(super) fn read(text: &str) -> String {
    static FOREIGN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\+(\d{1,3})[-\s.](\d[\d\s.-]{5,14}\d)"));
    static GROUPS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(^|[^\d-])(\(?0\d{1,2}\)?[-.\s]?\d{3,4}[-.\s]\d{4}|1[568]\d\d-\d{4}|\d{2,6}-\d{2,7}-\d{2,7}|01\d{8,9})($|[^\d-])",
        )
    });
    static EMERGENCY: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(^|[^\d.,])(11[0-9]|1[234]\d{2}|12[0-9])(에|로|에서)(\s)"));
    let text = FOREIGN.replace_all(text, |found: &Captures| {
        format!("플러스 {}, {}", grouped(&found[1]), grouped(&found[2]))
    });
    let text = GROUPS
        .replace_all(&text, |found: &Captures| format!("{}{}{}", &found[1], grouped(&found[2]), &found[3]));
    EMERGENCY
        .replace_all(&text, |found: &Captures| {
            format!("{}{}{}{}", &found[1], digitwise(&found[2], "공"), &found[3], &found[4])
        })
        .into_owned()
}

fn grouped(number: &str) -> String {
    let bare = number.len() >= 10 && number.chars().all(|c| c.is_ascii_digit());
    let groups: Vec<&str> = if bare {
        let last = number.len() - 4;
        vec![&number[..3], &number[3..last], &number[last..]]
    } else {
        number.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect()
    };
    groups.iter().map(|group| digitwise(group, "공")).collect::<Vec<_>>().join(", ")
}
