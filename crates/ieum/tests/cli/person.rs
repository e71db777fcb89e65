//! `ieum person`, beside a real server.

use serde_json::{Value, json};

use crate::ieum::{Ieum, Server};

const PASSWORD: &str = "아무도 모르는 말";
const OTHER: &str = "바다가 보이는 언덕";

/// Asks the server, in a browser that has only this cookie; the status, the cookie that it sets, and the answer.
fn ask(server: &Server, path: &str, cookie: &str, body: Option<Value>) -> (u16, String, Value) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let (http, url) = (reqwest::Client::new(), format!("{}{path}", server.address));
    let request = match body {
        Some(body) => http.post(url).json(&body),
        None => http.get(url),
    };
    runtime.block_on(async {
        let response = request.header("cookie", cookie).send().await.unwrap();
        let set = response.headers().get("set-cookie").map(|set| set.to_str().unwrap().to_owned());
        let cookie = set.unwrap_or_default().split(';').next().unwrap_or_default().to_owned();
        (response.status().as_u16(), cookie, response.json().await.unwrap_or_default())
    })
}

#[test]
fn the_operator_invites_lists_helps_and_removes_people() {
    let ieum = Ieum::with_models();
    let server = ieum.serve();
    let sign_in = |password: &str| {
        let body = json!({"name": "하나", "password": password});
        let (status, cookie, _) = ask(&server, "/v1/sign-in", "", Some(body));
        (status, cookie)
    };
    let name_of = |cookie: &str| ask(&server, "/v1/me", cookie, None).2["person"]["name"].clone();
    assert_eq!(ieum.run(&["person"]).text().split("  ").next(), Some("서연"));

    let link = ieum.run(&["person", "invite"]);
    let (address, secret) = link.text().split_once("/sign-in/#invitation=").unwrap();
    assert_eq!(address, "http://localhost:8480", "as the configuration says, which names this port");
    let account = json!({"name": "하나", "password": PASSWORD, "invitation": secret});
    let (status, cookie, _) = ask(&server, "/v1/persons", "", Some(account));
    assert_eq!((status, name_of(&cookie)), (201, json!("하나")));
    let listed = ieum.run(&["person", "list"]);
    assert!(listed.text().lines().next().unwrap().ends_with("owner"), "{}", listed.text());
    assert!(listed.text().lines().last().unwrap().ends_with("password"), "{}", listed.text());

    // Another password ends the sessions, in the running server as well.
    let set = ieum.run_with_input(&["person", "password", "하나", "--stdin"], OTHER.as_bytes());
    assert!(set.code == 0 && set.err.contains("하나"), "{}", set.err);
    assert_ne!(name_of(&cookie), "하나");
    assert_eq!(sign_in(PASSWORD).0, 401);
    let (status, cookie) = sign_in(OTHER);
    assert_eq!((status, name_of(&cookie)), (200, json!("하나")));
    let passkeys = ["person", "password", "하나", "--remove-passkeys", "--stdin"];
    assert!(ieum.run_with_input(&passkeys, PASSWORD.as_bytes()).err.contains("passkeys removed: 0"));

    ieum.run(&["person", "remove", "하나"]).complains(&["하나", "--yes"]);
    ieum.run(&["person", "remove", "서연", "--yes"]).complains(&["owner"]);
    ieum.run(&["person", "remove", "두리", "--yes"]).complains(&["nobody called", "ieum person"]);
    assert_eq!(ieum.run(&["person", "remove", "하나", "--yes"]).text(), "");
    assert_eq!(sign_in(PASSWORD).0, 401);
    assert!(!ieum.run(&["person"]).text().contains("하나"));
    assert_eq!(server.stop(), 0);
}

#[test]
fn an_invitation_leads_to_where_people_open_the_server() {
    let check = |settings: &[(&str, &str)], expected: &str| {
        let ieum = settings.iter().fold(Ieum::bare(), |ieum, (name, value)| ieum.set(name, *value));
        let link = ieum.run(&["person", "invite"]);
        assert!(link.text().starts_with(&format!("{expected}/sign-in/#invitation=")), "{}", link.text());
    };
    check(&[], "http://localhost:8480");
    check(&[("IEUM_SERVER__PORT", "9000")], "http://localhost:9000");
    check(&[("IEUM_SERVER__ADDRESS", "https://Ieum.example/")], "https://ieum.example");
    let home = [
        ("IEUM_SERVER__BIND", "0.0.0.0"),
        ("IEUM_TLS__MODE", "generated"),
        ("IEUM_TLS__NAMES", "[ieum.home]"),
    ];
    check(&home, "https://ieum.home:8480");
    let closed = Ieum::bare().set("IEUM_SERVER__SIGN_UP", "closed");
    closed.run(&["person", "invite"]).complains(&["sign_up", "[server]"]);
}
