//! Slows down those who guess passwords.

use std::collections::{HashMap, VecDeque};
use std::net::{IpAddr, Ipv6Addr, SocketAddr};
use std::sync::{Arc, Mutex, PoisonError};

use axum::Extension;
use axum::extract::ConnectInfo;
use domain::Clock;
use jiff::{SignedDuration, Timestamp};

/// Failed attempts are forgotten after this long.
const WINDOW: SignedDuration = SignedDuration::from_mins(1);
/// Attempts in a window for one name from one address.
const PER_NAME: usize = 5;
/// Attempts in a window from one address, whatever the name.
const PER_ADDRESS: usize = 20;
/// Keys remembered at most, so that a flood of names does not fill the memory.
const MEMORY: usize = 10_000;

/// Counts the attempts of the last minute.
pub struct Throttle {
    clock: Arc<dyn Clock>,
    attempts: Mutex<HashMap<Key, VecDeque<Timestamp>>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Key {
    address: IpAddr,
    /// None counts every name of the address.
    name: Option<String>,
}

impl Throttle {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, attempts: Mutex::default() }
    }

    /// Counts an attempt; false when there were too many.
    pub fn allows(&self, address: IpAddr, name: &str) -> bool {
        let now = self.clock.now();
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        if attempts.len() >= MEMORY {
            attempts.retain(|_, times| times.back().is_some_and(|last| now.duration_since(*last) < WINDOW));
        }
        let address = neighbourhood(address);
        let mut count = |name: Option<&str>, limit: usize| {
            let key = Key { address, name: name.map(str::to_owned) };
            if attempts.len() >= MEMORY && !attempts.contains_key(&key) {
                return false;
            }
            let times = attempts.entry(key).or_default();
            while times.front().is_some_and(|first| now.duration_since(*first) >= WINDOW) {
                times.pop_front();
            }
            let allowed = times.len() < limit;
            if allowed {
                times.push_back(now);
            }
            allowed
        };
        count(None, PER_ADDRESS) && count(Some(name), PER_NAME)
    }

    /// Forgets the attempts for a name whose password was right in the end.
    pub fn forgive(&self, address: IpAddr, name: &str) {
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        attempts.remove(&Key { address: neighbourhood(address), name: Some(name.to_owned()) });
    }
}

/// Where a request comes from; a test without a socket comes from nowhere.
pub fn address_of(address: Option<Extension<ConnectInfo<SocketAddr>>>) -> IpAddr {
    address.map_or(IpAddr::from([0, 0, 0, 0]), |Extension(ConnectInfo(address))| address.ip())
}

/// One household has one IPv4 address, but a whole /64 of IPv6.
fn neighbourhood(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => IpAddr::V6(Ipv6Addr::from_bits(v6.to_bits() & !u128::from(u64::MAX))),
        v4 => v4,
    }
}

#[cfg(test)]
mod tests {
    use domain::ManualClock;

    use super::*;

    #[test]
    fn guessing_is_slowed_down_by_name_and_by_address() {
        let clock = Arc::new(ManualClock::at("2026-11-23T09:00:00Z"));
        let throttle = Throttle::new(clock.clone());
        let check = |address: &str, name: &str, times: usize, allowed: usize| {
            let address = address.parse().unwrap();
            let got = (0..times).filter(|_| throttle.allows(address, name)).count();
            assert_eq!(got, allowed, "{name} from {address}");
        };
        check("192.0.2.1", "지우", 7, 5);
        check("192.0.2.2", "지우", 1, 1);
        check("2001:db8::1", "지우", 5, 5);
        check("2001:db8::2", "지우", 1, 0);
        for other in ["가", "나", "다"] {
            check("192.0.2.1", other, 4, 4);
        }
        check("192.0.2.1", "라", 5, 1);
        clock.advance(SignedDuration::from_mins(1));
        check("192.0.2.1", "지우", 4, 4);
        throttle.forgive("192.0.2.1".parse().unwrap(), "지우");
        check("192.0.2.1", "지우", 5, 5);
    }
}
