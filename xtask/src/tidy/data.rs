//! The data files.

use std::collections::BTreeSet;

use super::Finding;
use super::repository::Repository;

/// Every intent file has its tests, every test file its intents, and every language the same set.
pub fn intents(repository: &Repository) -> Vec<Finding> {
    let files: Vec<(&str, &str, bool)> =
        repository.ending(&[".yaml"]).filter_map(|file| place(&file.path)).collect();
    let languages: BTreeSet<&str> = files.iter().map(|(language, ..)| *language).collect();
    let names: BTreeSet<&str> = files.iter().map(|(_, name, _)| *name).collect();
    let mut findings = Vec::new();
    for name in &names {
        for language in &languages {
            for (tests, what) in [(false, "intent"), (true, "test")] {
                if !files.contains(&(language, name, tests)) {
                    findings.push(Finding::error(format!("{name} has no {what} file in {language}")));
                }
            }
        }
    }
    findings
}

/// Every data file, or a folder it lies in, is named by code that reads it.
pub fn used(repository: &Repository) -> Vec<Finding> {
    let code: Vec<&str> =
        repository.rust().filter(|file| file.room() != "xtask").map(|file| file.text.as_str()).collect();
    let named = |path: &str| {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]).skip(1);
        ends.map(|end| &path[..end]).any(|part| code.iter().any(|text| text.contains(part)))
    };
    let unused =
        repository.paths().filter(|path| path.starts_with("data/") && !path.ends_with(".md") && !named(path));
    unused.map(|path| Finding::error(format!("{path} is named by no code"))).collect()
}

/// Language, name, and whether it is a test file, from the path of an intent file or of its tests. What begins with an
/// underscore is shared by all intents of its language and has no tests of its own.
fn place(path: &str) -> Option<(&str, &str, bool)> {
    let (folder, name) = path.strip_suffix(".yaml")?.rsplit_once('/')?;
    let (place, language) = folder.rsplit_once('/')?;
    let tests = match place {
        "data/intents" => false,
        "data/tests" | "crates/dialogue/tests" => true,
        _ => return None,
    };
    (!name.starts_with('_')).then_some((language, name, tests))
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn intents_have_tests_in_every_language() {
        let complete =
            ["intents/ko/_rules", "intents/ko/timer", "tests/ko/timer", "intents/en/timer", "tests/en/timer"];
        let files: Vec<String> = complete.iter().map(|name| format!("data/{name}.yaml")).collect();
        let all: Vec<(&str, &str)> = files.iter().map(|path| (path.as_str(), "")).collect();
        check("intents", &all, &[]);
        check("intents", &all[..4], &["error: timer has no test file in en"]);
    }

    #[test]
    fn data_is_read_by_somebody() {
        let code = ("crates/dialogue/src/a.rs", "include_dir(\"../../data/intents\")");
        check("data-used", &[code, ("data/intents/ko/a.yaml", "")], &[]);
        check("data-used", &[code, ("data/old/a.txt", "")], &["error: data/old/a.txt is named by no code"]);
    }
}
