//! Addresses of the web and of mail: the host is read, the path behind it is not; figures in names go one by one.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::number::digitwise;
use super::pattern;

pub(super) fn read(text: &str) -> String {
    static LINK: LazyLock<Regex> = LazyLock::new(|| pattern(r"!?\[([^\]]*)\]\([^)\s]*\)"));
    static MAIL: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"([A-Za-z0-9._+-]+)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"));
    static PAGE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(?:https?://(?:www\.)?|www\.)([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?::\d+)?(?:/[!-'*-~]*(?:[가-힣]+[!-'*-~]*\b)?)?",
        )
    });
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"\b([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|net|org|kr|io|ai|me|app|dev|tv))\b(?:/[!-'*-~]*)?",
        )
    });
    static HANDLE: LazyLock<Regex> = LazyLock::new(|| pattern(r"(^|\s)@([A-Za-z0-9_.]+)"));
    let text = LINK.replace_all(text, "$1");
    let text =
        MAIL.replace_all(&text, |found: &Captures| format!("{} 골뱅이 {}", name(&found[1]), host(&found[2])));
    let text = PAGE.replace_all(&text, |found: &Captures| host(&found[1]));
    let text = BARE.replace_all(&text, |found: &Captures| host(&found[1]));
    HANDLE
        .replace_all(&text, |found: &Captures| format!("{}골뱅이 {}", &found[1], name(&found[2])))
        .into_owned()
}

fn host(host: &str) -> String {
    let mut words = String::new();
    for (i, label) in host.split('.').enumerate() {
        words += match label {
            "com" if i > 0 => " 닷컴",
            "net" if i > 0 => " 닷넷",
            _ if i > 0 => " 점 ",
            _ => "",
        };
        if i == 0 || !matches!(label, "com" | "net") {
            words += &ending(label);
        }
    }
    words
}

/// The endings of hosts are spelt, letter by letter.
fn ending(label: &str) -> String {
    if label.len() <= 3 && label.chars().all(|c| c.is_ascii_lowercase()) && !matches!(label, "app" | "dev") {
        label.to_uppercase()
    } else {
        name(label)
    }
}

/// A name's figures are said one by one, its signs are pauses.
fn name(name: &str) -> String {
    static FIGURES: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d+"));
    let name = FIGURES.replace_all(name, |found: &Captures| digitwise(&found[0], "공"));
    name.replace('.', " 점 ").replace(['_', '+', '-'], " ")
}
