//! TLS with the generated local authority.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;

use domain::{Clock, ManualClock, SeededRandom, SystemClock};
use gateway::tls::{Authority, Tls};
use gateway::{Gateway, Settings};
use hub::testing::Stage;
use rustls::pki_types::{CertificateDer, ServerName, pem::PemObject};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use tokio_util::sync::CancellationToken;

/// Asks the server for a path as somebody who trusts this authority alone.
fn get(address: SocketAddr, authority: &str, name: &str, path: &str) -> std::io::Result<String> {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_slice(authority.as_bytes()).unwrap()).unwrap();
    let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let connection = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = StreamOwned::new(connection, TcpStream::connect(address)?);
    let request = format!("GET {path} HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes())?;
    let mut response = String::new();
    stream.read_to_string(&mut response)?;
    Ok(response)
}

async fn serve(tls: Tls, certificate: String) -> (SocketAddr, tempfile::TempDir) {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open(folder.path()).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let settings =
        Settings { tls: true, loopback: false, authority: Some(certificate), ..Settings::loopback(owner.id) };
    let random = Arc::new(SeededRandom::new(7));
    let shutdown = CancellationToken::new();
    let gateway = Gateway::new(stage.hub, stage.clock, random, settings, shutdown.clone());
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(gateway::serve(listener, Some(tls), gateway::router(gateway), shutdown));
    (address, folder)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_generated_authority_is_trusted_for_its_names_only() {
    let folder = tempfile::tempdir().unwrap();
    let names = ["localhost", "127.0.0.1", "ieum.home"].map(str::to_owned);
    let authority = Authority::load_or_create(folder.path(), &names).unwrap();
    let certificate = authority.certificate().to_owned();
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let (address, _data) = serve(authority.tls(clock).unwrap(), certificate.clone()).await;
    let ask = async |authority: &str, name: &'static str, path: &'static str| {
        let authority = authority.to_owned();
        tokio::task::spawn_blocking(move || get(address, &authority, name, path)).await.unwrap()
    };
    for name in ["localhost", "127.0.0.1", "ieum.home"] {
        let live = ask(&certificate, name, "/livez").await.unwrap();
        assert!(live.starts_with("HTTP/1.1 200") && live.contains("\"ok\""), "{live}");
    }
    let handed_out = ask(&certificate, "localhost", "/ieum-ca.crt").await.unwrap();
    assert!(handed_out.contains(&certificate) && handed_out.contains("x-x509-ca-cert"), "{handed_out}");
    let closed = ask(&certificate, "localhost", "/v1/me").await.unwrap();
    assert!(closed.starts_with("HTTP/1.1 401"), "{closed}");

    assert!(ask(&certificate, "other.home", "/livez").await.is_err());
    let stranger = Authority::load_or_create(tempfile::tempdir().unwrap().path(), &names).unwrap();
    assert!(ask(stranger.certificate(), "localhost", "/livez").await.is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_certificate_from_the_past_is_not_accepted() {
    let folder = tempfile::tempdir().unwrap();
    let authority = Authority::load_or_create(folder.path(), &["localhost".to_owned()]).unwrap();
    let certificate = authority.certificate().to_owned();
    // Its year is long over on the machine's clock.
    let past: Arc<dyn Clock> = Arc::new(ManualClock::at("2020-01-01T00:00:00Z"));
    let (address, _data) = serve(authority.tls(past).unwrap(), certificate.clone()).await;
    let asked =
        tokio::task::spawn_blocking(move || get(address, &certificate, "localhost", "/livez")).await.unwrap();
    assert!(asked.is_err(), "{asked:?}");
}
