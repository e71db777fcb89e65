//! Where passkeys work: at addresses that browsers trust, and by name.

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use axum::http::uri::Authority;
use domain::Code;
use webauthn_rp::request::{AsciiDomain, RpId};

use crate::Gateway;
use crate::guard::host;
use crate::problem::HttpProblem;

/// The address that a page was opened at. A passkey belongs to its host name.
pub struct Site {
    pub(super) id: RpId,
    /// As browsers write it: `https://ieum.example`.
    pub(super) origin: String,
}

impl Site {
    /// The one of our origins that a request was sent to. Numbers for names have no passkeys.
    pub fn of(origins: &[String], host: &Authority) -> Option<Self> {
        let origin = origins.iter().find(|origin| {
            let ours = origin.parse::<Uri>().ok();
            ours.as_ref().and_then(Uri::authority).is_some_and(|ours| ours == host)
        })?;
        let name = host.host().to_ascii_lowercase();
        let number = name.starts_with('[') || name.parse::<std::net::IpAddr>().is_ok();
        let id = RpId::Domain(AsciiDomain::try_from(name).ok().filter(|_| !number)?);
        Some(Self { id, origin: origin.clone() })
    }

    pub fn name(&self) -> &str {
        self.id.as_ref()
    }
}

impl FromRequestParts<Gateway> for Site {
    type Rejection = HttpProblem;

    async fn from_request_parts(parts: &mut Parts, gateway: &Gateway) -> Result<Self, HttpProblem> {
        let host = host(&parts.uri, &parts.headers);
        let site = host.and_then(|host| Self::of(&gateway.settings.origins, &host));
        site.ok_or_else(|| Code::PasskeysUnavailable.into())
    }
}

#[cfg(test)]
mod tests {
    use super::Site;

    #[test]
    fn passkeys_belong_to_a_name_at_which_the_server_is() {
        let origins =
            ["http://localhost:8480", "https://ieum.example", "https://192.168.0.7", "https://[::1]:1"];
        let origins = origins.map(str::to_owned);
        let check = |host: &str, expected: Option<(&str, &str)>| {
            let site = Site::of(&origins, &host.parse().unwrap());
            assert_eq!(site.as_ref().map(|site| (site.name(), site.origin.as_str())), expected, "{host}");
        };
        check("localhost:8480", Some(("localhost", "http://localhost:8480")));
        check("ieum.example", Some(("ieum.example", "https://ieum.example")));
        check("IEUM.example", Some(("ieum.example", "https://ieum.example")));
        for none in
            ["localhost", "localhost:8481", "other.example", "a.ieum.example", "192.168.0.7", "[::1]:1"]
        {
            check(none, None);
        }
    }
}
