//! Stands before every route: who may ask at all, and what browsers are told about every answer.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Code;

use crate::problem::HttpProblem;
use crate::{Gateway, Settings};

/// Pages load nothing from elsewhere and run no inline script; only they themselves may use the microphone.
const SECURITY_HEADERS: [(HeaderName, &str); 6] = [
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; object-src 'none'; \
         base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
    ),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (HeaderName::from_static("permissions-policy"), "microphone=(self), camera=(), geolocation=()"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
];

/// The middleware.
pub async fn guard(State(gateway): State<Gateway>, request: Request, next: Next) -> Response {
    let encrypted = encrypted(&gateway.settings, &request);
    let mut response = match check(&gateway.settings.names, &request) {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    };
    if encrypted && let Some(cookie) = response.headers_mut().get_mut(header::SET_COOKIE) {
        let secure = [cookie.as_bytes(), b"; Secure"].concat();
        *cookie = HeaderValue::from_bytes(&secure).expect("a cookie of ours is plain ASCII");
    }
    for (name, value) in SECURITY_HEADERS {
        response.headers_mut().entry(name).or_insert(HeaderValue::from_static(value));
    }
    response
}

/// Whether the browser speaks TLS, with us or with the server before us: then its cookies never go in the clear.
fn encrypted(settings: &Settings, request: &Request) -> bool {
    let asked = host(request.uri(), request.headers());
    settings.tls
        || asked.is_some_and(|asked| {
            let ours = settings.origins.iter().filter_map(|origin| origin.strip_prefix("https://"));
            ours.into_iter().any(|ours| ours.eq_ignore_ascii_case(asked.as_str()))
        })
}

/// Whether the request names a loopback host and came straight from there: then it comes from this machine.
pub fn is_local(uri: &Uri, headers: &HeaderMap) -> bool {
    let forwarded =
        ["forwarded", "x-forwarded-for", "x-real-ip", "via"].iter().any(|name| headers.contains_key(*name));
    let loopback = |host: &str| match address(host) {
        Some(address) => address.to_canonical().is_loopback(),
        None => host.eq_ignore_ascii_case("localhost"),
    };
    !forwarded && host(uri, headers).is_some_and(|authority| loopback(authority.host()))
}

fn check(names: &[String], request: &Request) -> Result<(), HttpProblem> {
    let host = host(request.uri(), request.headers())
        .ok_or_else(|| HttpProblem::new(Code::BadRequest, "the Host header is missing or malformed"))?;
    if !is_ours(host.host(), names) {
        let detail = format!(
            "this server does not answer to the name {}; if it is one of its names, add it to the configuration",
            host.host()
        );
        return Err(HttpProblem::new(Code::ForeignOrigin, detail));
    }
    if changes_something(request) && !same_origin(&host, request.headers()) {
        return Err(Code::ForeignOrigin.into());
    }
    Ok(())
}

/// The host that the client asked for.
pub fn host(uri: &Uri, headers: &HeaderMap) -> Option<Authority> {
    match uri.authority() {
        Some(authority) => Some(authority.clone()),
        None => headers.get(header::HOST)?.to_str().ok()?.parse().ok(),
    }
}

/// An address is always ours, for only names can be made to point elsewhere.
fn is_ours(host: &str, names: &[String]) -> bool {
    address(host).is_some()
        || host.eq_ignore_ascii_case("localhost")
        || names.iter().any(|name| name.eq_ignore_ascii_case(host))
}

/// The address that a host is, if it is one; IPv6 stands in brackets.
fn address(host: &str) -> Option<IpAddr> {
    host.trim_start_matches('[').trim_end_matches(']').parse().ok()
}

/// A socket is opened by a GET, yet all that follows changes things.
fn changes_something(request: &Request) -> bool {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    !safe || request.headers().contains_key(header::UPGRADE)
}

/// Browsers always say where such a request comes from; what says nothing is no browser.
fn same_origin(host: &Authority, headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return true };
    let origin = origin.to_str().ok().and_then(|origin| origin.parse::<Uri>().ok());
    origin.is_some_and(|origin| origin.authority() == Some(host))
}

#[cfg(test)]
mod tests {
    use axum::body::Body;

    use super::*;

    fn request(method: &str, headers: &[(&str, &str)]) -> Request {
        let request = Request::builder().method(method).uri("/v1/turns");
        headers
            .iter()
            .fold(request, |request, (name, value)| request.header(*name, *value))
            .body(Body::empty())
            .unwrap()
    }

    #[test]
    fn foreign_hosts_and_origins_are_refused() {
        let names = ["ieum.home".to_owned()];
        let check = |method: &str, headers: &[(&str, &str)], expected: Option<Code>| {
            let got = check(&names, &request(method, headers)).err().map(|HttpProblem(problem)| problem.code);
            assert_eq!(got, expected, "{method} {headers:?}");
        };
        for ours in
            ["localhost", "LOCALHOST:8480", "127.0.0.1:8480", "[::1]:8480", "192.168.0.7", "Ieum.home"]
        {
            check("GET", &[("host", ours)], None);
        }
        for foreign in ["evil.example", "localhost.evil.example:8480", "ieum.home.evil.example"] {
            check("GET", &[("host", foreign)], Some(Code::ForeignOrigin));
        }
        check("GET", &[], Some(Code::BadRequest));
        check("GET", &[("host", "a b")], Some(Code::BadRequest));

        let host = ("host", "localhost:8480");
        let upgrade = ("upgrade", "websocket");
        check("POST", &[host], None);
        check("POST", &[host, ("origin", "http://localhost:8480")], None);
        check("GET", &[host, upgrade, ("origin", "http://localhost:8480")], None);
        check("GET", &[host, ("origin", "http://evil.example")], None);
        for foreign in
            ["http://evil.example", "http://localhost:9999", "http://localhost", "null", "", "file://"]
        {
            check("POST", &[host, ("origin", foreign)], Some(Code::ForeignOrigin));
            check("GET", &[host, upgrade, ("origin", foreign)], Some(Code::ForeignOrigin));
        }
    }

    #[test]
    fn only_this_machine_is_local() {
        let check = |headers: &[(&str, &str)], expected: bool| {
            let request = request("GET", headers);
            assert_eq!(is_local(request.uri(), request.headers()), expected, "{headers:?}");
        };
        for local in ["localhost:8480", "127.0.0.1", "[::1]:8480", "127.1.2.3"] {
            check(&[("host", local)], true);
            check(&[("host", local), ("x-forwarded-for", "203.0.113.9")], false);
        }
        for other in ["192.168.0.7:8480", "ieum.home", "[fe80::1]"] {
            check(&[("host", other)], false);
        }
    }
}
