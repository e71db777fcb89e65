//! Whether anything of a request has left this machine: only then may it not be repeated.
//!
//! A call of the client runs on one thread from its beginning to its end, so the thread is where it is kept.

use std::cell::Cell;
use std::io::ErrorKind;

use ureq::Error;
use ureq::unversioned::transport::{Buffers, ConnectionDetails, Connector, NextTimeout, Transport};

/// What is known of the call on this thread.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sent {
    /// A new connection was made for it.
    pub connected: bool,
    /// Something was handed to the connection.
    pub anything: bool,
}

thread_local! {
    static SENT: Cell<Sent> = const { Cell::new(Sent { connected: false, anything: false }) };
}

impl Sent {
    /// A call begins on this thread.
    pub fn begin() {
        SENT.set(Self::default());
    }

    /// What became of the call that began last.
    pub fn so_far() -> Self {
        SENT.get()
    }
}

/// Watches connections that others have made.
#[derive(Debug)]
pub(crate) struct Watching;

impl<In: Transport> Connector<In> for Watching {
    type Out = Watched<In>;

    fn connect(&self, _: &ConnectionDetails<'_>, chained: Option<In>) -> Result<Option<Self::Out>, Error> {
        SENT.set(Sent { connected: true, ..SENT.get() });
        Ok(chained.map(Watched))
    }
}

#[derive(Debug)]
pub(crate) struct Watched<T>(T);

impl<T: Transport> Transport for Watched<T> {
    fn buffers(&mut self) -> &mut dyn Buffers {
        self.0.buffers()
    }

    fn transmit_output(&mut self, amount: usize, timeout: NextTimeout) -> Result<(), Error> {
        let sent = self.0.transmit_output(amount, timeout);
        if !matches!(&sent, Err(Error::Io(error)) if was_closed(error.kind())) {
            SENT.set(Sent { anything: true, ..SENT.get() });
        }
        sent
    }

    fn await_input(&mut self, timeout: NextTimeout) -> Result<bool, Error> {
        self.0.await_input(timeout)
    }

    fn is_open(&mut self) -> bool {
        self.0.is_open()
    }

    fn is_tls(&self) -> bool {
        self.0.is_tls()
    }
}

/// Whether the other side had closed the connection before we wrote.
fn was_closed(kind: ErrorKind) -> bool {
    matches!(kind, ErrorKind::BrokenPipe | ErrorKind::ConnectionReset | ErrorKind::NotConnected)
}
