//! How far a link may lead.

use std::fmt;
use std::io;

use ureq::Error;
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use crate::is_public;

/// Who may be spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Servers of the public internet.
    Public,
    /// The machine's own network as well: the operator said so.
    Anywhere,
}

/// Whether a call was refused because it leads into a private network.
pub fn leads_inside(error: &Error) -> bool {
    matches!(error, Error::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<NotPublic>()))
}

/// Resolves names, and refuses where they lead into private networks.
#[derive(Debug)]
pub(crate) struct Resolving {
    reach: Reach,
    inner: DefaultResolver,
}

impl Resolving {
    pub(crate) fn new(reach: Reach) -> Self {
        Self { reach, inner: DefaultResolver::default() }
    }
}

impl Resolver for Resolving {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        // What the system says of a name that nobody has comes as an error of reading and writing.
        let unknown = |error| if matches!(error, Error::Io(_)) { Error::HostNotFound } else { error };
        let addresses = self.inner.resolve(uri, config, timeout).map_err(unknown)?;
        // One private address among public ones is no accident.
        if self.reach == Reach::Anywhere || addresses.iter().all(|address| is_public(address.ip())) {
            return Ok(addresses);
        }
        Err(Error::Io(io::Error::new(io::ErrorKind::PermissionDenied, NotPublic)))
    }
}

#[derive(Debug)]
struct NotPublic;

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a public address")
    }
}

impl std::error::Error for NotPublic {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::agent;

    #[test]
    fn a_private_address_is_refused_before_anything_is_sent() {
        let agent = agent(Reach::Public, Config::builder());
        for link in
            ["http://127.0.0.1:9/", "http://[::1]:9/", "http://169.254.169.254/", "http://localhost:9/"]
        {
            let error = agent.get(link).call().expect_err("nobody is asked");
            assert!(leads_inside(&error), "{link}: {error}");
        }
    }
}
