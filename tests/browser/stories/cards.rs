//! Every component of an answer, with the pictures of a partner's server.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, ensure};
use domain::{
    Answer, BasicCard, Bubble, Button, ButtonAction, ButtonLayout, Card, CardBody, Carousel, CarouselHeader,
    Clock, CommerceCard, Ids, Image, ImageTitle, Input, ItemCard, ItemRow, Language, ListCard, ListItem,
    OsRandom, Price, Principal, Profile, QuickReply, Shape, SystemClock, Thumbnail,
};
use store::{Completion, Conversations, NewTurn, People, StateChange, Turns};
use thirtyfour::prelude::*;

use crate::chromium::{Chromium, Options};
use crate::page::Page;
use crate::server::{Server, Setup};

/// A partner's pictures on this machine: whatever is asked for is the same photo, but `/none.jpg`.
fn pictures() -> anyhow::Result<String> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../vision/tests/pictures/coffee.jpg");
    let photo = std::fs::read(path)?;
    let listener = TcpListener::bind(("127.0.0.1", 0))?;
    let address = format!("http://{}", listener.local_addr()?);
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let Ok(mut stream) = stream else { continue };
            let mut request = [0; 2048];
            let read = stream.read(&mut request).unwrap_or(0);
            let missing = request[..read].starts_with(b"GET /none.jpg");
            let (status, body) = if missing { ("404 Not Found", &[][..]) } else { ("200 OK", &photo[..]) };
            let head =
                format!("HTTP/1.1 {status}\r\nconnection: close\r\ncontent-length: {}\r\n\r\n", body.len());
            // A client that has gone needs no answer.
            let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(body));
        }
    });
    Ok(address)
}

const PRIVATE: crate::server::Settings = &[("IEUM_PARTNERS__PRIVATE_LINKS", "true")];

/// A server and a page, in whose conversation somebody else has answered with these components.
async fn shown(
    browser: &Chromium,
    options: &Options<'_>,
    answers: Vec<Answer>,
) -> anyhow::Result<(Server, Page)> {
    let server = Server::start(&Setup { settings: PRIVATE, ..Setup::speaking("ko") })?;
    let page = Page::open(browser, &server.address, options).await?;
    // Another process on the same data folder, as `ieum ask` is one.
    let store = store::sqlite::open(&server.folder.path().join("data")).await?;
    let owner = store.owner().await?.context("the server has made its owner")?;
    let conversations = store.conversations(Principal::Person(owner.id)).await?;
    let conversation = conversations.first().context("the page has opened a conversation")?.id;
    let ids = Ids::new(Arc::new(SystemClock), Arc::new(OsRandom));
    let count = answers.len();
    for answer in answers {
        let new = NewTurn {
            id: ids.next(),
            conversation,
            event: ids.next(),
            touchpoint: None,
            input: Input::Notice,
            language: Language::Korean,
            received_at: SystemClock.now(),
        };
        let completion = Completion {
            turn: new.id,
            outcome: Ok(answer),
            language: Language::Korean,
            answered_at: SystemClock.now(),
            trace: None,
            state: StateChange::Keep,
            new_alerts: Vec::new(),
            stopped_alerts: Vec::new(),
            new_preferences: Vec::new(),
            forgotten_preferences: Vec::new(),
        };
        store.give_notice(&new, &completion).await?;
    }
    let all = format!("return document.querySelectorAll('.message.theirs').length === {count}");
    page.until("all answers are there", &all).await?;
    Ok((server, page))
}

fn image(address: &str, alt: &str) -> Image {
    Image { address: address.into(), alt: alt.into() }
}

fn thumbnail(address: &str, shape: Shape, link: Option<&str>) -> Option<Thumbnail> {
    Some(Thumbnail { image: image(address, "커피 한 잔"), link: link.map(Into::into), shape })
}

fn says(label: &str, message: &str) -> Button {
    Button::new(label, ButtonAction::Message(message.into()))
}

fn card(body: CardBody, buttons: Vec<Button>) -> Card {
    Card { body, buttons, ..Card::default() }
}

fn basic(pictures: &str) -> Card {
    let picture = thumbnail(&format!("{pictures}/wide.jpg"), Shape::Wide, Some("https://example.com/new"));
    let (title, description) = ("가을 신메뉴가 나왔어요".into(), "햇밤을 넣어 구운 타르트예요.".into());
    let buttons = vec![
        says("계산해 줘", "6 곱하기 7은?"),
        Button::new("메뉴 보기", ButtonAction::WebLink("https://example.com/menu".into())),
        Button::new("전화하기", ButtonAction::Phone("02-1234-5678".into())),
    ];
    card(CardBody::Basic(BasicCard { thumbnail: picture, title, description }), buttons)
}

