//! `docs/errors.md`: the error catalogue as a page.

use std::fmt::Write;

use domain::{Code, Kind, Language};

/// The whole page.
pub fn page() -> String {
    let mut page = String::from(HEAD);
    for kind in KINDS {
        let codes: Vec<&Code> = Code::ALL.iter().filter(|code| code.kind() == kind).collect();
        if codes.is_empty() {
            continue;
        }
        write_heading(&mut page, kind);
        for code in codes {
            let (korean, english) = (code.message(Language::Korean), code.message(Language::English));
            let _ = writeln!(page, "| `{}` | {english} | {korean} |", code.as_str());
        }
    }
    page
}

const HEAD: &str = "\
# Errors

Generated from `crates/domain/src/error.rs` by `cargo xtask generate errors`; do not edit.

Every error that leaves the process has a `code` that stays the same between versions, a `message` in Korean and
English that a person can act on, and sometimes a `detail` for developers. Over the WebSocket it comes as
`System.Error` (`protocol.md`), over HTTP as a JSON body.
";

const KINDS: [Kind; 12] = [
    Kind::Invalid,
    Kind::Unsupported,
    Kind::TooLarge,
    Kind::TooMany,
    Kind::Unauthenticated,
    Kind::Forbidden,
    Kind::NotFound,
    Kind::Conflict,
    Kind::Stale,
    Kind::Unavailable,
    Kind::Elsewhere,
    Kind::Internal,
];

fn write_heading(page: &mut String, kind: Kind) {
    let meaning = match kind {
        Kind::Invalid => "The request is wrong: send another one",
        Kind::Unsupported => "It cannot be read: wrong format",
        Kind::TooLarge => "Too much at once",
        Kind::TooMany => "Too often",
        Kind::Unauthenticated => "Sign in first",
        Kind::Forbidden => "Signed in, but not allowed",
        Kind::NotFound => "There is no such thing",
        Kind::Conflict => "It contradicts what is there",
        Kind::Stale => "Somebody else has changed it since it was read",
        Kind::Unavailable => "Not now: try again later",
        Kind::Elsewhere => "A server of somebody else's does not do its part",
        Kind::Internal => "Our own fault",
    };
    let _ = writeln!(page, "\n## {meaning}\n\n| code | English | Korean |\n|---|---|---|");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_on_the_page_once() {
        let page = page();
        for code in Code::ALL {
            assert_eq!(page.matches(&format!("| `{}` |", code.as_str())).count(), 1, "{code:?}");
        }
    }
}
