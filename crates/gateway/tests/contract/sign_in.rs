//! Who may come in.

use domain::SeededRandom;
use jiff::SignedDuration;
use serde_json::json;

use crate::stage::{Answer, Server, answer};

async fn with_password() -> Server {
    let server = Server::start().await;
    let hash = gateway::hash_password("비밀이에요", &SeededRandom::new(3));
    server.stage.hub.set_password(server.owner.id, hash).await.unwrap();
    server
}

async fn sign_in(server: &Server, name: &str, password: &str) -> Answer {
    server.post("/v1/sign-in", &json!({"name": name, "password": password})).await
}

#[tokio::test]
async fn without_a_password_the_owner_is_at_home_on_their_own_machine_only() {
    let server = Server::start().await;
    let me = server.get("/v1/me").await.json();
    assert_eq!((&me["person"]["name"], &me["signedIn"]), (&json!("지우"), &json!(false)));
    let from = |name: &'static str, value: &'static str| {
        answer(server.http.get(server.url("/v1/me")).header(name, value))
    };
    from("x-forwarded-for", "203.0.113.9").await.is_problem(401, "sign_in_required");
    from("host", "192.168.0.7:8480").await.is_problem(401, "sign_in_required");

    let beyond = Server::start_with(|_| {}, |settings| settings.loopback = false).await;
    beyond.get("/v1/me").await.is_problem(401, "sign_in_required");
}

#[tokio::test]
async fn signing_in_opens_what_signing_out_closes() {
    let server = with_password().await;
    for closed in ["/v1/me", "/v1/conversations"] {
        server.get(closed).await.is_problem(401, "sign_in_required");
    }
    assert_eq!(server.dial_as(&[]).await.err(), Some(401));

    let signed_in = sign_in(&server, "지우", "비밀이에요").await;
    assert_eq!(signed_in.json()["person"]["name"], "지우");
    let cookie = signed_in.header("set-cookie").to_owned();
    assert!(cookie.contains("HttpOnly; SameSite=Lax"), "{cookie}");
    let cookie = cookie.split(';').next().unwrap().to_owned();
    let as_me = |path: &str| answer(server.http.get(server.url(path)).header("cookie", &cookie));
    assert_eq!(as_me("/v1/me").await.json()["signedIn"], true);
    assert!(server.dial_as(&[("cookie", &cookie)]).await.is_ok());
    assert_eq!(server.dial_as(&[("cookie", "ieum_session=00ff")]).await.err(), Some(401));

    let out = answer(server.http.post(server.url("/v1/sign-out")).header("cookie", &cookie)).await;
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").contains("Max-Age=0"));
    as_me("/v1/me").await.is_problem(401, "sign_in_required");
}

#[tokio::test]
async fn a_session_ends_in_time_and_with_the_password() {
    let server = with_password().await;
    let cookie = async || {
        let signed_in = sign_in(&server, "지우", "비밀이에요").await;
        signed_in.header("set-cookie").split(';').next().unwrap().to_owned()
    };
    let me = |cookie: String| answer(server.http.get(server.url("/v1/me")).header("cookie", cookie));
    let first = cookie().await;
    assert_eq!(me(first.clone()).await.status, 200);
    server.stage.clock.advance(SignedDuration::from_hours(24 * 90));
    me(first).await.is_problem(401, "sign_in_required");

    let second = cookie().await;
    let hash = gateway::hash_password("비밀이에요", &SeededRandom::new(4));
    server.stage.hub.set_password(server.owner.id, hash).await.unwrap();
    me(second).await.is_problem(401, "sign_in_required");
}

#[tokio::test]
async fn guessing_is_refused_the_same_way_for_every_name_and_slowed_down() {
    let server = with_password().await;
    sign_in(&server, "아무개", "비밀이에요").await.is_problem(401, "wrong_password");
    server.post("/v1/sign-in", &json!({"name": "지우"})).await.is_problem(400, "bad_request");
    for _ in 0..5 {
        sign_in(&server, "지우", "틀린 말").await.is_problem(401, "wrong_password");
    }
    let slowed = sign_in(&server, "지우", "비밀이에요").await;
    slowed.is_problem(429, "too_many_requests");
    assert_eq!(slowed.header("retry-after"), "60");
    server.stage.clock.advance(SignedDuration::from_mins(1));
    assert_eq!(sign_in(&server, "지우", "비밀이에요").await.status, 200);
}

#[tokio::test]
async fn names_that_nobody_has_are_not_remembered() {
    let server = with_password().await;
    for number in 0..30 {
        let name = format!("{number}{}", "가".repeat(20_000));
        sign_in(&server, &name, "비밀이에요").await.is_problem(401, "wrong_password");
    }
    // Neither counted nor kept: there is still an attempt for everybody.
    assert_eq!(sign_in(&server, "지우", "비밀이에요").await.status, 200);
}

/// A page that stays open does not outlive the session that opened it.
#[tokio::test]
async fn whoever_is_shut_out_is_disconnected() {
    // Whoever is shut out is found at a ping, and whoever does not answer one is gone: hashing takes a while.
    let often =
        |settings: &mut gateway::Settings| settings.limits.ping = std::time::Duration::from_millis(200);
    let hash = gateway::hash_password("비밀이에요", &SeededRandom::new(3));
    let server = Server::start_with(|_| {}, often).await;
    let mut at_home = server.connect(1).await;
    server.stage.hub.set_password(server.owner.id, hash.clone()).await.unwrap();
    assert_eq!(at_home.expect_close().await, Some(1008), "now one must sign in");

    let signed_in = sign_in(&server, "지우", "비밀이에요").await;
    let cookie = signed_in.header("set-cookie").split(';').next().unwrap().to_owned();
    let mut page = server.dial_as(&[("cookie", &cookie)]).await.unwrap();
    page.greet(2, &json!([])).await;
    page.is_undisturbed().await;
    server.stage.hub.set_password(server.owner.id, hash).await.unwrap();
    assert_eq!(page.expect_close().await, Some(1008), "the session has ended");

    server.stage.hub.add_api_key(server.owner.id, "스피커", gateway::hash_api_key("ieum-key")).await.unwrap();
    let mut speaker = server.dial_as(&[("authorization", "Bearer ieum-key")]).await.unwrap();
    speaker.greet(3, &json!([])).await;
    speaker.is_undisturbed().await;
    server.stage.hub.remove_api_key(server.owner.id, "스피커").await.unwrap();
    assert_eq!(speaker.expect_close().await, Some(1008), "the key was taken back");
}
