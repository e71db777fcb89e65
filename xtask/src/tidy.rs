//! `cargo xtask tidy`: the rules that the compiler cannot check. A rule is a function from the repository to what it
//! finds wrong; each has a unit test on a small made-up repository.
//!
//! Adding a rule: a line in [`RULES`] and a function in the file of its kind.

mod budgets;
mod code;
mod data;
mod documents;
mod house;
mod repository;
mod text;
mod web;

use self::repository::Repository;
use crate::workspace::Workspace;

#[derive(clap::Args)]
pub struct Options {
    /// Print the rules and why each is there
    #[arg(long)]
    list: bool,
}

pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    if options.list {
        RULES.iter().for_each(|rule| println!("{:<18} {}", rule.name, rule.why));
        return Ok(true);
    }
    Ok(check(workspace)?.1 == 0)
}

/// How many rules hold, and how many do not.
pub fn check(workspace: &Workspace) -> anyhow::Result<(usize, usize)> {
    let repository = Repository::load(workspace)?;
    let mut broken = 0;
    for rule in RULES {
        let findings = (rule.check)(&repository);
        for finding in &findings {
            let mark = if finding.fails { "error" } else { "warning" };
            println!("{mark}: {} [{}]", finding.text, rule.name);
        }
        if findings.iter().any(|finding| finding.fails) {
            println!("   because {}", rule.why);
            broken += 1;
        }
    }
    println!("{} rules over {} files: {broken} broken", RULES.len(), repository.files.len());
    Ok((RULES.len() - broken, broken))
}

struct Rule {
    name: &'static str,
    /// Completes the sentence "this is a mistake because ...".
    why: &'static str,
    check: fn(&Repository) -> Vec<Finding>,
}

const RULES: &[Rule] = &[
    Rule { name: "doors", why: "only the edges in house.rs keep the crates apart", check: house::doors },
    Rule {
        name: "keepers",
        why: "each outside library has one keeper, named in house.rs",
        check: house::keepers,
    },
    Rule {
        name: "rooms",
        why: "folder, crate and noun are one, and each says what it is",
        check: house::rooms,
    },
    Rule { name: "used", why: "a dependency nobody uses costs everybody's build", check: house::used },
    Rule { name: "reasons", why: "each workspace dependency says why it is there", check: house::reasons },
    Rule { name: "file-size", why: "a long file hides what is in it", check: budgets::files },
    Rule { name: "function-size", why: "a function should fit a screen", check: budgets::functions },
    Rule { name: "no-unwrap", why: "a panic needs its reason in words", check: code::unwraps },
    Rule {
        name: "headers",
        why: "a reader must learn from the first line what a file is for",
        check: code::headers,
    },
    Rule { name: "sql", why: "SQL lives in store alone, so that the database can change", check: code::sql },
    Rule {
        name: "environment",
        why: "the environment is read in ieum alone, which hands it on",
        check: code::environment,
    },
    Rule { name: "machine-paths", why: "the project must work on every machine", check: text::machine_paths },
    Rule {
        name: "registry-hosts",
        why: "mirrors and proxies must keep working",
        check: text::registry_hosts,
    },
    Rule {
        name: "composed-hangul",
        why: "decomposed Hangul looks the same and never matches",
        check: text::composed,
    },
    Rule { name: "intents", why: "an intent has its tests, in every language", check: data::intents },
    Rule { name: "data-used", why: "data nobody reads misleads whoever edits it", check: data::used },
    Rule { name: "offline-web", why: "the pages must work with no internet", check: web::offline },
    Rule { name: "links", why: "a document that points nowhere rots", check: documents::links },
    Rule {
        name: "errors",
        why: "whoever meets an error code must be able to look it up",
        check: documents::errors,
    },
];

/// Something wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Finding {
    text: String,
    /// A warning otherwise.
    fails: bool,
}

impl Finding {
    fn error(text: impl Into<String>) -> Self {
        Self { text: text.into(), fails: true }
    }

    fn warning(text: impl Into<String>) -> Self {
        Self { text: text.into(), fails: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a rule says about a repository of these files, as lines of text.
    pub fn check(rule: &str, files: &[(&str, &str)], expected: &[&str]) {
        let rule = RULES.iter().find(|known| known.name == rule).expect("the rule exists");
        let found: Vec<String> = (rule.check)(&Repository::of(files))
            .into_iter()
            .map(|finding| format!("{}: {}", if finding.fails { "error" } else { "warning" }, finding.text))
            .collect();
        assert_eq!(found, expected, "{}", rule.name);
    }
}
