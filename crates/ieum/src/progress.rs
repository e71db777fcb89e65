//! Progress on standard error: bars on a terminal, a line now and then elsewhere.

use std::fmt::Write;
use std::io::IsTerminal;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use domain::{Progress, Step};
use indicatif::{ProgressBar, ProgressState, ProgressStyle};

use crate::cli::listen::time;
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

/// How far a recording has been heard. A short one is done before anybody wonders.
pub struct Heard {
    name: String,
    /// None when the file does not say how long it is.
    seconds: Option<f64>,
    began: Instant,
    bar: Option<ProgressBar>,
    /// When a line was told last, where there is no bar.
    told: Mutex<Instant>,
}

/// A longer recording is worth a bar.
const SHORT_SECONDS: f64 = 60.0;
/// Whoever reads a log of a long recording wants a line so often.
const A_LONG_WHILE: Duration = Duration::from_secs(15);

impl Heard {
    pub fn new(name: &str, seconds: Option<f64>) -> Self {
        let long = seconds.is_none_or(|seconds| seconds > SHORT_SECONDS);
        let bar = (long && std::io::stderr().is_terminal()).then(|| {
            let bar = ProgressBar::new(seconds.unwrap_or_default() as u64);
            let template = if seconds.is_some() { "{wide_bar} {msg}" } else { "{spinner} {msg}" };
            bar.set_style(ProgressStyle::with_template(template).expect("the template is a constant"));
            bar.enable_steady_tick(Duration::from_millis(200));
            bar
        });
        let began = Instant::now();
        Self { name: name.to_owned(), seconds, began, bar, told: Mutex::new(began) }
    }

    pub fn advance(&self, seconds: f64) {
        if let Some(bar) = &self.bar {
            bar.set_position(seconds as u64);
            bar.set_message(heard(seconds, self.seconds, self.began.elapsed()));
            return;
        }
        let mut told = self.told.lock().unwrap_or_else(PoisonError::into_inner);
        if told.elapsed() >= A_LONG_WHILE {
            *told = Instant::now();
            terminal::tell(&format!(
                "  {}: {}",
                self.name,
                heard(seconds, self.seconds, self.began.elapsed())
            ));
        }
    }

    /// Prints something while no bar is in its way.
    pub fn aside<T>(&self, print: impl FnOnce() -> T) -> T {
        match &self.bar {
            Some(bar) => bar.suspend(print),
            None => print(),
        }
    }

    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}

/// How much of a recording was heard, of how much, and how long the rest takes at the pace so far.
fn heard(seconds: f64, all: Option<f64>, elapsed: Duration) -> String {
    let Some(all) = all.filter(|all| *all >= seconds) else { return format!("{} heard", time(seconds)) };
    let left = if seconds > 0.0 && elapsed >= Duration::from_secs(1) {
        let left = elapsed.as_secs_f64() * (all - seconds) / seconds;
        format!(", about {} left", time(left.ceil()))
    } else {
        String::new()
    };
    format!("{} of {} heard{left}", time(seconds), time(all))
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

    #[test]
    fn what_was_heard_is_told_in_minutes() {
        let check = |seconds, all, elapsed, expected: &str| {
            assert_eq!(heard(seconds, all, Duration::from_secs(elapsed)), expected);
        };
        check(0.0, Some(7200.0), 0, "0:00 of 2:00:00 heard");
        check(1800.0, Some(7200.0), 100, "30:00 of 2:00:00 heard, about 5:00 left");
        check(90.0, None, 100, "1:30 heard");
        // A file that says it is shorter than it is.
        check(90.0, Some(60.0), 100, "1:30 heard");
    }
}
