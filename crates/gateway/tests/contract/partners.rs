//! Partners from the first to the last: made, staffed, and their bots written, tested, deployed and rolled back.

use std::sync::Arc;

use dialogue::Dialogue;
use dialogue::block::Learner;
use dialogue::service::{Nobody, Services};
use domain::Person;
use hub::{NewAccount, NewPerson};
use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::stage::{Answer, Server, answer};

/// A flower shop that understands by letters.
pub const FLOWERS: &str = "\
bot: flowers
name: 꽃집
description: 꽃을 팔아요
categories: [꽃, 선물]
blocks:
  - id: hours
    title: 영업시간
    examples: |
      - 몇 시까지 해요?
      - 언제 문 열어요?
    response: \"오전 열 시부터 저녁 여덟 시까지 열어요.\"
";

/// A server whose assistant learns bots.
pub async fn server() -> Server {
    server_with(|_| {}).await
}

pub async fn server_with(limit: impl FnOnce(&mut gateway::Limits)) -> Server {
    let learner = Arc::new(Learner::new(None).unwrap());
    let services = Services::new(Dialogue::new().unwrap(), learner, Arc::new(Nobody)).unwrap();
    // Beyond the machine nobody is at home without signing in.
    let settings = |settings: &mut gateway::Settings| {
        settings.loopback = false;
        limit(&mut settings.limits);
    };
    Server::start_with(|parts| parts.converse = Arc::new(services), settings).await
}

/// Somebody who has signed in.
pub struct Guest<'a> {
    pub server: &'a Server,
    pub person: Person,
    pub cookie: String,
}

impl Server {
    /// A person of this name, signed in; the owner of the server is there already.
    pub async fn guest(&self, name: &str) -> Guest<'_> {
        let hub = &self.stage.hub;
        let person = match hub.person_named(name).await.unwrap() {
            Some(person) => person,
            None => {
                let account = NewAccount { person: NewPerson::named(name), password: "-".into() };
                hub.add_person(account).await.unwrap()
            }
        };
        let secret = format!("secret of {}", person.id).replace(' ', "-");
        let hash = gateway::hash_api_key(&secret);
        hub.sign_in(person.id, hash, SignedDuration::from_hours(24)).await.unwrap();
        Guest { server: self, person, cookie: format!("ieum_session={secret}") }
    }
}

impl Guest<'_> {
    pub async fn ask(&self, method: Method, path: &str, body: &Value) -> Answer {
        let request = self.server.http.request(method, self.server.url(path));
        answer(request.header("cookie", &self.cookie).header("if-match", "*").json(body)).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.ask(Method::GET, path, &Value::Null).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.ask(Method::POST, path, &body).await
    }

    /// A partner of theirs, by the path of its operations.
    pub async fn partner(&self, slug: &str) -> String {
        let made = self.post("/v1/partners", json!({"slug": slug, "name": "해님 가게"})).await;
        assert_eq!(made.status, 201, "{}", made.body);
        format!("/v1/partners/{}", made.json()["id"].as_str().unwrap())
    }

    /// A key of the partner, with its secret.
    pub async fn key(&self, partner: &str, name: &str, scopes: &[&str]) -> Value {
        let made = self.post(&format!("{partner}/keys"), json!({"name": name, "scopes": scopes})).await;
        assert_eq!(made.status, 201, "{}", made.body);
        made.json()
    }

    /// Lets somebody in.
    pub async fn invite(&self, partner: &str, role: &str, guest: &Guest<'_>) {
        let invited = self.post(&format!("{partner}/invitations"), json!({"role": role})).await.json();
        let accepted = guest.post("/v1/invitations/accept", json!({"secret": invited["secret"]})).await;
        assert_eq!(accepted.json()["role"], role, "{}", accepted.body);
    }

    async fn save(&self, bot: &str, seen: &str, source: &Value, keep_wrong: bool) -> Answer {
        let request = self.server.http.put(self.server.url(&format!("{bot}/draft")));
        let body = json!({"source": source, "keepWrong": keep_wrong});
        answer(request.header("cookie", &self.cookie).header("if-match", seen).json(&body)).await
    }
}

