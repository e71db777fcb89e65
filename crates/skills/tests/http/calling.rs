//! Skill servers that are slow, broken or hostile: what a call of each comes to, and that it ends in time.

use std::io::Write;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::server::{GOOD, Server, http, json};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use outbound::Reach;
use skills::{Called, Client, ClientSettings, Failure, Moment, Skill, SkillPayload, SkillResponse};

/// For servers that would take for ever.
const SHORT: Duration = Duration::from_millis(150);

fn client() -> Client {
    Client::new(ClientSettings { reach: Reach::Anywhere, most_bytes: 64 * 1024, ..ClientSettings::default() })
}

fn skill(url: &str) -> Skill {
    // Longer than anything takes that answers at all.
    Skill::new("test", url).unwrap().with_timeout(Duration::from_secs(20))
}

fn moment() -> Moment {
    Moment { now: "2026-11-30T12:00:00Z".parse().unwrap(), id: "msg_1".into(), traceparent: None }
}

fn called(url: &str) -> Called<SkillResponse> {
    client().call(&skill(url), &SkillPayload::default(), &moment())
}

#[test]
fn good_answers_of_all_kinds_are_read() {
    let check = |response: Vec<u8>, warnings: usize| {
        let server = Server::saying(response);
        let called = called(&server.url);
        let response = called.outcome.unwrap_or_else(|failure| panic!("{failure}"));
        assert!(response.template.is_some() || !response.data.is_empty());
        assert_eq!(called.findings.len(), warnings, "{:?}", called.findings);
        assert!(!called.response.is_empty() && called.request.contains("userRequest"));
    };
    check(json(GOOD), 0);
    check(http("201 Created", "application/json", GOOD), 0);
    check(http("200 OK", "text/html; charset=utf-8", GOOD), 0);
    check(json(&format!("\u{feff}{GOOD}")), 0);
    check(json(r#"{"version":"2.0","data":{"a":1}}"#), 0);
    check(json(r#"{"contents":[{"type":"text","text":"옛날"}]}"#), 1);
    check(json(r#"{"version":"2.0","data":{"a":1},"data":{"b":2}}"#), 1);
    let (korean, _, _) = encoding_rs::EUC_KR.encode(GOOD);
    let head = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json; charset=euc-kr\r\nContent-Length: {}\r\n\r\n",
        korean.len()
    );
    check([head.as_bytes(), &korean].concat(), 1);
    // Without a length, and in chunks.
    check(format!("HTTP/1.0 200 OK\r\n\r\n{GOOD}").into_bytes(), 0);
    let chunked = format!(
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n{:x}\r\n{GOOD}\r\n0\r\n\r\n",
        GOOD.len()
    );
    check(chunked.into_bytes(), 0);
}

#[test]
fn faults_are_told_apart() {
    let check = |response: Vec<u8>, code: &str| {
        let server = Server::saying(response);
        let called = called(&server.url);
        let failure = called.outcome.expect_err(code);
        assert_eq!(failure.code(), code, "{failure}");
        assert!(!called.retried, "{code}: something had been sent");
    };
    check(http("500 Internal Server Error", "text/plain", "oops"), "status");
    check(http("404 Not Found", "text/plain", ""), "status");
    check(http("200 OK", "text/html", "<html>login</html>"), "garbage");
    check(json(""), "garbage");
    check(json("{\"version\":"), "garbage");
    check(json(&"[".repeat(10_000)), "garbage");
    check(json(&format!("{}1{}", "{\"a\":".repeat(500), "}".repeat(500))), "garbage");
    check(json("[]"), "garbage");
    check(
        b"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n".to_vec(),
        "redirected",
    );
    check(
        b"HTTP/1.1 307 Temporary Redirect\r\nLocation: http://127.0.0.1:1/\r\nContent-Length: 0\r\n\r\n"
            .to_vec(),
        "redirected",
    );
    check(
        json(&format!("{{\"version\":\"2.0\",\"data\":{{\"a\":\"{}\"}}}}", "x".repeat(70_000))),
        "too_large",
    );
    let endless = format!("HTTP/1.1 200 OK\r\n\r\n{}", " ".repeat(200_000));
    check(endless.into_bytes(), "too_large");
    check(b"SSH-2.0-OpenSSH_9.6\r\n".to_vec(), "no_http");
    check(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{".to_vec(), "broken");
    check(Vec::new(), "broken");
}

#[test]
fn a_server_that_takes_for_ever_is_given_up() {
    let silent = Server::start(|_, _| true);
    let drip = Server::start(|stream, _| {
        let _ = stream.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000\r\n\r\n");
        // Each write fails once the client has gone, which ends this.
        while stream.write_all(b" ").is_ok() {
            std::thread::yield_now();
        }
        false
    });
    for url in [&silent.url, &drip.url] {
        let settings = ClientSettings { reach: Reach::Anywhere, ..ClientSettings::default() };
        let skill = skill(url).with_timeout(SHORT);
        let called = Client::new(settings).call(&skill, &SkillPayload::default(), &moment());
        assert!(
            matches!(called.outcome, Err(Failure::Timeout(SHORT) | Failure::TooLarge(_))),
            "{:?}",
            called.outcome
        );
    }
}

#[test]
fn nobody_there_and_nowhere_to_go() {
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let refused = called(&format!("http://{free}/"));
    assert!(matches!(refused.outcome, Err(Failure::Refused)), "{:?}", refused.outcome);
    assert!(refused.retried, "nothing had been sent");
    let nobody = called("http://nobody.invalid/");
    assert!(matches!(nobody.outcome, Err(Failure::HostNotFound)), "{:?}", nobody.outcome);
    // A server that speaks no TLS.
    let plain = called(&Server::saying(json(GOOD)).url.replace("http://", "https://"));
    assert!(matches!(plain.outcome, Err(Failure::Unreachable(_))), "{:?}", plain.outcome);
    // What the operator has not allowed.
    let server = Server::saying(json(GOOD));
    let public = Client::new(ClientSettings::default());
    let port = server.url.rsplit(':').next().unwrap();
    for url in
        [server.url.clone(), format!("http://localhost:{port}"), "http://169.254.169.254/latest".into()]
    {
        let called = public.call(&skill(&url), &SkillPayload::default(), &moment());
        assert!(matches!(called.outcome, Err(Failure::PrivateAddress)), "{url}: {:?}", called.outcome);
    }
    assert!(server.requests.lock().unwrap().is_empty());
}

#[test]
fn connections_are_used_again_and_a_closed_one_is_no_failure() {
    let stays = Server::start(|stream, _| stream.write_all(&json(GOOD)).is_ok());
    let client = client();
    for number in 0..3 {
        let called = client.call(&skill(&stays.url), &SkillPayload::default(), &moment());
        assert!(called.outcome.is_ok());
        assert_eq!(called.reused, number > 0);
    }
    assert_eq!(stays.connections.load(Ordering::SeqCst), 1);
    // Closed after each answer, without a word.
    let leaves = Server::saying(json(GOOD));
    for number in 1..=3 {
        let called = client.call(&skill(&leaves.url), &SkillPayload::default(), &moment());
        assert!(called.outcome.is_ok(), "{:?}", called.outcome);
        leaves.closes(number);
    }
}

#[test]
fn a_skill_that_keeps_failing_is_left_alone_for_a_while() {
    let count = Arc::new(AtomicUsize::new(0));
    let counted = count.clone();
    let server = Server::start(move |stream, _| {
        let number = counted.fetch_add(1, Ordering::SeqCst);
        let body = if number < 6 { http("500 Oh", "text/plain", "") } else { json(GOOD) };
        stream.write_all(&body).is_ok()
    });
    let client = client();
    let at =
        |seconds: i64| Moment { now: moment().now + jiff::SignedDuration::from_secs(seconds), ..moment() };
    let call = |id: &str, seconds| {
        let skill = Skill::new(id, &server.url).unwrap();
        client.call(&skill, &SkillPayload::default(), &at(seconds)).outcome.map_err(|failure| failure.code())
    };
    for _ in 0..5 {
        assert_eq!(call("pizza", 0), Err("status"));
    }
    assert_eq!(call("pizza", 1), Err("circuit_open"));
    assert_eq!(call("pizza", 8), Err("circuit_open"));
    // One tries again, and fails; then another, which does not.
    assert_eq!(call("pizza", 30), Err("status"));
    assert_eq!(call("pizza", 31), Err("circuit_open"));
    assert!(call("pizza", 60).is_ok());
    assert!(call("pizza", 61).is_ok());
    assert_eq!(count.load(Ordering::SeqCst), 8, "nothing was sent while it was left alone");
}

#[test]
fn a_bot_whose_skills_do_not_answer_takes_no_room_of_others() {
    let (taken, takes) = std::sync::mpsc::channel();
    let (done, finishes) = std::sync::mpsc::channel();
    let finishes = std::sync::Mutex::new(finishes);
    let slow = Server::start(move |stream, _| {
        taken.send(()).unwrap();
        finishes.lock().unwrap().recv().unwrap();
        stream.write_all(&json(GOOD)).is_ok()
    });
    let quick = Server::start(|stream, _| stream.write_all(&json(GOOD)).is_ok());
    let settings =
        ClientSettings { reach: Reach::Anywhere, open: 2, open_each: 5, ..ClientSettings::default() };
    let client = Client::new(settings);
    let call = |id: &str, server: &Server| {
        let skill = Skill::new(id, &server.url).unwrap().of_bot(id.split('/').next().unwrap());
        let skill = skill.with_timeout(Duration::from_secs(20));
        client.call(&skill, &SkillPayload::default(), &moment()).outcome.map_err(|failure| failure.code())
    };
    std::thread::scope(|scope| {
        // More than there is room for in all, as many as each may have whatever the others do.
        let open: Vec<_> = (0..4).map(|_| scope.spawn(|| call("pizza/order", &slow))).collect();
        (0..4).for_each(|_| takes.recv().unwrap());
        assert_eq!(call("pizza/menu", &quick).unwrap_err(), "crowded");
        assert!(call("books/find", &quick).is_ok(), "another bot's");
        (0..4).for_each(|_| done.send(()).unwrap());
        open.into_iter().for_each(|called| assert!(called.join().unwrap().is_ok()));
    });
    assert!(call("pizza/menu", &quick).is_ok(), "there is room again");
}

#[test]
fn requests_say_what_they_should() {
    let server = Server::saying(json(GOOD));
    let secrets = [[7_u8; 32], [9; 32]];
    let mut skill = skill(&server.url).with_header("X-Shop-Key", "이음-key").unwrap();
    for secret in &secrets {
        skill = skill.with_secret(&skills::Secret::write(secret)).unwrap();
    }
    let trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
    let moment = Moment { traceparent: Some(trace.into()), ..moment() };
    assert!(client().call(&skill, &SkillPayload::default(), &moment).outcome.is_ok());
    let request = server.requests.lock().unwrap()[0].clone();
    let header = |name: &str| {
        let lines = request.head.lines().filter_map(|line| line.split_once(": "));
        lines.filter(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.to_owned()).next()
    };
    assert!(request.head.starts_with("POST /skill HTTP/1.1"));
    assert_eq!(header("content-type").unwrap(), "application/json; charset=UTF-8");
    assert_eq!(header("accept").unwrap(), "application/json");
    assert_eq!(header("traceparent").unwrap(), trace);
    assert_eq!(header("x-shop-key").unwrap(), "이음-key");
    assert_eq!(header("webhook-id").unwrap(), "msg_1");
    let time = header("webhook-timestamp").unwrap();
    assert_eq!(time, moment.now.as_second().to_string());
    let signed = secrets.map(|secret| {
        let mut mac = Hmac::<sha2::Sha256>::new_from_slice(&secret).unwrap();
        mac.update(format!("msg_1.{time}.{}", request.body).as_bytes());
        format!("v1,{}", STANDARD.encode(mac.finalize().into_bytes()))
    });
    assert_eq!(header("webhook-signature").unwrap(), signed.join(" "));
}

#[test]
fn what_belongs_to_the_connection_is_no_partners_header() {
    for name in
        ["Host", "connection", "Transfer-Encoding", "Content-Length", "webhook-signature", "te", "", "a b"]
    {
        assert!(skill("http://a.example/").with_header(name, "1").is_err(), "{name}");
    }
    assert!(skill("http://a.example/").with_header("x-key", "a\r\nb: c").is_err());
    for url in ["ftp://a.example/", "a.example", "http://me:pw@a.example/", ""] {
        assert!(Skill::new("a", url).is_err(), "{url}");
    }
    for secret in ["whsec_", "secret", "whsec_c2hvcnQ=", "whsec_!!!!"] {
        assert!(skill("http://a.example/").with_secret(secret).is_err(), "{secret}");
    }
}
