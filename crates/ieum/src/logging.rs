//! The log: on standard error, so that standard output holds answers alone.

use tracing_subscriber::EnvFilter;

use crate::config::{Log, LogFormat};

/// A server logs as the configuration says; a single command is quiet unless something is wrong.
pub fn start(log: &Log, verbose: u8, serving: bool) -> anyhow::Result<()> {
    let filter = match (verbose, serving) {
        (0, true) => log.filter()?,
        // What a decoder finds wrong with a file is told as the command's own error.
        (0, false) => EnvFilter::new("error,symphonia=off"),
        (1, _) => {
            EnvFilter::new("info,ieum=debug,hub=debug,gateway=debug,models=debug,speech=debug,dialogue=debug")
        }
        _ => EnvFilter::new("trace"),
    };
    let log_lines = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr);
    match log.format {
        LogFormat::Text => log_lines.with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr())).init(),
        LogFormat::Json => log_lines.json().init(),
    }
    Ok(())
}
