//! Speaks to servers of others.
//!
//! Whoever gives us a link must not reach with it what they could not reach themselves: only public addresses are spoken
//! to (looked at when the name has been resolved, on every connection), redirects are never followed, no proxy of the
//! environment is used, and certificates must be those of an authority that the system trusts. How long a call may
//! take and how much may come back is each caller's to say, in the configuration that it gives to [`agent`].

mod address;
mod link;
mod reach;
mod sent;
mod trust;

pub use address::is_public;
pub use link::{LinkError, MOST_LINK, link};
pub use reach::{Reach, leads_inside};
pub use sent::Sent;
pub use trust::tls;

use ureq::Agent;
use ureq::config::ConfigBuilder;
use ureq::typestate::AgentScope;
use ureq::unversioned::transport::{Connector, DefaultConnector};

/// A client with the rules of this room over what the caller asks for. It keeps connections; clones share them.
pub fn agent(reach: Reach, config: ConfigBuilder<AgentScope>) -> Agent {
    let config = config
        .tls_config(tls())
        .max_redirects(0)
        .max_redirects_will_error(false)
        .proxy(None)
        .user_agent("ieum")
        .build();
    let connector = DefaultConnector::default().chain(sent::Watching);
    Agent::with_parts(config, connector, reach::Resolving::new(reach))
}
