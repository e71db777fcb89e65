//! Encryption: an own certificate, or one of a generated local authority.

mod authority;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::ServerConfig;
use rustls::crypto::{CryptoProvider, ring};
use rustls::sign::CertifiedKey;
use rustls_pki_types::pem::PemObject;
use rustls_pki_types::{CertificateDer, PrivateKeyDer};

pub use authority::Authority;

/// What a listener needs to speak TLS.
#[derive(Clone, Debug)]
pub struct Tls(Arc<ServerConfig>);

#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    #[error("{path} cannot be read or written: {source}")]
    File { path: PathBuf, source: io::Error },
    #[error("{path} holds no {what} in PEM form: {reason}")]
    Unreadable { path: PathBuf, what: &'static str, reason: String },
    #[error("the certificate {certificate} and the key {key} do not belong together: {reason}")]
    Mismatch { certificate: PathBuf, key: PathBuf, reason: String },
    #[error("{name:?} can be no name in a certificate: give host names and IP addresses")]
    Name { name: String },
    #[error("a certificate could not be made: {0}")]
    Issue(String),
}

impl Tls {
    /// An own certificate (with its intermediates) and its private key, both PEM files.
    pub fn from_files(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let chain = CertificateDer::pem_slice_iter(&read(certificate)?)
            .collect::<Result<Vec<_>, _>>()
            .map_err(|error| unreadable(certificate, "certificate", &error))?;
        if chain.is_empty() {
            return Err(unreadable(certificate, "certificate", &"the file has none"));
        }
        let private = PrivateKeyDer::from_pem_slice(&read(key)?)
            .map_err(|error| unreadable(key, "private key", &error))?;
        let pair = CertifiedKey::from_der(chain, private, &ring::default_provider()).map_err(|error| {
            TlsError::Mismatch {
                certificate: certificate.to_owned(),
                key: key.to_owned(),
                reason: error.to_string(),
            }
        })?;
        Ok(Self::resolving(Arc::new(rustls::sign::SingleCertAndKey::from(pair))))
    }

    /// The configuration for the listener.
    pub(crate) fn config(&self) -> Arc<ServerConfig> {
        self.0.clone()
    }

    fn resolving(certificates: Arc<dyn rustls::server::ResolvesServerCert>) -> Self {
        let provider: Arc<CryptoProvider> = Arc::new(ring::default_provider());
        let mut config = ServerConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .expect("the provider knows TLS 1.2 and 1.3")
            .with_no_client_auth()
            .with_cert_resolver(certificates);
        // WebSockets are opened by HTTP/1.1's upgrade.
        config.alpn_protocols = vec![b"http/1.1".to_vec()];
        Self(Arc::new(config))
    }
}

fn read(path: &Path) -> Result<Vec<u8>, TlsError> {
    std::fs::read(path).map_err(|source| TlsError::File { path: path.to_owned(), source })
}

fn unreadable(path: &Path, what: &'static str, reason: &dyn std::fmt::Display) -> TlsError {
    TlsError::Unreadable { path: path.to_owned(), what, reason: reason.to_string() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_certificate_say_so() {
        let folder = tempfile::tempdir().unwrap();
        let file = |name: &str, content: &str| {
            let path = folder.path().join(name);
            std::fs::write(&path, content).unwrap();
            path
        };
        let issued = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let certificate = file("own.crt", &issued.cert.pem());
        let key = file("own.key", &issued.signing_key.serialize_pem());
        let other = file("other.key", &rcgen::KeyPair::generate().unwrap().serialize_pem());
        let text = file("text.txt", "hello");
        let missing = folder.path().join("missing");

        let check = |certificate: &Path, key: &Path, expected: Option<&str>| {
            let got = Tls::from_files(certificate, key).map(drop).map_err(|error| error.to_string());
            match expected {
                None => assert_eq!(got, Ok(())),
                Some(part) => assert!(got.as_ref().is_err_and(|error| error.contains(part)), "{got:?}"),
            }
        };
        check(&certificate, &key, None);
        check(&missing, &key, Some("cannot be read"));
        check(&text, &key, Some("holds no certificate"));
        check(&certificate, &text, Some("holds no private key"));
        check(&certificate, &other, Some("do not belong together"));
    }
}
