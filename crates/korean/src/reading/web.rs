//! Addresses of the web and of mail: the host is read, the path behind it is not.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::pattern;

pub(super) fn read(text: &str) -> String {
    static LINK: LazyLock<Regex> = LazyLock::new(|| pattern(r"!?\[([^\]]*)\]\([^)\s]*\)"));
    static MAIL: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"([A-Za-z0-9._+-]+)@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,})"));
    static PAGE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"(?:https?://(?:www\.)?|www\.)([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)(?::\d+)?(?:/[!-'*-~]*)?")
    });
    static BARE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(r"\b([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.(?:com|net|org|kr|io|ai))\b(?:/[!-'*-~]*)?")
    });
    let text = LINK.replace_all(text, "$1");
    let text =
        MAIL.replace_all(&text, |found: &Captures| format!("{} 골뱅이 {}", name(&found[1]), host(&found[2])));
    let text = PAGE.replace_all(&text, |found: &Captures| host(&found[1]));
    BARE.replace_all(&text, |found: &Captures| host(&found[1])).into_owned()
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
    if matches!(label, "kr" | "co" | "io" | "ai") { label.to_uppercase() } else { label.to_owned() }
}

fn name(name: &str) -> String {
    name.replace('.', " 점 ").replace(['_', '+', '-'], " ")
}
