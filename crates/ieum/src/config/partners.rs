//! `[partners]`: how much partners may have, and how often they may ask.

use anyhow::ensure;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Partners {
    pub each: usize,
    pub members: usize,
    pub bots: usize,
    pub keys: usize,
    pub versions: u32,
    pub key_requests: usize,
    pub requests: usize,
    pub private_links: bool,
}

impl Default for Partners {
    fn default() -> Self {
        Self {
            each: 10,
            members: 100,
            bots: 50,
            keys: 20,
            versions: 100,
            key_requests: 600,
            requests: 1200,
            private_links: false,
        }
    }
}

impl Partners {
    pub fn limits(&self) -> hub::PartnerLimits {
        let Self { each, members, bots, keys, versions, .. } = *self;
        hub::PartnerLimits { each, members, bots, keys, versions, ..hub::PartnerLimits::default() }
    }

    pub fn validate(&self) -> anyhow::Result<()> {
        ensure!((1..=10_000).contains(&self.versions), "versions = {}: use 1 to 10000", self.versions);
        for (name, most) in [("key_requests", self.key_requests), ("requests", self.requests)] {
            ensure!((1..=100_000).contains(&most), "{name} = {most}: use 1 to 100000");
        }
        Ok(())
    }
}
