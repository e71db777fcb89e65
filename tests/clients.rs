//! Clients that other people have written, as they are, against the real server with the real models. Each is a Python
//! program in `tests/clients/` that uses the newest release of a package and ends with an error when something is not as
//! it should be.
//!
//! ```text
//! cargo xtask test --only clients       makes the Python environment, and runs all
//! ```
//!
//! Adding a client: its package in `xtask/src/test/steps.rs`, a program, and a trial here.

#[path = "clients/mod.rs"]
mod clients;
#[path = "scenario/server.rs"]
#[allow(dead_code, reason = "a client needs less of a server than a scenario does")]
mod server;

use libtest_mimic::{Arguments, Trial};

type Client = fn(&std::ffi::OsStr) -> anyhow::Result<()>;

#[expect(clippy::print_stdout, reason = "people should know what was left out")]
fn main() {
    let mut arguments = Arguments::from_args();
    // The models take all cores; side by side the clients would only wait for one another.
    arguments.test_threads.get_or_insert(1);
    let python = std::env::var_os("IEUM_CLIENTS_PYTHON");
    let missing = python.is_none();
    if missing {
        println!("left out: `cargo xtask test --only clients` makes the Python environment that is needed");
    }
    let python = python.unwrap_or_default();
    let clients: [(&str, Client); 4] = [
        ("skills", clients::skills),
        ("gorse", clients::gorse),
        ("wyoming", clients::wyoming),
        ("openai", clients::openai),
    ];
    let trial = |(name, client): (&str, Client)| {
        let python = python.clone();
        let run = move || client(&python).map_err(|error| format!("{error:#}").into());
        Trial::test(name, run).with_ignored_flag(missing)
    };
    libtest_mimic::run(&arguments, clients.into_iter().map(trial).collect()).exit();
}
