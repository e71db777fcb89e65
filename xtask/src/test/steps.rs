//! The steps of `cargo xtask test`, in order: quick ones first, then what needs a build, then what needs the models.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{bail, ensure};

use super::tally::Tally;
use super::{Options, packages};
use crate::generate::{self, File};
use crate::workspace::{Workspace, cargo};
use crate::{process, python, tidy};

pub struct Step {
    pub name: &'static str,
    /// What it checks, in a few words.
    pub what: &'static str,
    /// The steps without which it makes no sense.
    pub needs: &'static [&'static str],
    pub run: fn(&Workspace, &Options) -> anyhow::Result<Tally>,
}

/// Adding a step: a line here and a function below.
pub const STEPS: &[Step] = &[
    Step { name: "tools", what: "the programs the other steps use are there", needs: &[], run: tools },
    Step { name: "format", what: "rustfmt has nothing to change", needs: &[], run: format },
    Step { name: "tidy", what: "the rules of the house (`cargo xtask tidy`)", needs: &[], run: tidy_rules },
    Step { name: "licences", what: "what we depend on is allowed (deny.toml)", needs: &[], run: licences },
    Step { name: "lint", what: "clippy has nothing to say", needs: &[], run: lint },
    Step { name: "build", what: "everything compiles, tests included", needs: &[], run: build },
    Step { name: "generated", what: "generated files are up to date", needs: &["build"], run: generated },
    Step {
        name: "models",
        what: "the pinned models are in the cache folder, and Tesseract for Korean in pictures",
        needs: &["build"],
        run: models,
    },
    Step { name: "unit", what: "unit and contract tests", needs: &["build", "models"], run: unit },
    Step { name: "fuzz", what: "the fuzz corpus, replayed", needs: &["build"], run: fuzz },
    Step {
        name: "scenarios",
        what: "tests/scenarios/*.yaml on the real server",
        needs: &["models"],
        run: scenarios,
    },
    Step {
        name: "clients",
        what: "stock Python clients against the real server",
        needs: &["tools", "models"],
        run: clients,
    },
    Step {
        name: "browser",
        what: "the messenger in real Chromium",
        needs: &["tools", "models"],
        run: in_browser,
    },
];

/// Integration tests that have a step of their own.
const OWN_STEP: [&str; 4] = ["fuzz_corpus", "scenarios", "clients", "browser"];

/// The stock clients: the module each brings, and what pip calls it. The newest release of each is the one that counts.
const CLIENTS: &[(&str, &str)] = &[
    ("wyoming", "wyoming"),
    ("openai", "openai"),
    ("gorse", "PyGorse"),
    // SDKs of skill servers.
    ("ikakao.skill", "ikakao"),
    ("kakao_chatbot", "kakao-chatbot"),
    ("kakaosb", "kakaosb"),
    ("standardwebhooks", "standardwebhooks"),
];

/// The SDK of skill servers that npm has.
const NODE_CLIENT: &str = "kakao-chatbot-templates";

/// Whether `cargo NAME` exists.
pub fn has_cargo_command(name: &str) -> bool {
    process::find(&[&format!("cargo-{name}")]).is_some()
}

fn tools(_: &Workspace, options: &Options) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    let mut need = |what: &str, present: bool, remedy: &str| {
        println!("{what}: {}", if present { "found" } else { remedy });
        tally += Tally::one(present);
    };
    need(
        "rustfmt",
        process::succeeds(&cargo(), &["fmt", "--version"]),
        "missing: rustup component add rustfmt",
    );
    need(
        "clippy",
        process::succeeds(&cargo(), &["clippy", "--version"]),
        "missing: rustup component add clippy",
    );
    let compiler = process::find(&["cc", "gcc", "clang", "cl"]).is_some();
    need("C compiler", compiler, "missing: install gcc or clang with the system's package manager");
    let pip =
        ["python3", "python"].iter().any(|python| process::succeeds(python, &["-m", "pip", "--version"]));
    need(
        "Python 3 with pip",
        pip,
        "missing: install python3 and python3-pip with the system's package manager",
    );
    if options.chooses("browser") {
        tally += Tally::one(packages::CHROMIUM.ensure());
    }
    Ok(tally)
}

fn format(workspace: &Workspace, _: &Options) -> anyhow::Result<Tally> {
    check(workspace, &["fmt", "--all", "--check"])
}

fn tidy_rules(workspace: &Workspace, _: &Options) -> anyhow::Result<Tally> {
    tidy::check(workspace).map(|(passed, failed)| Tally { passed, failed, skipped: 0 })
}

fn licences(workspace: &Workspace, _: &Options) -> anyhow::Result<Tally> {
    if !has_cargo_command("deny") {
        println!("cargo-deny is missing; installing it takes a few minutes, once");
        process::run(Command::new(cargo()).args(["install", "--locked", "cargo-deny"]))?;
    }
    check(workspace, &["deny", "--log-level", "error", "check", "bans", "licenses", "sources"])
}

fn lint(workspace: &Workspace, _: &Options) -> anyhow::Result<Tally> {
    check(workspace, &["clippy", "--workspace", "--all-targets", "--keep-going", "--", "-D", "warnings"])
}

