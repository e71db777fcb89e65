//! What a run found, step by step, and the one line it ends with.

use std::time::Duration;

use super::tally::Tally;

/// How a step ended.
#[derive(Debug)]
pub enum Outcome {
    Ran(Tally),
    /// It could not do its work at all.
    Broke(anyhow::Error),
    /// The step it needs had failed.
    Blocked(&'static str),
}

impl Outcome {
    pub fn of(result: anyhow::Result<Tally>) -> Self {
        match result {
            Ok(tally) => Self::Ran(tally),
            Err(error) => Self::Broke(error),
        }
    }

    /// A step that did not do its work counts as one failure: nothing may be green because it did not run.
    fn tally(&self) -> Tally {
        match self {
            Self::Ran(tally) => *tally,
            Self::Broke(_) | Self::Blocked(_) => Tally::one(false),
        }
    }
}

#[derive(Debug, Default)]
pub struct Report {
    steps: Vec<(&'static str, Outcome, Duration)>,
}

impl Report {
    pub fn add(&mut self, step: &'static str, outcome: Outcome, took: Duration) {
        if let Outcome::Broke(error) = &outcome {
            println!("error: {error:#}");
        }
        self.steps.push((step, outcome, took));
    }

    pub fn failed(&self, step: &str) -> bool {
        self.steps.iter().any(|(name, outcome, _)| *name == step && outcome.tally().failed > 0)
    }

    pub fn green(&self) -> bool {
        self.total().failed == 0
    }

    /// The table, and the summary alone on the last line.
    pub fn print(&self) {
        println!("\n==== summary");
        for (name, outcome, took) in &self.steps {
            println!("{name:<10} {:>7.1} s  {}", took.as_secs_f64(), Self::verdict(outcome));
        }
        println!("{}", self.summary());
    }

    fn verdict(outcome: &Outcome) -> String {
        let tally = outcome.tally();
        match outcome {
            Outcome::Broke(_) => "FAILED, could not run".into(),
            Outcome::Blocked(needed) => format!("FAILED, not run because {needed} failed"),
            Outcome::Ran(_) if tally.failed > 0 => {
                format!("FAILED, {} of {}", tally.failed, tally.passed + tally.failed)
            }
            Outcome::Ran(_) => format!("ok, {}", tally.passed),
        }
    }

    fn summary(&self) -> String {
        let Tally { passed, failed, skipped } = self.total();
        format!("total: {passed} passed, {failed} failed, {skipped} skipped")
    }

    fn total(&self) -> Tally {
        let mut total = Tally::default();
        self.steps.iter().for_each(|(_, outcome, _)| total += outcome.tally());
        total
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_that_broke_or_was_blocked_is_never_green() {
        let mut report = Report::default();
        report.add("unit", Outcome::Ran(Tally { passed: 5, failed: 0, skipped: 1 }), Duration::ZERO);
        assert!(report.green());
        assert_eq!(report.summary(), "total: 5 passed, 0 failed, 1 skipped");
        report.add("build", Outcome::Broke(anyhow::anyhow!("no compiler")), Duration::ZERO);
        assert!(!report.green() && report.failed("build") && !report.failed("unit"));
        report.add("models", Outcome::Blocked("build"), Duration::ZERO);
        assert!(report.failed("models"), "what needs a blocked step is blocked as well");
        assert_eq!(report.summary(), "total: 5 passed, 2 failed, 1 skipped");
    }
}
