//! The Wyoming server beside the web server: bound before anything is loaded, served until the end.

use std::net::{SocketAddr, TcpListener};

use anyhow::{Context, anyhow};
use domain::{Language, Person};
use gateway::wyoming::{Limits, Settings, Wyoming, announce as tell_network, check_binding};
use hub::Hub;
use tokio_util::sync::CancellationToken;

use crate::config::Config;
use crate::{terminal, wiring};

/// Takes the address, if one is configured and it is safe to listen there.
pub fn bind(config: &Config) -> anyhow::Result<Option<TcpListener>> {
    let Some(address) = config.wyoming.address()? else { return Ok(None) };
    check_binding(address, config.wyoming.open_to_network)?;
    TcpListener::bind(address).map(Some).map_err(|error| {
        anyhow!(
            "{address} cannot be listened on for Wyoming ({error}): choose another address with `listen` in the \
             [wyoming] section of the configuration, or with `ieum serve --wyoming 127.0.0.1:0` for any free port"
        )
    })
}

/// Says where programs find it.
pub fn announce(config: &Config, listener: Option<&TcpListener>) -> anyhow::Result<()> {
    let Some(listener) = listener else { return Ok(()) };
    let address = shown(listener.local_addr()?);
    let services = config.wyoming.services.join(", ");
    let label = if config.assistant.language() == Language::Korean { "와이오밍" } else { "wyoming" };
    terminal::print(&format!("  {label}: tcp://{address} ({services})\n"))
}

/// Serves until `stop`; without a listener there is nothing to do.
pub async fn serve(
    config: &Config,
    listener: Option<TcpListener>,
    hub: &Hub,
    owner: &Person,
    stop: CancellationToken,
) -> anyhow::Result<()> {
    let Some(listener) = listener else { return Ok(()) };
    let settings = Settings {
        services: config.wyoming.services()?,
        ends_speech: config.wyoming.ends_speech,
        recogniser: config.models.recogniser.clone(),
        voice: config.models.voice.clone(),
        wake_phrases: config.speech.wake_phrases.clone(),
        limits: Limits::default(),
    };
    let announced = match config.wyoming.announce {
        true => tell_network(listener.local_addr()?, &config.wyoming.name),
        false => Ok(None),
    };
    // A network without multicast is no reason not to serve: the address can be typed.
    let announced = announced.unwrap_or_else(|error| {
        terminal::tell(&format!("the network could not be told about the Wyoming server: {error}"));
        None
    });
    let speaker = (owner.id, owner.language);
    let wyoming = Wyoming::new(hub.clone(), speaker, wiring::clock(), wiring::random(), settings);
    let served = gateway::wyoming::serve(listener, wyoming, stop).await;
    drop(announced);
    served.context("the Wyoming server stopped")
}

/// An address that can be typed: no machine is called 0.0.0.0.
fn shown(address: SocketAddr) -> String {
    match address.ip().is_unspecified() {
        true => format!("<this machine's address>:{}", address.port()),
        false => address.to_string(),
    }
}