fn commerce(pictures: &str, title: &str) -> Card {
    let body = CommerceCard {
        thumbnail: thumbnail(&format!("{pictures}/{title}.jpg"), Shape::Square, None),
        title: title.into(),
        description: "열두 시간 천천히 내렸어요.".into(),
        price: Some(Price {
            now: "12,900원".into(),
            before: Some("15,000원".into()),
            discount: Some("14%".into()),
        }),
        profile: Some(Profile { name: "달빛식당".into(), image: Some(format!("{pictures}/face.jpg")) }),
        ..CommerceCard::default()
    };
    let buttons = vec![says("담기", "3 더하기 4는?"), Button::new("공유하기", ButtonAction::Share)];
    Card { layout: ButtonLayout::Horizontal, ..card(CardBody::Commerce(body), buttons) }
}

fn list(pictures: &str) -> Card {
    let line = |title: &str, image: Option<&str>, action| ListItem {
        title: title.into(),
        description: "서울".into(),
        image: image.map(|name| format!("{pictures}/{name}")),
        action,
        ..ListItem::default()
    };
    let items = vec![
        line("강남점", Some("a.jpg"), Some(ButtonAction::Message("8 곱하기 8은?".into()))),
        line("연남점", Some("b.jpg"), Some(ButtonAction::WebLink("https://example.com/b".into()))),
        line("제주점", Some("none.jpg"), None),
        line("나쁜 링크", None, Some(ButtonAction::WebLink("javascript:alert(1)".into()))),
    ];
    let header = ListItem { title: "가까운 지점".into(), ..ListItem::default() };
    let buttons = vec![Button::new("상담원 연결", ButtonAction::Operator)];
    card(CardBody::List(ListCard { header, items }), buttons)
}

fn item(pictures: &str) -> Card {
    let row =
        |title: &str, description: &str| ItemRow { title: title.into(), description: description.into() };
    let body = ItemCard {
        head: Some("예약이 확정됐어요".into()),
        image_title: Some(ImageTitle {
            title: "달빛식당 저녁".into(),
            description: "창가 자리".into(),
            image: Some(format!("{pictures}/seat.jpg")),
        }),
        rows: vec![row("날짜", "12월 24일 목요일"), row("시간", "오후 7시")],
        align_right: true,
        summary: Some(row("합계", "184,000원")),
        title: "취소는 하루 전까지".into(),
        description: "당일에는 예약금을 돌려드리지 못해요.".into(),
        ..ItemCard::default()
    };
    card(CardBody::Item(body), vec![])
}

/// One answer for each kind, and the newest with chips.
fn every_kind(pictures: &str) -> Vec<Answer> {
    let answer = |bubbles: Vec<Bubble>| Answer { bubbles, ..Answer::default() };
    let long = "이용 안내를 끝까지 읽어 주세요. ".repeat(40);
    let forwarded = Card { forwardable: true, ..Card::basic("영업시간", "평일 11:00–21:00", vec![]) };
    let head = CarouselHeader {
        title: "이번 주 특가".into(),
        description: "일요일까지예요.".into(),
        image: Some(format!("{pictures}/head.jpg")),
    };
    let beside = |header, cards| Bubble::Carousel(Carousel { header, cards });
    let goods = vec![commerce(pictures, "원두"), commerce(pictures, "머그잔"), commerce(pictures, "텀블러")];
    let texts = ["한식", "양식"]
        .map(|kind| Card::basic(kind, "메뉴를 모았어요.", vec![says("고르기", "1 더하기 1은?")]));
    let chips = vec![QuickReply {
        label: "다시 계산".into(),
        message: "9 곱하기 9는?".into(),
        ..QuickReply::default()
    }];
    vec![
        answer(vec![Bubble::text(long), Bubble::Image(image(&format!("{pictures}/one.jpg"), "커피 한 잔"))]),
        answer(vec![
            Bubble::Image(image(&format!("{pictures}/none.jpg"), "없는 사진")),
            Bubble::card(basic(pictures)),
        ]),
        Answer {
            bot: Some(domain::Named { id: "moonlight".into(), name: "달빛식당".into() }),
            ..answer(vec![Bubble::card(commerce(pictures, "원액"))])
        },
        answer(vec![Bubble::card(list(pictures)), Bubble::card(item(pictures)), Bubble::card(forwarded)]),
        answer(vec![beside(Some(head), goods), beside(None, texts.to_vec())]),
        Answer {
            quick_replies: chips,
            ..answer(vec![
                beside(None, vec![list(pictures), list(pictures)]),
                beside(None, vec![item(pictures), item(pictures)]),
            ])
        },
    ]
}

