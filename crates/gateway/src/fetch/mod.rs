//! Files of the web, fetched for somebody who gave us a link.
//!
//! Whoever gives a link must not reach with it what they could not reach themselves: only public addresses are spoken to
//! (looked at when the name has been resolved, on every connection), redirects are not followed, nothing of ours is sent
//! along, and the answer is bounded in time and in size.

mod address;

use std::fmt;
use std::io;
use std::time::Duration;

use domain::{Code, Problem};
use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::{DefaultConnector, NextTimeout};
use ureq::{Agent, Error};

use crate::trust;
use address::is_public;

/// All of it must be there within this time.
const PATIENCE: Duration = Duration::from_secs(10);
/// A longer link is none.
const MOST_LINK: usize = 2048;

/// Fetches files. A handle: clones share everything.
#[derive(Clone, Debug)]
pub struct Fetcher {
    agent: Agent,
}

impl Fetcher {
    /// `private` allows the machine's own network as well: for operators whose shop is in it.
    pub fn new(private: bool) -> Self {
        let config = Agent::config_builder()
            .tls_config(trust::tls())
            .timeout_global(Some(PATIENCE))
            .max_redirects(0)
            .max_redirects_will_error(false)
            .proxy(None)
            .user_agent("ieum")
            .build();
        let resolver = Public { private, inner: DefaultResolver::default() };
        Self { agent: Agent::with_parts(config, DefaultConnector::default(), resolver) }
    }

    /// The file behind a link, of at most so many bytes. On a thread that may block.
    pub fn fetch(&self, link: &str, most: u64) -> Result<Vec<u8>, Problem> {
        let address = checked(link)?;
        let unreached = |error: Error| {
            let told = match error {
                Error::StatusCode(status) => format!("the server answered {status}"),
                Error::BodyExceedsLimit(_) => return Problem::from(Code::ImageTooLarge),
                Error::Timeout(_) => format!("it took longer than {} s", PATIENCE.as_secs()),
                Error::Io(error) if error.get_ref().is_some_and(|inner| inner.is::<NotPublic>()) => {
                    "it leads into a private network".into()
                }
                error => error.to_string(),
            };
            Problem::new(Code::LinkUnreachable, format!("{link}: {told}"))
        };
        let mut answer = self.agent.get(address).call().map_err(unreached)?;
        if answer.status().is_redirection() {
            let told = format!("{link}: it leads elsewhere, and redirects are not followed");
            return Err(Problem::new(Code::LinkUnreachable, told));
        }
        answer.body_mut().with_config().limit(most).read_to_vec().map_err(unreached)
    }
}

/// A plain link: http or https, no names and passwords in it.
fn checked(link: &str) -> Result<Uri, Problem> {
    let wrong = |why: &str| Problem::new(Code::LinkUnreachable, format!("{link:?} {why}"));
    if link.len() > MOST_LINK {
        return Err(Problem::new(Code::LinkUnreachable, format!("a link has at most {MOST_LINK} bytes")));
    }
    let address: Uri = link.parse().map_err(|_| wrong("is no link"))?;
    if !matches!(address.scheme_str(), Some("http" | "https")) {
        return Err(wrong("does not begin with http:// or https://"));
    }
    match address.authority() {
        Some(authority) if !authority.as_str().contains('@') => Ok(address),
        _ => Err(wrong("is no link to a server")),
    }
}

/// Resolves names, and refuses where they lead into private networks.
#[derive(Debug)]
struct Public {
    private: bool,
    inner: DefaultResolver,
}

impl Resolver for Public {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, Error> {
        let addresses = self.inner.resolve(uri, config, timeout)?;
        // One private address among public ones is no accident.
        if self.private || addresses.iter().all(|address| is_public(address.ip())) {
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
