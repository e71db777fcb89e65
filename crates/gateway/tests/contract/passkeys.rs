//! Signing in with a passkey, and everything that must not.

use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::keeper::Keeper;
use crate::partners::Guest;
use crate::stage::{Answer, Server, answer};

const ORIGIN: &str = "https://ieum.example";
const HOST: &str = "ieum.example";

/// A server behind `https://ieum.example`.
async fn server() -> Server {
    let settings = |settings: &mut gateway::Settings| {
        settings.loopback = false;
        settings.names = vec![HOST.into()];
        settings.origins = vec![ORIGIN.into(), "https://192.168.0.7".into()];
    };
    Server::start_with(|_| {}, settings).await
}

fn keeper(number: u8) -> Keeper {
    Keeper::new(number, ORIGIN, HOST)
}

/// A request of a page of the site.
async fn ask(server: &Server, method: Method, path: &str, cookie: &str, body: &Value) -> Answer {
    let request = server.http.request(method, server.url(path)).header("host", HOST);
    answer(request.header("cookie", cookie).json(body)).await
}

impl Guest<'_> {
    async fn at_site(&self, method: Method, path: &str, body: &Value) -> Answer {
        ask(self.server, method, path, &self.cookie, body).await
    }

    async fn options(&self) -> Value {
        let begun = self.at_site(Method::POST, "/v1/passkeys/options", &json!({})).await;
        assert_eq!(begun.status, 200, "{}", begun.body);
        begun.json()["options"].clone()
    }

    async fn add(&self, keeper: &mut Keeper, name: &str) -> Answer {
        let credential = keeper.create(&self.options().await);
        self.at_site(Method::POST, "/v1/passkeys", &json!({"name": name, "credential": credential})).await
    }
}

async fn options(server: &Server) -> Value {
    let begun = ask(server, Method::POST, "/v1/sign-in/passkey/options", "", &json!({})).await;
    assert_eq!(begun.status, 200, "{}", begun.body);
    begun.json()["options"].clone()
}

async fn send(server: &Server, credential: &Value) -> Answer {
    ask(server, Method::POST, "/v1/sign-in/passkey", "", &json!({"credential": credential})).await
}

async fn sign_in(server: &Server, keeper: &mut Keeper) -> Answer {
    let credential = keeper.get(&options(server).await);
    send(server, &credential).await
}

#[tokio::test]
async fn a_passkey_signs_its_person_in() {
    let server = server().await;
    let hana = server.guest("하나").await;
    let (mut phone, mut laptop) = (keeper(1), keeper(2));
    let asked = hana.options().await;
    assert_eq!((&asked["rp"]["id"], &asked["user"]["name"]), (&json!(HOST), &json!("하나")));
    assert_eq!(asked["authenticatorSelection"]["userVerification"], "required");
    let made = hana.add(&mut phone, " 내 휴대폰 ").await;
    assert_eq!(
        (made.status, &made.json()["name"], &made.json()["site"]),
        (201, &json!("내 휴대폰"), &json!(HOST))
    );
    assert_eq!(made.header("set-cookie"), "", "who has a session keeps it");
    assert_eq!(hana.add(&mut laptop, "노트북").await.status, 201);
    assert_eq!(hana.options().await["excludeCredentials"].as_array().unwrap().len(), 2);

    for keeper in [&mut phone, &mut laptop] {
        let signed_in = sign_in(&server, keeper).await;
        assert_eq!((signed_in.status, &signed_in.json()["person"]["name"]), (200, &json!("하나")));
        // The server before this one speaks TLS: the cookie never goes in the clear.
        assert!(signed_in.header("set-cookie").ends_with("; Secure"), "{}", signed_in.header("set-cookie"));
        let cookie = signed_in.header("set-cookie").split(';').next().unwrap().to_owned();
        let me = ask(&server, Method::GET, "/v1/me", &cookie, &Value::Null).await.json();
        assert_eq!((&me["person"]["name"], &me["signedIn"]), (&json!("하나"), &json!(true)));
    }
    let listed = hana.at_site(Method::GET, "/v1/passkeys", &Value::Null).await.json();
    assert_eq!((&listed["hasPassword"], &listed["available"]), (&json!(true), &json!(true)));
    assert!(listed["passkeys"][0]["usedAt"].is_string(), "{listed}");
}

