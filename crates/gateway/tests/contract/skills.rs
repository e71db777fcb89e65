//! Partners' servers: asked, answering later, having their bot speak first; and a KakaoTalk channel that asks us.

use std::sync::{Arc, Mutex};

use axum::Json;
use axum::extract::State;
use axum::routing::post;
use dialogue::block::{Bot, Learner};
use dialogue::service::{Roster, Services};
use dialogue::{Converse, Dialogue};
use domain::SeededRandom;
use hub::{ClientSettings, Reach, SkillSettings, Whose};
use jiff::SignedDuration;
use serde_json::{Value, json};
use tokio::sync::Semaphore;
use tokio::task::JoinSet;

use crate::stage::{Answer, Server, answer};

const SECRET: &str = "channel-0123456789abcdef";

/// Answers by what is said, and keeps what it was asked.
#[derive(Clone, Default)]
struct Kitchen {
    asked: Arc<Mutex<Vec<Value>>>,
    /// Orders that take long: how many were taken, and may be finished.
    oven: Arc<Oven>,
}

struct Oven {
    taken: Semaphore,
    done: Semaphore,
}

impl Default for Oven {
    fn default() -> Self {
        Self { taken: Semaphore::new(0), done: Semaphore::new(0) }
    }
}

impl Kitchen {
    fn last(&self) -> Value {
        self.asked.lock().unwrap().last().cloned().expect("the skill was asked")
    }

    async fn open(&self) -> String {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = format!("http://{}/skill", listener.local_addr().unwrap());
        let router = axum::Router::new().route("/skill", post(cook)).with_state(self.clone());
        tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        address
    }
}

async fn cook(State(kitchen): State<Kitchen>, Json(payload): Json<Value>) -> Json<Value> {
    let block = payload["intent"]["id"].as_str().unwrap_or_default().to_owned();
    kitchen.asked.lock().unwrap().push(payload.clone());
    if block == "bake" {
        kitchen.oven.taken.add_permits(1);
        kitchen.oven.done.acquire().await.unwrap().forget();
    }
    let says =
        |text: &str| json!({"version": "2.0", "template": {"outputs": [{"simpleText": {"text": text}}]}});
    Json(match block.as_str() {
        "menu" => json!({
            "version": "2.0",
            "template": {
                "outputs": [{"basicCard": {
                    "title": "치즈", "description": "9,000원",
                    "thumbnail": {"imageUrl": "https://pizza.example/cheese.jpg"},
                    "buttons": [{"action": "block", "label": "주문", "blockId": "order", "extra": {"pizza": "치즈"}}],
                }}],
                "quickReplies": [{"label": "다른 거", "action": "message", "messageText": "뭐 팔아요?"}],
            },
            "context": {"values": [{"name": "browsing", "lifeSpan": 3, "params": {"pizza": "치즈"}}]},
        }),
        "order" => says(&format!(
            "{} 주문했어요.",
            payload["action"]["clientExtra"]["pizza"].as_str().unwrap_or("무언가")
        )),
        "status" => json!({"version": "2.0", "useCallback": true, "data": {"who": "주방"}}),
        block => says(block),
    })
}

/// A server with a pizza place whose skill is the kitchen.
async fn pizza_place(kitchen: &Kitchen) -> Server {
    pizza_place_of(Whose::Install, kitchen).await
}

async fn pizza_place_of(whose: Whose, kitchen: &Kitchen) -> Server {
    pizza_place_and_bots(whose, kitchen).await.0
}

