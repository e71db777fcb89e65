//! The listener.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use tokio_util::sync::CancellationToken;

use crate::tls::Tls;

/// A client must have sent its request's head by then.
const HEADER_TIMEOUT: Duration = Duration::from_secs(15);
/// Requests that are under way at the end get so long to finish.
const GRACE: Duration = Duration::from_secs(10);

/// Serves until `shutdown`: then new connections are refused, sockets are told to come back later, and requests under
/// way are finished.
pub async fn serve(
    listener: TcpListener,
    tls: Option<Tls>,
    router: Router,
    shutdown: CancellationToken,
) -> io::Result<()> {
    let handle = Handle::new();
    let service = router.into_make_service_with_connect_info::<SocketAddr>();
    let stop = {
        let handle = handle.clone();
        async move {
            shutdown.cancelled().await;
            handle.graceful_shutdown(Some(GRACE));
            std::future::pending().await
        }
    };
    let served = async {
        match tls {
            Some(tls) => {
                let config = RustlsConfig::from_config(tls.config());
                let mut server = axum_server::from_tcp_rustls(listener, config)?.handle(handle);
                server.http_builder().http1().header_read_timeout(HEADER_TIMEOUT);
                server.serve(service).await
            }
            None => {
                let mut server = axum_server::from_tcp(listener)?.handle(handle);
                server.http_builder().http1().header_read_timeout(HEADER_TIMEOUT);
                server.serve(service).await
            }
        }
    };
    tokio::select! {
        served = served => served,
        never = stop => never,
    }
}
