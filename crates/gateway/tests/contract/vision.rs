//! Pictures come in every form; what they show, what is written in them, and galleries of them.

use std::sync::Arc;

use base64::Engine as _;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};
use vision::scripted::{ScriptedEyes, ScriptedReader};

use crate::stage::{Answer, Server, answer};

const CLASSIFY: &str = "/v1/vision/classify";

fn picture(name: &str) -> Vec<u8> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../vision/tests/pictures");
    std::fs::read(folder.join(name)).unwrap()
}

fn in_base64(name: &str) -> String {
    base64::engine::general_purpose::STANDARD.encode(picture(name))
}

async fn server() -> Server {
    server_with(false).await
}

async fn server_with(private_links: bool) -> Server {
    let server = Server::start_with(|_| {}, |settings| settings.private_links = private_links).await;
    let eyes = ScriptedEyes::seeing(&[("Pembroke Welsh corgi", 0.9), ("Cardigan Welsh corgi", 0.05)]);
    server.stage.hub.set_eyes("scripted", Box::new(move || Ok(Arc::new(eyes.clone()))));
    let reader = ScriptedReader::finding(&["오늘의 메뉴", "Coffee 4,500"]);
    server.stage.hub.set_reader(Box::new(move || Ok(Arc::new(reader.clone()))));
    server
}

impl Server {
    async fn send(&self, path: &str, body: Vec<u8>) -> Answer {
        answer(self.http.post(self.url(path)).header("content-type", "image/jpeg").body(body)).await
    }

    async fn form(&self, path: &str, form: Form) -> Answer {
        answer(self.http.post(self.url(path)).multipart(form)).await
    }

    async fn put(&self, path: &str, body: &Value) -> Answer {
        answer(self.http.put(self.url(path)).json(body)).await
    }

    async fn delete(&self, path: &str) -> Answer {
        answer(self.http.delete(self.url(path))).await
    }
}

#[tokio::test]
async fn a_picture_is_named_however_it_comes() {
    let server = server_with(true).await;
    let file = || Part::bytes(picture("forms/plain.png")).file_name("a.png");
    let link = server.url("/icons/mark-192.png");
    let data = format!("data:image/jpeg;base64,{}", in_base64("cat.jpg"));
    let answers = [
        server.send(CLASSIFY, picture("forms/plain.webp")).await,
        server.form(CLASSIFY, Form::new().part("image", file())).await,
        server.form(CLASSIFY, Form::new().text("image_url", link.clone())).await,
        server.post(CLASSIFY, &json!({"images": [{"data": in_base64("cat.jpg")}]})).await,
        server.post(CLASSIFY, &json!({"images": [{"data": data}]})).await,
        server.post(CLASSIFY, &json!({"images": [{"url": link}]})).await,
    ];
    for answer in answers {
        assert_eq!(answer.status, 200, "{}", answer.body);
        let results = &answer.json()["results"];
        assert_eq!(results.as_array().unwrap().len(), 1);
        assert_eq!(results[0]["certainty"], "sure");
        assert_eq!(
            results[0]["told"],
            json!({"ko": "웰시 코기예요.", "en": "This is a Pembroke Welsh corgi."})
        );
        let first = &results[0]["classes"][0];
        assert_eq!((&first["kind"], &first["synset"]), (&json!("dog"), &json!("n02113023")));
        assert_eq!(results[0]["classes"].as_array().unwrap().len(), 2);
    }
}

#[tokio::test]
async fn what_is_wrong_with_one_does_not_hold_up_the_others() {
    let server = server().await;
    let images = json!({"images": [
        {"data": in_base64("cat.jpg")}, {"data": "bm90aGluZw=="}, {"url": "http://127.0.0.1:1/a.jpg"}, {"data": in_base64("rocket.jpg")},
    ]});
    for path in [CLASSIFY, "/v1/vision/embed", "/v1/vision/read"] {
        let answer = server.post(path, &images).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let results = answer.json()["results"].clone();
        let problems: Vec<&Value> =
            results.as_array().unwrap().iter().map(|one| &one["problem"]["code"]).collect();
        assert_eq!(
            problems,
            [&Value::Null, &json!("image_unreadable"), &json!("link_unreachable"), &Value::Null]
        );
    }
    let vectors = server.send("/v1/vision/embed?", picture("cat.jpg")).await.json();
    let vector = vectors["results"][0]["embedding"].as_array().unwrap();
    let length: f64 = vector.iter().map(|number| number.as_f64().unwrap().powi(2)).sum();
    assert!((length - 1.0).abs() < 1e-4, "{length}");
}