async fn pizza_place_and_bots(whose: Whose, kitchen: &Kitchen) -> (Server, Arc<Taught>) {
    let skill = kitchen.open().await;
    let text = format!(
        "
bot: pizza
name: 피자가게
skills: {{kitchen: {{url: '{skill}', headers: {{X-Shop: pizza}}}}}}
blocks:
  - {{id: menu, title: 메뉴, examples: [메뉴 보여 주세요, 뭐 팔아요?], skill: kitchen}}
  - {{id: order, title: 주문, examples: [주문하고 싶어요, 피자 시킬게요], skill: kitchen}}
  - {{id: bake, title: 굽기, examples: [새로 구워 주세요, 따뜻하게 구워 줘], skill: kitchen}}
  - {{id: status, title: 배달 확인, examples: [배달 언제 와요?, 주문 어디까지 왔어요?], skill: kitchen,
     callback: '{{{{ webhook.who }}}}에 물어볼게요.'}}
events:
  - {{event: ready, response: '{{{{ event.pizza|이 }}}} 나왔어요.'}}
  - {{event: unknown-to-nobody, skill: kitchen}}
"
    );
    let bot = Bot::parse(&text).unwrap();
    let roster = Arc::new(Roster::new(std::time::Duration::from_secs(60)));
    let learner = Arc::new(Learner::new(None).unwrap());
    let mut services =
        Services::new(Dialogue::new().unwrap(), learner, Arc::new(hub::Aside(roster.clone()))).unwrap();
    services.add(bot.clone(), jiff::civil::date(2026, 11, 23)).unwrap();
    let taught = Arc::new(Taught { services, bot: bot.clone() });
    let server = Server::start_with(
        |parts| {
            parts.converse = taught.clone();
            parts.limits.thoughts.at_once = 1;
        },
        |settings| settings.kakao_secret = Some(SECRET.into()),
    )
    .await;
    let desk = server.stage.hub.open_skills(SkillSettings {
        client: ClientSettings { reach: Reach::Anywhere, ..ClientSettings::default() },
        partners: Reach::Public,
        timeout: std::time::Duration::from_secs(30),
        address: Some(server.url("")),
        random: Arc::new(SeededRandom::new(9)),
    });
    roster.replace([("pizza".to_owned(), desk.behind(&bot, whose, None))]);
    (server, taught)
}

/// The bots, and that they are there.
struct Taught {
    services: Services,
    bot: Bot,
}

impl Converse for Taught {
    fn reply(&self, said: &dialogue::Said<'_>, world: &dialogue::World) -> dialogue::Reply {
        self.services.reply(said, world)
    }

    fn taught(&self) -> Vec<dialogue::Taught> {
        let bot = Some((&self.bot).into());
        vec![dialogue::Taught { file: "pizza.yaml".into(), bot, wrong: None }]
    }
}

/// The next turn that has ended.
async fn ended(client: &mut crate::stage::Client) -> Value {
    loop {
        let turn = client.expect("Render.Turn").await["turn"].take();
        if turn["status"] != "received" {
            return turn;
        }
    }
}

async fn send(address: &str, body: &str) -> Answer {
    let request = reqwest::Client::new().post(address).header("content-type", "application/json");
    answer(request.body(body.to_owned())).await
}

