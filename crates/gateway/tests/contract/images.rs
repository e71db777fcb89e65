//! Pictures of partners: the browser asks us for them, and we ask the partner.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dialogue::{Converse, Reply, Said, World, scripted::Echo};
use domain::{
    Answer, BasicCard, Bubble, Card, CardBody, Carousel, CarouselHeader, CommerceCard, Image, ImageTitle,
    ItemCard, ListCard, ListItem, Profile, Thumbnail,
};
use jiff::SignedDuration;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use crate::stage::{self, Server};

/// Shows the picture whose address is said.
struct Showing;

impl Converse for Showing {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        let image = Image { address: said.text.into(), alt: "그림".into() };
        let answer = Answer { bubbles: vec![Bubble::Image(image)], ..Answer::default() };
        Reply { answer, ..Echo::default().reply(said, world) }
    }
}

/// A partner's server, and how often it was asked.
struct Partner {
    address: String,
    asked: Arc<AtomicUsize>,
}

impl Partner {
    async fn start() -> Self {
        let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(AtomicUsize::new(0));
        let count = asked.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::Relaxed);
                tokio::spawn(serve(stream));
            }
        });
        Self { address, asked }
    }

    fn asked(&self) -> usize {
        self.asked.load(Ordering::Relaxed)
    }
}

/// Answers one request by its path.
async fn serve(mut stream: TcpStream) {
    let mut request = [0; 4096];
    let read = stream.read(&mut request).await.unwrap_or(0);
    let path = String::from_utf8_lossy(&request[..read]).split(' ').nth(1).unwrap_or_default().to_owned();
    let file = |name: &str| {
        let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../vision/tests/pictures");
        std::fs::read(folder.join(name)).unwrap()
    };
    let (head, body) = match path.split('?').next().unwrap_or_default() {
        "/turned.jpg" => ("200 OK\r\ncontent-type: text/html", file("forms/turned6.jpg")),
        "/clear.png" => ("200 OK", file("forms/clear.png")),
        "/page" => ("200 OK\r\ncontent-type: image/png", b"<script>alert(1)</script>".to_vec()),
        "/drawing.svg" => ("200 OK", b"<svg xmlns='http://www.w3.org/2000/svg'/>".to_vec()),
        "/large" => ("200 OK", vec![0; 100_001]),
        "/moved" => ("302 Found\r\nlocation: /clear.png", Vec::new()),
        "/slow" => {
            // Until the other side has had enough.
            let _ = stream.read_to_end(&mut Vec::new()).await;
            return;
        }
        _ => ("404 Not Found", Vec::new()),
    };
    let head = format!("HTTP/1.1 {head}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
    // Who has heard enough hangs up.
    let _ = stream.write_all(head.as_bytes()).await;
    let _ = stream.write_all(&body).await;
}

async fn server(private_pictures: bool) -> Server {
    let converse = |parts: &mut hub::Parts| parts.converse = Arc::new(Showing);
    Server::start_with(converse, |settings| {
        settings.private_pictures = private_pictures;
        settings.limits.picture_bytes = 100_000;
        settings.limits.fetching = Duration::from_millis(300);
    })
    .await
}

impl Server {
    /// Where a page finds this picture.
    async fn shown(&self, address: &str) -> String {
        let turn = self.post("/v1/turns", &json!({"text": address})).await.json();
        turn["answer"]["bubbles"][0]["url"].as_str().unwrap().to_owned()
    }
}

#[tokio::test]
async fn a_picture_is_drawn_anew_and_kept_for_a_while() {
    let (server, partner) = (server(true).await, Partner::start().await);
    let address = server.shown(&format!("{}/turned.jpg?크기=1&b=%26", partner.address)).await;
    assert!(
        address.starts_with("/v1/images/") && address.contains("?url=http%3A%2F%2F127.0.0.1"),
        "{address}"
    );
    let response = server.http.get(server.url(&address)).send().await.unwrap();
    assert_eq!(response.status(), 200);
    let headers = response.headers().clone();
    assert_eq!(headers["content-type"], "image/jpeg", "whatever the partner called it");
    assert_eq!(headers["cache-control"], "private, max-age=86400");
    assert_eq!(headers["x-content-type-options"], "nosniff");
    let file = response.bytes().await.unwrap();
    assert!(file.starts_with(&[0xFF, 0xD8]) && !file.windows(4).any(|bytes| bytes == b"Exif"));

    let again = server.http.get(server.url(&address)).header("if-none-match", headers["etag"].clone());
    let again = stage::answer(again).await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(partner.asked(), 1, "it is kept");
    server.stage.clock.advance(SignedDuration::from_hours(1));
    assert_eq!(server.get(&address).await.status, 200);
    assert_eq!(partner.asked(), 2, "after a while it is looked at anew");
}

#[tokio::test]
async fn a_picture_that_cannot_be_had_is_told_and_not_asked_for_again_at_once() {
    let (server, partner) = (server(true).await, Partner::start().await);
    for (path, words) in [
        ("/none.png", "404"),
        ("/page", "no image"),
        ("/drawing.svg", "no image"),
        ("/large", ""),
        ("/moved", "redirects are not followed"),
        ("/slow", "it took longer"),
    ] {
        let address = server.shown(&format!("{}{path}", partner.address)).await;
        let before = partner.asked();
        for _ in 0..2 {
            let answer = server.get(&address).await;
            answer.is_problem(502, "picture_unavailable");
            let detail = answer.json()["detail"].clone();
            assert!(detail.as_str().unwrap_or_default().contains(words), "{path}: {detail}");
        }
        assert_eq!(partner.asked(), before + 1, "{path}");
    }
    let gone = server.shown("http://127.0.0.1:1/a.png").await;
    server.get(&gone).await.is_problem(502, "picture_unavailable");
}

#[tokio::test]
async fn a_slow_server_holds_up_no_other() {
    let (server, slow, quick) = (server(true).await, Partner::start().await, Partner::start().await);
    let mut waiting = tokio::task::JoinSet::new();
    for number in 0..40 {
        let address = server.shown(&format!("{}/slow?{number}", slow.address)).await;
        let request = server.http.get(server.url(&address));
        waiting.spawn(async move { stage::answer(request).await.status });
    }
    // A name of its own for the same machine.
    let quick = quick.address.replace("127.0.0.1", "localhost");
    let address = server.shown(&format!("{quick}/clear.png")).await;
    assert_eq!(server.get(&address).await.status, 200);
    while let Some(status) = waiting.join_next().await {
        assert_eq!(status.unwrap(), 502);
    }
    assert!(slow.asked() < 40, "who waits for too long is told so, and the server is left alone");
}

#[tokio::test]
async fn only_what_we_have_signed_is_fetched_for_those_who_are_signed_in() {
    let (inside, partner) = (server(false).await, Partner::start().await);
    let picture = format!("{}/clear.png", partner.address);
    let address = inside.shown(&picture).await;
    let refused = inside.get(&address).await;
    refused.is_problem(502, "picture_unavailable");
    assert!(refused.body.contains("private network"), "{}", refused.body);

    let (_, url) = address.split_once("?url=").unwrap();
    let signature = |text: &str| format!("/v1/images/{text}?url={url}");
    for wrong in [&"0".repeat(32), "", "zz", "ä", &"0".repeat(5000)] {
        assert_eq!(inside.get(&signature(wrong)).await.status, 404, "{wrong}");
    }
    inside.get(&address.replace("clear", "other")).await.is_problem(404, "not_found");
    inside.get(address.split_once('?').unwrap().0).await.is_problem(400, "bad_request");
    let foreign = inside.http.get(inside.url(&address)).header("x-forwarded-for", "203.0.113.9");
    stage::answer(foreign).await.is_problem(401, "sign_in_required");
    assert_eq!(partner.asked(), 0);
}

/// Shows the same picture wherever there can be one.
struct Everywhere;

impl Converse for Everywhere {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        let image = || Image { address: said.text.into(), alt: String::new() };
        let thumbnail = || Some(Thumbnail { image: image(), ..Thumbnail::default() });
        let address = || Some(said.text.to_owned());
        let profile = || Some(Profile { name: "가게".into(), image: address() });
        let line = || ListItem { title: "줄".into(), image: address(), ..ListItem::default() };
        let card = |body: CardBody| Card { body, ..Card::default() };
        let basic = card(CardBody::Basic(BasicCard { thumbnail: thumbnail(), ..BasicCard::default() }));
        let commerce = CommerceCard { thumbnail: thumbnail(), profile: profile(), ..CommerceCard::default() };
        let title = ImageTitle { image: address(), ..ImageTitle::default() };
        let item = ItemCard {
            thumbnail: thumbnail(),
            profile: profile(),
            image_title: Some(title),
            ..ItemCard::default()
        };
        let cards = vec![
            basic,
            card(CardBody::Commerce(commerce)),
            card(CardBody::List(ListCard { header: line(), items: vec![line()] })),
            card(CardBody::Item(item)),
        ];
        let header = CarouselHeader { image: address(), ..CarouselHeader::default() };
        let carousel = Carousel { header: Some(header), cards };
        let bubbles = vec![Bubble::Image(image()), Bubble::Carousel(carousel)];
        Reply { answer: Answer { bubbles, ..Answer::default() }, ..Echo::default().reply(said, world) }
    }
}

