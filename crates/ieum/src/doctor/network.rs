//! The address to listen on.

use std::io::ErrorKind;
use std::net::TcpListener;

use super::Finding;
use crate::config::{Config, TlsMode};
use crate::lifecycle::DataLock;

pub fn examine(config: &Config) -> Vec<Finding> {
    let mut findings = vec![port(config)];
    findings.extend(certificate(config));
    findings
}

fn port(config: &Config) -> Finding {
    let address = match config.server.address() {
        Ok(address) => address,
        Err(error) => {
            return Finding::bad("address", error.to_string(), "correct `bind` in the configuration");
        }
    };
    let subject = format!("port {}", address.port());
    let own_server = config.data.folder().is_ok_and(|folder| DataLock::is_held(&folder));
    match TcpListener::bind(address) {
        Ok(_) => Finding::good(subject, "free"),
        Err(error) if error.kind() == ErrorKind::AddrInUse && own_server => {
            Finding::good(subject, "in use, and a server runs on this data folder")
        }
        Err(error) if error.kind() == ErrorKind::AddrInUse => Finding::bad(
            subject,
            "in use by another program",
            "choose another with --port or IEUM_SERVER__PORT",
        ),
        Err(error) => {
            Finding::bad(subject, error.to_string(), "choose another address or port in the configuration")
        }
    }
}

fn certificate(config: &Config) -> Option<Finding> {
    let subject = "certificate";
    if config.tls.mode != TlsMode::Files {
        return None;
    }
    Some(match gateway::tls::Tls::from_files(&config.tls.certificate, &config.tls.key) {
        Ok(_) => Finding::good(subject, "opens"),
        Err(error) => Finding::bad(subject, error.to_string(), "see [tls] in `ieum config`"),
    })
}