fn build(workspace: &Workspace, _: &Options) -> anyhow::Result<Tally> {
    check(workspace, &["test", "--workspace", "--no-run"])
}

fn generated(workspace: &Workspace, _: &Options) -> anyhow::Result<Tally> {
    let mut tally = Tally::default();
    for file in File::ALL {
        tally += Tally::one(generate::check(workspace, file)?);
    }
    Ok(tally)
}

fn models(workspace: &Workspace, _: &Options) -> anyhow::Result<Tally> {
    let binary = workspace.binary();
    ensure!(binary.is_file(), "the binary is not built: cargo xtask test --only build");
    // Where it cannot be had, reading Korean in pictures is tested as far as that goes.
    packages::TESSERACT.ensure();
    let mut tally = Tally::default();
    for command in ["pull", "verify"] {
        let result =
            process::run(Command::new(&binary).args(["models", command]).current_dir(&workspace.root));
        tally += Tally::one(result.is_ok());
        result?;
    }
    Ok(tally)
}

fn unit(workspace: &Workspace, _: &Options) -> anyhow::Result<Tally> {
    let mut args = vec!["--lib", "--bins"];
    for name in workspace.integration_tests() {
        if !OWN_STEP.contains(&name) {
            args.extend(["--test", name]);
        }
    }
    let mut tally = test(workspace, &args)?;
    tally += test(workspace, &["--doc"])?;
    Ok(tally)
}

fn fuzz(workspace: &Workspace, _: &Options) -> anyhow::Result<Tally> {
    test(workspace, &["--test", "fuzz_corpus"])
}

fn scenarios(workspace: &Workspace, _: &Options) -> anyhow::Result<Tally> {
    test(workspace, &["--test", "scenarios"])
}

fn clients(workspace: &Workspace, _: &Options) -> anyhow::Result<Tally> {
    let folder = python::cache_folder()?.join("clients");
    let python = python::environment(&folder.join("venv"), CLIENTS)?;
    let node = node_modules(&folder.join("node"))?;
    let mut variables = vec![("IEUM_CLIENTS_PYTHON", python.as_os_str())];
    variables.extend(node.as_ref().map(|folder| ("IEUM_CLIENTS_NODE", folder.as_os_str())));
    let mut tally = test_with(workspace, &["--test", "clients"], &variables)?;
    tally += kakao_rs(workspace)?;
    Ok(tally)
}

/// Where Node's packages are, after installing the one that is tested; none where there is no npm.
fn node_modules(folder: &Path) -> anyhow::Result<Option<PathBuf>> {
    let modules = folder.join("node_modules");
    if process::find(&["npm"]).is_none() {
        println!("npm: missing. The Node SDK of skill servers is left out");
        return Ok(None);
    }
    if !modules.join(NODE_CLIENT).is_dir() {
        println!("installing {NODE_CLIENT} into {} (once)", folder.display());
        std::fs::create_dir_all(folder)?;
        let install = ["install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"];
        process::run(Command::new("npm").args(install).arg(folder).arg(NODE_CLIENT))?;
    }
    Ok(Some(modules))
}

/// The SDK of skill servers that crates.io has: a workspace of its own.
fn kakao_rs(workspace: &Workspace) -> anyhow::Result<Tally> {
    let manifest = workspace.root.join("tests/kakao_rs/Cargo.toml");
    let target = workspace.root.join("target/kakao_rs");
    let mut command = Command::new(cargo());
    command.args(["test", "--quiet", "--manifest-path"]).arg(manifest).env("CARGO_TARGET_DIR", target);
    Ok(Tally::one(process::run(&mut command).is_ok()))
}

fn in_browser(workspace: &Workspace, _: &Options) -> anyhow::Result<Tally> {
    test(workspace, &["--test", "browser"])
}

/// A Cargo command that is one check.
fn check(workspace: &Workspace, args: &[&str]) -> anyhow::Result<Tally> {
    process::run(Command::new(cargo()).args(args).current_dir(&workspace.root))?;
    Ok(Tally::one(true))
}

/// Some tests of the workspace. The whole workspace is always named, so that Cargo chooses the same features and
/// compiles nothing twice.
fn test(workspace: &Workspace, args: &[&str]) -> anyhow::Result<Tally> {
    test_with(workspace, args, &[])
}

/// As [`test`], with variables that the tests read.
fn test_with(
    workspace: &Workspace,
    args: &[&str],
    variables: &[(&str, &std::ffi::OsStr)],
) -> anyhow::Result<Tally> {
    let mut command = Command::new(cargo());
    command
        .envs(variables.iter().copied())
        .args(["test", "--workspace", "--no-fail-fast", "--quiet"])
        .args(args)
        .current_dir(&workspace.root);
    let mut tally = Tally::default();
    let mut binaries = 0;
    let succeeded = process::watch(&mut command, |line| {
        if let Some(counted) = Tally::of_line(line) {
            tally += counted;
            binaries += 1;
        }
    })?;
    match succeeded {
        true if binaries == 0 => bail!("no test ran"),
        // A test binary that crashed prints no numbers: it must not pass for that.
        false if tally.failed == 0 => tally.failed = 1,
        _ => {}
    }
    Ok(tally)
}
