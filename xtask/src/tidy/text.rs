//! What no committed text may contain.

use regex::Regex;
use unicode_normalization::{UnicodeNormalization, is_nfc};

use super::Finding;
use super::repository::Repository;

/// Absolute paths of one machine.
pub fn machine_paths(repository: &Repository) -> Vec<Finding> {
    // Written in pieces, so that this file does not find itself. A path is absolute where no name stands before it.
    let folders = ["ho", "me/|ro", "ot/|wo", "rk/|Us", "ers/"].concat();
    forbid(repository, &format!(r#"(^|[\s"'`(=])/({folders})[A-Za-z]"#), "a path of one machine")
}

/// Hosts of package registries: the package clients know theirs, and people set mirrors.
pub fn registry_hosts(repository: &Repository) -> Vec<Finding> {
    let hosts = [
        "py",
        r"pi\.org|python",
        r"hosted\.org|static\.cra",
        r"tes\.io|index\.cra",
        r"tes\.io|registry\.np",
        r"mjs\.org",
    ];
    forbid(repository, &hosts.concat(), "the host of a package registry")
}

/// Hangul is written in composed form (NFC) everywhere.
pub fn composed(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in repository.files.iter().filter(|file| !is_nfc(&file.text)) {
        for (number, line) in file.lines().filter(|(_, line)| !line.nfc().eq(line.chars())) {
            findings.push(Finding::error(format!("{}:{number}: not in composed form: {line}", file.path)));
        }
    }
    findings
}

fn forbid(repository: &Repository, pattern: &str, what: &str) -> Vec<Finding> {
    let pattern = Regex::new(pattern).expect("the pattern is a constant of this file");
    let mut findings = Vec::new();
    for file in repository.files.iter().filter(|file| !file.path.ends_with(".lock")) {
        let wrong = file.lines().filter(|(_, line)| pattern.is_match(line));
        findings.extend(wrong.map(|(number, _)| Finding::error(format!("{}:{number}: {what}", file.path))));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn machine_paths_are_found() {
        let home = ["see `/ho", "me/kim/ieum`"].concat();
        check("machine-paths", &[("a.md", &home)], &["error: a.md:1: a path of one machine"]);
        check("machine-paths", &[("a.md", "see docs/home/index.md and https://example.org/home/kim")], &[]);
    }

    #[test]
    fn registry_hosts_are_found() {
        let host = ["https://py", "pi.org/simple"].concat();
        check("registry-hosts", &[("a.toml", &host)], &["error: a.toml:1: the host of a package registry"]);
        check("registry-hosts", &[("Cargo.lock", &host), ("a.md", "packages from PyPI")], &[]);
    }

    #[test]
    fn decomposed_hangul_is_found() {
        check("composed-hangul", &[("a.yaml", "가자\n")], &[]);
        let decomposed = "x\n\u{1100}\u{1161}\n";
        let expected = ["error: a.yaml:2: not in composed form: \u{1100}\u{1161}"];
        check("composed-hangul", &[("a.yaml", decomposed)], &expected);
    }
}
