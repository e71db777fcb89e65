//! How much people of one bot notice of another's: a real server, two bots with a skill server each, and people of a
//! KakaoTalk channel who talk with them. A hundred times as many talk with the neighbour, whose skill is quick, slow or
//! broken.
//!
//! Every sentence has its moment, whether or not those before it were answered, and its time is counted from there: a
//! server that falls behind cannot make anybody wait unseen.

use std::fs;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use clap::Parser;
use serde_json::json;
use skills::SkillPayload;
use tokio::io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Runtime;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

const SECRET: &str = "channel-of-the-neighbours";
/// Longer than a channel ever takes to answer.
const PATIENCE: Duration = Duration::from_secs(20);

#[derive(Parser)]
struct Options {
    /// The server's program
    #[arg(long)]
    ieum: PathBuf,
    /// Sentences a second of the people who are measured
    #[arg(long, default_value_t = 2.0)]
    rate: f64,
    /// So many times as many talk with the neighbour
    #[arg(long, default_value_t = 100.0)]
    times: f64,
    /// Seconds of each measurement
    #[arg(long, default_value_t = 60)]
    seconds: u64,
    /// How often everything is measured
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

/// How a skill server answers.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    Quick,
    /// Just before it would be too late.
    Slow,
    Broken,
}

/// Who talks with which bot.
#[derive(Clone, Copy)]
struct Crowd {
    /// What they say.
    words: &'static str,
    name: &'static str,
    people: usize,
    rate: f64,
}

#[expect(clippy::print_stdout, reason = "its figures are what it is for")]
fn main() -> anyhow::Result<()> {
    let options = Options::parse();
    let runtime = Runtime::new()?;
    let manners = [("quick", Manner::Quick), ("slow", Manner::Slow), ("broken", Manner::Broken)];
    let ours =
        Crowd { words: "달빛서점에서 책 찾아 줘", name: "reader", people: 20, rate: options.rate };
    let theirs = Crowd {
        words: "햇살꽃집에서 꽃 골라 줘",
        name: "visitor",
        people: 1000,
        rate: options.rate * options.times,
    };
    for (name, manner) in manners {
        let server = Server::start(&options.ieum, &runtime, manner)?;
        let (mut alone, mut beside) = (Vec::new(), Vec::new());
        runtime.block_on(async {
            greet(server.at, ours).await?;
            greet(server.at, theirs).await
        })?;
        for _ in 0..options.rounds {
            alone.extend(runtime.block_on(talk(server.at, ours, options.seconds))?);
            let both = async {
                let flood = tokio::spawn(talk(server.at, theirs, options.seconds));
                let answered = talk(server.at, ours, options.seconds).await;
                let flooded = flood.await??;
                anyhow::Ok((answered?, flooded))
            };
            let (answered, flooded) = runtime.block_on(both)?;
            beside.extend(answered);
            let all = Times::of(flooded);
            println!("  {name} neighbour: {} sentences, {}", all.0.len(), all.words());
        }
        let (alone, beside) = (Times::of(alone), Times::of(beside));
        println!("{name:<7} alone {}, beside {}", alone.words(), beside.words());
        let ratio = |share| beside.at(share).as_secs_f64() / alone.at(share).as_secs_f64();
        println!("{name:<7} ratio: half {:.2}, 99 of 100 {:.2}", ratio(0.5), ratio(0.99));
    }
    Ok(())
}

/// Times in order.
struct Times(Vec<Duration>);

impl Times {
    fn of(mut times: Vec<Duration>) -> Self {
        times.sort_unstable();
        Self(times)
    }

    fn at(&self, share: f64) -> Duration {
        self.0[((self.0.len() - 1) as f64 * share).round() as usize]
    }

    fn words(&self) -> String {
        format!("half {:.1?}, 99 of 100 {:.1?}, most {:.1?}", self.at(0.5), self.at(0.99), self.at(1.0))
    }
}

/// One sentence of each: whoever is measured is known already, and has talked with the bot.
async fn greet(at: SocketAddr, crowd: Crowd) -> anyhow::Result<()> {
    const AT_ONCE: usize = 64;
    let mut greeting = JoinSet::new();
    for first in 0..AT_ONCE {
        greeting.spawn(async move {
            for number in (first..crowd.people).step_by(AT_ONCE) {
                say(at, &payload(crowd, number)).await?;
            }
            anyhow::Ok(())
        });
    }
    while let Some(greeted) = greeting.join_next().await {
        greeted??;
    }
    Ok(())
}

/// What everybody in the crowd waited.
async fn talk(at: SocketAddr, crowd: Crowd, seconds: u64) -> anyhow::Result<Vec<Duration>> {
    let began = Instant::now();
    let mut saying = JoinSet::new();
    for number in 0..(crowd.rate * seconds as f64) as usize {
        let moment = began + Duration::from_secs_f64(number as f64 / crowd.rate);
        sleep_until(moment).await;
        let payload = payload(crowd, number % crowd.people);
        saying.spawn(async move {
            say(at, &payload).await?;
            anyhow::Ok(moment.elapsed())
        });
    }
    let mut times = Vec::new();
    while let Some(said) = saying.join_next().await {
        times.push(said??);
    }
    Ok(times)
}

