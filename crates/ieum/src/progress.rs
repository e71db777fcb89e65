//! Progress on standard error: bars on a terminal, a line now and then elsewhere.

use std::fmt::Write;
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::{Progress, Step};
use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::terminal;

/// Shows one step at a time.
pub struct Bars {
    current: Mutex<Option<Shown>>,
    /// Nobody watches a bar in a file.
    live: bool,
}

enum Shown {
    Bar(ProgressBar),
    Lines(Lines),
}

/// A step that is told in lines.
struct Lines {
    step: Step,
    began: Instant,
    /// When something was told last.
    told: Instant,
}

/// A line in a log file so often at most.
const A_WHILE: Duration = Duration::from_secs(2);

impl Bars {
    pub fn new() -> Self {
        Self { current: Mutex::new(None), live: std::io::stderr().is_terminal() }
    }

    fn with(&self, change: impl FnOnce(&mut Option<Shown>)) {
        change(&mut self.current.lock().unwrap_or_else(PoisonError::into_inner));
    }
}

impl Progress for Bars {
    fn begin(&self, step: &Step) {
        let shown = match self.live {
            true => Shown::Bar(bar(step)),
            false => {
                terminal::tell(&opening(step));
                let now = Instant::now();
                Shown::Lines(Lines { step: step.clone(), began: now, told: now })
            }
        };
        self.with(|current| *current = Some(shown));
    }

    fn advance(&self, done: u64) {
        self.with(|current| match current {
            Some(Shown::Bar(bar)) => bar.set_position(done),
            Some(Shown::Lines(lines)) => lines.advance(done),
            None => {}
        });
    }

    fn finish(&self) {
        self.with(|current| {
            if let Some(Shown::Bar(bar)) = current.take() {
                bar.abandon();
            }
        });
    }
}

impl Lines {
    fn advance(&mut self, done: u64) {
        let Some(total) = self.step.total else { return };
        if self.told.elapsed() < A_WHILE {
            return;
        }
        self.told = Instant::now();
        let left = time_left(self.began.elapsed(), done, total);
        terminal::tell(&format!("  {}: {} of {}{left}", self.step.name, size(done), size(total)));
    }
}

fn bar(step: &Step) -> ProgressBar {
    let bar = match step.total {
        Some(total) => ProgressBar::new(total),
        None => ProgressBar::new_spinner(),
    };
    let template = match (step.total, step.bytes) {
        (None, _) => "{msg} {spinner}",
        (_, true) => "{msg:32} {bar:30} {decimal_bytes:>9} of {decimal_total_bytes}{left}",
        (_, false) => "{msg:32} {bar:30} {pos} of {len}{left}",
    };
    let left = |state: &ProgressState, out: &mut dyn Write| {
        // A bar that cannot be drawn is nobody's loss.
        let _ = out.write_str(&time_left(state.elapsed(), state.pos(), state.len().unwrap_or_default()));
    };
    let style = ProgressStyle::with_template(template).expect("the template is a constant");
    bar.set_style(style.with_key("left", left));
    bar.set_message(step.name.clone());
    bar.enable_steady_tick(Duration::from_millis(100));
    bar
}

fn opening(step: &Step) -> String {
    match step.total.filter(|_| step.bytes) {
        Some(total) => format!("{}: {}", step.name, size(total)),
        None => step.name.clone(),
    }
}

/// At the pace so far; nothing while there is no pace yet.
fn time_left(elapsed: Duration, done: u64, total: u64) -> String {
    if done == 0 || done >= total || elapsed < Duration::from_secs(1) {
        return String::new();
    }
    let seconds = elapsed.as_secs_f64() * (total - done) as f64 / done as f64;
    format!(", about {} s left", seconds.ceil())
}

fn size(bytes: u64) -> String {
    format!("{:.1} MB", bytes as f64 / 1e6)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_the_pace() {
        let check = |seconds, done, total, expected: &str| {
            assert_eq!(time_left(Duration::from_secs(seconds), done, total), expected);
        };
        check(0, 0, 100, "");
        check(0, 50, 100, "");
        check(10, 50, 100, ", about 10 s left");
        check(10, 75, 100, ", about 4 s left");
        check(10, 100, 100, "");
    }
}