#[tokio::test]
async fn a_partner_has_people_with_roles() {
    let server = server().await;
    let (owner, hana) = (server.guest("지우").await, server.guest("하나").await);
    let shop = hana.partner("sun-flowers").await;
    hana.post("/v1/partners", json!({"slug": "sun-flowers", "name": "다른 가게"}))
        .await
        .is_problem(409, "name_taken");
    for slug in ["", "A", "-a", "가게", "a b"] {
        hana.post("/v1/partners", json!({"slug": slug, "name": "가게"})).await.is_problem(400, "bad_request");
    }
    // The owner of the server is a stranger to it, until invited.
    owner.get(&shop).await.is_problem(404, "not_found");
    server.stage.clock.advance(SignedDuration::from_secs(1));
    hana.invite(&shop, "viewer", &owner).await;
    assert_eq!(owner.get(&shop).await.json()["role"], "viewer");
    let names = |members: Value| -> Vec<String> {
        let members = members["members"].as_array().unwrap().clone();
        members
            .iter()
            .map(|member| format!("{} {}", member["name"], member["role"]).replace('"', ""))
            .collect()
    };
    assert_eq!(names(owner.get(&format!("{shop}/members")).await.json()), ["하나 owner", "지우 viewer"]);
    let me = format!("{shop}/members/{}", hana.person.id);
    hana.ask(Method::PUT, &me, &json!({"role": "editor"})).await.is_problem(409, "last_owner");
    hana.ask(Method::DELETE, &me, &Value::Null).await.is_problem(409, "last_owner");
    let other = format!("{shop}/members/{}", owner.person.id);
    assert_eq!(hana.ask(Method::PUT, &other, &json!({"role": "owner"})).await.json()["role"], "owner");
    assert_eq!(hana.ask(Method::DELETE, &me, &Value::Null).await.status, 204, "one may leave");
    hana.get(&shop).await.is_problem(404, "not_found");
    let renamed = owner.ask(Method::PATCH, &shop, &json!({"name": " 해님 꽃집 "})).await;
    assert_eq!(renamed.json()["name"], "해님 꽃집");
    let log = owner.get(&format!("{shop}/audit?limit=3")).await.json();
    let actions: Vec<_> =
        log["entries"].as_array().unwrap().iter().map(|entry| entry["action"].clone()).collect();
    assert_eq!(actions, ["partner.renamed", "member.removed", "member.changed"]);
    let next = log["next"].as_str().unwrap();
    let older = owner.get(&format!("{shop}/audit?before={next}")).await.json();
    assert_eq!(older["entries"].as_array().unwrap().len(), 3, "{older}");
    assert_eq!(older["next"], Value::Null);
}

#[tokio::test]
async fn a_bot_is_written_tested_and_deployed() {
    let server = server().await;
    let hana = server.guest("하나").await;
    let shop = hana.partner("sun-flowers").await;
    let made = hana.post(&format!("{shop}/bots"), json!({"id": "flowers", "name": "꽃\"집"})).await;
    assert_eq!((made.status, made.header("etag")), (201, "\"1\""), "{}", made.body);
    assert_eq!(made.json()["face"]["name"], "꽃\"집");
    let bot = format!("{shop}/bots/flowers");
    assert_eq!(hana.post(&format!("{bot}/test"), json!({})).await.json()["passed"], 1, "the first bot works");

    // Two who write do not overwrite each other.
    let source = json!({"bot": FLOWERS, "tests": "- {block: hours, say: [몇 시까지 해요, 언제 문 열어]}"});
    let saved = hana.save(&bot, "\"1\"", &source, false).await;
    assert_eq!(
        (saved.json()["revision"].as_u64(), saved.header("etag")),
        (Some(2), "\"2\""),
        "{}",
        saved.body
    );
    hana.save(&bot, "\"1\"", &source, false).await.is_problem(412, "draft_changed");
    hana.save(&bot, "7", &source, false).await.is_problem(400, "bad_request");

    // What is wrong is refused with its place, or kept and told of.
    let wrong = json!({"bot": FLOWERS.replace("id: hours", "id: none")});
    let refused = hana.save(&bot, "*", &wrong, false).await;
    refused.is_problem(400, "bot_faulty");
    assert!(
        refused.json()["detail"].as_str().unwrap().starts_with("line 6: blocks[0].id: "),
        "{}",
        refused.body
    );
    let kept = hana.save(&bot, "*", &wrong, true).await.json();
    assert_eq!((&kept["fault"]["line"], &kept["fault"]["field"]), (&json!(6), &json!("blocks[0].id")));
    hana.post(&format!("{bot}/try"), json!({"text": "안녕"})).await.is_problem(400, "bot_faulty");
    hana.post(&format!("{bot}/deploy"), json!({})).await.is_problem(400, "bot_faulty");
    let other = json!({"bot": FLOWERS.replace("bot: flowers", "bot: other")});
    hana.save(&bot, "*", &other, false).await.is_problem(400, "bot_faulty");
    let large = json!({"bot": "#".repeat(3 << 20)});
    hana.save(&bot, "*", &large, true).await.is_problem(413, "bot_too_large");

    // It is tried with a state that is handed in and out.
    assert_eq!(hana.save(&bot, "*", &source, false).await.status, 200);
    let tried = hana.post(&format!("{bot}/try"), json!({"text": "몇 시까지 해요?"})).await.json();
    assert_eq!(tried["answer"]["speech"], "오전 열 시부터 저녁 여덟 시까지 열어요.", "{tried}");
    assert_eq!((&tried["trace"]["block"], &tried["understood"]), (&json!("hours"), &json!(true)));
    let again = json!({"text": "나가기", "state": tried["state"]});
    assert_eq!(hana.post(&format!("{bot}/try"), again).await.json()["trace"]["steps"][0]["step"], "left");

    let deployed = hana.post(&format!("{bot}/deploy"), json!({"note": "처음"})).await.json();
    assert_eq!(deployed["version"]["number"], 1, "{deployed}");
    assert_eq!(hana.get(&bot).await.json()["live"], 1);
}

