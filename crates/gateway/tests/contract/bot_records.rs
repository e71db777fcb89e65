//! What a bot was asked is counted, and what it could not answer is kept without who asked.

use jiff::SignedDuration;
use reqwest::Method;
use serde_json::{Value, json};

use crate::partners::{FLOWERS, Guest, server};

async fn say(guest: &Guest<'_>, text: &str) {
    assert_eq!(guest.post("/v1/turns", json!({ "text": text })).await.status, 200);
}

/// A shop whose bot is deployed with this file and listed; the paths of the partner and of the bot.
async fn shop(owner: &Guest<'_>, file: &str) -> (String, String) {
    let shop = owner.partner("sun-flowers").await;
    let source = json!({"id": "flowers", "source": {"bot": file}});
    assert_eq!(owner.post(&format!("{shop}/bots"), source).await.status, 201);
    let bot = format!("{shop}/bots/flowers");
    assert_eq!(owner.post(&format!("{bot}/deploy"), json!({})).await.status, 200);
    let listed = owner.ask(Method::PUT, &format!("{bot}/listing"), &json!({"listed": true})).await;
    assert_eq!(listed.status, 200);
    (shop, bot)
}

/// Adds the bot, comes in and asks.
async fn asks(guest: &Guest<'_>, texts: &[&str]) {
    assert_eq!(guest.ask(Method::PUT, "/v1/me/bots/flowers", &Value::Null).await.status, 200);
    say(guest, "꽃집 불러 줘").await;
    for text in texts {
        say(guest, text).await;
    }
}

async fn texts(guest: &Guest<'_>, bot: &str) -> Vec<(String, u64)> {
    let questions = guest.get(&format!("{bot}/questions")).await.json()["questions"].clone();
    let text = |its: &Value| (its["text"].as_str().unwrap().to_owned(), its["times"].as_u64().unwrap());
    questions.as_array().unwrap().iter().map(text).collect()
}

fn counts(tally: &Value) -> Vec<u64> {
    ["turns", "people", "fallbacks", "errors"].iter().map(|name| tally[name].as_u64().unwrap()).collect()
}

#[tokio::test]
async fn turns_are_counted_by_day() {
    let server = server().await;
    let (hana, duri) = (server.guest("하나").await, server.guest("두리").await);
    let (_, bot) = shop(&hana, FLOWERS).await;
    // Whoever has not added the bot is none of its people, and what is tried is said by nobody.
    say(&duri, "꽃집에서 몇 시까지 해요?").await;
    hana.post(&format!("{bot}/try"), json!({"text": "몇 시까지 해요?"})).await;
    let nothing = hana.get(&format!("{bot}/statistics")).await.json();
    assert_eq!(counts(&nothing["total"]), [0, 0, 0, 0], "{nothing}");
    assert_eq!((nothing["days"].as_array().unwrap().len(), &nothing["timeZone"]), (30, &json!("Asia/Seoul")));

    asks(&hana, &["몇 시까지 해요?"]).await;
    asks(&duri, &["언제 문 열어요?", "코끼리가 날아가는 이유"]).await;
    // Nobody asks the bot what time it is: the assistant knows that.
    say(&duri, "나가기").await;
    say(&duri, "지금 몇 시야?").await;
    let day = hana.get(&format!("{bot}/statistics?from=2026-11-23&to=2026-11-23")).await.json();
    assert_eq!(counts(&day["days"][0]), [6, 2, 1, 0], "{day}");
    assert_eq!(
        (&day["days"][0]["blocks"], &day["total"]["blocks"]),
        (&json!({"hours": 2}), &json!({"hours": 2}))
    );
    assert!(day["total"]["p95Ms"].as_f64() >= day["total"]["medianMs"].as_f64(), "{day}");

    // It is nine in the morning in London: an evening more is the next day in Seoul, and the same in London.
    server.stage.clock.advance(SignedDuration::from_hours(9));
    say(&duri, "꽃집에서 몇 시까지 해요?").await;
    let days = async |zone: &str| {
        let asked = format!("{bot}/statistics?from=2026-11-23&to=2026-11-24&timeZone={zone}");
        let told = hana.get(&asked).await.json();
        assert_eq!(counts(&told["total"])[..2], [7, 2], "whoever came twice is one person: {told}");
        (told["days"][0]["turns"].as_u64().unwrap(), told["days"][1]["turns"].as_u64().unwrap())
    };
    assert_eq!((days("Asia/Seoul").await, days("Europe/London").await), ((6, 1), (7, 0)));
}

