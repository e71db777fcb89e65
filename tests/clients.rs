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
    let with = python.clone();
    let openai =
        Trial::test("openai", move || clients::openai(&with).map_err(|error| format!("{error:#}").into()));
    let wyoming = Trial::test("wyoming", move || {
        clients::wyoming(&python).map_err(|error| format!("{error:#}").into())
    });
    libtest_mimic::run(
        &arguments,
        vec![wyoming.with_ignored_flag(missing), openai.with_ignored_flag(missing)],
    )
    .exit();
}
