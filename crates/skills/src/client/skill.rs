//! A skill server, as far as calling it goes.

use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use outbound::LinkError;
use ureq::http::{HeaderName, HeaderValue, Uri};

/// What the contract gives a skill.
const USUAL: Duration = Duration::from_secs(5);
const MOST_HEADERS: usize = 20;
const MOST_HEADER: usize = 4096;

/// Where a skill is and how it is called. Everything in it has been looked at.
#[derive(Clone, Debug)]
pub struct Skill {
    /// By which its failures are counted.
    pub(crate) id: String,
    /// By which its open calls are counted.
    pub(crate) bot: String,
    pub(crate) url: Uri,
    pub(crate) headers: Vec<(HeaderName, HeaderValue)>,
    pub(crate) secrets: Vec<Secret>,
    pub(crate) timeout: Duration,
}

/// Why a skill cannot be called like that.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SkillError {
    #[error("the address {0}")]
    Url(LinkError),
    #[error("{0:?} is no header that a skill may be sent")]
    Header(String),
    #[error("there are more than {MOST_HEADERS} headers")]
    Headers,
    #[error("a secret is whsec_ and 24 to 64 bytes in base64")]
    Secret,
}

/// What calls are signed with.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(pub(crate) Vec<u8>);

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

/// Headers that belong to the connection, to the body or to the signature, and so to us.
const OURS: [&str; 16] = [
    "host",
    "connection",
    "keep-alive",
    "proxy-connection",
    "proxy-authorization",
    "proxy-authenticate",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "expect",
    "content-length",
    "content-type",
    "content-encoding",
    "accept-encoding",
    "traceparent",
];

impl Skill {
    pub fn new(id: impl Into<String>, url: &str) -> Result<Self, SkillError> {
        let url = outbound::link(url.trim()).map_err(SkillError::Url)?;
        let id = id.into();
        let bot = id.clone();
        Ok(Self { id, bot, url, headers: Vec::new(), secrets: Vec::new(), timeout: USUAL })
    }

    /// One of several skills of a bot.
    pub fn of_bot(mut self, bot: &str) -> Self {
        bot.clone_into(&mut self.bot);
        self
    }

    /// A header of the partner's, such as a key of theirs.
    pub fn with_header(mut self, name: &str, value: &str) -> Result<Self, SkillError> {
        let wrong = || SkillError::Header(name.to_owned());
        let known = HeaderName::from_bytes(name.trim().as_bytes()).map_err(|_| wrong())?;
        let ours = OURS.contains(&known.as_str()) || known.as_str().starts_with("webhook-");
        if ours || value.len() > MOST_HEADER {
            return Err(wrong());
        }
        if self.headers.len() == MOST_HEADERS {
            return Err(SkillError::Headers);
        }
        let value = HeaderValue::from_str(value.trim()).map_err(|_| wrong())?;
        self.headers.push((known, value));
        Ok(self)
    }

    /// A secret of Standard Webhooks: `whsec_...`. With several, each signs: while one takes over from another.
    pub fn with_secret(mut self, secret: &str) -> Result<Self, SkillError> {
        self.secrets.push(Secret::read(secret)?);
        Ok(self)
    }

    /// All of a call must be done within this time.
    pub fn with_timeout(mut self, timeout: Duration) -> Self {
        self.timeout = timeout;
        self
    }

    pub fn url(&self) -> String {
        self.url.to_string()
    }

    pub fn timeout(&self) -> Duration {
        self.timeout
    }

    pub fn is_signed(&self) -> bool {
        !self.secrets.is_empty()
    }
}

impl Secret {
    pub fn read(secret: &str) -> Result<Self, SkillError> {
        let encoded = secret.trim().strip_prefix("whsec_").ok_or(SkillError::Secret)?;
        let bytes = STANDARD.decode(encoded).map_err(|_| SkillError::Secret)?;
        if (24..=64).contains(&bytes.len()) { Ok(Self(bytes)) } else { Err(SkillError::Secret) }
    }

    /// A secret of these random bytes, as it is shown to a partner once.
    pub fn write(bytes: &[u8; 32]) -> String {
        format!("whsec_{}", STANDARD.encode(bytes))
    }
}