fn text(turn: &Value) -> &str {
    turn["answer"]["bubbles"][0]["text"].as_str().unwrap_or_default()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_skill_is_asked_and_its_card_pressed() {
    let kitchen = Kitchen::default();
    let server = pizza_place(&kitchen).await;
    let mut client = server.connect(1).await;
    client.say("피자가게에서 메뉴 보여 주세요").await;
    let turn = ended(&mut client).await;
    let card = &turn["answer"]["bubbles"][0];
    assert_eq!((&card["kind"], &card["title"]), (&json!("basic"), &json!("치즈")), "{turn}");
    assert_eq!(turn["answer"]["bot"], json!({"id": "pizza", "name": "피자가게"}));
    let button = &card["buttons"][0];
    assert_eq!(button, &json!({"label": "주문", "action": "message", "message": "주문", "press": 0}));
    assert_eq!(turn["answer"]["quickReplies"][0]["press"], 1);

    let payload = kitchen.last();
    assert_eq!(payload["userRequest"]["utterance"], "피자가게에서 메뉴 보여 주세요");
    assert_eq!(payload["bot"], json!({"id": "pizza", "name": "피자가게"}));
    assert_eq!(payload["action"]["clientExtra"], json!({}));
    assert!(payload["userRequest"]["callbackUrl"].is_null());
    let user = payload["userRequest"]["user"]["id"].clone();
    assert_eq!(user.as_str().map(str::len), Some(64));

    // The client says which button, and nothing of what it does.
    let press =
        json!({"conversation": client.conversation, "text": "무엇이든", "turn": turn["id"], "press": 0});
    client.send("Button.Pressed", &press).await;
    let ordered = ended(&mut client).await;
    assert_eq!((&ordered["input"]["text"], text(&ordered)), (&json!("주문"), "치즈 주문했어요."));
    let payload = kitchen.last();
    assert_eq!(payload["action"]["clientExtra"], json!({"pizza": "치즈"}));
    assert_eq!(payload["flow"]["trigger"]["type"], "CARD_BUTTON_BLOCK");
    assert_eq!(payload["contexts"][0]["name"], "browsing");
    assert_eq!(payload["userRequest"]["user"]["id"], user, "the same person has the same key");

    // What no answer shows cannot be pressed.
    for (turn, press) in [(&turn["id"], 2), (&turn["id"], 999), (&json!(crate::stage::id(404)), 0)] {
        let press =
            json!({"conversation": client.conversation, "text": "주문", "turn": turn, "press": press});
        client.send("Button.Pressed", &press).await;
        assert_eq!(client.expect_error().await.0, "not_found");
    }

    let calls = server.get("/v1/bots/pizza/calls").await.json();
    assert_eq!((&calls["skills"][0]["calls"], &calls["skills"][0]["failures"]), (&json!(2), &json!(0)));
    assert_eq!((&calls["calls"][0]["block"], &calls["calls"][0]["status"]), (&json!("order"), &json!(200)));
    server.get("/v1/bots/other/calls").await.is_problem(404, "not_found");
}

/// What a bot is asked while it is tried or tested is no call of its people.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn calls_of_trials_are_told_apart() {
    let kitchen = Kitchen::default();
    let (server, bots) = pizza_place_and_bots(Whose::Install, &kitchen).await;
    let tried = tokio::task::spawn_blocking(move || {
        let now = jiff::civil::date(2026, 11, 23)
            .at(9, 0, 0, 0)
            .to_zoned_datetime(jiff::tz::TimeZone::UTC)
            .unwrap();
        let text = "피자가게에서 메뉴 보여 주세요";
        let said = dialogue::Said { text, language: domain::Language::Korean, state: None };
        bots.services.reply(&said, &dialogue::World::at(now)).understood
    });
    assert!(tried.await.unwrap());
    let calls = server.get("/v1/bots/pizza/calls").await.json();
    assert_eq!((&calls["calls"][0]["trial"], &calls["skills"]), (&json!(true), &json!([])), "{calls}");
    let mut client = server.connect(1).await;
    client.say("피자가게에서 메뉴 보여 주세요").await;
    ended(&mut client).await;
    let calls = server.get("/v1/bots/pizza/calls").await.json();
    let trials: Vec<&Value> = calls["calls"].as_array().unwrap().iter().map(|call| &call["trial"]).collect();
    assert_eq!(
        (trials, &calls["skills"][0]["calls"]),
        (vec![&json!(false), &json!(true)], &json!(1)),
        "{calls}"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_bot_of_a_partner_has_nobody_asked_on_this_machine() {
    let kitchen = Kitchen::default();
    let server = pizza_place_of(Whose::Partner, &kitchen).await;
    let mut client = server.connect(1).await;
    client.say("피자가게에서 메뉴 보여 주세요").await;
    assert_eq!(ended(&mut client).await["status"], "answered");
    assert!(kitchen.asked.lock().unwrap().is_empty());
    let calls = server.get("/v1/bots/pizza/calls").await.json();
    assert_eq!(calls["calls"][0]["failure"]["code"], "private_address", "{calls}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_answer_comes_later_once_and_in_time() {
    let kitchen = Kitchen::default();
    let server = pizza_place(&kitchen).await;
    let mut client = server.connect(1).await;
    client.say("피자가게에서 배달 언제 와요?").await;
    assert_eq!(text(&ended(&mut client).await), "주방에 물어볼게요.");
    let callback = kitchen.last()["userRequest"]["callbackUrl"].as_str().unwrap().to_owned();
    let late = r#"{"version": "2.0", "template": {"outputs": [{"simpleText": {"text": "문 앞이에요."}}]}}"#;
    for (body, status) in
        [("{", "FAIL"), (r#"{"version": "2.0", "data": {}}"#, "FAIL"), (late, "SUCCESS"), (late, "FAIL")]
    {
        let reply = send(&callback, body).await.json();
        assert_eq!(reply["status"], status, "{body}: {reply}");
        assert!(reply["taskId"].is_string() && reply["timestamp"].is_i64(), "{reply}");
    }
    let turn = ended(&mut client).await;
    assert_eq!((&turn["input"]["kind"], text(&turn)), (&json!("notice"), "문 앞이에요."));

    client.say("피자가게에서 배달 언제 와요?").await;
    ended(&mut client).await;
    let callback = kitchen.last()["userRequest"]["callbackUrl"].as_str().unwrap().to_owned();
    server.stage.clock.advance(SignedDuration::from_secs(61));
    assert_eq!(send(&callback, late).await.json()["status"], "FAIL");
    let guessed = server.url("/v1/callbacks/0123456789abcdef");
    assert_eq!(send(&guessed, late).await.json()["status"], "FAIL");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_bot_speaks_first_to_those_it_knows() {
    let kitchen = Kitchen::default();
    let server = pizza_place(&kitchen).await;
    let mut client = server.connect(1).await;
    client.say("피자가게에서 메뉴 보여 주세요").await;
    ended(&mut client).await;
    let user = kitchen.last()["userRequest"]["user"]["id"].clone();
    let event = |name: &str, users: Value| json!({"event": {"name": name, "data": {"pizza": "페퍼로니"}}, "user": users, "params": {"order": "7"}});
    let known = json!({"type": "botUserKey", "id": user});
    let stranger = json!({"type": "botUserKey", "id": "nobody"});
    let told = server.post("/v2/bots/pizza!/talk", &event("ready", json!([known, stranger]))).await.json();
    assert_eq!(told["status"], "SUCCESS", "{told}");
    let turn = ended(&mut client).await;
    assert_eq!((&turn["input"]["kind"], text(&turn)), (&json!("notice"), "페퍼로니가 나왔어요."));
    let task = server.get(&format!("/v2/tasks/{}", told["taskId"].as_str().unwrap())).await.json();
    assert_eq!(
        (&task["status"], &task["allRequestCount"], &task["successCount"]),
        (&json!("1 FAIL"), &json!(2), &json!(1))
    );
    assert_eq!(task["fail"]["list"][0]["id"], "nobody");

    // A block with a skill is asked with what the event brought.
    server.post("/v2/bots/pizza/talk", &event("unknown-to-nobody", json!([known]))).await;
    assert_eq!(text(&ended(&mut client).await), "unknown-to-nobody");
    assert_eq!(kitchen.last()["userRequest"]["params"]["order"], "7");

    // Another person of this install finds nothing of it.
    let another = server.stage.hub.person_of_channel("another", domain::Language::Korean).await.unwrap();
    server.stage.hub.add_api_key(another, "손님", gateway::hash_api_key("ieum-another")).await.unwrap();
    let asks =
        |request: reqwest::RequestBuilder| answer(request.header("authorization", "KakaoAK ieum-another"));
    let task_path = format!("/v2/tasks/{}", told["taskId"].as_str().unwrap());
    for request in [
        server.http.post(server.url("/v2/bots/pizza/talk")).json(&event("ready", json!([known]))),
        server.http.get(server.url(&task_path)),
        server.http.get(server.url("/v1/bots/pizza/calls")),
    ] {
        asks(request).await.is_problem(404, "not_found");
    }

    let nobody = server.post("/v2/bots/pizza/talk", &event("ready", json!([stranger]))).await.json();
    assert_eq!(nobody["status"], "FAIL");
    server.post("/v2/bots/flowers/talk", &event("ready", json!([known]))).await.is_problem(404, "not_found");
    server.post("/v2/bots/pizza/talk", &event("gone", json!([known]))).await.is_problem(404, "not_found");
    server.post("/v2/bots/pizza/talk", &event("ready", json!([]))).await.is_problem(400, "bad_request");
    server.get("/v2/tasks/none").await.is_problem(404, "not_found");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_kakaotalk_channel_talks_with_the_same_bots() {
    let kitchen = Kitchen::default();
    let server = pizza_place(&kitchen).await;
    let door = format!("/v1/kakao/{SECRET}");
    let says = |user: &str, text: &str, extra: Value| {
        json!({
            "intent": {"id": "5e0f", "name": "폴백 블록"},
            "userRequest": {"timezone": "Asia/Seoul", "block": {"id": "5e0f", "name": "폴백 블록"}, "utterance": text,
                "lang": "kr", "user": {"id": user, "type": "botUserKey", "properties": {}}},
            "bot": {"id": "5e0e", "name": "우리 채널"},
            "action": {"id": "1", "name": "이음", "params": {}, "detailParams": {}, "clientExtra": extra},
        })
    };
    let menu = server.post(&door, &says("a", "피자가게에서 메뉴 보여 주세요\n", Value::Null)).await;
    let menu = menu.json();
    assert_eq!(menu["version"], "2.0");
    let button = &menu["template"]["outputs"][0]["basicCard"]["buttons"][0];
    assert_eq!((&button["action"], &button["messageText"]), (&json!("message"), &json!("주문")), "{menu}");
    // Pressed in KakaoTalk, it brings back which one it was, and its block is gone on with.
    let pressed = server.post(&door, &says("a", "주문", button["extra"].clone())).await.json();
    assert_eq!(pressed["template"]["outputs"][0]["simpleText"]["text"], "치즈 주문했어요.");
    let first = kitchen.last()["userRequest"]["user"]["id"].clone();
    // Another person's button is nobody else's.
    let foreign = server.post(&door, &says("b", "주문", button["extra"].clone())).await;
    assert_eq!(foreign.status, 404);
    server.post(&door, &says("b", "피자가게에서 메뉴 보여 주세요", Value::Null)).await;
    assert_ne!(kitchen.last()["userRequest"]["user"]["id"], first, "another person");
    server.post("/v1/kakao/guess", &says("a", "안녕", Value::Null)).await.is_problem(404, "not_found");
    server.post(&door, &json!({"userRequest": {}})).await.is_problem(400, "bad_request");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn people_who_wait_for_a_slow_skill_keep_nobody_waiting() {
    const MANY: u32 = 12;
    let kitchen = Kitchen::default();
    let server = pizza_place(&kitchen).await;
    let channel = server.url(&format!("/v1/kakao/{SECRET}"));
    let mut waiting = JoinSet::new();
    for number in 0..MANY {
        let user = json!({"id": format!("guest-{number}"), "type": "botUserKey"});
        let said = json!({"userRequest": {"utterance": "피자가게에서 새로 구워 주세요", "user": user}});
        let channel = channel.clone();
        waiting.spawn(async move { send(&channel, &said.to_string()).await.json() });
    }
    // One thinks at a time, and all of them wait for the oven.
    tokio::select! {
        taken = kitchen.oven.taken.acquire_many(MANY) => taken.unwrap().forget(),
        Some(early) = waiting.join_next() => panic!("nobody can be answered yet: {early:?}"),
    }
    let mut client = server.connect(1).await;
    client.say("피자가게에서 메뉴 보여 주세요").await;
    assert_eq!(ended(&mut client).await["answer"]["bubbles"][0]["title"], "치즈");
    assert_eq!(waiting.len(), MANY as usize);
    kitchen.oven.done.add_permits(MANY as usize);
    while let Some(answer) = waiting.join_next().await {
        assert_eq!(answer.unwrap()["template"]["outputs"][0]["simpleText"]["text"], "bake");
    }
}
