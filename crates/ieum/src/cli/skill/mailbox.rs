//! Where a skill server sends an answer that comes later: a door that is open while the command runs.

use std::io::Read;
use std::net::{Ipv4Addr, SocketAddr};
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow};
use domain::{Clock, SystemClock};
use skills::{CallbackReply, CallbackStatus, Mailbox};
use tiny_http::{Header, Response, Server};
use ureq::http::Uri;

/// Larger is no answer.
const MOST_BYTES: u64 = 1024 * 1024;

pub struct Door {
    server: Server,
    address: String,
}

impl Door {
    /// At this address of this machine; without one, where a skill on this machine finds it. None: the skill is elsewhere
    /// and could not reach it.
    pub fn open(skill: &str, address: Option<&str>) -> anyhow::Result<Option<Self>> {
        let Some(address) = address else {
            return if is_here(skill) {
                Self::listen(Ipv4Addr::LOCALHOST, 0, None).map(Some)
            } else {
                Ok(None)
            };
        };
        let known: Uri = address.parse().with_context(|| format!("--callback {address:?}"))?;
        let port = known.port_u16().ok_or_else(|| anyhow!("--callback {address:?} names no port"))?;
        Self::listen(Ipv4Addr::UNSPECIFIED, port, Some(address.trim_end_matches('/'))).map(Some)
    }

    fn listen(at: Ipv4Addr, port: u16, address: Option<&str>) -> anyhow::Result<Self> {
        let server = Server::http(SocketAddr::from((at, port)))
            .map_err(|error| anyhow!("port {port} cannot be listened on: {error}"))?;
        let port = server.server_addr().to_ip().map_or(port, |bound| bound.port());
        let address = address.map_or_else(|| format!("http://127.0.0.1:{port}"), str::to_owned);
        Ok(Self { server, address: format!("{address}/callback/{}", super::id()) })
    }
}

impl Mailbox for Door {
    fn address(&self) -> String {
        self.address.clone()
    }

    fn wait(&self, limit: Duration) -> Option<Vec<u8>> {
        let end = Instant::now() + limit;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let mut request = self.server.recv_timeout(left).ok().flatten()?;
            let ours = self.address.ends_with(request.url()) && *request.method() == tiny_http::Method::Post;
            let mut body = Vec::new();
            let read = request.as_reader().take(MOST_BYTES).read_to_end(&mut body).is_ok();
            let status = if ours && read { CallbackStatus::Success } else { CallbackStatus::Fail };
            // Whoever asked may have gone.
            let _ = request.respond(reply(status));
            if status == CallbackStatus::Success {
                return Some(body);
            }
        }
    }
}

fn reply(status: CallbackStatus) -> Response<std::io::Cursor<Vec<u8>>> {
    let message = if status == CallbackStatus::Success { "OK" } else { "nobody waits for this" };
    let reply = CallbackReply {
        task_id: super::id(),
        status,
        message: message.into(),
        timestamp: SystemClock.now().as_second(),
    };
    let kind = Header::from_bytes("content-type", "application/json").expect("a plain header");
    Response::from_string(reply.write()).with_header(kind)
}

/// Whether the skill runs on this machine.
fn is_here(skill: &str) -> bool {
    let host = skill.parse::<Uri>().ok().and_then(|uri| uri.host().map(str::to_owned)).unwrap_or_default();
    let ip = host.trim_matches(['[', ']']).parse::<std::net::IpAddr>();
    host == "localhost" || ip.is_ok_and(|ip| ip.is_loopback())
}