#[tokio::test]
async fn passkeys_are_named_and_removed_by_their_person_and_one_way_in_remains() {
    let server = server().await;
    let (hana, duri) = (server.guest("하나").await, server.guest("두리").await);
    let (mut phone, mut laptop) = (keeper(1), keeper(2));
    let first = hana.add(&mut phone, "휴대폰").await.json();
    let phone_path = format!("/v1/passkeys/{}", first["id"].as_str().unwrap());
    let name = json!({"name": "회사 휴대폰"});
    duri.at_site(Method::PATCH, &phone_path, &name).await.is_problem(404, "not_found");
    duri.at_site(Method::DELETE, &phone_path, &Value::Null).await.is_problem(404, "not_found");
    hana.at_site(Method::PATCH, &phone_path, &json!({"name": " "})).await.is_problem(400, "name_invalid");
    assert_eq!(hana.at_site(Method::PATCH, &phone_path, &name).await.status, 204);
    let listed = hana.at_site(Method::GET, "/v1/passkeys", &Value::Null).await.json();
    assert_eq!(listed["passkeys"][0]["name"], "회사 휴대폰");

    // Without a password, the last passkey stays.
    let without =
        async |guest: &Guest<'_>| guest.at_site(Method::DELETE, "/v1/me/password", &Value::Null).await;
    without(&duri).await.is_problem(409, "last_sign_in");
    assert_eq!(without(&hana).await.status, 204);
    hana.at_site(Method::DELETE, &phone_path, &Value::Null).await.is_problem(409, "last_sign_in");
    let second = hana.add(&mut laptop, "노트북").await.json();
    assert_eq!(hana.at_site(Method::DELETE, &phone_path, &Value::Null).await.status, 204);
    sign_in(&server, &mut phone).await.is_problem(401, "passkey_refused");
    assert_eq!(sign_in(&server, &mut laptop).await.status, 200);
    let last = format!("/v1/passkeys/{}", second["id"].as_str().unwrap());
    hana.at_site(Method::DELETE, &last, &Value::Null).await.is_problem(409, "last_sign_in");
}

#[tokio::test]
async fn what_was_signed_elsewhere_for_somebody_else_or_before_is_refused() {
    let server = server().await;
    let (hana, duri) = (server.guest("하나").await, server.guest("두리").await);
    let (mut hers, mut his) = (keeper(1), keeper(2));
    hana.add(&mut hers, "하나").await;
    duri.add(&mut his, "두리").await;
    let refused = |answer: Answer| answer.is_problem(401, "passkey_refused");

    // A page of somebody else passes the options on, and the answer back.
    for (origin, site) in
        [("https://evil.example", HOST), ("http://ieum.example", HOST), (ORIGIN, "evil.example")]
    {
        (hers.origin, hers.site) = (origin.into(), site.into());
        refused(sign_in(&server, &mut hers).await);
        server.stage.clock.advance(SignedDuration::from_mins(1));
    }
    (hers.origin, hers.site) = (ORIGIN.into(), HOST.into());

    // Once, and not for ever.
    let credential = hers.get(&options(&server).await);
    assert_eq!(send(&server, &credential).await.status, 200);
    refused(send(&server, &credential).await);
    let late = hers.get(&options(&server).await);
    server.stage.clock.advance(SignedDuration::from_mins(5));
    refused(send(&server, &late).await);
    refused(send(&server, &hers.get(&json!({"challenge": "AAAAAAAAAAAAAAAAAAAAAA"}))).await);

    // A challenge for making a passkey signs nobody in, and the other way round.
    refused(send(&server, &hers.get(&hana.options().await)).await);
    let mut third = keeper(3);
    let mut asked = hana.options().await;
    asked["challenge"] = options(&server).await["challenge"].clone();
    let body = json!({"name": "셋째", "credential": third.create(&asked)});
    hana.at_site(Method::POST, "/v1/passkeys", &body).await.is_problem(400, "passkey_invalid");

    // Nobody becomes somebody else.
    his.pose_as(&hers);
    refused(sign_in(&server, &mut his).await);
    let mut unknown = keeper(9);
    unknown.pose_as(&hers);
    refused(sign_in(&server, &mut unknown).await);
    // Another key under the same name.
    let mut forged = keeper(1);
    forged.pose_as(&hers);
    refused(sign_in(&server, &mut forged).await);
    server.stage.clock.advance(SignedDuration::from_mins(1));

    // Whoever only holds the device is not its person, and a copy of it is noticed by its counter.
    hers.verified = false;
    refused(sign_in(&server, &mut hers).await);
    hers.verified = true;
    hers.counter = 0;
    refused(sign_in(&server, &mut hers).await);
    hers.counter = 100;
    assert_eq!(sign_in(&server, &mut hers).await.status, 200);
}

