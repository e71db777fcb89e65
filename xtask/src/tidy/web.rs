//! The pages.

use regex::Regex;

use super::Finding;
use super::repository::Repository;

/// No page asks anything of another host. Names of XML namespaces look like addresses but are never fetched, and a
/// link that a person clicks is no request.
pub fn offline(repository: &Repository) -> Vec<Finding> {
    let address = Regex::new(r#"(?:https?:|["'`(])//[a-z0-9][a-z0-9-]*(?:\.[a-z0-9-]+)+"#)
        .expect("the pattern is constant");
    let mut findings = Vec::new();
    let pages = repository.ending(&[".js", ".mjs", ".css", ".html", ".svg", ".webmanifest"]);
    for file in pages.filter(|file| file.room() == "web") {
        for (number, line) in file.lines() {
            let outside =
                address.find_iter(line).find(|found| !harmless(line, found.start(), found.as_str()));
            if let Some(found) = outside {
                findings.push(Finding::error(format!("{}:{number}: asks {}", file.path, found.as_str())));
            }
        }
    }
    findings
}

fn harmless(line: &str, at: usize, address: &str) -> bool {
    address.ends_with("//www.w3.org") || line[..at].ends_with("<a href=\"")
}

#[cfg(test)]
mod tests {
    use super::super::tests::check;

    #[test]
    fn requests_to_other_hosts_are_found() {
        let check_line =
            |line: &str, expected: &[&str]| check("offline-web", &[("web/a.js", line)], expected);
        check_line(
            "import x from \"https://cdn.example.com/x.js\";",
            &["error: web/a.js:1: asks https://cdn.example.com"],
        );
        check_line(
            "const src = \"//cdn.example.com/x.js\";",
            &["error: web/a.js:1: asks \"//cdn.example.com"],
        );
        check_line("createElementNS(\"http://www.w3.org/2000/svg\", \"svg\")", &[]);
        check_line("<a href=\"https://example.com/\">", &[]);
        check_line("// a comment, and fetch(\"/v1/turns\")", &[]);
    }
}
