//! Which addresses may be listened on, and who may come in. The protocol has no sign-in and no encryption.

use std::net::{IpAddr, SocketAddr};

/// Whether the server may listen there: anywhere on this machine, and beyond it only when the operator has said so.
pub fn check_binding(address: SocketAddr, open_to_network: bool) -> Result<(), Refusal> {
    if open_to_network || address.ip().to_canonical().is_loopback() {
        return Ok(());
    }
    Err(Refusal(address))
}

/// Why an address is not listened on, and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the Wyoming server would listen on {0}, where everybody in the network could use it: the protocol has no sign-in \
     and no encryption. If that is what you want, set `open_to_network = true` in the [wyoming] section of the \
     configuration; otherwise listen on a loopback address such as 127.0.0.1:10300"
)]
pub struct Refusal(pub SocketAddr);

/// Whether an address belongs to this machine or a private network. Others are turned away whatever was set: a router
/// that forwards one port too many does not open the house to the world.
pub fn is_near(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(v4) => {
            let [a, b, ..] = v4.octets();
            // 100.64.0.0/10: networks between one's own devices, such as Tailscale's.
            let shared = a == 100 && (64..128).contains(&b);
            v4.is_loopback() || v4.is_private() || v4.is_link_local() || shared
        }
        IpAddr::V6(v6) => v6.is_loopback() || v6.is_unique_local() || v6.is_unicast_link_local(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beyond_this_machine_somebody_must_have_said_so() {
        let check = |address: &str, open, allowed: bool| {
            let address = address.parse().unwrap();
            assert_eq!(check_binding(address, open).is_ok(), allowed, "{address} {open}");
        };
        for loopback in ["127.0.0.1:10300", "127.9.9.9:1", "[::1]:10300", "[::ffff:127.0.0.1]:10300"] {
            check(loopback, false, true);
        }
        for open in ["0.0.0.0:10300", "[::]:10300", "192.168.0.7:10300"] {
            check(open, false, false);
            check(open, true, true);
        }
    }

    #[test]
    fn strangers_are_told_from_neighbours() {
        let check = |address: &str, near| assert_eq!(is_near(address.parse().unwrap()), near, "{address}");
        for near in
            ["127.0.0.1", "10.1.2.3", "172.30.0.2", "192.168.1.9", "169.254.3.4", "100.101.1.1", "::1"]
        {
            check(near, true);
        }
        check("fd12:3456::1", true);
        check("fe80::1", true);
        check("::ffff:192.168.0.3", true);
        for far in ["8.8.8.8", "100.200.1.1", "172.32.0.1", "2001:db8::1", "::ffff:1.1.1.1"] {
            check(far, false);
        }
    }
}
