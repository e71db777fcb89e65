//! How much partners may have.

use domain::{Code, Problem};
use jiff::SignedDuration;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerLimits {
    /// Partners that a person is an owner of.
    pub each: usize,
    /// Members and open invitations of a partner.
    pub members: usize,
    pub bots: usize,
    pub keys: usize,
    /// Versions of a bot that are kept.
    pub versions: u32,
    /// Bytes of a bot's texts.
    pub source_bytes: usize,
    /// Bots that a person has added.
    pub added: usize,
    pub invitation_valid: SignedDuration,
    /// A secret opens for so long after it was rotated.
    pub rotation_grace: SignedDuration,
}

impl Default for PartnerLimits {
    fn default() -> Self {
        Self {
            each: 10,
            members: 100,
            bots: 50,
            keys: 20,
            versions: 100,
            source_bytes: 2 << 20,
            added: 100,
            invitation_valid: SignedDuration::from_hours(7 * 24),
            rotation_grace: SignedDuration::from_hours(24),
        }
    }
}

/// Whether there may be one more.
pub fn within(there_are: usize, most: usize) -> Result<(), Problem> {
    if there_are < most {
        Ok(())
    } else {
        Err(Problem::new(Code::QuotaReached, format!("there are {there_are}; at most {most} may be")))
    }
}
