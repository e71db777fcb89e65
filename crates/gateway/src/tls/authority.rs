//! The generated local authority: a certificate that people trust once on each of their devices, and the server
//! certificates it signs.
//!
//! Only the authority is kept on disk. The server's own key lives in memory: a fresh certificate is signed at every
//! start and a month before the old one ends.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::{fs, io};

use domain::Clock;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rcgen::{
    BasicConstraints, CertificateParams, DistinguishedName, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, PublicKeyData, date_time_ymd,
};
use rustls::crypto::ring;
use rustls::server::{ClientHello, ResolvesServerCert};
use rustls::sign::CertifiedKey;
use rustls_pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};

use super::{Tls, TlsError, unreadable};
use crate::whole_file::write_whole;

/// How long a server certificate is valid; browsers and phones accept no much longer ones.
const VALIDITY: SignedDuration = SignedDuration::from_hours(365 * 24);
/// A new one is made when the old one is valid for less than this.
const RENEWAL: SignedDuration = SignedDuration::from_hours(30 * 24);

/// A local certificate authority.
#[derive(Debug)]
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: String,
    path: PathBuf,
    /// The host names and addresses that server certificates are valid for.
    names: Vec<String>,
}

impl Authority {
    /// Loads the authority of a folder, or creates it there: `ieum-ca.crt` to hand out, `ieum-ca.key` to keep secret.
    /// `names` are the host names and addresses under which people reach this server.
    pub fn load_or_create(folder: &Path, names: &[String]) -> Result<Self, TlsError> {
        // A name that cannot be certified is found now, not at the first connection.
        for name in names {
            CertificateParams::new([name.clone()]).map_err(|_| TlsError::Name { name: name.clone() })?;
        }
        let (path, key_path) = (folder.join("ieum-ca.crt"), folder.join("ieum-ca.key"));
        let key = load_or_create_key(&key_path)?;
        let params = authority_params(&key);
        let certificate = match fs::read_to_string(&path) {
            Ok(pem) => pem,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let certificate = params.self_signed(&key).map_err(issue)?.pem();
                write_whole(&path, &certificate, 0o644).map_err(|source| file(&path, source))?;
                certificate
            }
            Err(source) => return Err(file(&path, source)),
        };
        Ok(Self { issuer: Issuer::new(params, key), certificate, path, names: names.to_vec() })
    }

    /// The authority's certificate in PEM form: what people's devices must trust.
    pub fn certificate(&self) -> &str {
        &self.certificate
    }

    /// Where that certificate lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// A listener's configuration, whose certificates this authority signs as they are needed.
    pub fn tls(self, clock: Arc<dyn Clock>) -> Result<Tls, TlsError> {
        let first = self.sign(clock.now())?;
        let authority = self;
        Ok(Tls::resolving(Arc::new(Renewing { authority, clock, current: Mutex::new(first) })))
    }

    /// A fresh server certificate.
    fn sign(&self, now: Timestamp) -> Result<Signed, TlsError> {
        let expires = now + VALIDITY;
        let mut params = CertificateParams::new(self.names.clone()).map_err(issue)?;
        // Clocks of people's devices may be a little behind.
        let (from, until) = (civil(now - SignedDuration::from_hours(48)), civil(expires));
        params.not_before = date_time_ymd(from.0, from.1, from.2);
        params.not_after = date_time_ymd(until.0, until.1, until.2);
        params.distinguished_name = named("Ieum".to_owned());
        params.use_authority_key_identifier_extension = true;
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        let key = KeyPair::generate().map_err(issue)?;
        let certificate = params.signed_by(&key, &self.issuer).map_err(issue)?;
        let private = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
        let pair =
            CertifiedKey::from_der(vec![certificate.der().clone()], private, &ring::default_provider())
                .map_err(|error| TlsError::Issue(error.to_string()))?;
        Ok(Signed { expires, pair: Arc::new(pair) })
    }
}

/// Hands out the current server certificate, and replaces it in time.
struct Renewing {
    authority: Authority,
    clock: Arc<dyn Clock>,
    current: Mutex<Signed>,
}

struct Signed {
    expires: Timestamp,
    pair: Arc<CertifiedKey>,
}

impl ResolvesServerCert for Renewing {
    fn resolve(&self, _: ClientHello<'_>) -> Option<Arc<CertifiedKey>> {
        Some(self.current())
    }
}

