//! Prints the values of each line of standard input: `cargo run -p values --example find -- ko < sentences.txt`.

use std::io::BufRead;

use domain::Language;
use values::{Reading, Value};

#[allow(clippy::print_stdout)] // An example is for looking at.
fn main() {
    let language = match std::env::args().nth(1).as_deref() {
        Some("en") => Language::English,
        _ => Language::Korean,
    };
    let now = "2026-11-23T10:00:00+09:00[Asia/Seoul]".parse().expect("a time");
    let reading = Reading { language, now };
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        println!("{line}");
        for found in values::find(&line, &reading) {
            match &found.value {
                Value::Moment(moment) => println!("    [{}] {moment}", found.text),
                other => println!("    [{}] {other:?}", found.text),
            }
        }
    }
}
