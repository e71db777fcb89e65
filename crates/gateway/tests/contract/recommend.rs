//! Catalogues over HTTP: from nothing to reasons, and what is wrong is told.

use domain::PersonId;
use hub::Caller;
use reqwest::Method;
use serde_json::{Value, json};

use crate::stage::{Answer, Server, answer};

async fn send(server: &Server, method: Method, path: &str, body: Value) -> Answer {
    answer(server.http.request(method, server.url(path)).json(&body)).await
}

fn value(answer: &Answer) -> Value {
    serde_json::from_str(&answer.body).unwrap_or(Value::Null)
}

async fn filled() -> Server {
    let server = Server::start_with(|parts| parts.limits.learn_by_itself = false, |_| {}).await;
    let items: Vec<Value> = (0..12)
        .map(|id| {
            let kind = if id % 2 == 0 { "바다" } else { "산" };
            json!({"id": format!("i{id:02}"), "title": format!("{kind} {id}"), "categories": [kind],
                "price": 1000 * (id + 1), "data": {"shelf": id}})
        })
        .collect();
    let put = send(&server, Method::PUT, "/v1/recommend/films/items", json!({ "items": items })).await;
    assert_eq!((put.status, value(&put)), (200, json!({"taken": 12, "refused": []})));
    let likings: Vec<Value> = (0..30)
        .flat_map(|person| {
            (0..3).map(move |step| {
                json!({"customer": format!("p{person}"), "item": format!("i{:02}", (person + step * 2) % 12),
                    "kind": "찜", "at": "2026-11-20T09:00:00Z"})
            })
        })
        .collect();
    let told =
        send(&server, Method::POST, "/v1/recommend/films/feedback", json!({ "feedback": likings })).await;
    assert_eq!((told.status, value(&told)["taken"].clone()), (200, json!(90)));
    server
}

#[tokio::test]
async fn a_shop_is_filled_learnt_and_asked() {
    let server = filled().await;
    let began = send(&server, Method::POST, "/v1/recommend/films/learning", Value::Null).await;
    assert_eq!(began.status, 202);
    server.stage.hub.learning_ended("films").await.unwrap();
    let lessons = value(&server.get("/v1/recommend/films/learning").await);
    assert_eq!(lessons["learning"]["ended"]["outcome"], "learnt", "{lessons}");
    assert_eq!(lessons["model"]["people"], 30);
    let asked = json!({"customer": "p4", "count": 3, "diversity": 0.0});
    let shown = value(&send(&server, Method::POST, "/v1/recommend/films/recommendations", asked).await);
    let shown = shown["recommendations"].as_array().unwrap();
    assert_eq!(shown.len(), 3);
    assert!(shown.iter().all(|shown| shown["item"]["categories"] == json!(["바다"])), "{shown:?}");
    let reason = shown[0]["reason"]["ko"].as_str().unwrap();
    assert!(reason.ends_with("좋아하셔서"), "{reason}");
    let why = json!({"item": "i10", "ask": {"customer": "p4", "filter": {"atMost": 3000}}});
    let why = value(&send(&server, Method::POST, "/v1/recommend/films/explanations", why).await);
    assert_eq!(
        (&why["title"], &why["of"], &why["hidden"]),
        (&json!("바다 10"), &json!(12), &json!(["price"]))
    );
    assert!(why["told"]["ko"][0].as_str().unwrap().starts_with("‘바다 10’은"), "{why}");
    let cheap = json!({"count": 12, "filter": {"atMost": 3000}});
    let shown = value(&send(&server, Method::POST, "/v1/recommend/films/recommendations", cheap).await);
    assert_eq!(shown["recommendations"].as_array().unwrap().len(), 3);
    let similar = value(&server.get("/v1/recommend/films/items/i02/similar?count=2").await);
    assert_eq!(similar["recommendations"][0]["item"]["categories"], json!(["바다"]));
    for (path, count) in [("items/i02/next?count=2", 2), ("popular?count=4", 4), ("latest", 0)] {
        let shown = value(&server.get(&format!("/v1/recommend/films/{path}")).await);
        assert_eq!(shown["recommendations"].as_array().unwrap().len(), count, "{path}");
    }
    let mountains = value(&server.get("/v1/recommend/films/popular?category=산&count=3").await);
    assert_eq!(mountains["recommendations"][2]["item"]["categories"], json!(["산"]));
}

