//! What the binary tells the gateway.

use std::time::Duration;

use domain::PersonId;
use hub::Tools;

use crate::{PictureKey, Served};

/// How the gateway is reached, and what it puts up with.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The first person of this install.
    pub owner: PersonId,
    /// Host names under which people reach this server, besides `localhost` and its addresses. Requests for any other
    /// name are refused, so that a foreign name that points here (DNS rebinding) opens nothing.
    pub names: Vec<String>,
    /// The addresses at which browsers open its pages, such as `https://ieum.example`: passkeys work there, where they have a name.
    pub origins: Vec<String>,
    /// The listener is on a loopback address: while no password is set, the owner needs no sign-in.
    pub loopback: bool,
    /// The listener speaks TLS: cookies are sent over TLS alone.
    pub tls: bool,
    /// The generated local authority's certificate in PEM form, for people to download and trust.
    pub authority: Option<String>,
    /// What the engines' models are called.
    pub models: Served,
    /// Programs that write sound formats we do not.
    pub tools: Tools,
    /// Links to images may lead into private networks.
    pub private_links: bool,
    /// Pictures in answers of bots may come from there.
    pub private_pictures: bool,
    /// In the address at which a KakaoTalk channel asks; none: it cannot.
    pub kakao_secret: Option<String>,
    /// Signs the addresses of partners' pictures; none: a key of its own, which is forgotten when the gateway ends.
    pub picture_key: Option<PictureKey>,
    pub limits: Limits,
}

/// Bounds of a connection. Tests make them shorter.
#[derive(Clone, Debug)]
pub struct Limits {
    /// The first message of a socket must come within this time.
    pub greeting: Duration,
    /// A socket is pinged this often.
    pub ping: Duration,
    /// A socket that has been silent for this long is dropped.
    pub silence: Duration,
    /// A message that cannot be handed to the client in this time means that it does not read any more.
    pub sending: Duration,
    /// A request whose body pauses for this long is given up.
    pub body_pause: Duration,
    /// The largest image, and the images of one request together.
    pub image_bytes: usize,
    pub images_bytes: usize,
    /// The largest picture of a partner, and how long it may take to come.
    pub picture_bytes: usize,
    pub fetching: Duration,
    /// The largest audio file.
    pub audio_bytes: usize,
    /// The largest recording that is written down; it is kept in a temporary file while it is read.
    pub upload_bytes: usize,
    /// Requests of one person's programs.
    pub requests_a_minute: usize,
    /// Requests of one key of a partner, and of all its keys together.
    pub key_requests_a_minute: usize,
    pub partner_requests_a_minute: usize,
    /// The largest chat, with all that was said before.
    pub chat_bytes: usize,
    /// Items, customers or feedback that come together.
    pub catalog_bytes: usize,
    /// The largest payload, answer or event of a skill.
    pub skill_bytes: usize,
    /// The texts of a partner's bot.
    pub bot_bytes: usize,
    /// The largest body of any other request.
    pub body_bytes: usize,
}

impl Settings {
    /// For a plain listener on a loopback address.
    pub fn loopback(owner: PersonId) -> Self {
        Self {
            owner,
            names: Vec::new(),
            origins: Vec::new(),
            loopback: true,
            tls: false,
            authority: None,
            models: Served::default(),
            tools: Tools::default(),
            private_links: false,
            private_pictures: false,
            kakao_secret: None,
            picture_key: None,
            limits: Limits::default(),
        }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            greeting: Duration::from_secs(10),
            ping: Duration::from_secs(20),
            silence: Duration::from_secs(60),
            sending: Duration::from_secs(20),
            body_pause: Duration::from_secs(30),
            image_bytes: 20 * 1024 * 1024,
            images_bytes: 64 * 1024 * 1024,
            picture_bytes: 10 * 1024 * 1024,
            fetching: Duration::from_secs(10),
            audio_bytes: 32 * 1024 * 1024,
            upload_bytes: 512 * 1024 * 1024,
            requests_a_minute: 600,
            key_requests_a_minute: 600,
            partner_requests_a_minute: 1200,
            chat_bytes: 1024 * 1024,
            catalog_bytes: 32 * 1024 * 1024,
            skill_bytes: 1024 * 1024,
            bot_bytes: 8 * 1024 * 1024,
            body_bytes: 64 * 1024,
        }
    }
}
