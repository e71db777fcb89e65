//! Who acts for a partner: somebody who has signed in, or a key of the partner's.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::{Code, PartnerKey, SessionId};
use hub::Acting;

use crate::Gateway;
use crate::problem::HttpProblem;
use crate::quota::Tally;
use crate::rate::Standing;
use crate::signed_in::{PARTNER_KEY_MARK, SignedIn, Way, bearer, hash};

/// Whoever asks about partners. Which partner it is, and whether they may, the hub decides.
pub struct ActingFor(pub Acting);

impl FromRequestParts<Gateway> for ActingFor {
    type Rejection = HttpProblem;

    async fn from_request_parts(parts: &mut Parts, gateway: &Gateway) -> Result<Self, HttpProblem> {
        let secret = bearer(&parts.headers).filter(|secret| secret.starts_with(PARTNER_KEY_MARK));
        let tally = parts.extensions.get::<Tally>().cloned().unwrap_or_default();
        if let Some(secret) = secret {
            let key = gateway.hub.partner_key(&hash(secret)).await?.ok_or(Code::KeyUnknown)?;
            count(gateway, &tally, &key)?;
            return Ok(Self(Acting::Key(key)));
        }
        let SignedIn { person, .. } = SignedIn::from_request_parts(parts, gateway).await?;
        let standing = gateway.rate.count(person.id);
        tally.note("person", standing);
        within(standing)?;
        Ok(Self(Acting::Person(person)))
    }
}

/// A key has a rate of its own, and all keys of a partner have one together.
fn count(gateway: &Gateway, tally: &Tally, key: &PartnerKey) -> Result<(), HttpProblem> {
    let of_key = gateway.key_rate.count(key.id);
    tally.note("key", of_key);
    within(of_key)?;
    let of_partner = gateway.partner_rate.count(key.partner);
    tally.note("partner", of_partner);
    within(of_partner)
}

fn within(standing: Standing) -> Result<(), HttpProblem> {
    if standing.allowed {
        return Ok(());
    }
    Err(HttpProblem::new(Code::TooManyRequests, format!("at most {} requests a minute", standing.most)))
}

/// Somebody at a browser, and no program with a key: whoever finds a key must not be able to make themselves at home with it.
pub struct InPerson {
    pub person: domain::Person,
    /// None: the owner at their own machine.
    pub session: Option<SessionId>,
}

impl FromRequestParts<Gateway> for InPerson {
    type Rejection = HttpProblem;

    async fn from_request_parts(parts: &mut Parts, gateway: &Gateway) -> Result<Self, HttpProblem> {
        let SignedIn { person, way } = SignedIn::from_request_parts(parts, gateway).await?;
        match way {
            Way::Key(_) => Err(HttpProblem::new(Code::NotAllowed, "no key may do this")),
            Way::Session(..) | Way::AtHome => Ok(Self { person, session: way.session() }),
        }
    }
}

/// The owner of the install, and nobody else.
pub struct Owner {
    pub person: domain::Person,
}

impl FromRequestParts<Gateway> for Owner {
    type Rejection = HttpProblem;

    async fn from_request_parts(parts: &mut Parts, gateway: &Gateway) -> Result<Self, HttpProblem> {
        let SignedIn { person, .. } = SignedIn::from_request_parts(parts, gateway).await?;
        if person.id == gateway.settings.owner { Ok(Self { person }) } else { Err(Code::OwnerOnly.into()) }
    }
}

/// The owner of the install, where they are asking: others may as well.
pub struct PerhapsOwner(pub bool);

impl FromRequestParts<Gateway> for PerhapsOwner {
    type Rejection = HttpProblem;

    async fn from_request_parts(parts: &mut Parts, gateway: &Gateway) -> Result<Self, HttpProblem> {
        Ok(Self(Owner::from_request_parts(parts, gateway).await.is_ok()))
    }
}