/// Those that do not come are drawn.
const PICTURES: &str = "return [...document.querySelectorAll('.log .bubbles img')]
    .map((image) => { image.loading = 'eager'; return image; }).every((image) => image.complete && image.naturalWidth > 0)";

pub async fn are_drawn_and_pressed(browser: &Chromium) -> anyhow::Result<()> {
    let pictures = pictures()?;
    let (_server, page) = shown(browser, &Options::default(), every_kind(&pictures)).await?;
    page.until("all pictures are there", PICTURES).await?;
    for (what, count) in [
        (".bubble.card[data-kind=basic]", 2),
        (".bubble.card[data-kind=commerce]", 1),
        (".bubble.card[data-kind=list]", 1),
        (".bubble.card[data-kind=item]", 1),
        (".carousel", 4),
        (".carousel-head", 1),
        (".carousel-card", 9),
        (".image-bubble img", 1),
        (".image-gone", 1),
        // The shop that is gone, alone and beside another.
        (".small-picture .card-drawn", 3),
        ("a.card-button[href='https://example.com/menu'][rel='noopener noreferrer']", 1),
        ("a.card-button[href='tel:0212345678']", 1),
        ("a.card-picture[href='https://example.com/new']", 1),
        ("a.item[href='https://example.com/b']", 3),
        ("button.item", 3),
        ("[href^='javascript']", 0),
        (".forward", 1),
        (".chip", 1),
    ] {
        let found: usize = page.ask(&format!("return document.querySelectorAll(\"{what}\").length")).await?;
        ensure!(found == count, "{found} of {what}, not {count}");
    }
    let names: Vec<String> = page
        .ask("return [...document.querySelectorAll('.message .name')].map((name) => name.innerText)")
        .await?;
    ensure!(names[0] == "이음" && names[2] == "달빛식당", "a bot answers by its own name: {names:?}");

    // Long words unfold, and stay so when something newer comes.
    let words = "document.querySelector('.folding p').innerText.length";
    ensure!(page.holds(&format!("return {words} < 510")).await?, "long words are folded");
    page.run("document.querySelector('.fold').click()").await?;
    ensure!(page.holds(&format!("return {words} > 600")).await?, "they unfold");

    // A picture opens large, and closes with Escape.
    page.run("document.querySelector('.image-bubble').click()").await?;
    page.until(
        "the picture is open",
        "return document.querySelector('dialog.picture-dialog')?.open === true",
    )
    .await?;
    page.press(Key::Escape).await?;
    page.until("the picture is closed", "return document.querySelector('dialog.picture-dialog') === null")
        .await?;

    // What is handed on can be pasted.
    page.run("navigator.canShare = undefined; navigator.clipboard.writeText = async (text) => { window.copied = text; }").await?;
    page.run("document.querySelector('.forward').click()").await?;
    page.until("it is copied", "return window.copied === '영업시간\\n평일 11:00–21:00'").await?;
    page.until(
        "that is told",
        "return document.querySelector('.toast:not([hidden])')?.innerText.includes('복사했어요') ?? false",
    )
    .await?;

    press(&page, ".bubble.card[data-kind=basic] .card-button", "6 곱하기 7은?", "42").await?;
    press(&page, ".bubble.card[data-kind=list] button.item", "8 곱하기 8은?", "64").await?;
    press(&page, ".carousel-card[data-kind=commerce] .card-button", "3 더하기 4는?", "7").await?;
    press(&page, ".bubble.card[data-kind=list] .card-buttons button", "상담원 연결", "").await?;
    ensure!(page.holds("return document.querySelector('.chip') === null || !document.body.innerText.includes('다시 계산')").await?, "chips go with what is newer");
    ensure!(page.holds(&format!("return {words} > 600")).await?, "what was unfolded stays so");
    page.was_clean_except(|complaint| complaint.contains("none.jpg") && complaint.contains("502")).await?;

    page.reload().await?;
    page.until(
        "everything is there again",
        "return document.querySelectorAll('.carousel-card').length === 9",
    )
    .await?;
    page.close().await
}

