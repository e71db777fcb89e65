//! The conformance check: a fixed row of calls to a skill server, and what each says about it. Whoever has a server may run
//! it (`ieum skill check`).

mod later;
mod probes;
mod report;

use std::time::Duration;

use jiff::Timestamp;
use outbound::Reach;

use crate::client::{Client, ClientSettings, Moment, Skill};
use crate::payload::SkillPayload;
pub use report::{Line, Report, Verdict};

/// What is checked, and with what.
pub struct Check<'a> {
    /// Where the server may be.
    pub reach: Reach,
    pub skill: &'a Skill,
    /// What a person might say to it.
    pub payload: SkillPayload,
    pub now: Timestamp,
    /// Makes ids of calls.
    pub id: &'a (dyn Fn() -> String + Sync),
    /// Where an answer can be sent later; none: that is not looked at.
    pub mailbox: Option<&'a dyn Mailbox>,
}

/// A door of our own that the server reaches.
pub trait Mailbox: Sync {
    /// The `callbackUrl`.
    fn address(&self) -> String;
    /// What was posted there; none: nothing, for so long.
    fn wait(&self, limit: Duration) -> Option<Vec<u8>>;
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
        if let Some(mailbox) = self.mailbox {
            later::answer_later(self, mailbox, &mut report);
        }
        probes::unknown_fields(self, &mut report);
        probes::bare_payload(self, &mut report);
        probes::connections(self, &mut report);
        probes::at_once(self, &mut report);
        probes::signature(self, &mut report);
        report
    }

    /// One for each probe, which leaves nobody alone. What a server does with connections is looked at by itself, and disturbs no
    /// other probe.
    fn client(&self) -> Client {
        Client::new(ClientSettings { reach: self.reach, failures: u32::MAX, ..ClientSettings::default() })
    }

    fn moment(&self) -> Moment {
        Moment { now: self.now, id: (self.id)(), traceparent: None }
    }
}