#[tokio::test]
async fn a_wrong_request_says_what_is_wrong() {
    let server = server().await;
    let link = server.url("/icons/mark-192.png");
    let many = vec![json!({"data": "AA=="}); 65];
    for (body, status, code, words) in [
        (json!({"images": []}), 400, "bad_request", "1 to 64"),
        (json!({"images": many}), 400, "bad_request", "65 images"),
        (json!({"images": [{"data": "%"}]}), 400, "bad_request", "images[0]: its data are not base64"),
        (json!({"images": [{}]}), 400, "bad_request", "images[0]: either data or url"),
        (json!({"images": [{"data": "AAAA"}]}), 415, "image_unreadable", "no image"),
        (json!({"images": [{"url": link}]}), 400, "link_unreachable", "private network"),
        (json!({"images": [{"url": "http://localhost/"}]}), 400, "link_unreachable", "private network"),
        (
            json!({"images": [{"url": "http://[::ffff:10.0.0.1]/"}]}),
            400,
            "link_unreachable",
            "private network",
        ),
        (json!({"images": [{"url": "file:///etc/passwd"}]}), 400, "link_unreachable", "no link"),
        (json!({"images": [{"url": "ftp://example.com/a"}]}), 400, "link_unreachable", "http://"),
        (json!({"images": [{"url": "http://user:word@example.com/"}]}), 400, "link_unreachable", "no link"),
    ] {
        let answer = server.post(CLASSIFY, &body).await;
        assert_eq!(answer.status, status, "{body}: {}", answer.body);
        let problem = answer.json();
        assert_eq!(problem["code"], code, "{body}");
        assert!(problem["detail"].as_str().unwrap().contains(words), "{body}: {problem}");
    }
    let field = server.form(CLASSIFY, Form::new().text("picture", "?")).await;
    assert!(field.status == 400 && field.body.contains("image_url"), "{}", field.body);
}

#[tokio::test]
async fn a_link_that_gives_no_picture_says_why() {
    let server = server_with(true).await;
    for (path, words) in [("/nowhere.png", "404"), ("/v1/vision/galleries/none", "404")] {
        let answer = server.post(CLASSIFY, &json!({"images": [{"url": server.url(path)}]})).await;
        assert!(answer.status == 400 && answer.body.contains(words), "{}", answer.body);
    }
    let page = server.post(CLASSIFY, &json!({"images": [{"url": server.url("/")}]})).await;
    assert_eq!((page.status, &page.json()["code"]), (415, &json!("image_unreadable")));
}

#[tokio::test]
async fn links_together_are_no_larger_than_a_request() {
    let server = Server::start_with(
        |_| {},
        |settings| {
            settings.private_links = true;
            // Behind the link are 20 kilobytes: once they fit, and nine times they do not.
            settings.limits.images_bytes = 30_000;
        },
    )
    .await;
    let eyes = ScriptedEyes::seeing(&[("espresso", 0.9)]);
    server.stage.hub.set_eyes("scripted", Box::new(move || Ok(Arc::new(eyes.clone()))));
    let link = json!({"url": server.url("/icons/mark-512.png")});
    let answer = server.post(CLASSIFY, &json!({"images": vec![link; 9]})).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
    let results = answer.json()["results"].clone();
    assert_eq!(results[0]["certainty"], "sure");
    assert_eq!(results[8]["problem"]["code"], "image_too_large", "{results}");
}

#[tokio::test]
async fn what_is_written_has_its_place() {
    let server = server().await;
    let answer = server.send("/v1/vision/read", picture("forms/plain.png")).await;
    let page = &answer.json()["results"][0];
    assert_eq!(page["text"], "오늘의 메뉴\nCoffee 4,500");
    assert_eq!((&page["width"], &page["height"]), (&json!(96), &json!(64)));
    let line = &page["blocks"][0]["lines"][1];
    assert_eq!(line["text"], "Coffee 4,500");
    assert_eq!(line["corners"].as_array().unwrap().len(), 4);
}

#[tokio::test]
async fn without_an_engine_that_is_said() {
    let server = Server::start().await;
    for path in [CLASSIFY, "/v1/vision/read"] {
        let answer = server.send(path, picture("cat.jpg")).await;
        assert_eq!((answer.status, &answer.json()["code"]), (503, &json!("engine_unavailable")), "{path}");
    }
}