fn payload(crowd: Crowd, person: usize) -> String {
    let mut payload = SkillPayload::default();
    payload.user_request.utterance = crowd.words.into();
    payload.user_request.user.id = format!("{}-{person}", crowd.name);
    payload.bot.id = "channel".into();
    payload.write()
}

/// One request, on a connection of its own.
async fn say(at: SocketAddr, payload: &str) -> anyhow::Result<()> {
    let asking = async {
        let mut stream = TcpStream::connect(at).await?;
        stream.set_nodelay(true)?;
        let head =
            format!("POST /v1/kakao/{SECRET} HTTP/1.1\r\nhost: {at}\r\ncontent-type: application/json");
        let length = payload.len();
        let whole = format!("{head}\r\nconnection: close\r\ncontent-length: {length}\r\n\r\n{payload}");
        stream.write_all(whole.as_bytes()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        let answer = String::from_utf8_lossy(&answer);
        ensure!(answer.starts_with("HTTP/1.1 200"), "the server says {answer}");
        anyhow::Ok(())
    };
    // Whoever gets no answer has waited so long.
    tokio::time::timeout(PATIENCE, asking).await.unwrap_or(Ok(()))
}

/// The program, with two bots.
struct Server {
    process: Child,
    at: SocketAddr,
    _folder: tempfile::TempDir,
}

impl Server {
    fn start(ieum: &Path, runtime: &Runtime, manner: Manner) -> anyhow::Result<Self> {
        let folder = tempfile::tempdir()?;
        let bots = folder.path().join("data/bots");
        fs::create_dir_all(&bots)?;
        let (books, flowers) =
            runtime.block_on(async { anyhow::Ok((skill(Manner::Quick).await?, skill(manner).await?)) })?;
        fs::write(bots.join("books.yaml"), bot("books", "달빛서점", "책 찾아 줘", books))?;
        fs::write(bots.join("flowers.yaml"), bot("flowers", "햇살꽃집", "꽃 골라 줘", flowers))?;
        let log = fs::File::create(folder.path().join("log"))?;
        let mut process = Command::new(ieum)
            .args(["serve", "--port", "0"])
            .env("IEUM_DATA_DIR", folder.path().join("data"))
            .env("XDG_CONFIG_HOME", folder.path())
            .env("IEUM_LANGUAGE", "ko")
            .env("IEUM_SERVER__PRIVATE_LINKS", "true")
            .env("IEUM_KAKAO__SECRET", SECRET)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(log)
            .spawn()
            .with_context(|| format!("{} does not start", ieum.display()))?;
        let output = process.stdout.take().context("standard output was asked for")?;
        let at = address(output).with_context(|| {
            format!("no address: {}", fs::read_to_string(folder.path().join("log")).unwrap_or_default())
        })?;
        Ok(Self { process, at, _folder: folder })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where the server says it is; whatever else it says is read and dropped.
fn address(output: impl std::io::Read + Send + 'static) -> anyhow::Result<SocketAddr> {
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(output));
    let found = lines.by_ref().map_while(Result::ok).find_map(|line| {
        let (_, at) = line.split_once("http://localhost:")?;
        at.split(|c: char| !c.is_ascii_digit()).next()?.parse::<u16>().ok()
    });
    std::thread::spawn(move || lines.for_each(drop));
    match found {
        Some(port) => Ok(SocketAddr::from(([127, 0, 0, 1], port))),
        None => bail!("the server ended"),
    }
}

fn bot(id: &str, name: &str, example: &str, skill: SocketAddr) -> String {
    json!({
        "bot": id,
        "name": name,
        "skills": {"shop": {"url": format!("http://{skill}/skill")}},
        "blocks": [{"id": "choose", "title": example, "examples": [example, "뭐가 있어?", "추천해 줘"], "skill": "shop"}],
    })
    .to_string()
}

/// A skill server.
async fn skill(manner: Manner) -> anyhow::Result<SocketAddr> {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let at = listener.local_addr()?;
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            tokio::spawn(serve(stream, manner));
        }
    });
    Ok(at)
}

async fn serve(stream: TcpStream, manner: Manner) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let mut stream = BufReader::new(stream);
    let body = json!({"version": "2.0", "template": {"outputs": [{"simpleText": {"text": "여기 있어요."}}]}})
        .to_string();
    let status = if manner == Manner::Broken { "500 Internal Server Error" } else { "200 OK" };
    let head = format!("HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length");
    let whole = format!("{head}: {}\r\n\r\n{body}", body.len());
    loop {
        let (mut length, mut line) = (0, String::new());
        while stream.read_line(&mut line).await? > 2 {
            if let Some(value) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                length = value.trim().parse().unwrap_or(0);
            }
            line.clear();
        }
        if line.is_empty() {
            return Ok(());
        }
        stream.read_exact(&mut vec![0; length]).await?;
        if manner == Manner::Slow {
            sleep(Duration::from_millis(4500)).await;
        }
        stream.write_all(whole.as_bytes()).await?;
    }
}