#[tokio::test]
async fn a_passkey_is_made_by_its_person_at_the_site_and_once() {
    let server = server().await;
    let (hana, duri) = (server.guest("하나").await, server.guest("두리").await);
    let invalid = |answer: Answer| answer.is_problem(400, "passkey_invalid");
    let add = async |guest: &Guest<'_>, credential: &Value| {
        guest.at_site(Method::POST, "/v1/passkeys", &json!({"name": "열쇠", "credential": credential})).await
    };
    // Somebody else's ceremony.
    let mut key = keeper(1);
    let credential = key.create(&hana.options().await);
    invalid(add(&duri, &credential).await);
    invalid(add(&hana, &credential).await);
    for (origin, site, verified) in
        [("https://evil.example", HOST, true), (ORIGIN, "evil.example", true), (ORIGIN, HOST, false)]
    {
        let mut wrong = Keeper::new(1, origin, site);
        wrong.verified = verified;
        invalid(hana.add(&mut wrong, "열쇠").await);
        server.stage.clock.advance(SignedDuration::from_mins(1));
    }
    assert_eq!(hana.add(&mut key, "열쇠").await.status, 201);
    // The same credential again, for whomever.
    invalid(duri.add(&mut keeper(1), "열쇠").await);
    for broken in
        [json!({}), json!("?"), json!({"response": {"clientDataJSON": "e30", "attestationObject": ""}})]
    {
        invalid(add(&hana, &broken).await);
    }
    send(&server, &json!({"id": 1})).await.is_problem(400, "bad_request");

    // No program makes itself at home with a key that it found.
    let secret = "ieum-found";
    server.stage.hub.add_api_key(hana.person.id, "찾은 것", gateway::hash_api_key(secret)).await.unwrap();
    let request = server.http.post(server.url("/v1/passkeys/options")).header("host", HOST);
    answer(request.bearer_auth(secret)).await.is_problem(403, "not_allowed");
    // Strangers, and addresses without a name.
    ask(&server, Method::POST, "/v1/passkeys/options", "", &json!({}))
        .await
        .is_problem(401, "sign_in_required");
    for host in ["192.168.0.7", "localhost:8480", "ieum.example:444"] {
        let begin = server.http.post(server.url("/v1/sign-in/passkey/options")).header("host", host);
        answer(begin).await.is_problem(400, "passkeys_unavailable");
    }
}

#[tokio::test]
async fn trying_is_slowed_down() {
    let server = server().await;
    let hana = server.guest("하나").await;
    let mut key = keeper(1);
    hana.add(&mut key, "열쇠").await;
    for _ in 0..5 {
        options(&server).await;
    }
    let slowed = ask(&server, Method::POST, "/v1/sign-in/passkey/options", "", &json!({})).await;
    slowed.is_problem(429, "too_many_requests");
    server.stage.clock.advance(SignedDuration::from_mins(1));
    // Who signs in has not been guessing.
    for _ in 0..7 {
        assert_eq!(sign_in(&server, &mut key).await.status, 200);
    }
}

#[tokio::test]
async fn the_owner_at_home_needs_to_sign_in_from_the_first_passkey_on() {
    let settings = |settings: &mut gateway::Settings| settings.origins = vec!["http://localhost:8480".into()];
    let server = Server::start_with(|_| {}, settings).await;
    let ask = async |method: Method, path: &str, cookie: &str, body: &Value| {
        let request = server.http.request(method, server.url(path)).header("host", "localhost:8480");
        answer(request.header("cookie", cookie).json(body)).await
    };
    let mut key = Keeper::new(1, "http://localhost:8480", "localhost");
    let asked = ask(Method::POST, "/v1/passkeys/options", "", &json!({})).await.json();
    let body = json!({"name": "열쇠", "credential": key.create(&asked["options"])});
    let made = ask(Method::POST, "/v1/passkeys", "", &body).await;
    assert!(!made.header("set-cookie").contains("Secure"), "it is plain at home");
    let cookie = made.header("set-cookie").split(';').next().unwrap().to_owned();
    assert!(cookie.starts_with("ieum_session="), "{cookie}");
    ask(Method::GET, "/v1/me", "", &Value::Null).await.is_problem(401, "sign_in_required");
    assert_eq!(ask(Method::GET, "/v1/me", &cookie, &Value::Null).await.status, 200);
    let path = format!("/v1/passkeys/{}", made.json()["id"].as_str().unwrap());
    assert_eq!(ask(Method::DELETE, &path, &cookie, &Value::Null).await.status, 204);
    assert_eq!(ask(Method::GET, "/v1/me", "", &Value::Null).await.json()["signedIn"], false);
}
