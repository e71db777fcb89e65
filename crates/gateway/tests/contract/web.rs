//! Pages, and what browsers are told about them.

use crate::stage::{Server, answer};

#[tokio::test]
async fn pages_come_with_their_type_and_can_be_asked_for_again() {
    let server = Server::start().await;
    let check = async |path: &str, kind: &str, part: &str| {
        let got = server.get(path).await;
        assert_eq!((got.status, got.header("content-type")), (200, kind), "{path}");
        assert!(got.body.contains(part), "{path}");
        assert_eq!(got.header("cache-control"), "no-cache", "{path}");
        let etag = got.header("etag").to_owned();
        let again = answer(server.http.get(server.url(path)).header("if-none-match", &etag)).await;
        assert_eq!(
            (again.status, again.body.as_str(), again.header("etag")),
            (304, "", etag.as_str()),
            "{path}"
        );
    };
    let (html, script) = ("text/html; charset=utf-8", "text/javascript; charset=utf-8");
    for page in ["/", "/index.html", "/chats/anything"] {
        check(page, html, "messenger").await;
    }
    for page in ["/sign-in", "/sign-in/", "/sign-in/index.html"] {
        check(page, html, "sign-in.js").await;
    }
    check("/docs", html, "docs.js").await;
    check("/docs/docs.js", script, "openapi.json").await;
    check("/sign-in/sign-in.js", script, "destination").await;
    check("/sign-in/sign-in.css", "text/css; charset=utf-8", ".sign-in").await;
    check("/icons/mark.svg", "image/svg+xml", "svg").await;

    for missing in ["/missing.js", "/sign-in/missing.css", "/../Cargo.toml", "/%2e%2e/Cargo.toml"] {
        let got = server.get(missing).await;
        assert_ne!(got.status, 200, "{missing}");
    }
    answer(server.http.post(server.url("/"))).await.is_problem(404, "not_found");
}

#[tokio::test]
async fn browsers_are_told_to_trust_nothing_else() {
    let server = Server::start().await;
    for path in ["/", "/v1/me", "/v1/nothing", "/livez"] {
        let got = server.get(path).await;
        assert!(got.header("content-security-policy").starts_with("default-src 'self';"), "{path}");
        assert_eq!(got.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(got.header("referrer-policy"), "no-referrer", "{path}");
        assert!(got.header("permissions-policy").contains("microphone=(self)"), "{path}");
        assert_eq!(got.header("access-control-allow-origin"), "", "{path}");
    }
}

#[tokio::test]
async fn health_tells_the_truth() {
    let server = Server::start().await;
    assert_eq!(server.get("/livez").await.status, 200);
    assert_eq!(server.get("/readyz").await.status, 200);
    server.get("/ieum-ca.crt").await.is_problem(404, "not_found");

    let nobody = |settings: &mut gateway::Settings| settings.owner = domain::PersonId::fixed(404);
    let broken = Server::start_with(|_| {}, nobody).await;
    assert_eq!(broken.get("/livez").await.status, 200);
    assert_ne!(broken.get("/readyz").await.status, 200);
}
