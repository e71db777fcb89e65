//! Python environments of our own in the cache folder: peers that are measured and stock clients that are tested.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Context;

use crate::process;

/// The folder that holds the models, where nobody has named another: the one that `ieum` uses.
pub fn cache_folder() -> anyhow::Result<PathBuf> {
    let variable = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    variable("IEUM_CACHE_DIR")
        .or_else(|| Some(variable("XDG_CACHE_HOME")?.join("ieum")))
        .or_else(|| Some(variable("HOME")?.join(".cache/ieum")))
        .context("where is the cache folder? Say so with IEUM_CACHE_DIR")
}

/// The interpreter of an environment that has these packages, each named by the module that it brings and by what pip
/// calls it. What is missing is installed, which needs the network once.
pub fn environment(folder: &Path, packages: &[(&str, &str)]) -> anyhow::Result<PathBuf> {
    let python = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    let program = python.to_string_lossy();
    let has = |module: &str| process::succeeds(&program, &["-c", &format!("import {module}")]);
    let missing: Vec<&str> =
        packages.iter().filter(|(module, _)| !has(module)).map(|(_, package)| *package).collect();
    if missing.is_empty() {
        return Ok(python);
    }
    println!("installing {} into {} (once)", missing.join(", "), folder.display());
    if !process::succeeds(&program, &["-c", ""]) {
        let system = process::find(&["python3", "python"]).context("Python 3 is missing")?;
        process::run(Command::new(system).args(["-m", "venv"]).arg(folder))?;
    }
    process::run(
        Command::new(&python).args(["-m", "pip", "install", "--quiet", "--only-binary=:all:"]).args(missing),
    )?;
    Ok(python)
}
