//! Who may depend on whom: the two tables of the house, and the rules that hold the manifests to them.

use std::collections::BTreeSet;

use super::Finding;
use super::repository::Repository;
use crate::workspace::Package;

/// A crate, and the crates inside the workspace it may depend on. Anything else is a mistake. Tests may reach one door
/// further: through whatever the crate's own neighbours may open.
const DOORS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("korean", &[]),
    ("models", &["domain"]),
    ("nearest", &[]),
    ("outbound", &[]),
    ("skills", &["outbound", "korean", "domain"]),
    ("store", &["domain"]),
    ("speech", &["models", "korean", "domain"]),
    ("vision", &["models", "korean", "domain"]),
    ("values", &["korean", "domain"]),
    ("dialogue", &["models", "values", "korean", "domain"]),
    ("recommend", &["korean", "domain"]),
    ("hub", &["speech", "vision", "nearest", "dialogue", "recommend", "skills", "store", "korean", "domain"]),
    ("gateway", &["hub", "skills", "outbound", "korean", "domain"]),
    (
        "ieum",
        &[
            "gateway",
            "hub",
            "speech",
            "vision",
            "dialogue",
            "recommend",
            "nearest",
            "values",
            "skills",
            "outbound",
            "store",
            "models",
            "korean",
            "domain",
        ],
    ),
    (
        "benches",
        &[
            "speech",
            "vision",
            "store",
            "dialogue",
            "recommend",
            "skills",
            "nearest",
            "values",
            "models",
            "korean",
            "domain",
        ],
    ),
    ("xtask", &["domain"]),
];

/// Outside libraries that decide how a room is built, and the only crates that may use them. What is not here may be
/// used by all.
const KEEPERS: &[(&str, &[&str], &str)] = &[
    ("sqlx", &["store"], "SQL lives in store alone"),
    ("axum", &["gateway"], "HTTP lives in gateway alone"),
    ("utoipa", &["gateway"], "wire types live in gateway alone"),
    ("rustls", &["gateway", "outbound"], "TLS is spoken where the outside is met"),
    ("figment", &["ieum"], "configuration is read in ieum alone"),
    (
        "etcetera",
        &["ieum", "models"],
        "the system's folders are looked up where the command line is, or its tests",
    ),
    ("clap", &["ieum", "xtask", "benches"], "only command lines have options"),
    ("anyhow", &["ieum", "xtask", "benches"], "libraries have typed errors"),
    ("candle-core", &["models", "speech"], "tensors stay inside the engines"),
    ("image", &["vision"], "image files are read in vision alone"),
    ("ort", &["models", "speech"], "graphs are opened by models and run by the engines"),
    ("tokio", &["hub", "store", "gateway", "ieum", "benches"], "engines are synchronous; hub owns async"),
    (
        "serde",
        &["models", "skills", "store", "speech", "dialogue", "gateway", "ieum", "xtask"],
        "domain types are no wire format",
    ),
];

/// Dependencies that are named for their features alone, so that no code mentions them.
const FOR_THEIR_FEATURES: &[(&str, &str)] = &[
    ("speech", "gemm"), // turns on the wide kernels that candle's matrix products use
];

/// No crate depends on one it may not know.
pub fn doors(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in &repository.packages {
        let Some(allowed) = allowed(&package.name) else {
            findings.push(Finding::error(format!(
                "{} is in no table: declare its doors in house.rs",
                package.name
            )));
            continue;
        };
        for dependency in package.dependencies.iter().filter(|dependency| dependency.path.is_some()) {
            let test = dependency.kind.as_deref() == Some("dev");
            let open = allowed.contains(&dependency.name.as_str())
                || test && reachable(&package.name).contains(dependency.name.as_str());
            if !open {
                findings
                    .push(Finding::error(format!("{} must not depend on {}", package.name, dependency.name)));
            }
        }
    }
    findings
}

/// Outside libraries are used by their keepers alone.
pub fn keepers(repository: &Repository) -> Vec<Finding> {
    let ordinary = repository.packages.iter().flat_map(|package| {
        let dependencies =
            package.dependencies.iter().filter(|dependency| dependency.kind.as_deref() != Some("dev"));
        dependencies.map(move |dependency| (package, dependency))
    });
    ordinary
        .filter_map(|(package, dependency)| {
            let (_, keepers, why) = KEEPERS.iter().find(|(library, ..)| *library == dependency.name)?;
            let kept = keepers.contains(&package.name.as_str());
            (!kept)
                .then(|| Finding::error(format!("{} must not use {}: {why}", package.name, dependency.name)))
        })
        .collect()
}

/// A crate lies in the folder of its name, has a description, and takes the workspace's lints.
pub fn rooms(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in &repository.packages {
        let folder = package
            .manifest_path
            .parent()
            .and_then(|folder| folder.file_name()?.to_str())
            .unwrap_or_default();
        if folder != package.name {
            findings.push(Finding::error(format!("crate {} lies in folder {folder}", package.name)));
        }
        if package.description.is_none() {
            findings.push(Finding::error(format!("crate {} has no description", package.name)));
        }
    }
    // Workspaces of their own.
    let own = ["fuzz", "examples", "tests"];
    for file in repository.ending(&["/Cargo.toml"]).filter(|file| !own.contains(&file.room())) {
        if !file.text.contains("[lints]\nworkspace = true") {
            findings.push(Finding::error(format!("{} does not take the workspace's lints", file.path)));
        }
    }
    findings
}

