//! The listener.

use std::io;
use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::{Clock, Code, Ids, Language, PersonId, Problem, Random};
use hub::Hub;
use tokio::net::TcpStream;
use tokio::sync::Semaphore;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tracing::Instrument;

use super::connection::{Connection, LINGER};
use super::outbox::Outbox;
use super::{Settings, is_near};

/// After a failure to let somebody in, so long until the next try.
const BREATH: Duration = Duration::from_millis(100);

/// The Wyoming server. A handle: clones share everything.
#[derive(Clone)]
pub struct Wyoming {
    pub(super) hub: Hub,
    /// Whom the `handle` service speaks for, and in which language errors are told.
    pub(super) owner: PersonId,
    pub(super) language: Language,
    pub(super) ids: Ids,
    pub(super) settings: Arc<Settings>,
}

impl Wyoming {
    pub fn new(
        hub: Hub,
        (owner, language): (PersonId, Language),
        clock: Arc<dyn Clock>,
        random: Arc<dyn Random>,
        settings: Settings,
    ) -> Self {
        Self { hub, owner, language, ids: Ids::new(clock, random), settings: Arc::new(settings) }
    }
}

/// Serves until `shutdown`, then lets clients finish what they have asked for already.
pub async fn serve(listener: TcpListener, wyoming: Wyoming, shutdown: CancellationToken) -> io::Result<()> {
    listener.set_nonblocking(true)?;
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let room = Arc::new(Semaphore::new(wyoming.settings.limits.connections));
    let clients = TaskTracker::new();
    loop {
        let accepted = tokio::select! {
            () = shutdown.cancelled() => break,
            accepted = listener.accept() => accepted,
        };
        let (stream, address) = match accepted {
            Ok(accepted) => accepted,
            Err(error) => {
                // Too many open files, for instance: those who are in are served on.
                tracing::warn!(%error, "a client could not be let in");
                tokio::time::sleep(BREATH).await;
                continue;
            }
        };
        let span = tracing::info_span!("wyoming", client = %address);
        let (wyoming, shutdown) = (wyoming.clone(), shutdown.clone());
        match room.clone().try_acquire_owned() {
            Ok(place) => clients.spawn(
                async move {
                    let _place = place;
                    receive(stream, address, wyoming, shutdown).await;
                }
                .instrument(span),
            ),
            Err(_) => clients.spawn(turn_away(stream, wyoming, Code::EngineBusy.into()).instrument(span)),
        };
    }
    clients.close();
    clients.wait().await;
    Ok(())
}

async fn receive(stream: TcpStream, address: SocketAddr, wyoming: Wyoming, shutdown: CancellationToken) {
    if !is_near(address.ip()) {
        tracing::warn!("a client from beyond the private network was turned away");
        let problem = Problem::new(Code::SignInRequired, "only private networks are served");
        return turn_away(stream, wyoming, problem).await;
    }
    // Small frames go at once: a first sound that waits for the second is late.
    let _ = stream.set_nodelay(true);
    let began = Instant::now();
    Connection::new(stream, address, wyoming).run(shutdown).await;
    tracing::debug!(seconds = began.elapsed().as_secs_f32(), "a client has gone");
}

async fn turn_away(stream: TcpStream, wyoming: Wyoming, problem: Problem) {
    let (mut up, down) = stream.into_split();
    let outbox = Outbox::new(down, wyoming.settings.limits.sending, wyoming.language);
    let _ = outbox.warn(&problem).await;
    outbox.close().await;
    // What it has asked already is read, so that the answer is not lost in a reset.
    let _ = timeout(LINGER, tokio::io::copy(&mut up, &mut tokio::io::sink())).await;
}