#[tokio::test]
async fn a_gallery_lives() {
    let server = server().await;
    let plants = "/v1/vision/galleries/plants";
    assert_eq!(server.get(plants).await.status, 404);
    let made = server.put(plants, &json!({"title": "우리 동네 식물"})).await;
    assert_eq!(made.status, 200, "{}", made.body);
    let photo = |id: &str, name: &str, label: &str| json!({"id": id, "label": label, "title": name, "data": {"price": 3}, "image": {"data": in_base64(name)}});
    let wrong = json!({"id": "", "image": {"data": in_base64("cat.jpg")}});
    let damaged = json!({"id": "d", "image": {"data": "AAAA"}});
    let photos = json!({"photos": [photo("고양이 1", "cat.jpg", "cat"), wrong, photo("p/2", "cat-near.jpg", "cat"), damaged]});
    let put = server.put(&format!("{plants}/photos"), &photos).await.json();
    assert_eq!(put["taken"], 2, "{put}");
    let refused: Vec<&Value> = put["refused"].as_array().unwrap().iter().map(|one| &one["index"]).collect();
    assert_eq!(refused, [1, 3]);
    let form = Form::new()
        .part("image", Part::bytes(picture("coffee.jpg")).file_name("coffee.jpg"))
        .part("image", Part::bytes(picture("rocket.jpg")).file_name("rocket.jpg"));
    let url = server.url(&format!("{plants}/photos?label=other"));
    assert_eq!(answer(server.http.put(url).multipart(form)).await.json()["taken"], 2);

    let listed = server.get(&format!("{plants}/photos?label=cat")).await.json();
    let ids: Vec<&Value> = listed["photos"].as_array().unwrap().iter().map(|photo| &photo["id"]).collect();
    assert_eq!(ids, ["p/2", "고양이 1"]);
    let shown = &listed["photos"][1];
    assert_eq!((&shown["title"], &shown["data"]), (&json!("cat.jpg"), &json!({"price": 3})));
    let image = server.get(shown["image"].as_str().unwrap()).await;
    assert_eq!((image.status, image.headers["content-type"].to_str().unwrap()), (200, "image/jpeg"));

    let search = "/v1/vision/search?gallery=plants&count=2";
    let found = server.send(search, picture("cat.jpg")).await.json();
    assert_eq!(found["photos"][0]["photo"]["id"], "고양이 1", "{found}");
    assert!(found["photos"][0]["similarity"].as_f64().unwrap() > 0.99);
    let others = server.send(&format!("{search}&label=other"), picture("cat.jpg")).await.json();
    assert!(others["photos"].as_array().unwrap().iter().all(|found| found["photo"]["label"] == "other"));
    let similar = server.get(&format!("{plants}/photos/p%2F2/similar")).await.json();
    assert_eq!(similar["photos"].as_array().unwrap().len(), 3, "itself is not among them: {similar}");

    // The same picture under another id.
    let copy = json!({"photos": [photo("again", "cat.jpg", "cat")]});
    server.put(&format!("{plants}/photos"), &copy).await;
    let twins = server.get(&format!("{plants}/duplicates?least=0.999")).await.json();
    assert_eq!(twins["pairs"][0]["photos"], json!(["again", "고양이 1"]), "{twins}");
    assert_eq!(server.delete(&format!("{plants}/photos/again")).await.status, 204);
    assert_eq!(server.delete(&format!("{plants}/photos/again")).await.status, 404);
    assert_eq!(server.get(&format!("{plants}/duplicates?least=0.999")).await.json()["pairs"], json!([]));

    assert_eq!(server.get("/v1/vision/galleries").await.json()["galleries"][0]["photos"], 4);
    assert_eq!(server.delete(plants).await.status, 204);
    assert_eq!(server.get(&format!("{plants}/photos")).await.status, 404);
    for (path, words) in
        [("/v1/vision/galleries/a b", "letters"), (&format!("/v1/vision/galleries/{}", "a".repeat(65)), "64")]
    {
        let refused = server.put(path, &json!({})).await;
        assert!(refused.status == 400 && refused.body.contains(words), "{}", refused.body);
    }
}

#[tokio::test]
async fn a_photo_that_is_sent_is_kept_without_its_place() {
    let server = server().await;
    let kept = server.send("/v1/pictures", picture("forms/turned6.jpg")).await;
    assert_eq!(kept.status, 201, "{}", kept.body);
    let kept = kept.json();
    assert_eq!((&kept["width"], &kept["height"]), (&json!(96), &json!(64)), "right side up");
    let path = format!("/v1/pictures/{}", kept["id"].as_str().unwrap());
    let response = server.http.get(server.url(&path)).send().await.unwrap();
    let file = response.bytes().await.unwrap();
    assert!(!file.windows(4).any(|bytes| bytes == b"Exif"));
    assert_eq!(server.delete(&path).await.status, 204);
    assert_eq!((server.get(&path).await.status, server.delete(&path).await.status), (404, 404));
    assert_eq!(server.get("/v1/pictures/00000000-0000-0000-0000-000000000001").await.status, 404);
    assert_eq!(server.send("/v1/pictures", b"nothing".to_vec()).await.status, 415);
}

