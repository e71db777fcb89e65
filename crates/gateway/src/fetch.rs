//! Files of the web, fetched for somebody who gave us a link.
//!
//! By the rules of `outbound`; nothing of ours is sent along, and the answer is bounded in time and in size.

use std::time::Duration;

use domain::{Code, Problem};
use outbound::{LinkError, MOST_LINK, Reach};
use ureq::http::Uri;
use ureq::{Agent, Error};

/// Fetches files. A handle: clones share everything.
#[derive(Clone, Debug)]
pub struct Fetcher {
    agent: Agent,
    /// All of it must be there within this time.
    patience: Duration,
}

impl Fetcher {
    /// `private` allows the machine's own network as well: for operators whose shop is in it.
    pub fn new(private: bool, patience: Duration) -> Self {
        let reach = if private { Reach::Anywhere } else { Reach::Public };
        let config = Agent::config_builder().timeout_global(Some(patience));
        Self { agent: outbound::agent(reach, config), patience }
    }

    /// The file behind a link, of at most so many bytes. On a thread that may block.
    pub fn fetch(&self, link: &str, most: u64) -> Result<Vec<u8>, Problem> {
        let address = checked(link)?;
        let unreached = |error: Error| {
            let told = match error {
                Error::StatusCode(status) => format!("the server answered {status}"),
                Error::BodyExceedsLimit(_) => return Problem::from(Code::ImageTooLarge),
                Error::Timeout(_) => format!("it took longer than {} s", self.patience.as_secs()),
                error if outbound::leads_inside(&error) => "it leads into a private network".into(),
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

fn checked(link: &str) -> Result<Uri, Problem> {
    outbound::link(link).map_err(|error| {
        let told = match error {
            LinkError::TooLong => format!("a link has at most {MOST_LINK} bytes"),
            error => format!("{link:?} {error}"),
        };
        Problem::new(Code::LinkUnreachable, told)
    })
}
