//! What the skill contract costs: reading an answer beside bare `serde_json`, and a signed call beside a bare request of the
//! same bytes to the same server on this machine. Nothing can be quicker than those.

use std::hint::black_box;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::time::{Duration, Instant};

use anyhow::{Context, ensure};
use clap::Parser;
use domain::Language;
use serde_json::Value;
use skills::{Client, ClientSettings, Moment, Reach, Skill, SkillPayload, SkillResponse};
use ureq::Agent;

/// Text, a carousel of things for sale and a receipt, with chips.
const ANSWER: &str = include_str!("../data/skill_answer.json");

#[derive(Parser)]
struct Options {
    /// Calls, and readings, of each round
    #[arg(long, default_value_t = 3000)]
    times: usize,
    /// How often everything is measured
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let payload = payload();
    let parsed = || SkillResponse::read(ANSWER.as_bytes(), None).map_err(|error| anyhow::anyhow!("{error}"));
    let read = parsed()?;
    ensure!(read.findings.is_empty(), "the answer has to be sound: {:?}", read.findings);
    let server = serve()?;
    let calls = Calls::new(&server, payload.write())?;
    for _ in 0..options.rounds {
        let times = options.times;
        compare(
            "read an answer",
            "serde_json",
            times,
            || drop(black_box(parsed())),
            || {
                drop(black_box(serde_json::from_slice::<Value>(ANSWER.as_bytes())));
            },
        );
        let spent = middle(times, || drop(black_box(skills::answer(&read.response, Language::Korean))));
        println!("{:<18} {:>9.1?}", "as people see it", spent.0);
        let spent = middle(times, || drop(black_box(payload.write())));
        println!("{:<18} {:>9.1?}", "write a payload", spent.0);
        compare("a signed call", "bare request", times, || calls.ours(&payload), || calls.bare());
    }
    Ok(())
}

/// Both sides in turn; half and ninety-nine hundredths of the times, and the ratio of the halves.
#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn compare(what: &str, beside: &str, times: usize, ours: impl FnMut(), theirs: impl FnMut()) {
    let ((half, slow), (least, _)) = (middle(times, ours), middle(times, theirs));
    let ratio = half.as_secs_f64() / least.as_secs_f64();
    println!("{what:<18} {half:>9.1?} (99 of 100: {slow:.1?}), {beside} {least:.1?}: {ratio:.2} times");
}

/// What half of the runs stay below, and ninety-nine of a hundred.
fn middle(times: usize, mut run: impl FnMut()) -> (Duration, Duration) {
    (0..times / 10).for_each(|_| run());
    let mut spent: Vec<Duration> = (0..times)
        .map(|_| {
            let began = Instant::now();
            run();
            began.elapsed()
        })
        .collect();
    spent.sort_unstable();
    (spent[times / 2], spent[times * 99 / 100])
}

/// The same bytes, sent in two ways.
struct Calls {
    client: Client,
    skill: Skill,
    agent: Agent,
    url: String,
    body: String,
}

impl Calls {
    fn new(url: &str, body: String) -> anyhow::Result<Self> {
        let settings = ClientSettings { reach: Reach::Anywhere, ..ClientSettings::default() };
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let skill = Skill::new("bench", url).and_then(|skill| skill.with_secret(secret))?;
        let (client, agent) = (Client::new(settings), Agent::new_with_defaults());
        Ok(Self { client, skill, agent, url: url.to_owned(), body })
    }

    fn ours(&self, payload: &SkillPayload) {
        let moment = Moment { now: jiff::Timestamp::UNIX_EPOCH, id: "bench".into(), traceparent: None };
        let called = self.client.call(&self.skill, payload, &moment);
        assert!(called.outcome.is_ok(), "{:?}", called.outcome);
    }

    fn bare(&self) {
        let sent = self.agent.post(&self.url).header("content-type", "application/json").send(&self.body);
        let read = sent.and_then(|mut answer| answer.body_mut().read_to_vec());
        assert!(read.is_ok_and(|body| body.len() == ANSWER.len()));
    }
}

/// What somebody says to a bot who has pressed a button before.
fn payload() -> SkillPayload {
    let mut payload = SkillPayload::default();
    payload.user_request.utterance = "내일 저녁 일곱 시에 페퍼로니 두 판 주문할게요".into();
    payload.user_request.user.id = "6f1c0a".repeat(10);
    payload.bot.id = "pizza".into();
    payload.action.params = [("pizza".to_owned(), "페퍼로니".to_owned())].into();
    payload
}

/// A server that answers everything at once, and keeps its connections.
fn serve() -> anyhow::Result<String> {
    let listener = TcpListener::bind("127.0.0.1:0").context("no port is free")?;
    let url = format!("http://{}/skill", listener.local_addr()?);
    std::thread::spawn(move || {
        for stream in listener.incoming().map_while(Result::ok) {
            std::thread::spawn(move || answer_all(stream));
        }
    });
    Ok(url)
}

fn answer_all(mut stream: TcpStream) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length";
    let whole = format!("{head}: {}\r\n\r\n{ANSWER}", ANSWER.len());
    let mut reader = BufReader::new(stream.try_clone()?);
    loop {
        let (mut length, mut line) = (0, String::new());
        while reader.read_line(&mut line)? > 2 {
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
            line.clear();
        }
        if line.is_empty() {
            return Ok(());
        }
        reader.read_exact(&mut vec![0; length])?;
        stream.write_all(whole.as_bytes())?;
    }
}
