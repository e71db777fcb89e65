//! Everybody tries every operation on a partner that the API describes. What is new must say here who may.

use reqwest::Method;
use serde_json::{Value, json};

use crate::partners::{FLOWERS, Guest, server, server_with};
use crate::stage::{Answer, Server, answer};

/// Who may at least.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Least {
    Viewer,
    Editor,
    Owner,
}

use Least::{Editor, Owner, Viewer};

/// Each operation below `/v1/partners/{partner}`: who may, the scope a key needs (none: no key may), and a body that is sound.
const OPERATIONS: &[(&str, Least, &str, &str)] = &[
    ("get ", Viewer, "bots:read", ""),
    ("patch ", Owner, "", r#"{"name": "달님"}"#),
    ("get /audit", Viewer, "", ""),
    ("get /members", Viewer, "", ""),
    ("put /members/{person}", Owner, "", r#"{"role": "viewer"}"#),
    ("delete /members/{person}", Owner, "", ""),
    ("get /invitations", Owner, "", ""),
    ("post /invitations", Owner, "", r#"{"role": "viewer"}"#),
    ("delete /invitations/{invitation}", Owner, "", ""),
    ("get /bots", Viewer, "bots:read", ""),
    ("post /bots", Editor, "bots:write", r#"{"id": "tulips"}"#),
    ("get /bots/{bot}", Viewer, "bots:read", ""),
    ("delete /bots/{bot}", Editor, "bots:deploy", ""),
    ("put /bots/{bot}/draft", Editor, "bots:write", r#"{"source": {"bot": "?"}, "keepWrong": true}"#),
    ("post /bots/{bot}/test", Viewer, "bots:read", "{}"),
    ("post /bots/{bot}/try", Viewer, "bots:read", r#"{"text": "몇 시까지 해요?"}"#),
    ("post /bots/{bot}/deploy", Editor, "bots:deploy", "{}"),
    ("post /bots/{bot}/roll-back", Editor, "bots:deploy", r#"{"version": 1}"#),
    ("post /bots/{bot}/withdraw", Editor, "bots:deploy", "{}"),
    ("put /bots/{bot}/listing", Editor, "bots:deploy", r#"{"listed": true}"#),
    ("get /bots/{bot}/versions", Viewer, "bots:read", ""),
    ("get /bots/{bot}/versions/{version}", Viewer, "bots:read", ""),
    ("get /bots/{bot}/diff", Viewer, "bots:read", ""),
    ("get /bots/{bot}/statistics", Viewer, "bots:read", ""),
    ("get /bots/{bot}/questions", Viewer, "bots:read", ""),
    ("post /bots/{bot}/questions/{question}/settle", Editor, "bots:write", r#"{"as": "dismissed"}"#),
    ("get /keys", Viewer, "", ""),
    ("post /keys", Owner, "", r#"{"name": "둘째", "scopes": ["bots:read"]}"#),
    ("post /keys/{key}/rotate", Owner, "", ""),
    ("delete /keys/{key}", Owner, "", ""),
];

const ABOVE: &str = "/v1/partners/{partner}";

/// What the document says there is, as in [`OPERATIONS`].
fn described() -> Vec<String> {
    let document: Value = serde_json::from_str(&gateway::openapi()).unwrap();
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let Some(rest) = path.strip_prefix(ABOVE) else { continue };
        found.extend(item.as_object().unwrap().keys().map(|method| format!("{method} {rest}")));
    }
    found
}

#[test]
fn every_operation_says_who_may() {
    let mut described = described();
    let mut known: Vec<_> = OPERATIONS.iter().map(|(operation, ..)| (*operation).to_owned()).collect();
    described.sort();
    known.sort();
    assert_eq!(described, known);
}

/// Two partners with their people, on a server.
struct Street<'a> {
    owner: Guest<'a>,
    editor: Guest<'a>,
    viewer: Guest<'a>,
    rival: Guest<'a>,
    stranger: Guest<'a>,
    /// Somebody of the shop who does nothing.
    clerk: Guest<'a>,
    /// The paths of the shop and of the rival's.
    shop: String,
    rivals: String,
    invitation: String,
    /// A key without scopes: its id.
    key: String,
    /// Something that the bot could not answer.
    question: String,
}

impl<'a> Street<'a> {
    async fn open(server: &'a Server) -> Self {
        let owner = server.guest("가게 주인").await;
        let (editor, viewer) = (server.guest("편집자").await, server.guest("구경꾼").await);
        let (rival, stranger) = (server.guest("경쟁자").await, server.guest("나그네").await);
        let clerk = server.guest("점원").await;
        let (shop, rivals) = (owner.partner("sun").await, rival.partner("moon").await);
        owner.invite(&shop, "editor", &editor).await;
        owner.invite(&shop, "viewer", &viewer).await;
        owner.invite(&shop, "viewer", &clerk).await;
        let bot = json!({"id": "flowers", "source": {"bot": FLOWERS}});
        assert_eq!(owner.post(&format!("{shop}/bots"), bot).await.status, 201);
        assert_eq!(owner.post(&format!("{shop}/bots/flowers/deploy"), json!({})).await.status, 200);
        let invited = owner.post(&format!("{shop}/invitations"), json!({"role": "editor"})).await.json();
        let invitation = invited["invitation"]["id"].as_str().unwrap().to_owned();
        let key = owner.key(&shop, "첫째", &[]).await;
        let key = key["key"]["id"].as_str().unwrap().to_owned();
        let question = Self::ask_in_vain(&owner, &shop).await;
        Self { owner, editor, viewer, rival, stranger, clerk, shop, rivals, invitation, key, question }
    }

    /// Asks the bot what it does not know; the id of the question.
    async fn ask_in_vain(owner: &Guest<'_>, shop: &str) -> String {
        assert_eq!(owner.ask(Method::PUT, "/v1/me/bots/flowers", &Value::Null).await.status, 200);
        for text in ["꽃집 불러 줘", "바다거북의 하루"] {
            assert_eq!(owner.post("/v1/turns", json!({ "text": text })).await.status, 200);
        }
        let asked = owner.get(&format!("{shop}/bots/flowers/questions")).await.json();
        asked["questions"][0]["id"].as_str().unwrap().to_owned()
    }

    /// The path of an operation, below this partner.
    fn path(&self, partner: &str, rest: &str) -> String {
        let query = if rest.ends_with("/diff") { "?from=1&to=draft" } else { "" };
        let rest = rest.replace("{bot}", "flowers").replace("{version}", "1");
        let rest = rest.replace("{person}", &self.clerk.person.id.to_string());
        let rest = rest.replace("{invitation}", &self.invitation).replace("{key}", &self.key);
        let rest = rest.replace("{question}", &self.question);
        format!("{partner}{rest}{query}")
    }
}

#[tokio::test]
async fn nobody_reaches_what_is_not_theirs() {
    for (operation, least, scope, body) in OPERATIONS {
        let (method, rest) = operation.split_once(' ').unwrap();
        let method: Method = method.to_uppercase().parse().unwrap();
        let body: Value = serde_json::from_str(body).unwrap_or_default();
        let server = server().await;
        let street = Street::open(&server).await;
        let path = street.path(&street.shop, rest);

        let request = server.http.request(method.clone(), server.url(&path)).json(&body);
        answer(request.header("if-match", "*")).await.is_problem(401, "sign_in_required");
        let request = server.http.request(method.clone(), server.url(&path)).json(&body);
        answer(request.bearer_auth("ieum-partner-guessed")).await.is_problem(401, "invalid_api_key");
        for other in [&street.stranger, &street.rival] {
            let refused = other.ask(method.clone(), &path, &body).await;
            refused.is_problem(404, "not_found");
            assert!(!refused.body.contains("해님"), "{operation}: {}", refused.body);
        }
        // An id that was guessed is like one of somebody else's; and through one's own partner nobody else's is found.
        let guessed = street.path("/v1/partners/019ab0f6-2e5c-7c3e-9d1b-6f6f3c1c2a10", rest);
        street.owner.ask(method.clone(), &guessed, &body).await.is_problem(404, "not_found");
        if rest.contains('{') {
            let through = street.path(&street.rivals, rest);
            street.rival.ask(method.clone(), &through, &body).await.is_problem(404, "not_found");
        }
        keys_are_bound(&street, &method, &path, scope, &body).await;
        for (role, guest) in [(Viewer, &street.viewer), (Editor, &street.editor)] {
            if role < *least {
                guest.ask(method.clone(), &path, &body).await.is_problem(403, "not_allowed");
            }
        }
        let allowed = match least {
            Viewer => &street.viewer,
            Editor => &street.editor,
            Owner => &street.owner,
        };
        let done = allowed.ask(method, &path, &body).await;
        assert!((200..300).contains(&done.status), "{operation}: {} {}", done.status, done.body);
    }
}

/// What skills were sent and answered has people's words in it.
#[tokio::test]
async fn calls_of_skills_are_seen_by_whose_they_are() {
    let server = server().await;
    let street = Street::open(&server).await;
    let path = "/v1/bots/flowers/calls";
    for other in [&street.stranger, &street.rival] {
        other.ask(Method::GET, path, &Value::Null).await.is_problem(404, "not_found");
    }
    let seen = street.viewer.ask(Method::GET, path, &Value::Null).await;
    assert_eq!(seen.json(), json!({"skills": [], "calls": []}));
    // A bot of the install is its owner's.
    street
        .viewer
        .ask(Method::GET, "/v1/bots/everyday/calls", &Value::Null)
        .await
        .is_problem(404, "not_found");
}

/// Asks with a key.
async fn with_key(server: &Server, key: &Value, method: &Method, path: &str, body: &Value) -> Answer {
    let secret = key["secret"].as_str().unwrap();
    let request = server.http.request(method.clone(), server.url(path)).json(body);
    answer(request.bearer_auth(secret).header("if-match", "*")).await
}

const SCOPES: [&str; 6] = ["bots:read", "bots:write", "bots:deploy", "events:send", "recommend", "vision"];

/// Only a key of this partner that has the scope opens, while it is good.
async fn keys_are_bound(street: &Street<'_>, method: &Method, path: &str, scope: &str, body: &Value) {
    let server = street.owner.server;
    let others: Vec<&str> = SCOPES.into_iter().filter(|other| *other != scope).collect();
    let lacking = street.owner.key(&street.shop, "모자란", &others).await;
    with_key(server, &lacking, method, path, body).await.is_problem(403, "scope_missing");
    let rivals = street.rival.key(&street.rivals, "남의", &SCOPES).await;
    with_key(server, &rivals, method, path, body).await.is_problem(404, "not_found");
    let revoked = street.owner.key(&street.shop, "거둔", &SCOPES).await;
    let id = revoked["key"]["id"].as_str().unwrap();
    let gone = street.owner.ask(Method::DELETE, &format!("{}/keys/{id}", street.shop), &Value::Null).await;
    assert_eq!(gone.status, 204);
    with_key(server, &revoked, method, path, body).await.is_problem(401, "invalid_api_key");
    // A key opens nothing but what is below /v1/partners.
    with_key(server, &lacking, &Method::GET, "/v1/conversations", body)
        .await
        .is_problem(401, "invalid_api_key");
}

#[tokio::test]
async fn a_key_acts_within_its_scopes_until_it_ends() {
    let server = server().await;
    let street = Street::open(&server).await;
    let (owner, bots) = (&street.owner, format!("{}/bots", street.shop));
    let expires = json!({"name": "잠깐", "scopes": ["bots:read"], "expiresAt": "2026-11-23T10:00:00Z"});
    let brief = owner.post(&format!("{}/keys", street.shop), expires).await.json();
    let key = owner.key(&street.shop, "배포", &["bots:read", "bots:deploy"]).await;
    let get = async |key: &Value| with_key(&server, key, &Method::GET, &bots, &Value::Null).await;
    assert_eq!(get(&key).await.status, 200);
    let deployed =
        with_key(&server, &key, &Method::POST, &format!("{bots}/flowers/deploy"), &json!({})).await;
    assert_eq!(deployed.json()["version"]["madeBy"], "배포");
    let mine = with_key(&server, &key, &Method::GET, "/v1/partners", &Value::Null).await.json();
    assert_eq!(mine["partners"].as_array().unwrap().len(), 1);
    owner
        .post(&format!("{}/keys", street.shop), json!({"name": "배포", "scopes": []}))
        .await
        .is_problem(409, "name_taken");

    // A new secret beside the old one, for a day.
    let path = format!("{}/keys/{}", street.shop, key["key"]["id"].as_str().unwrap());
    let rotated = owner.post(&format!("{path}/rotate"), json!({})).await.json();
    assert_eq!((get(&key).await.status, get(&rotated).await.status), (200, 200));
    assert_eq!(get(&brief).await.status, 200);
    server.stage.clock.advance(jiff::SignedDuration::from_hours(1));
    get(&brief).await.is_problem(401, "invalid_api_key");
    server.stage.clock.advance(jiff::SignedDuration::from_hours(23));
    get(&key).await.is_problem(401, "invalid_api_key");
    assert_eq!(get(&rotated).await.status, 200);
    let owner = server.guest("가게 주인").await;
    let listed = owner.get(&format!("{}/keys", street.shop)).await;
    assert!(!listed.body.contains(rotated["secret"].as_str().unwrap()), "secrets are told once");
    let used =
        listed.json()["keys"].as_array().unwrap().iter().find(|its| its["name"] == "배포").unwrap().clone();
    assert_eq!(used["lastUsedAt"], "2026-11-24T09:00:00Z");
}

#[tokio::test]
async fn a_key_is_told_its_rate() {
    let server = server_with(|limits| {
        (limits.key_requests_a_minute, limits.partner_requests_a_minute) = (3, 5);
    })
    .await;
    let owner = server.guest("가게 주인").await;
    let shop = owner.partner("sun").await;
    let (first, second) =
        (owner.key(&shop, "하나", &["bots:read"]).await, owner.key(&shop, "둘", &["bots:read"]).await);
    let get =
        async |key: &Value| with_key(&server, key, &Method::GET, &format!("{shop}/bots"), &Value::Null).await;
    let one = get(&first).await;
    assert_eq!(
        (one.header("ratelimit-policy"), one.header("ratelimit")),
        ("\"key\";q=3;w=60", "\"key\";r=2;t=60")
    );
    server.stage.clock.advance(jiff::SignedDuration::from_secs(20));
    assert_eq!((get(&first).await.status, get(&first).await.status), (200, 200));
    let slowed = get(&first).await;
    slowed.is_problem(429, "too_many_requests");
    assert_eq!((slowed.header("ratelimit"), slowed.header("retry-after")), ("\"key\";r=0;t=40", "40"));
    // Another key of the partner goes on until the partner has had enough; other partners do not notice.
    assert_eq!((get(&second).await.status, get(&second).await.status), (200, 200));
    let slowed = get(&second).await;
    slowed.is_problem(429, "too_many_requests");
    assert_eq!(slowed.header("ratelimit-policy"), "\"partner\";q=5;w=60");
    assert_eq!(owner.get(&format!("{shop}/bots")).await.status, 200);
}