#[tokio::test]
async fn a_failing_test_stops_a_deploy_and_versions_come_back() {
    let server = server().await;
    let hana = server.guest("하나").await;
    let shop = hana.partner("sun-flowers").await;
    let bot = format!("{shop}/bots/flowers");
    let source = json!({"bot": FLOWERS, "dialogues": "- dialogue: 시간\n  turns:\n    - {say: 꽃집에서 몇 시까지 해요?, answer: 아홉 시}\n"});
    assert_eq!(
        hana.post(&format!("{shop}/bots"), json!({"id": "flowers", "source": source})).await.status,
        201
    );
    hana.post(&format!("{shop}/bots"), json!({"id": "flowers"})).await.is_problem(409, "bot_id_taken");
    let report = hana.post(&format!("{bot}/test"), json!({})).await.json();
    assert_eq!((&report["passed"], &report["tested"]), (&json!(0), &json!(1)));
    let wrong = report["dialogues"][0]["turns"][0]["wrong"][0].as_str().unwrap();
    assert!(wrong.starts_with("\"아홉 시\" is not in"), "{wrong}");
    hana.post(&format!("{bot}/deploy"), json!({})).await.is_problem(409, "tests_failed");
    hana.post(&format!("{bot}/deploy"), json!({"revision": 9})).await.is_problem(412, "draft_changed");
    let forced = hana.post(&format!("{bot}/deploy"), json!({"force": true})).await.json();
    assert_eq!((&forced["version"]["passed"], &forced["version"]["tested"]), (&json!(0), &json!(1)));

    let later = json!({"bot": FLOWERS.replace("여덟 시", "아홉 시"), "dialogues": source["dialogues"]});
    assert_eq!(hana.save(&bot, "\"1\"", &later, false).await.status, 200);
    let diff = hana.get(&format!("{bot}/diff?from=1&to=draft")).await.json();
    let text = diff["files"][0]["diff"].as_str().unwrap();
    assert!(text.contains("-    response: \"오전 열 시부터 저녁 여덟 시까지"), "{text}");
    assert_eq!(diff["files"].as_array().unwrap().len(), 1, "what is the same is left out");
    hana.get(&format!("{bot}/diff?from=7&to=draft")).await.is_problem(404, "not_found");
    assert_eq!(hana.post(&format!("{bot}/deploy"), json!({})).await.json()["version"]["number"], 2);
    let back = hana.post(&format!("{bot}/roll-back"), json!({"version": 1})).await.json();
    assert_eq!(back["live"], 1);
    let versions = hana.get(&format!("{bot}/versions")).await.json();
    let numbers: Vec<_> =
        versions["versions"].as_array().unwrap().iter().map(|version| version["number"].clone()).collect();
    assert_eq!((numbers, &versions["live"]), (vec![json!(2), json!(1)], &json!(1)));
    assert_eq!(hana.get(&format!("{bot}/versions/1")).await.json()["bot"], FLOWERS);
    hana.post(&format!("{bot}/roll-back"), json!({"version": 5})).await.is_problem(404, "not_found");
    assert_eq!(hana.post(&format!("{bot}/withdraw"), json!({})).await.json()["live"], Value::Null);
    assert_eq!(hana.ask(Method::DELETE, &bot, &Value::Null).await.status, 204);
    hana.get(&bot).await.is_problem(404, "not_found");
}
