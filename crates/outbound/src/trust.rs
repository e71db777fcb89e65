//! Whose word is taken for who a server is: the authorities that the system trusts.

use std::sync::Arc;

use rustls::crypto::ring;
use rustls_pki_types::CertificateDer;
use rustls_pki_types::pem::PemObject;
use ureq::tls::{Certificate, RootCerts, TlsConfig};

/// Where systems keep the authorities they trust.
const AUTHORITIES: [&str; 4] = [
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
];

/// For clients of other servers.
pub fn tls() -> TlsConfig {
    TlsConfig::builder()
        .unversioned_rustls_crypto_provider(Arc::new(ring::default_provider()))
        .root_certs(RootCerts::Specific(Arc::new(authorities())))
        .build()
}

/// The authorities that this system trusts; without any only `http` addresses can be asked.
fn authorities() -> Vec<Certificate<'static>> {
    let file = AUTHORITIES.iter().find_map(|path| std::fs::read(path).ok()).unwrap_or_default();
    let certificates = CertificateDer::pem_slice_iter(&file).filter_map(Result::ok);
    certificates.map(|certificate| Certificate::from_der(&certificate).to_owned()).collect()
}
