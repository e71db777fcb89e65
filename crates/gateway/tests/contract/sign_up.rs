//! Further people, and how they come in.

use hub::SignUp;
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::partners::server;
use crate::stage::{Answer, Server, answer};

async fn with(sign_up: SignUp) -> Server {
    Server::start_with(|parts| parts.limits.sign_up = sign_up, |settings| settings.loopback = false).await
}

async fn sign_up(server: &Server, name: &str, invitation: Option<&Value>) -> Answer {
    let mut body = json!({"name": name, "password": "아무도 모르는 말"});
    if let Some(secret) = invitation {
        body["invitation"] = secret.clone();
    }
    server.post("/v1/persons", &body).await
}

#[tokio::test]
async fn an_invitation_lets_one_person_in() {
    let server = with(SignUp::Invited).await;
    assert_eq!(server.get("/v1/sign-up").await.json(), json!({"mode": "invited"}));
    sign_up(&server, "하나", None).await.is_problem(403, "sign_up_closed");
    sign_up(&server, "하나", Some(&json!("guessed"))).await.is_problem(403, "invitation_unknown");
    let owner = server.guest("지우").await;
    let invited = owner.post("/v1/invitations", json!({})).await;
    assert_eq!(invited.status, 201);
    let invited = invited.json();
    let secret = &invited["secret"];
    assert_eq!(invited["path"], format!("/sign-in/#invitation={}", secret.as_str().unwrap()));
    sign_up(&server, "지우", Some(secret)).await.is_problem(409, "name_taken");
    let signed_up = sign_up(&server, " 하나 ", Some(secret)).await;
    assert_eq!((signed_up.status, &signed_up.json()["person"]["name"]), (201, &json!("하나")));
    let cookie = signed_up.header("set-cookie").split(';').next().unwrap().to_owned();
    let me = answer(server.http.get(server.url("/v1/me")).header("cookie", cookie)).await.json();
    assert_eq!(me["person"]["name"], "하나");
    sign_up(&server, "두리", Some(secret)).await.is_problem(403, "invitation_unknown");
    // A person is no owner.
    let hana = server.guest("하나").await;
    for path in ["/v1/persons", "/v1/invitations", "/v1/bots", "/v1/recommend"] {
        hana.get(path).await.is_problem(403, "owner_only");
    }
    let remove = hana.ask(Method::DELETE, "/v1/recommend/films", &Value::Null).await;
    remove.is_problem(403, "owner_only");
    let shared = hana.ask(Method::PUT, "/v1/vision/galleries/all", &json!({"title": "모두"})).await;
    shared.is_problem(403, "owner_only");
    // What is theirs is theirs.
    assert_eq!(hana.get("/v1/conversations").await.json()["conversations"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn invitations_expire_and_are_withdrawn() {
    let server = with(SignUp::Invited).await;
    let owner = server.guest("지우").await;
    let first = owner.post("/v1/invitations", json!({})).await.json();
    let second = owner.post("/v1/invitations", json!({})).await.json();
    let id = first["invitation"]["id"].as_str().unwrap();
    assert_eq!(owner.get("/v1/invitations").await.json()["invitations"].as_array().unwrap().len(), 2);
    assert_eq!(owner.ask(Method::DELETE, &format!("/v1/invitations/{id}"), &Value::Null).await.status, 204);
    sign_up(&server, "하나", Some(&first["secret"])).await.is_problem(403, "invitation_unknown");
    server.stage.clock.advance(SignedDuration::from_hours(24 * 7));
    sign_up(&server, "하나", Some(&second["secret"])).await.is_problem(403, "invitation_unknown");
}

#[tokio::test]
async fn who_may_sign_up_is_a_setting() {
    let open = with(SignUp::Open).await;
    assert_eq!(sign_up(&open, "하나", None).await.status, 201);
    for name in ["", "  ", "가\n나", &"가".repeat(41)] {
        sign_up(&open, name, None).await.is_problem(400, "name_invalid");
        open.stage.clock.advance(SignedDuration::from_mins(1));
    }
    let short = open.post("/v1/persons", &json!({"name": "두리", "password": "짧은말"})).await;
    short.is_problem(400, "password_invalid");
    open.stage.clock.advance(SignedDuration::from_mins(1));
    // Whoever makes many accounts has to wait.
    for number in 0..5 {
        assert_eq!(sign_up(&open, &format!("사람 {number}"), None).await.status, 201);
    }
    sign_up(&open, "또 하나", None).await.is_problem(429, "too_many_requests");

    let closed = with(SignUp::Closed).await;
    let owner = closed.guest("지우").await;
    let secret = owner.post("/v1/invitations", json!({})).await.json()["secret"].clone();
    sign_up(&closed, "하나", Some(&secret)).await.is_problem(403, "sign_up_closed");
    let made = owner.post("/v1/persons", json!({"name": "하나", "password": "아무도 모르는 말"})).await;
    assert_eq!((made.status, made.header("set-cookie")), (201, ""), "the owner stays who they are");
    let everybody = owner.get("/v1/persons").await.json();
    assert_eq!(everybody["persons"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn somebody_new_comes_straight_to_a_partner() {
    let server = server().await;
    let hana = server.guest("하나").await;
    let shop = hana.partner("sun").await;
    let invited = hana.post(&format!("{shop}/invitations"), json!({"role": "editor"})).await.json();
    let signed_up = sign_up(&server, "두리", Some(&invited["secret"])).await.json();
    assert!(shop.ends_with(signed_up["partner"].as_str().unwrap()), "{signed_up}");
    let duri = server.guest("두리").await;
    assert_eq!(duri.get(&shop).await.json()["role"], "editor");
    // An invitation to the server is nothing for somebody who is in.
    let secret = server.guest("지우").await.post("/v1/invitations", json!({})).await.json()["secret"].clone();
    let refused = duri.post("/v1/invitations/accept", json!({"secret": secret})).await;
    refused.is_problem(403, "invitation_unknown");
}
