//! What Rust code may not say, or must.

use super::Finding;
use super::repository::{File, Repository};

/// `unwrap` outside tests, and `expect` without a reason. Clippy warns of the first as well; here nobody can silence it.
pub fn unwraps(repository: &Repository) -> Vec<Finding> {
    let unwrap = [".unwr", "ap()"].concat();
    let empty = [".expect(", "\"\")"].concat();
    forbid(repository, |_| true, &[(&unwrap, "unwrap outside tests"), (&empty, "expect without a reason")])
}

/// Every Rust file begins with what it is for.
pub fn headers(repository: &Repository) -> Vec<Finding> {
    let without = repository.rust().filter(|file| !file.text.starts_with("//! "));
    without.map(|file| Finding::error(format!("{} does not begin with a //! header", file.path))).collect()
}

pub fn sql(repository: &Repository) -> Vec<Finding> {
    let outside = |file: &File| !matches!(file.room(), "store" | "xtask");
    let verbs = ["SELECT ", "INSERT INTO ", "DELETE FROM ", "CREATE TABLE ", "PRAGMA "];
    forbid(repository, outside, &verbs.map(|verb| (verb, "SQL outside store")))
}

pub fn environment(repository: &Repository) -> Vec<Finding> {
    let outside = |file: &File| !matches!(file.room(), "ieum" | "xtask");
    forbid(
        repository,
        outside,
        &[
            ("env::var", "the environment is read outside ieum"),
            ("env::set_var", "the environment is changed"),
        ],
    )
}

/// Each line of code outside tests, in these files, that has one of these words.
fn forbid(repository: &Repository, files: impl Fn(&File) -> bool, words: &[(&str, &str)]) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in repository.rust().filter(|file| files(file)) {
        for (number, line) in file.code() {
            for (_, what) in words.iter().filter(|(word, _)| line.contains(word)) {
                findings.push(Finding::error(format!("{}:{number}: {what}", file.path)));
            }
        }
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn unwrap_is_for_tests() {
        let code =
            "fn a() {\n    b().unwrap();\n    c().expect(\"it is there\");\n    d().expect(\"\");\n}\n";
        let expected =
            ["error: src/lib.rs:2: unwrap outside tests", "error: src/lib.rs:4: expect without a reason"];
        check("no-unwrap", &[("src/lib.rs", code)], &expected);
        check("no-unwrap", &[("src/lib.rs", &format!("#[cfg(test)]\nmod tests {{\n    {code}}}\n"))], &[]);
        check("no-unwrap", &[("tests/a.rs", code)], &[]);
    }

    #[test]
    fn every_file_has_a_header() {
        check("headers", &[("src/a.rs", "//! What it is for.\nfn a() {}")], &[]);
        check("headers", &[("src/a.rs", "fn a() {}")], &["error: src/a.rs does not begin with a //! header"]);
    }

    #[test]
    fn sql_stays_in_store() {
        let query = "let query = \"SELECT id FROM turns\";";
        check("sql", &[("crates/store/src/a.rs", query)], &[]);
        check("sql", &[("crates/hub/src/a.rs", query)], &["error: crates/hub/src/a.rs:1: SQL outside store"]);
    }

    #[test]
    fn the_environment_is_read_in_ieum() {
        let read = "let home = std::env::var(\"HOME\");";
        check("environment", &[("crates/ieum/src/a.rs", read), ("crates/models/src/testing.rs", read)], &[]);
        let expected = ["error: crates/models/src/a.rs:1: the environment is read outside ieum"];
        check("environment", &[("crates/models/src/a.rs", read)], &expected);
    }
}
