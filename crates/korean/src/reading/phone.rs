//! Telephone, card and account numbers, digit by digit with a pause between their groups.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::number::digitwise;
use super::pattern;
use super::rewrite::rewrite;

pub(super) fn read(text: &str) -> String {
    static FOREIGN: LazyLock<Regex> = LazyLock::new(|| pattern(r"\+(\d{1,3})[-\s.](\d[\d\s.-]{5,14}\d)"));
    static GROUPS: LazyLock<Regex> = LazyLock::new(|| {
        pattern(concat!(
            r"\(?0\d{1,2}\)?[-.\s]?\d{3,4}[-.\s]\d{4}|1[568]\d\d-\d{4}|\d{4}-\d{4}-\d{4}-\d{4}",
            r"|\d{6}-\d{7}|\d{1,7}(?:-\d{1,7}){3,6}|\d{2,6}-\d{2,7}-\d{2,7}|01\d{8,9}"
        ))
    });
    static EMERGENCY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(11[0-9]|1[234]\d{2}|12[0-9])(에|로|에서|을|를|번으로|번|입니다|이에요|예요)?(?:\s|\.|$)")
    });
    let text = FOREIGN.replace_all(text, |found: &Captures| {
        format!("플러스 {}, {}", grouped(&found[1]), grouped(&found[2]))
    });
    let text = rewrite(&text, &GROUPS, |found, sides| {
        let goes_on = |c: char| c.is_ascii_digit() || c == '-';
        let whole = !sides.last().is_some_and(goes_on) && !sides.next().is_some_and(goes_on);
        whole.then(|| grouped(&found[0]))
    });
    rewrite(&text, &EMERGENCY, |found, sides| {
        let called = ["신고", "전화", "연락", "문의", "안내", "상담", "구급", "불러", "걸어", "도움", "요청"];
        let alone = sides.last().is_none_or(|c| c.is_whitespace() || "\"'(".contains(c));
        let asked = ["신고는", "전화는", "번호는", "상담은", "문의는", "연락처는", "신고", "긴급전화"];
        let number = alone && (sides.precedes(&called) || sides.precedes(&["센터"]) || sides.follows(&asked));
        number.then(|| found[0].replacen(&found[1], &digitwise(&found[1], "공"), 1))
    })
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
