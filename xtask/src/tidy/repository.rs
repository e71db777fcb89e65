//! The repository as the rules see it: every file that is or will be committed, and every crate.

use std::process::Command;

use crate::process;
use crate::workspace::{Package, Workspace};

pub struct Repository {
    /// What can be read as text.
    pub files: Vec<File>,
    pub packages: Vec<Package>,
    /// Every file, text or not.
    paths: Vec<String>,
}

pub struct File {
    /// From the root, with `/`.
    pub path: String,
    pub text: String,
    /// For each line, whether it belongs to a test. Empty for what is not Rust.
    test_lines: Vec<bool>,
}

impl Repository {
    pub fn load(workspace: &Workspace) -> anyhow::Result<Self> {
        let mut list = Command::new("git");
        // What git ignores is not part of the project; what is not added yet will be.
        list.args(["ls-files", "--cached", "--others", "--exclude-standard", "-z"])
            .current_dir(&workspace.root);
        let paths = process::read(&mut list)?;
        let mut paths: Vec<&str> = paths.split('\0').filter(|path| !path.is_empty()).collect();
        paths.sort_unstable();
        paths.dedup();
        let read =
            |path: &str| Some(File::new(path, std::fs::read_to_string(workspace.root.join(path)).ok()?));
        let files = paths.iter().copied().filter_map(read).collect();
        let paths = paths.into_iter().map(Into::into).collect();
        Ok(Self { files, packages: Workspace::load()?.packages, paths })
    }

    pub fn rust(&self) -> impl Iterator<Item = &File> {
        self.ending(&[".rs"])
    }

    pub fn ending(&self, endings: &'static [&'static str]) -> impl Iterator<Item = &File> {
        self.files.iter().filter(|file| endings.iter().any(|ending| file.path.ends_with(ending)))
    }

    pub fn file(&self, path: &str) -> Option<&File> {
        self.files.iter().find(|file| file.path == path)
    }

    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.paths.iter().map(String::as_str)
    }

    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let paths = files.iter().map(|(path, _)| (*path).to_owned()).collect();
        let files = files.iter().map(|(path, text)| File::new(path, (*text).to_owned())).collect();
        Self { files, packages: Vec::new(), paths }
    }
}

impl File {
    fn new(path: &str, text: String) -> Self {
        let test_lines = if path.ends_with(".rs") { test_lines(path, &text) } else { Vec::new() };
        Self { path: path.to_owned(), text, test_lines }
    }

    /// The lines with their numbers from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.lines().enumerate().map(|(index, line)| (index + 1, line))
    }

    /// The lines of a Rust file that run outside tests, without comments.
    pub fn code(&self) -> impl Iterator<Item = (usize, &str)> {
        let is_test = |number: &usize| self.test_lines.get(number - 1).copied().unwrap_or(false);
        self.lines().filter(move |(number, line)| !is_test(number) && !line.trim_start().starts_with("//"))
    }

    /// The crate a file belongs to: its folder in `crates/`, or `xtask`, or `fuzz`.
    pub fn room(&self) -> &str {
        let mut parts = self.path.split('/');
        match (parts.next(), parts.next()) {
            (Some("crates"), Some(name)) => name,
            (Some(name), Some(_)) => name,
            _ => "",
        }
    }
}

/// A whole file is a test when its place says so; otherwise the blocks behind `#[cfg(test)]` are.
fn test_lines(path: &str, text: &str) -> Vec<bool> {
    let lines: Vec<&str> = text.lines().collect();
    let place = format!("/{path}");
    let whole = ["/tests/", "/benches/", "/tests.rs", "/testing.rs", "/testing/"]
        .iter()
        .any(|part| place.contains(part));
    let mut marks = vec![whole; lines.len()];
    let mut index = 0;
    while index < lines.len() {
        if lines[index].trim_start().starts_with("#[cfg(test)]") {
            let end = block_end(&lines, index + 1);
            marks[index..=end].fill(true);
            index = end;
        }
        index += 1;
    }
    marks
}

/// The last line of the item that begins at `start`: the closing brace with the same indent, as rustfmt writes it, or
/// the line itself when it opens no block.
pub fn block_end(lines: &[&str], start: usize) -> usize {
    let Some(first) = lines.get(start) else { return lines.len().saturating_sub(1) };
    let indent = &first[..first.len() - first.trim_start().len()];
    for (index, line) in lines.iter().enumerate().skip(start) {
        let Some(rest) = line.strip_prefix(indent) else { continue };
        let closes = rest.starts_with('}') || rest.starts_with(")") && rest.ends_with(';');
        let one_line =
            index == start && (rest.ends_with(';') || rest.ends_with('}') && !rest.starts_with('}'));
        if closes || one_line {
            return index;
        }
    }
    lines.len() - 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_leaves_tests_and_comments_out() {
        let check = |path: &str, text: &str, expected: &[usize]| {
            let file = File::new(path, text.into());
            let numbers: Vec<usize> = file.code().map(|(number, _)| number).collect();
            assert_eq!(numbers, expected, "{path}");
        };
        let inline = "fn a() {}\n#[cfg(test)]\nmod tests {\n    fn b() {\n    }\n}\n// said\nfn c() {}";
        check("crates/x/src/lib.rs", inline, &[1, 8]);
        check("crates/x/src/lib.rs", "#[cfg(test)]\nmod tests;\nfn c() {}", &[3]);
        check("crates/x/tests/it.rs", "fn a() {}", &[]);
        check("tests/scenarios.rs", "fn a() {}", &[]);
        check("crates/x/src/testing.rs", "fn a() {}", &[]);
    }

    #[test]
    fn a_file_belongs_to_its_room() {
        let room = |path: &str| File::new(path, String::new()).room().to_owned();
        assert_eq!(room("crates/hub/src/lib.rs"), "hub");
        assert_eq!(room("xtask/src/main.rs"), "xtask");
        assert_eq!(room("README.md"), "");
    }
}