#[tokio::test]
async fn what_was_put_is_read_and_removed() {
    let server = filled().await;
    let base = "/v1/recommend/films";
    let item = value(&server.get(&format!("{base}/items/i03")).await);
    assert_eq!(
        (&item["title"], &item["data"], &item["available"]),
        (&json!("산 3"), &json!({"shelf": 3}), &json!(true))
    );
    let first = value(&server.get(&format!("{base}/items?limit=5")).await);
    assert_eq!(first["next"], "i04");
    let rest = value(&server.get(&format!("{base}/items?after=i04")).await);
    assert_eq!((rest["items"].as_array().unwrap().len(), &rest["next"]), (7, &Value::Null));
    let page = value(&server.get(&format!("{base}/feedback?customer=p1&limit=2")).await);
    assert_eq!(
        page["feedback"][0],
        json!({"customer": "p1", "item": "i01", "kind": "찜", "weight": 1.0,
        "at": "2026-11-20T09:00:00Z", "times": 1})
    );
    let next = format!("{base}/feedback?customer=p1&after={}", page["next"].as_str().unwrap());
    assert_eq!(value(&server.get(&next).await)["feedback"].as_array().unwrap().len(), 1);
    let removed = send(&server, Method::DELETE, &format!("{base}/feedback/p1/i01"), Value::Null).await;
    assert_eq!(value(&removed), json!({"removed": 1}));

    let ann = json!({"customers": [{"id": "ann", "labels": ["서울"], "data": [1, 2]}]});
    assert_eq!(send(&server, Method::PUT, &format!("{base}/customers"), ann).await.status, 200);
    let ann = value(&server.get(&format!("{base}/customers/ann")).await);
    assert_eq!(ann, json!({"id": "ann", "labels": ["서울"], "data": [1, 2]}));
    for (path, again) in [("/customers/ann", 404), ("/items/i03", 404), ("/learning", 204), ("", 404)] {
        let path = format!("{base}{path}");
        assert_eq!(send(&server, Method::DELETE, &path, Value::Null).await.status, 204, "{path}");
        let second = send(&server, Method::DELETE, &path, Value::Null).await;
        // Nothing is left of a catalogue that has gone.
        assert_eq!(second.status, again, "{path}: {}", second.body);
    }
    assert_eq!(value(&server.get("/v1/recommend").await), json!({"catalogs": []}));
}

#[tokio::test]
async fn what_is_wrong_is_told_and_costs_nothing_else() {
    let server = filled().await;
    let base = "/v1/recommend/films";
    let items = json!({"items": [{"id": ""}, {"id": "new"}, {"id": "dear", "price": -1}]});
    let put = value(&send(&server, Method::PUT, &format!("{base}/items"), items).await);
    assert_eq!(
        (&put["taken"], &put["refused"][0]["index"], &put["refused"][1]["index"]),
        (&json!(1), &json!(0), &json!(2))
    );
    let feedback = json!({"feedback": [
        {"customer": "a", "item": "i01", "kind": "노래"},
        {"customer": "a", "item": "i01", "kind": "like", "at": "2030-01-01T00:00:00Z"},
        {"customer": "a", "item": "i01", "kind": "like"},
    ]});
    let told = value(&send(&server, Method::POST, &format!("{base}/feedback"), feedback).await);
    assert_eq!(told["taken"], 1);
    let refused: Vec<_> = told["refused"].as_array().unwrap().iter().map(|one| &one["index"]).collect();
    assert_eq!(refused, [0, 1]);
    let cases = [
        (Method::POST, format!("{base}/recommendations"), json!({"count": 0}), 400, "count"),
        (Method::POST, format!("{base}/recommendations"), json!({"diversity": 7}), 400, "diversity"),
        (Method::POST, format!("{base}/recommendations"), json!({"customer": 7}), 400, "customer"),
        (Method::POST, "/v1/recommend/books/recommendations".into(), json!({}), 404, "books"),
        (Method::POST, "/v1/recommend/a%20b/recommendations".into(), json!({}), 400, "letters"),
        (Method::POST, "/v1/recommend/books/learning".into(), json!({}), 404, "books"),
        (Method::GET, format!("{base}/items/none"), json!({}), 404, "none"),
        (Method::GET, format!("{base}/items/none/similar"), json!({}), 404, "none"),
        (Method::GET, format!("{base}/feedback?after=%21"), json!({}), 400, "after"),
        (Method::PUT, format!("{base}/items"), json!({"items": []}), 400, "items"),
        (Method::PUT, format!("{base}/items"), json!({"items": [{"id": "a", "colour": 1}]}), 400, "colour"),
        (
            Method::PUT,
            format!("{base}/items"),
            json!({"items": [{"id": "a", "since": "soon"}]}),
            400,
            "since",
        ),
    ];
    for (method, path, body, status, named) in cases {
        let answer = send(&server, method, &path, body).await;
        assert_eq!(answer.status, status, "{path}: {}", answer.body);
        assert!(answer.body.contains(named), "{path}: {}", answer.body);
    }
    let caller = Caller::sending(PersonId::fixed(1));
    let categories = server.stage.hub.categories(&caller, "films").await.unwrap();
    assert_eq!(categories, ["바다", "산"]);
}

#[tokio::test]
async fn a_file_is_imported_and_its_wrong_lines_are_told() {
    let server = Server::start_with(|parts| parts.limits.learn_by_itself = false, |_| {}).await;
    let import = async |body: &'static str| {
        let request = server.http.post(server.url("/v1/recommend/shop/import")).body(body);
        value(&answer(request).await)
    };
    let items = "상품,상품명,가격\nm1,사과,1000\nm2,배,비쌈\nm3,감,\"2,000원\"\n";
    let outcome = import(items).await;
    assert_eq!((&outcome["items"], &outcome["wrong"]), (&json!(2), &json!(1)), "{outcome}");
    assert!(outcome["told"][0].as_str().unwrap().starts_with("line 3: price"), "{outcome}");
    let feedback = "{\"person\": \"a\", \"item\": \"m1\", \"kind\": \"구매\"}\n\
                    {\"person\": \"a\", \"item\": \"m3\", \"weight\": -1}\n";
    let outcome = import(feedback).await;
    assert_eq!((&outcome["feedback"], &outcome["wrong"]), (&json!(1), &json!(1)), "{outcome}");
    assert_eq!(import("something else").await["code"], "bad_request");
    assert_eq!(value(&server.get("/v1/recommend/shop/items/m3").await)["price"], 2000.0);
}