/// Every dependency a crate names is mentioned in its code.
pub fn used(repository: &Repository) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in &repository.packages {
        let code = code_of(repository, package);
        for dependency in &package.dependencies {
            let for_features =
                FOR_THEIR_FEATURES.contains(&(package.name.as_str(), dependency.name.as_str()));
            let identifier = dependency.name.replace('-', "_");
            if !for_features && !code.iter().any(|text| mentions(text, &identifier)) {
                findings.push(Finding::error(format!("{} does not use {}", package.name, dependency.name)));
            }
        }
    }
    findings
}

/// Every line of `[workspace.dependencies]` ends with a comment, and somebody uses it.
pub fn reasons(repository: &Repository) -> Vec<Finding> {
    let Some(manifest) = repository.file("Cargo.toml") else { return Vec::new() };
    let mut findings = Vec::new();
    let table = manifest.lines().skip_while(|(_, line)| *line != "[workspace.dependencies]").skip(1);
    for (number, line) in table.take_while(|(_, line)| !line.starts_with('[')) {
        let Some((name, value)) = line.split_once(" = ").filter(|_| !line.starts_with('#')) else { continue };
        if !value.contains("path = ") && !value.contains(" # ") && !SELF_EVIDENT.contains(&name) {
            findings
                .push(Finding::error(format!("Cargo.toml:{number}: {name} does not say why it is there")));
        }
        let named = |package: &Package| package.dependencies.iter().any(|dependency| dependency.name == name);
        if !repository.packages.is_empty() && !repository.packages.iter().any(named) {
            findings.push(Finding::error(format!("Cargo.toml:{number}: no crate depends on {name}")));
        }
    }
    findings
}

/// What every Rust programmer knows.
const SELF_EVIDENT: [&str; 5] = ["serde", "serde_json", "tokio", "tracing", "tracing-subscriber"];

fn allowed(name: &str) -> Option<&'static [&'static str]> {
    DOORS.iter().find(|(room, _)| *room == name).map(|(_, doors)| *doors)
}

/// Everything behind the doors of a crate, and behind those.
fn reachable(name: &str) -> BTreeSet<&'static str> {
    let mut found = BTreeSet::new();
    let mut open: Vec<&'static str> = allowed(name).unwrap_or_default().to_vec();
    while let Some(room) = open.pop() {
        if found.insert(room) {
            open.extend(allowed(room).unwrap_or_default());
        }
    }
    found
}

/// All Rust text of a package, wherever its targets lie.
fn code_of<'a>(repository: &'a Repository, package: &Package) -> Vec<&'a str> {
    let with_scenarios = package.name == "ieum";
    let of_package = |room: &str| room == package.name || with_scenarios && matches!(room, "tests" | "fuzz");
    repository.rust().filter(|file| of_package(file.room())).map(|file| file.text.as_str()).collect()
}

fn mentions(text: &str, identifier: &str) -> bool {
    let boundary = |c: Option<char>| !c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(identifier).any(|(at, _)| {
        boundary(text[..at].chars().next_back()) && boundary(text[at + identifier.len()..].chars().next())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workspace::Dependency;

    fn package(name: &str, dependencies: &[(&str, bool, Option<&str>)]) -> Package {
        let dependency = |(name, inside, kind): &(&str, bool, Option<&str>)| Dependency {
            name: (*name).into(),
            path: inside.then(|| "inside".into()),
            kind: kind.map(Into::into),
        };
        Package {
            name: name.into(),
            manifest_path: format!("crates/{name}/Cargo.toml").into(),
            description: Some("what it is".into()),
            dependencies: dependencies.iter().map(dependency).collect(),
            targets: Vec::new(),
        }
    }

    fn check(rule: fn(&Repository) -> Vec<Finding>, package: Package, code: &str, expected: &[&str]) {
        let path = format!("crates/{}/src/lib.rs", package.name);
        let mut repository = Repository::of(&[(&path, code)]);
        repository.packages.push(package);
        let found: Vec<String> = rule(&repository).into_iter().map(|finding| finding.text).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn only_declared_doors_open() {
        check(doors, package("hub", &[("store", true, None), ("serde_json", false, None)]), "", &[]);
        check(
            doors,
            package("speech", &[("dialogue", true, None)]),
            "",
            &["speech must not depend on dialogue"],
        );
        check(doors, package("cellar", &[]), "", &["cellar is in no table: declare its doors in house.rs"]);
    }

    #[test]
    fn tests_reach_through_the_neighbours_doors_but_never_upward() {
        check(doors, package("gateway", &[("store", true, Some("dev"))]), "", &[]);
        check(doors, package("store", &[("hub", true, Some("dev"))]), "", &["store must not depend on hub"]);
    }

    #[test]
    fn libraries_stay_with_their_keepers() {
        check(keepers, package("store", &[("sqlx", false, None)]), "", &[]);
        check(
            keepers,
            package("hub", &[("sqlx", false, None)]),
            "",
            &["hub must not use sqlx: SQL lives in store alone"],
        );
        check(keepers, package("hub", &[("axum", false, Some("dev"))]), "", &[]);
    }

    #[test]
    fn an_unused_dependency_is_found() {
        let two = || package("hub", &[("tokio-util", false, None), ("serde", false, None)]);
        check(used, two(), "use tokio_util::sync; use serde::Deserialize;", &[]);
        check(used, two(), "use tokio_util::sync; use serde_json::Value;", &["hub does not use serde"]);
    }

    #[test]
    fn dependencies_say_why() {
        let manifest = "[workspace.dependencies]\nhalf = \"2\" # fp16 weights\nzip = \"9\"\n\n[lints]\n";
        let expected = ["error: Cargo.toml:3: zip does not say why it is there"];
        super::super::tests::check("reasons", &[("Cargo.toml", manifest)], &expected);
    }

    #[test]
    fn the_table_has_no_circle() {
        for (room, _) in DOORS {
            assert!(!reachable(room).contains(room), "{room} would depend on itself");
        }
    }
}
