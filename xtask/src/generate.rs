//! `cargo xtask generate`: the files that are made from the code and committed, so that a reader finds them and a
//! change to them is seen in review. `cargo xtask test` fails when one is out of date.

mod errors;

use std::path::Path;
use std::process::Command;

use anyhow::Context;

pub use self::errors::page as errors_page;
use crate::process;
use crate::workspace::Workspace;

#[derive(clap::Args)]
pub struct Options {
    /// Only these files; all when none is named
    #[arg(value_enum)]
    files: Vec<File>,
    /// Change nothing; fail when a file is out of date
    #[arg(long)]
    check: bool,
}

/// A generated file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub enum File {
    /// docs/errors.md, from the error catalogue in domain
    Errors,
    /// docs/openapi.json, from the handlers in gateway
    Openapi,
}

impl File {
    pub const ALL: [Self; 2] = [Self::Errors, Self::Openapi];

    pub fn path(self) -> &'static str {
        match self {
            Self::Errors => "docs/errors.md",
            Self::Openapi => "docs/openapi.json",
        }
    }

    fn content(self, workspace: &Workspace) -> anyhow::Result<String> {
        match self {
            Self::Errors => Ok(errors_page()),
            Self::Openapi => process::read(Command::new(workspace.binary()).arg("openapi")),
        }
    }
}

pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    let files = if options.files.is_empty() { &File::ALL[..] } else { &options.files };
    if files.contains(&File::Openapi) {
        process::run(Command::new(crate::workspace::cargo()).args([
            "build",
            "--quiet",
            // With the features of the whole workspace, so that nothing is compiled twice.
            "--workspace",
            "--bin",
            "ieum",
        ]))?;
    }
    let mut fresh = true;
    for file in files {
        if options.check {
            fresh &= check(workspace, *file)?;
        } else {
            write(workspace, *file)?;
        }
    }
    Ok(fresh)
}

/// Whether the committed file is what the code makes now.
pub fn check(workspace: &Workspace, file: File) -> anyhow::Result<bool> {
    let committed = std::fs::read_to_string(workspace.root.join(file.path())).unwrap_or_default();
    let fresh = committed == file.content(workspace)?;
    let verdict = if fresh { "is up to date" } else { "is out of date: run `cargo xtask generate`" };
    println!("{} {verdict}", file.path());
    Ok(fresh)
}

fn write(workspace: &Workspace, file: File) -> anyhow::Result<()> {
    let content = file.content(workspace)?;
    let path = workspace.root.join(file.path());
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new("")))?;
    std::fs::write(&path, content).with_context(|| format!("{} cannot be written", file.path()))?;
    println!("{} written", file.path());
    Ok(())
}
