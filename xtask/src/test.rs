//! `cargo xtask test`: everything that must be green, in order. A step that fails does not stop those that do not need
//! it, so that one run shows all there is to mend.

mod packages;
mod report;
mod steps;
mod tally;

use std::time::Instant;

pub use steps::has_cargo_command;

use self::report::{Outcome, Report};
use self::steps::{STEPS, Step};
use crate::workspace::Workspace;

#[derive(clap::Args)]
pub struct Options {
    /// Run only this step (repeat for more); what it needs is assumed to be there
    #[arg(long, value_name = "STEP", value_parser = step_name)]
    only: Vec<String>,
    /// Leave this step out (repeat for more)
    #[arg(long, value_name = "STEP", value_parser = step_name)]
    skip: Vec<String>,
    /// Print the steps and what each does
    #[arg(long)]
    list: bool,
}

/// Whether everything that ran is green.
pub fn run(workspace: &Workspace, options: &Options) -> anyhow::Result<bool> {
    if options.list {
        STEPS.iter().for_each(|step| println!("{:<10} {}", step.name, step.what));
        return Ok(true);
    }
    let chosen: Vec<&Step> = STEPS.iter().filter(|step| options.chooses(step.name)).collect();
    let mut report = Report::default();
    for (index, step) in chosen.iter().enumerate() {
        println!("\n==== {}/{} {}: {}", index + 1, chosen.len(), step.name, step.what);
        let began = Instant::now();
        let outcome = match step.needs.iter().find(|needed| report.failed(needed)) {
            Some(needed) => Outcome::Blocked(needed),
            None => Outcome::of((step.run)(workspace, options)),
        };
        report.add(step.name, outcome, began.elapsed());
    }
    report.print();
    Ok(report.green())
}

impl Options {
    /// Whether the step is to run.
    pub fn chooses(&self, step: &str) -> bool {
        let named = |names: &[String]| names.iter().any(|name| name == step);
        (self.only.is_empty() || named(&self.only)) && !named(&self.skip)
    }
}

fn step_name(name: &str) -> Result<String, String> {
    let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
    if known.contains(&name) { Ok(name.into()) } else { Err(format!("the steps are: {}", known.join(", "))) }
}