#[tokio::test]
async fn wrong_days_are_refused() {
    let server = server().await;
    let hana = server.guest("하나").await;
    let (_, bot) = shop(&hana, FLOWERS).await;
    for wrong in [
        "from=yesterday",
        "from=2026-11-31",
        "from=2026-11-23T00:00:00Z",
        "from=2026-11-24&to=2026-11-23",
        "from=2020-01-01&to=2026-11-23",
        "from=-009999-01-01&to=2026-11-23",
        "to=9999-12-31",
        "from=9999-12-31&to=9999-12-31",
        "timeZone=Mars/Olympus",
        "timeZone=",
    ] {
        hana.get(&format!("{bot}/statistics?{wrong}")).await.is_problem(400, "bad_request");
    }
}

#[tokio::test]
async fn what_finds_no_answer_is_kept_without_who_asked() {
    let server = server().await;
    let (hana, duri) = (server.guest("하나").await, server.guest("두리").await);
    let (_, bot) = shop(&hana, FLOWERS).await;
    asks(&duri, &["바다거북의 하루", "코끼리 010-1234-5678"]).await;
    server.stage.clock.advance(SignedDuration::from_secs(60));
    // The same said otherwise is asked twice; in the name the bot is called by is no question.
    say(&duri, "바다거북의  하루").await;
    say(&duri, "꽃집에서 꽃 배달도 하나요 정말로").await;
    let told = hana.get(&format!("{bot}/questions")).await;
    assert!(!told.body.contains("두리") && !told.body.contains(&duri.person.id.to_string()), "{}", told.body);
    let mut asked = texts(&hana, &bot).await;
    asked.sort();
    let expected = [("꽃 배달도 하나요 정말로", 1), ("바다거북의 하루", 2), ("코끼리 ***-****-****", 1)];
    assert_eq!(asked, expected.map(|(text, times)| (text.to_owned(), times)));
    let questions = told.json()["questions"].clone();
    let turtle = questions.as_array().unwrap().iter().find(|its| its["text"] == "바다거북의 하루").unwrap();
    assert_eq!(
        (&turtle["firstAt"], &turtle["lastAt"]),
        (&json!("2026-11-23T09:00:00Z"), &json!("2026-11-23T09:01:00Z"))
    );
    assert_eq!(
        (&turtle["language"], &turtle["nearest"]["block"]),
        (&json!("ko"), &json!("hours")),
        "{turtle}"
    );

    let settle = async |question: &Value, what: &str| {
        let path = format!("{bot}/questions/{}/settle", question["id"].as_str().unwrap());
        hana.post(&path, json!({ "as": what })).await
    };
    let elephant = questions.as_array().unwrap().iter().find(|its| its["text"] != turtle["text"]).unwrap();
    settle(turtle, "forgotten").await.is_problem(400, "bad_request");
    assert_eq!(
        (settle(turtle, "dismissed").await.status, settle(elephant, "taught").await.status),
        (204, 204)
    );
    settle(turtle, "dismissed").await.is_problem(404, "not_found");
    say(&duri, "바다거북의 하루").await;
    say(&duri, "코끼리 010-1234-5678").await;
    say(&duri, "꽃집에서 꽃 배달도 하나요 정말로").await;
    let again: Vec<String> = texts(&hana, &bot).await.into_iter().map(|(text, _)| text).collect();
    assert!(!again.contains(&"바다거북의 하루".to_owned()) && again.len() == 2, "{again:?}");
}

#[tokio::test]
async fn a_bot_may_say_that_questions_are_not_kept() {
    let server = server().await;
    let (hana, duri) = (server.guest("하나").await, server.guest("두리").await);
    let (_, bot) = shop(&hana, &format!("{FLOWERS}keep_questions: false\n")).await;
    asks(&duri, &["바다거북의 하루"]).await;
    assert_eq!(texts(&hana, &bot).await, []);
    let told = hana.get(&format!("{bot}/statistics")).await.json();
    assert_eq!(counts(&told["total"]), [2, 1, 1, 0], "it is counted nevertheless: {told}");
}

/// A skill that nobody is there to ask.
#[tokio::test]
async fn errors_of_skills_are_counted() {
    let server = server().await;
    let (hana, duri) = (server.guest("하나").await, server.guest("두리").await);
    let own_words = "    response: \"오전 열 시부터 저녁 여덟 시까지 열어요.\"";
    let skill =
        FLOWERS.replace(own_words, "    skill: clock") + "skills:\n  clock: {url: 'http://127.0.0.1:9/'}\n";
    let (_, bot) = shop(&hana, &skill).await;
    asks(&duri, &["몇 시까지 해요?"]).await;
    let told = hana.get(&format!("{bot}/statistics")).await.json();
    assert_eq!(counts(&told["total"]), [2, 1, 0, 1], "{told}");
    assert_eq!(told["total"]["blocks"], json!({"hours": 1}));
}
