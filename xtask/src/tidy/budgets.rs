//! How long a file and a function may be.

use super::Finding;
use super::repository::{File, Repository, block_end};

/// Lines at which a reader is warned, and at which it is a mistake.
struct Budget {
    warn: usize,
    fail: usize,
}

const RUST_FILE: Budget = Budget { warn: 700, fail: 1_000 };
const RUST_FUNCTION: Budget = Budget { warn: 60, fail: 150 };
const WEB_FILE: Budget = Budget { warn: 500, fail: 800 };

pub fn files(repository: &Repository) -> Vec<Finding> {
    let size = |file: &File, budget: &Budget| budget.judge(&file.path, file.text.lines().count());
    let rust = repository.rust().filter_map(|file| size(file, &RUST_FILE));
    let web = repository.ending(&[".js", ".css"]).filter_map(|file| size(file, &WEB_FILE));
    rust.chain(web).collect()
}

pub fn functions(repository: &Repository) -> Vec<Finding> {
    repository.rust().flat_map(long_functions).collect()
}

fn long_functions(file: &File) -> Vec<Finding> {
    let lines: Vec<&str> = file.text.lines().collect();
    let mut findings = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if let Some(name) = function_name(line) {
            let length = block_end(&lines, index) - index + 1;
            findings.extend(RUST_FUNCTION.judge(&format!("{}:{} fn {name}", file.path, index + 1), length));
        }
    }
    findings
}

/// The name of the function whose first line this is.
fn function_name(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let rest = match line.split_once("fn ") {
        Some((before, rest))
            if before
                .split_whitespace()
                .all(|word| QUALIFIERS.contains(&word) || word.starts_with("pub(")) =>
        {
            rest
        }
        _ => return None,
    };
    Some(rest.split(['(', '<']).next().unwrap_or_default())
}

const QUALIFIERS: [&str; 6] = ["pub", "const", "async", "unsafe", "extern", "\"C\""];

impl Budget {
    fn judge(&self, what: &str, lines: usize) -> Option<Finding> {
        match lines {
            lines if lines > self.fail => {
                Some(Finding::error(format!("{what} has {lines} lines, at most {}", self.fail)))
            }
            lines if lines > self.warn => Some(Finding::warning(format!("{what} has {lines} lines"))),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn long_files_are_found() {
        let lines = |count| "x\n".repeat(count);
        check("file-size", &[("crates/a/src/lib.rs", &lines(700)), ("web/a.css", &lines(500))], &[]);
        check(
            "file-size",
            &[("crates/a/src/lib.rs", &lines(701))],
            &["warning: crates/a/src/lib.rs has 701 lines"],
        );
        check("file-size", &[("web/a.js", &lines(801))], &["error: web/a.js has 801 lines, at most 800"]);
    }

    #[test]
    fn long_functions_are_found() {
        let function = |head: &str, body| format!("    {head} {{\n{}    }}\n", "        x();\n".repeat(body));
        let text = function("fn short()", 58)
            + &function("pub async fn longer<T>(x: T)", 59)
            + "fn signature(&self);\n";
        check("function-size", &[("a.rs", &text)], &["warning: a.rs:61 fn longer has 61 lines"]);
        let text = function("pub(crate) const fn longest(", 149);
        check("function-size", &[("a.rs", &text)], &["error: a.rs:1 fn longest has 151 lines, at most 150"]);
    }
}
