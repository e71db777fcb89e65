//! The workspace as Cargo describes it.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, ensure};
use serde::Deserialize;

/// Where the workspace is and what is in it.
#[derive(Debug, Deserialize)]
pub struct Workspace {
    #[serde(rename = "workspace_root")]
    pub root: PathBuf,
    #[serde(rename = "target_directory")]
    pub target: PathBuf,
    pub packages: Vec<Package>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Package {
    pub name: String,
    pub manifest_path: PathBuf,
    pub description: Option<String>,
    pub dependencies: Vec<Dependency>,
    pub targets: Vec<Target>,
}

#[derive(Debug, Default, Deserialize)]
pub struct Dependency {
    pub name: String,
    /// Where it lies, if it is one of ours.
    pub path: Option<PathBuf>,
    /// `dev`, `build`, or nothing for an ordinary one.
    pub kind: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Target {
    pub name: String,
    pub kind: Vec<String>,
}

impl Workspace {
    pub fn load() -> anyhow::Result<Self> {
        let output = Command::new(cargo())
            .args(["metadata", "--no-deps", "--format-version", "1"])
            .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")))
            .output()
            .context("cargo metadata does not run")?;
        ensure!(output.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).context("cargo metadata has an unknown form")
    }

    /// The `ieum` binary that the tests run, built by `cargo test --workspace --no-run`.
    pub fn binary(&self) -> PathBuf {
        self.target.join("debug").join(format!("ieum{}", std::env::consts::EXE_SUFFIX))
    }

    /// The names of all integration tests (`tests/*.rs`) of all packages.
    pub fn integration_tests(&self) -> Vec<&str> {
        let targets = self.packages.iter().flat_map(|package| &package.targets);
        let mut names: Vec<&str> =
            targets.filter(|target| target.kind == ["test"]).map(|target| target.name.as_str()).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// The Cargo that started us.
pub fn cargo() -> String {
    std::env::var("CARGO").unwrap_or_else(|_| "cargo".into())
}
