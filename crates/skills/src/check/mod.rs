//! The conformance check: a fixed row of calls to a skill server, and what each says about it. Whoever has a server may run
//! it (`ieum skill check`).

mod probes;
mod report;

use jiff::Timestamp;

use crate::client::{Client, Moment, Skill};
use crate::payload::SkillPayload;
pub use report::{Line, Report, Verdict};

/// What is checked, and with what.
pub struct Check<'a> {
    /// One that does not leave a skill alone when it fails.
    pub client: &'a Client,
    pub skill: &'a Skill,
    /// What a person might say to it.
    pub payload: SkillPayload,
    pub now: Timestamp,
    /// Makes ids of calls.
    pub id: &'a (dyn Fn() -> String + Sync),
}

impl Check<'_> {
    /// Runs all probes. When the first call fails there is nothing more to learn.
    pub fn run(&self) -> Report {
        let mut report = Report::default();
        let Some(answer) = probes::answers(self, &mut report) else { return report };
        probes::answer_is_sound(&answer, &mut report);
        probes::in_time(self, &answer, &mut report);
        if let Ok(response) = &answer.outcome {
            probes::contexts(self, response, &mut report);
            probes::press(self, response, &mut report);
        }
        probes::unknown_fields(self, &mut report);
        probes::bare_payload(self, &mut report);
        probes::connections(self, &mut report);
        probes::at_once(self, &mut report);
        probes::signature(self, &mut report);
        report
    }

    fn moment(&self) -> Moment {
        Moment { now: self.now, id: (self.id)(), traceparent: None }
    }
}