impl Renewing {
    fn current(&self) -> Arc<CertifiedKey> {
        let now = self.clock.now();
        let mut current = self.current.lock().unwrap_or_else(PoisonError::into_inner);
        if current.expires.duration_since(now) < RENEWAL {
            match self.authority.sign(now) {
                Ok(signed) => *current = signed,
                // The old one may still serve; the next connection tries again.
                Err(error) => tracing::error!(%error, "the server certificate could not be renewed"),
            }
        }
        current.pair.clone()
    }
}

impl std::fmt::Debug for Renewing {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Renewing").field("authority", &self.authority).finish_non_exhaustive()
    }
}

/// The same key gives the same authority, whenever it is loaded.
fn authority_params(key: &KeyPair) -> CertificateParams {
    let mut params = CertificateParams::default();
    // Two installs must not look alike in a device's list of authorities.
    let tail = key.subject_public_key_info();
    let mark = hex::encode(tail.iter().rev().take(4).copied().collect::<Vec<u8>>());
    params.distinguished_name = named(format!("Ieum local authority {mark}"));
    params.not_before = date_time_ymd(2026, 1, 1);
    params.not_after = date_time_ymd(2056, 1, 1);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

fn named(name: String) -> DistinguishedName {
    let mut distinguished_name = DistinguishedName::new();
    distinguished_name.push(DnType::CommonName, name);
    distinguished_name
}

/// Year, month and day in UTC, as rcgen takes them.
fn civil(time: Timestamp) -> (i32, u8, u8) {
    let date = time.to_zoned_datetime(TimeZone::UTC).date();
    let positive = |number: i8| u8::try_from(number).expect("months and days are positive");
    (date.year().into(), positive(date.month()), positive(date.day()))
}

fn load_or_create_key(path: &Path) -> Result<KeyPair, TlsError> {
    match fs::read_to_string(path) {
        Ok(pem) => KeyPair::from_pem(&pem).map_err(|error| unreadable(path, "private key", &error)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = KeyPair::generate().map_err(issue)?;
            write_whole(path, &key.serialize_pem(), 0o600).map_err(|source| file(path, source))?;
            Ok(key)
        }
        Err(source) => Err(file(path, source)),
    }
}

fn file(path: &Path, source: io::Error) -> TlsError {
    TlsError::File { path: path.to_owned(), source }
}

fn issue(error: rcgen::Error) -> TlsError {
    TlsError::Issue(error.to_string())
}

#[cfg(test)]
mod tests {
    use domain::ManualClock;

    use super::*;

    fn names() -> Vec<String> {
        ["localhost", "127.0.0.1", "ieum.home"].map(str::to_owned).to_vec()
    }

    #[test]
    fn an_authority_is_made_once_and_its_key_is_secret() {
        let folder = tempfile::tempdir().unwrap();
        let first = Authority::load_or_create(folder.path(), &names()).unwrap();
        let again = Authority::load_or_create(folder.path(), &["other.home".to_owned()]).unwrap();
        assert_eq!(first.certificate(), again.certificate());
        assert_eq!(fs::read_to_string(first.path()).unwrap(), first.certificate());
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let key = fs::metadata(folder.path().join("ieum-ca.key")).unwrap();
            assert_eq!(key.permissions().mode() & 0o777, 0o600);
        }
    }

    #[test]
    fn a_server_certificate_is_replaced_before_it_expires() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at("2026-11-23T09:00:00Z"));
        let authority = Authority::load_or_create(folder.path(), &names()).unwrap();
        let first = authority.sign(clock.now()).unwrap();
        let renewing = Renewing { authority, clock: clock.clone(), current: Mutex::new(first) };
        let first = renewing.current();
        clock.advance(SignedDuration::from_hours(334 * 24));
        assert!(Arc::ptr_eq(&first, &renewing.current()));
        clock.advance(SignedDuration::from_hours(2 * 24));
        assert!(!Arc::ptr_eq(&first, &renewing.current()));
    }

    #[test]
    fn a_broken_key_and_an_impossible_name_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let error = Authority::load_or_create(folder.path(), &["집.home".to_owned()]).unwrap_err();
        assert!(matches!(error, TlsError::Name { .. }), "{error}");
        fs::write(folder.path().join("ieum-ca.key"), "not a key").unwrap();
        let error = Authority::load_or_create(folder.path(), &names()).unwrap_err();
        assert!(matches!(error, TlsError::Unreadable { .. }), "{error}");
    }
}
