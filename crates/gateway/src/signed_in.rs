//! Who is asking. A handler that takes a [`SignedIn`] cannot forget to check.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use domain::{Code, Person, PersonId, Random, SessionId};
use hub::KeptSecret;
use jiff::SignedDuration;
use sha2::{Digest, Sha256};

use crate::Gateway;
use crate::guard::is_local;
use crate::problem::HttpProblem;

/// The name of the cookie.
pub const COOKIE: &str = "ieum_session";
/// How long a browser stays signed in.
const VALIDITY: SignedDuration = SignedDuration::from_hours(90 * 24);

/// The person who is asking.
#[derive(Clone, Debug)]
pub struct SignedIn {
    pub person: Person,
    pub way: Way,
}

/// How somebody has come in. Secrets are hashes here as well.
#[derive(Clone, Copy, Debug)]
pub enum Way {
    /// A browser.
    Session(SessionId, [u8; 32]),
    /// A program with a key.
    Key([u8; 32]),
    /// The owner at their own machine, where there is nothing yet to sign in with.
    AtHome,
}

impl Way {
    pub fn session(self) -> Option<SessionId> {
        match self {
            Self::Session(session, _) => Some(session),
            Self::Key(_) | Self::AtHome => None,
        }
    }

    /// Whether one could still come in like this: sessions end, keys are taken back, people removed. While that cannot be found out,
    /// it is.
    pub async fn is_open(self, gateway: &Gateway) -> bool {
        match self {
            Self::Session(_, hash) => gateway.hub.session(&hash).await.map_or(true, |found| found.is_some()),
            Self::Key(hash) => gateway.hub.api_key(&hash).await.map_or(true, |found| found.is_some()),
            Self::AtHome => match gateway.hub.person(gateway.settings.owner).await {
                Ok(owner) => !gateway.hub.can_sign_in(&owner).await.unwrap_or(false),
                Err(_) => true,
            },
        }
    }
}

impl FromRequestParts<Gateway> for SignedIn {
    type Rejection = HttpProblem;

    async fn from_request_parts(parts: &mut Parts, gateway: &Gateway) -> Result<Self, HttpProblem> {
        if let Some(secret) = cookie(&parts.headers)
            && let Some(session) = gateway.hub.session(&hash(secret)).await?
        {
            let person = gateway.hub.person(session.person).await?;
            return Ok(Self { person, way: Way::Session(session.id, session.secret_hash) });
        }
        let bearer = bearer(&parts.headers);
        if let Some(secret) = bearer
            && let Some(key) = gateway.hub.api_key(&hash(secret)).await?
        {
            let person = gateway.hub.person(key.person).await?;
            return Ok(Self { person, way: Way::Key(key.secret_hash) });
        }
        if gateway.settings.loopback && is_local(&parts.uri, &parts.headers) {
            let owner = gateway.hub.person(gateway.settings.owner).await?;
            if !gateway.hub.can_sign_in(&owner).await? {
                return Ok(Self { person: owner, way: Way::AtHome });
            }
        }
        Err(if bearer.is_some() { Code::KeyUnknown } else { Code::SignInRequired }.into())
    }
}

/// What an API key begins with, so that a scanner for forgotten secrets finds it.
const KEY_MARK: &str = "ieum-";

/// A fresh API key for a program.
pub fn new_api_key(random: &dyn Random) -> String {
    format!("{KEY_MARK}{}", new_secret(random))
}

/// What a partner's key begins with.
pub const PARTNER_KEY_MARK: &str = "ieum-partner-";
/// Of a partner's key so many letters after that are shown, so that people find it again.
const HINT: usize = 4;

/// A fresh key for a partner's program, and what is kept of it.
pub fn new_partner_key(random: &dyn Random) -> (String, KeptSecret) {
    let secret = format!("{PARTNER_KEY_MARK}{}", new_secret(random));
    let hint = secret[..PARTNER_KEY_MARK.len() + HINT].to_owned();
    let kept = KeptSecret { hash: hash(&secret), hint };
    (secret, kept)
}

/// What is stored of an API key.
pub fn hash_api_key(key: &str) -> [u8; 32] {
    hash(key)
}

/// The key that a program shows; Gorse's clients have a header of their own for it, and Kakao's a scheme.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    if let Some(key) = headers.get("x-api-key") {
        return key.to_str().ok().map(str::trim);
    }
    let (scheme, secret) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    let known = ["bearer", "kakaoak"].iter().any(|known| scheme.eq_ignore_ascii_case(known));
    known.then(|| secret.trim())
}

/// The secret of a fresh invitation, and what is kept of it.
pub fn new_invitation(random: &dyn Random) -> (String, [u8; 32]) {
    let secret = new_secret(random);
    let kept = hash(&secret);
    (secret, kept)
}

/// Where whoever is invited goes. Behind the `#` the secret is sent to no server, and written into no log.
pub fn invitation_path(secret: &str) -> String {
    format!("/sign-in/#invitation={secret}")
}

/// A fresh secret for a cookie, 256 bits in hexadecimal.
pub fn new_secret(random: &dyn Random) -> String {
    let mut secret = [0; 32];
    random.fill(&mut secret);
    hex::encode(secret)
}

/// What is stored of a secret.
pub fn hash(secret: &str) -> [u8; 32] {
    Sha256::digest(secret).into()
}

/// Signs a browser in: the header that hands it its secret.
pub async fn open_session(gateway: &Gateway, person: PersonId) -> Result<HeaderValue, HttpProblem> {
    let secret = new_secret(gateway.random.as_ref());
    gateway.hub.sign_in(person, hash(&secret), VALIDITY).await?;
    Ok(set_cookie(&secret))
}

/// The header that hands a browser its secret; an empty one takes it away. The guard adds that it never goes in the clear, where
/// there is TLS.
pub fn set_cookie(secret: &str) -> HeaderValue {
    let age = if secret.is_empty() { 0 } else { VALIDITY.as_secs() };
    let cookie = format!("{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}");
    HeaderValue::from_str(&cookie).expect("a cookie of ours is plain ASCII")
}

fn cookie(headers: &HeaderMap) -> Option<&str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find_map(|(name, secret)| (name == COOKIE && !secret.is_empty()).then_some(secret))
}

#[cfg(test)]
mod tests {
    use domain::SeededRandom;

    use super::*;

    #[test]
    fn the_cookie_is_found_among_others() {
        let check = |values: &[&'static str], expected: Option<&str>| {
            let mut headers = HeaderMap::new();
            for value in values {
                headers.append(header::COOKIE, HeaderValue::from_static(value));
            }
            assert_eq!(cookie(&headers), expected, "{values:?}");
        };
        check(&[], None);
        check(&["ieum_session=abc"], Some("abc"));
        check(&["theme=dark; ieum_session=abc; x=y"], Some("abc"));
        check(&["theme=dark", "ieum_session=abc"], Some("abc"));
        check(&["ieum_session="], None);
        check(&["other_ieum_session=abc; ieum_session"], None);
    }

    #[test]
    fn a_cookie_is_out_of_reach_of_scripts_and_other_sites() {
        let secret = new_secret(&SeededRandom::new(1));
        assert_eq!(secret.len(), 64);
        let plain = set_cookie("s");
        assert_eq!(plain, "ieum_session=s; Path=/; HttpOnly; SameSite=Lax; Max-Age=7776000");
        assert_eq!(set_cookie(""), "ieum_session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
    }
}