/// Presses something and waits for what is said by it, and for the answer.
async fn press(page: &Page, what: &str, says: &str, answered: &str) -> anyhow::Result<()> {
    let before = page.answers().await?.len();
    page.run(&format!("document.querySelector('{what}').click()")).await?;
    let answer = page.next_answer(before).await?;
    ensure!(page.said_texts().await?.last().map(String::as_str) == Some(says), "{what} says {says:?}");
    ensure!(answer.contains(answered), "{what} is answered {answer:?}");
    Ok(())
}

/// On a phone, without touching it.
pub async fn work_by_keyboard(browser: &Chromium) -> anyhow::Result<()> {
    let pictures = pictures()?;
    let (_server, page) =
        shown(browser, &Options { phone: true, ..Options::default() }, every_kind(&pictures)).await?;
    page.until("all pictures are there", PICTURES).await?;
    ensure!(
        page.holds("return document.documentElement.scrollWidth <= innerWidth").await?,
        "the page is too wide"
    );
    for theme in ["light", "dark"] {
        page.run(&format!("document.documentElement.dataset.theme = '{theme}'")).await?;
        page.until("the colours have settled", "return document.getAnimations().length === 0").await?;
        super::accessibility::check(&page, theme).await?;
    }
    // From the picture of the card to its buttons, and Enter presses.
    page.run("document.querySelector('a.card-picture').focus()").await?;
    page.press(Key::Tab).await?;
    page.until("the first button has the focus", "return document.activeElement.innerText === '계산해 줘'")
        .await?;
    let before = page.answers().await?.len();
    page.press(Key::Enter).await?;
    ensure!(page.next_answer(before).await?.contains("42"), "Enter presses");
    // A line of a list, and a card that opens.
    page.run("document.querySelector('button.item').focus()").await?;
    page.press(Key::Enter).await?;
    ensure!(page.next_answer(before + 1).await?.contains("64"), "a line is pressed");
    page.run("document.querySelector('.carousel-card .card-open').focus()").await?;
    page.press(Key::Enter).await?;
    page.until("the card is open", "return document.querySelector('dialog.card-dialog')?.open === true")
        .await?;
    page.press(Key::Escape).await?;
    page.until("the focus is back", "return document.activeElement.matches('.card-open')").await?;
    page.close().await
}

/// What is newer than the page, or broken, shows the words it has.
pub async fn wrong_ones_never_break_the_log(browser: &Chromium) -> anyhow::Result<()> {
    let server = Server::start(&Setup::speaking("ko"))?;
    let page = Page::open(browser, &server.address, &Options::default()).await?;
    page.run(
        "import('/cards/component.js').then(({ component }) => {
            const does = { press() {}, tell() {} };
            window.words = (content) => component(content, does).innerText;
            window.draw = (content) => component(content, does);
        })",
    )
    .await?;
    page.until("the module is there", "return typeof window.words === 'function'").await?;
    for (content, words) in [
        ("{ type: 'hologram', text: '새 답' }", "새 답"),
        (
            "{ type: 'card', kind: 'hologram', title: '새 카드', description: '모르는 종류' }",
            "새 카드\n모르는 종류",
        ),
        ("{ type: 'carousel' }", "이 화면에서는 보여 드릴 수 없는 내용이에요."),
        ("{ type: 'card', kind: 'list', items: 3, header: { title: '목록' } }", "목록"),
        ("{}", "이 화면에서는 보여 드릴 수 없는 내용이에요."),
        ("null", "이 화면에서는 보여 드릴 수 없는 내용이에요."),
        ("{ type: 'text', text: '<img src=x onerror=alert(1)>' }", "<img src=x onerror=alert(1)>"),
    ] {
        let said: String = page.ask(&format!("return window.words({content})")).await?;
        ensure!(said == words, "{content} says {said:?}");
    }
    // Neither foreign pictures nor scripts come in, and what can do nothing is no button.
    for bad in
        ["https://example.com/a.png", "//example.com/a.png", "/\\\\example.com/a.png", "javascript:alert(1)"]
    {
        let script = format!(
            "return window.draw({{ type: 'image', url: '{bad}', alt: '' }}).querySelector('img') === null"
        );
        ensure!(page.holds(&script).await?, "{bad} is shown");
    }
    for action in [
        "action: 'webLink', url: 'javascript:alert(1)'",
        "action: 'phone', number: 'x'",
        "action: 'teleport'",
    ] {
        let script = format!(
            "return window.draw({{ type: 'card', kind: 'basic', title: 't', buttons: [{{ label: 'b', press: 0, {action} }}] }})
                .querySelector('.card-button') === null"
        );
        ensure!(page.holds(&script).await?, "{action} can be pressed");
    }
    page.was_clean_except(|complaint| complaint.contains("cannot be drawn")).await?;
    page.close().await
}
