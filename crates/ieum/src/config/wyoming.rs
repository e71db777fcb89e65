//! `[wyoming]`: the door for Home Assistant.

use std::net::SocketAddr;

use anyhow::{anyhow, ensure};
use gateway::wyoming::Service;
use serde::Deserialize;

#[derive(Clone, Debug, Deserialize, PartialEq)]
#[serde(deny_unknown_fields, default)]
pub struct Wyoming {
    pub listen: String,
    pub open_to_network: bool,
    pub announce: bool,
    pub name: String,
    pub services: Vec<String>,
    pub ends_speech: bool,
}

impl Default for Wyoming {
    fn default() -> Self {
        Self {
            listen: String::new(),
            open_to_network: false,
            announce: true,
            name: "Ieum".into(),
            services: Service::ALL.map(|service| service.name().to_owned()).to_vec(),
            ends_speech: false,
        }
    }
}

impl Wyoming {
    /// Where to listen; none: the door stays shut.
    pub fn address(&self) -> anyhow::Result<Option<SocketAddr>> {
        if self.listen.trim().is_empty() {
            return Ok(None);
        }
        let address = self.listen.parse().map_err(|_| {
            anyhow!(
                "listen = {:?} is not an address with a port: use 127.0.0.1:10300 for this machine only, 0.0.0.0:10300 \
                 for all in the network",
                self.listen
            )
        })?;
        Ok(Some(address))
    }

    pub fn services(&self) -> anyhow::Result<Vec<Service>> {
        let known = || Service::ALL.map(Service::name).join(", ");
        let service = |name: &String| {
            let found = Service::ALL.into_iter().find(|service| service.name() == name);
            found.ok_or_else(|| anyhow!("services has {name:?}: there are {}", known()))
        };
        self.services.iter().map(service).collect()
    }

    pub fn validate(&self) -> anyhow::Result<()> {
        self.address()?;
        let services = self.services()?;
        ensure!(
            !services.is_empty(),
            "services needs at least one name; to offer none, leave `listen` empty"
        );
        let name = self.name.trim();
        ensure!(
            !name.is_empty() && name.len() <= 63 && !name.contains('.'),
            "name = {name:?} cannot be announced: 1 to 63 bytes without a full stop"
        );
        Ok(())
    }
}
