//! The documents.

use std::collections::HashSet;

use regex::Regex;

use super::Finding;
use super::repository::{File, Repository};

/// Every link from one Markdown file to a file of the repository finds it. Code shows what others write: it has no links.
pub fn links(repository: &Repository) -> Vec<Finding> {
    let link = Regex::new(r"\]\(([^)#\s]+)[^)]*\)").expect("the pattern is constant");
    let code = Regex::new(r"`[^`]*`").expect("the pattern is constant");
    let places = places(repository);
    let mut findings = Vec::new();
    for file in repository.ending(&[".md"]) {
        let mut fenced = false;
        for (number, line) in file.lines() {
            fenced ^= line.trim_start().starts_with("```");
            let line = if fenced { "".into() } else { code.replace_all(line, "") };
            for target in link.captures_iter(&line).map(|found| found.extract::<1>().1[0]) {
                if !target.contains("://") && !places.contains(&resolve(file, target)) {
                    findings.push(Finding::error(format!("{}:{number}: {target} is not there", file.path)));
                }
            }
        }
    }
    findings
}

/// Every error code has its line in docs/errors.md.
pub fn errors(repository: &Repository) -> Vec<Finding> {
    let Some(page) = repository.file("docs/errors.md") else {
        return vec![Finding::error("docs/errors.md is missing: run `cargo xtask generate errors`")];
    };
    let missing =
        domain::Code::ALL.iter().filter(|code| !page.text.contains(&format!("`{}`", code.as_str())));
    missing.map(|code| Finding::error(format!("docs/errors.md does not have {}", code.as_str()))).collect()
}

/// All files and folders.
fn places(repository: &Repository) -> HashSet<String> {
    let mut places = HashSet::new();
    for path in repository.paths() {
        let ends = path.match_indices('/').map(|(at, _)| at).chain([path.len()]);
        places.extend(ends.map(|end| path[..end].to_owned()));
    }
    places
}

/// A link's target, from the root.
fn resolve(file: &File, target: &str) -> String {
    let mut parts: Vec<&str> = file.path.split('/').collect();
    parts.pop();
    for part in target.trim_end_matches('/').split('/') {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn dead_links_are_found() {
        let text = "[a](../README.md) [b](images/b.png#part) [c](https://example.org/c) [d](gone.md)";
        let files = [("docs/a.md", text), ("README.md", "[docs](docs/)"), ("docs/images/b.png", "")];
        check("links", &files, &["error: docs/a.md:1: gone.md is not there"]);
        let code = "`[a](b)`\n```\n[c](d)\n```\n[e](f.md)";
        check("links", &[("a.md", code)], &["error: a.md:5: f.md is not there"]);
    }

    #[test]
    fn every_error_is_explained() {
        check("errors", &[], &["error: docs/errors.md is missing: run `cargo xtask generate errors`"]);
        check("errors", &[("docs/errors.md", &crate::generate::errors_page())], &[]);
    }
}
