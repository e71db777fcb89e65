//! `_wyoming._tcp.local.`: Home Assistant finds the server by itself.

use std::net::SocketAddr;

use mdns_sd::{ServiceDaemon, ServiceInfo};

const KIND: &str = "_wyoming._tcp.local.";

/// The server is announced for as long as this lives.
pub struct Announcement {
    daemon: ServiceDaemon,
    name: String,
}

/// Announces the server under this name on the networks it listens on. On this machine alone nobody is told.
pub fn announce(address: SocketAddr, name: &str) -> Result<Option<Announcement>, mdns_sd::Error> {
    let ip = address.ip().to_canonical();
    if ip.is_loopback() {
        return Ok(None);
    }
    let daemon = ServiceDaemon::new()?;
    let host = format!("{}.local.", host_name(name));
    let properties: [(&str, &str); 0] = [];
    let mut service = match ip.is_unspecified() {
        true => ServiceInfo::new(KIND, name, &host, "", address.port(), &properties[..])?.enable_addr_auto(),
        false => ServiceInfo::new(KIND, name, &host, ip, address.port(), &properties[..])?,
    };
    // Names are not asked for beforehand: an address of our own under our own host name is no conflict.
    service.set_requires_probe(false);
    let name = service.get_fullname().to_owned();
    daemon.register(service)?;
    Ok(Some(Announcement { daemon, name }))
}

impl Drop for Announcement {
    fn drop(&mut self) {
        // Whoever knows the server is told that it goes; then the announcer ends, too.
        let _ = self.daemon.unregister(&self.name);
        let _ = self.daemon.shutdown();
    }
}

/// What a host may be called.
fn host_name(name: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let host: String = name.chars().map(plain).collect();
    let host = host.trim_matches('-');
    if host.is_empty() { "ieum".into() } else { host.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_told_of_a_server_that_nobody_can_reach() {
        for address in ["127.0.0.1:10300", "[::1]:10300"] {
            assert!(announce(address.parse().unwrap(), "ieum").unwrap().is_none());
        }
    }

    #[test]
    fn hosts_have_plain_names() {
        for (name, host) in [("ieum", "ieum"), ("거실 Box 1", "box-1"), ("이음", "ieum")] {
            assert_eq!(host_name(name), host);
        }
    }
}