#[tokio::test]
async fn no_page_is_told_the_address_of_somebody_elses_picture() {
    let server = Server::start_with(|parts| parts.converse = Arc::new(Everywhere), |_| {}).await;
    let mut window = server.connect(1).await;
    let check = async |address: &str, expected: usize, ours: bool| {
        let turn = server.post("/v1/turns", &json!({"text": address})).await.json();
        let written = turn["answer"]["bubbles"].to_string();
        assert_eq!(written.matches("\"/v1/images/").count(), expected, "{written}");
        assert_eq!(written.contains(&format!("\"{address}\"")), ours, "{written}");
        turn
    };
    let turn = check("https://shop.example/a.png", 10, false).await;
    let mut shown = window.expect("Render.Turn").await;
    while shown["turn"]["status"] != "answered" {
        shown = window.expect("Render.Turn").await;
    }
    assert_eq!(shown, json!({"turn": turn}), "the socket tells the same");
    let history = format!("/v1/conversations/{}/turns", window.conversation);
    assert_eq!(server.get(&history).await.json()["turns"][0], turn);
    assert_eq!(server.get("/v1/conversations").await.json()["conversations"][0]["lastTurn"], turn);
    // Ours stay as they are, and what is no address of a picture is left out.
    check("/icons/mark.svg", 0, true).await;
    for none in ["javascript:alert(1)", "//shop.example/a.png", "file:///etc/passwd"] {
        let turn = check(none, 0, false).await;
        assert_eq!(turn["answer"]["bubbles"][0]["url"], "");
    }
}
