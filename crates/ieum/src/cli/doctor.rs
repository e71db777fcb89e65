//! `ieum doctor`.

use std::process::ExitCode;

use super::Global;
use crate::config::Config;
use crate::doctor::{self, Finding};
use crate::terminal;

/// Check everything that is needed, and say what to do where something is missing
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Every line begins with ok, note or BAD; a line that is not ok is followed by what to do. The command fails when
something is bad. Nothing is fetched and nothing is changed.")]
pub struct Options {
    /// Read every model file again and compare it with what was pinned (takes a second or two)
    #[arg(long)]
    verify: bool,
}

pub fn run(global: &Global, options: &Options) -> anyhow::Result<ExitCode> {
    let (config, mut findings) = match global.load_config() {
        Ok(config) => (config, vec![Finding::good("configuration", "valid")]),
        Err(error) => {
            let remedy = "correct it; `ieum config` shows every setting";
            // What else is wrong is looked for with the defaults.
            (Config::default(), vec![Finding::bad("configuration", format!("{error:#}"), remedy)])
        }
    };
    findings.extend(doctor::examine(&config, options.verify));
    for finding in &findings {
        terminal::print(&finding.to_string())?;
    }
    let bad = findings.iter().filter(|finding| finding.is_bad()).count();
    let verdict = match bad {
        0 => "everything that is needed is there".to_owned(),
        bad => format!("{bad} to mend, see above"),
    };
    terminal::print(&format!("{verdict}\n"))?;
    Ok(if bad == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