#[tokio::test]
async fn a_gallery_is_taught_and_recognises() {
    let server = server().await;
    let pets = "/v1/vision/galleries/pets";
    server.put(pets, &json!({"title": "우리 집"})).await;
    let untaught = server.send(&format!("{pets}/recognize"), picture("cat.jpg")).await;
    assert!(untaught.status == 404 && untaught.body.contains("teach it first"), "{}", untaught.body);
    let photo = |id: &str, name: &str, label: Option<&str>| json!({"id": id, "label": label, "image": {"data": in_base64(name)}});
    let one = json!({"photos": [photo("1", "cat.jpg", Some("초코"))]});
    server.put(&format!("{pets}/photos"), &one).await;
    let few = server.post(&format!("{pets}/teach"), &json!({})).await;
    assert!(few.status == 400 && few.body.contains("at least two classes"), "{}", few.body);
    let photos = json!({"photos": [
        photo("2", "cat-near.jpg", Some("초코")), photo("3", "forms/plain.png", Some("초코")),
        photo("4", "coffee.jpg", Some("컵")), photo("5", "coffee-near.jpg", Some("컵")), photo("6", "rocket.jpg", None),
    ]});
    assert_eq!(server.put(&format!("{pets}/photos"), &photos).await.json()["taken"], 5);
    let report = server.post(&format!("{pets}/teach"), &json!({})).await.json();
    assert_eq!(
        (&report["right"]["of"], &report["labels"][0]["label"]),
        (&json!(5), &json!("초코")),
        "{report}"
    );
    assert_eq!(report["labels"][1]["tooFew"], true, "two photos are few");
    assert_eq!(report["confusion"][0].as_array().unwrap().len(), 3, "none of them is the last");
    assert_eq!(report["refusedUnlabelled"]["of"], 1);
    assert_eq!(server.get(pets).await.json()["taught"], true);
    let told = server.send(&format!("{pets}/recognize"), picture("forms/plain.webp")).await.json();
    assert_eq!(told["results"][0]["label"], "초코", "{told}");
    assert_eq!(told["results"][0]["labels"].as_array().unwrap().len(), 2);
    let other = server.send(&format!("{pets}/recognize"), picture("rocket.jpg")).await.json();
    let nearness = |told: &Value| told["results"][0]["nearness"].as_f64().unwrap();
    assert!(nearness(&other) < nearness(&told), "{other}");
    // The assistant tells what it was taught before what everybody knows.
    let kept = server.send("/v1/pictures", picture("cat.jpg")).await.json();
    let asked = server.post("/v1/turns", &json!({"picture": kept["id"]})).await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    assert_eq!(asked.json()["input"]["picture"], kept["id"]);
}

#[tokio::test]
async fn items_are_alike_by_their_pictures() {
    let server = server().await;
    let shop = "/v1/recommend/shop/items";
    let item = |id: &str| json!({"id": id, "title": id, "price": 1.0});
    let items = json!({"items": [item("cat"), item("near"), item("cup"), item("rocket")]});
    assert_eq!(server.put(shop, &items).await.json()["taken"], 4);
    for (id, name) in
        [("cat", "cat.jpg"), ("near", "forms/plain.png"), ("cup", "coffee.jpg"), ("rocket", "rocket.jpg")]
    {
        let url = server.url(&format!("{shop}/{id}/image"));
        let put = answer(server.http.put(url).header("content-type", "image/png").body(picture(name))).await;
        assert_eq!(put.status, 204, "{}", put.body);
    }
    let shown = server.get(&format!("{shop}/cat")).await.json();
    assert_eq!((&shown["pictured"], &shown["vector"]), (&json!(true), &Value::Null));
    let similar = async || {
        let similar = server.get(&format!("{shop}/cat/similar?count=1")).await.json();
        similar["recommendations"][0]["item"]["id"].clone()
    };
    assert_eq!(similar().await, "near");
    // Another price leaves what was seen, also when the item comes back as it was given.
    let mut changed = shown.clone();
    changed["price"] = json!(2.0);
    assert_eq!(server.put(shop, &json!({"items": [changed]})).await.json()["taken"], 1);
    assert_eq!(server.get(&format!("{shop}/cat")).await.json()["pictured"], true);
    assert_eq!(similar().await, "near");
    // What has a vector of the partner's own is not looked at, and vectors of two kinds do not mix.
    let own = json!({"id": "own", "title": "own", "vector": [1.0, 2.0]});
    assert_eq!(server.put(shop, &json!({"items": [own.clone()]})).await.json()["refused"][0]["index"], 0);
    assert_eq!(server.put("/v1/recommend/other/items", &json!({"items": [own]})).await.json()["taken"], 1);
    let url = server.url("/v1/recommend/other/items/own/image");
    let put = answer(server.http.put(url).header("content-type", "image/png").body(picture("cat.jpg"))).await;
    assert!(put.status == 400 && put.body.contains("a vector of your own"), "{}", put.body);
}
