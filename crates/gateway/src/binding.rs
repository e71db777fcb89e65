//! Which addresses may be listened on.

use std::net::SocketAddr;

/// Whether it is safe to listen on an address: what leaves the machine must be encrypted, and whoever comes from
/// outside must sign in.
pub fn check_binding(address: SocketAddr, tls: bool, has_password: bool) -> Result<(), Refusal> {
    if address.ip().to_canonical().is_loopback() {
        return Ok(());
    }
    match (tls, has_password) {
        (true, true) => Ok(()),
        (false, true) => Err(Refusal::WithoutTls(address)),
        (true, false) => Err(Refusal::WithoutPassword(address)),
        (false, false) => Err(Refusal::WithoutBoth(address)),
    }
}

/// Why an address is not listened on, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    #[error(
        "listening on {0} would send everything in the clear, and browsers give no microphone without TLS. \
         Give a certificate and its key, or let Ieum generate a local authority, in the [tls] section of the \
         configuration (`ieum config` shows it), or listen on a loopback address such as 127.0.0.1"
    )]
    WithoutTls(SocketAddr),
    #[error(
        "listening on {0} would let anybody in, because no password is set. Set one with `ieum password`, or listen \
         on a loopback address such as 127.0.0.1"
    )]
    WithoutPassword(SocketAddr),
    #[error(
        "listening on {0} would let anybody in and send everything in the clear. Set a password with `ieum password`, \
         and turn on TLS in the [tls] section of the configuration (`ieum config` shows it), or listen on a loopback \
         address such as 127.0.0.1"
    )]
    WithoutBoth(SocketAddr),
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_loopback_needs_tls_and_a_password() {
        let check = |address: &str, tls, has_password, refused: Option<fn(SocketAddr) -> Refusal>| {
            let address = address.parse().unwrap();
            let expected = refused.map_or(Ok(()), |refusal| Err(refusal(address)));
            assert_eq!(check_binding(address, tls, has_password), expected, "{address} {tls} {has_password}");
        };
        for loopback in ["127.0.0.1:8480", "127.8.0.1:1", "[::1]:8480", "[::ffff:127.0.0.1]:8480"] {
            check(loopback, false, false, None);
        }
        for open in ["0.0.0.0:8480", "[::]:8480", "192.168.0.7:8480", "[2001:db8::1]:8480"] {
            check(open, false, false, Some(Refusal::WithoutBoth));
            check(open, false, true, Some(Refusal::WithoutTls));
            check(open, true, false, Some(Refusal::WithoutPassword));
            check(open, true, true, None);
        }
    }
}
