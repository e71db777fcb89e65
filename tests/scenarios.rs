//! The stories of the design (S1 to S11), each a file in `tests/scenarios/` that reads like the story, run against the
//! real server as a child process, with the real models and a voice of our own.
//!
//! ```text
//! cargo test --test scenarios            all
//! cargo test --test scenarios timers     those with "timers" in the name
//! ```
//!
//! Adding a scenario: a YAML file. Adding a kind of step: a field in `scenario/story.rs` and a branch in
//! `scenario/play.rs`.

mod scenario;

use std::path::{Path, PathBuf};

use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let mut arguments = Arguments::from_args();
    // The models take all cores; side by side the stories would only wait for one another.
    arguments.test_threads.get_or_insert(1);
    let stories = stories().into_iter().map(|path| {
        let name = path.file_stem().expect("a file has a name").to_string_lossy().into_owned();
        Trial::test(name, move || check(&path))
    });
    libtest_mimic::run(&arguments, stories.collect()).exit();
}

/// The one check: the story in this file comes true.
fn check(path: &Path) -> Result<(), Failed> {
    let story = scenario::Story::read(path)?;
    if let Some(missing) = story.skills.iter().find(|language| !scenario::examples::is_possible(language)) {
        eprintln!("{}: left out, because there is no {missing} here", path.display());
        return Ok(());
    }
    let runtime = tokio::runtime::Runtime::new()?;
    runtime.block_on(scenario::play(&story)).map_err(|error| format!("{error:#}").into())
}

fn stories() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/scenarios");
    let entries = std::fs::read_dir(folder).expect("the scenarios are there");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder can be read").path()).collect();
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    paths.sort();
    paths
}
