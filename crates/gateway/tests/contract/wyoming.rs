//! The Wyoming server: each service, and clients that do not behave.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;
use std::time::Duration;

use domain::{Language, SeededRandom};
use gateway::wyoming::{self, Bounds, FrameReader, Service, Settings, Wyoming, frame};
use hub::Parts;
use hub::testing::{HEARD, Stage};
use serde_json::{Value, json};
use tempfile::TempDir;
use tokio::io::{AsyncWriteExt, BufReader};
use tokio::net::tcp::{OwnedReadHalf, OwnedWriteHalf};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

/// Nothing here takes long; a test that waits longer waits for something that never comes.
const PATIENCE: Duration = Duration::from_secs(60);
/// What these clients read.
const BOUNDS: Bounds = Bounds { line: 65_536, data: 1 << 20, payload: 1 << 20 };
const PHRASE: &str = "헤이 이음";

struct Server {
    stage: Stage,
    address: SocketAddr,
    shutdown: CancellationToken,
    _folder: TempDir,
}

impl Server {
    async fn start() -> Self {
        Self::start_with(|_| {}, |_| {}).await
    }

    async fn start_with(parts: impl FnOnce(&mut Parts), settings: impl FnOnce(&mut Settings)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let stage = Stage::open_with(folder.path(), parts).await.unwrap();
        stage.hub.start().await.unwrap();
        let owner = stage.owner().await.unwrap();
        let mut chosen = Settings {
            wake_phrases: vec![PHRASE.into()],
            recogniser: "scripted".into(),
            ..Settings::default()
        };
        settings(&mut chosen);
        let random = Arc::new(SeededRandom::new(7));
        let speaker = (owner.id, Language::English);
        let wyoming = Wyoming::new(stage.hub.clone(), speaker, stage.clock.clone(), random, chosen);
        let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
        let address = listener.local_addr().unwrap();
        let shutdown = CancellationToken::new();
        tokio::spawn(wyoming::serve(listener, wyoming, shutdown.clone()));
        Self { stage, address, shutdown, _folder: folder }
    }

    async fn connect(&self) -> Client {
        // A small buffer, so that a client that does not read is noticed soon.
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_recv_buffer_size(16 * 1024).unwrap();
        Client::of(socket.connect(self.address).await.unwrap())
    }

    /// Asserts that others are served as ever.
    async fn is_undisturbed(&self) {
        let mut client = self.connect().await;
        client.send("ping", json!({"text": "x"})).await;
        assert_eq!(client.expect("pong").await["text"], "x");
        client.say(16_000, 2, 1, &[0x20; 3200]).await;
        assert_eq!(client.transcript().await["text"], HEARD);
    }
}

struct Client {
    up: OwnedWriteHalf,
    down: FrameReader<BufReader<OwnedReadHalf>>,
    /// The payload of the last frame.
    payload: Vec<u8>,
}

impl Client {
    fn of(stream: TcpStream) -> Self {
        let (down, up) = stream.into_split();
        Self { up, down: FrameReader::new(BufReader::new(down), BOUNDS), payload: Vec::new() }
    }

    async fn send(&mut self, kind: &str, data: Value) {
        self.send_bytes(&frame::written(kind, &data, &[])).await;
    }

    async fn send_bytes(&mut self, bytes: &[u8]) {
        self.up.write_all(bytes).await.unwrap();
    }

    /// An utterance, from its beginning to its end.
    async fn say(&mut self, rate: u32, width: u32, channels: u32, samples: &[u8]) {
        let format = json!({"rate": rate, "width": width, "channels": channels});
        self.send("audio-start", format.clone()).await;
        for chunk in samples.chunks(1000) {
            self.send_bytes(&frame::written("audio-chunk", &format, chunk)).await;
        }
        self.send("audio-stop", json!({})).await;
    }

    /// The next frame; none at the end of the connection.
    async fn receive(&mut self) -> Option<(String, Value)> {
        timeout(PATIENCE, async {
            if !self.down.waits().await.ok()? {
                return None;
            }
            let head = self.down.head().await.ok()?;
            self.payload = vec![0; head.payload];
            let mut read = 0;
            while read < head.payload {
                read += self.down.payload(&mut self.payload[read..]).await.ok()?;
            }
            Some((head.kind, Value::Object(head.data)))
        })
        .await
        .expect("the server answers")
    }

    async fn expect(&mut self, kind: &str) -> Value {
        let (got, data) = self.receive().await.unwrap_or_else(|| panic!("closed, {kind} was expected"));
        assert_eq!(got, kind, "{data}");
        data
    }

    /// The final words.
    async fn transcript(&mut self) -> Value {
        self.expect("transcript-start").await;
        loop {
            let (kind, data) = self.receive().await.unwrap();
            match kind.as_str() {
                "transcript-chunk" => {}
                "transcript" => {
                    self.expect("transcript-stop").await;
                    return data;
                }
                _ => panic!("{kind}: {data}"),
            }
        }
    }

    /// Samples of one sound.
    async fn sound(&mut self) -> usize {
        assert_eq!(self.expect("audio-start").await["rate"], 24_000);
        let mut samples = 0;
        loop {
            let (kind, data) = self.receive().await.unwrap();
            match kind.as_str() {
                "audio-chunk" => samples += self.payload.len() / 2,
                "audio-stop" => return samples,
                _ => panic!("{kind}: {data}"),
            }
        }
    }

    /// Asserts that the connection ends with this error.
    async fn is_refused(&mut self, code: &str, word: &str) {
        let error = self.expect("error").await;
        assert_eq!(error["code"], code, "{error}");
        assert!(error["text"].as_str().unwrap().contains(word), "{error}");
        assert_eq!(self.receive().await, None);
    }
}

#[tokio::test]
async fn everything_is_described() {
    let server = Server::start().await;
    let mut client = server.connect().await;
    client.send("describe", json!({})).await;
    let info = client.expect("info").await;
    let (asr, tts) = (&info["asr"][0], &info["tts"][0]);
    assert_eq!(asr["models"][0]["name"], "scripted");
    assert_eq!(asr["models"][0]["languages"], json!(["ko", "en"]));
    assert_eq!(
        (&asr["supports_transcript_streaming"], &asr["requires_external_vad"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(
        (&tts["supports_synthesize_streaming"], &tts["voices"][0]["name"]),
        (&json!(true), &json!("tone"))
    );
    assert_eq!(info["handle"][0]["supports_handled_streaming"], true);
    assert_eq!(info["wake"][0]["models"][0]["phrase"], PHRASE);
    for program in ["asr", "tts", "handle", "wake"].map(|kind| &info[kind][0]) {
        assert!(program["installed"] == true && program["attribution"]["url"].is_string(), "{program}");
    }

    let server = Server::start_with(
        |_| {},
        |settings| {
            settings.services = vec![Service::Asr];
            settings.ends_speech = true;
        },
    )
    .await;
    let mut client = server.connect().await;
    client.send("describe", json!({})).await;
    let info = client.expect("info").await;
    assert_eq!((&info["tts"], &info["handle"], &info["wake"]), (&json!([]), &json!([]), &json!([])));
    assert_eq!(info["asr"][0]["requires_external_vad"], false);
    client.send("synthesize", json!({"text": "안녕"})).await;
    client.is_refused("bad_request", "tts is not offered").await;
}

#[tokio::test]
async fn speech_of_any_form_becomes_text() {
    let server = Server::start().await;
    let mut client = server.connect().await;
    for (rate, width, channels) in
        [(16_000, 2, 1), (48_000, 2, 2), (8000, 1, 1), (44_100, 3, 6), (22_050, 4, 1)]
    {
        client.send("transcribe", json!({"language": "ko-KR", "context": {"room": 1}})).await;
        let second = vec![0x20; (rate * width * channels) as usize];
        client.say(rate, width, channels, &second).await;
        let transcript = client.transcript().await;
        assert_eq!(transcript, json!({"text": HEARD, "language": "ko", "context": {"room": 1}}));
    }
    // Nothing announced, nothing named, and nobody there.
    client.say(16_000, 2, 1, &[0; 3200]).await;
    assert_eq!(client.transcript().await["text"], "");
    // A client that closes its own side still gets its answer.
    client.say(16_000, 2, 1, &[0x20; 3200]).await;
    client.up.shutdown().await.unwrap();
    assert_eq!(client.transcript().await["text"], HEARD);
    assert_eq!(client.receive().await, None);
}

#[tokio::test]
async fn words_are_sent_while_somebody_speaks() {
    let server = Server::start().await;
    let mut client = server.connect().await;
    let format = json!({"rate": 16000, "width": 2, "channels": 1});
    client.send("audio-start", format.clone()).await;
    client.send_bytes(&frame::written("audio-chunk", &format, &[0x20; 3200])).await;
    client.expect("transcript-start").await;
    let first = client.expect("transcript-chunk").await["text"].as_str().unwrap().to_owned();
    assert!(!first.is_empty() && HEARD.starts_with(&first));
    client.send("audio-stop", json!({})).await;
    let rest = client.expect("transcript-chunk").await["text"].as_str().unwrap().to_owned();
    assert_eq!(first + &rest, HEARD);
    assert_eq!(client.expect("transcript").await["text"], HEARD);
    client.expect("transcript-stop").await;
}

#[tokio::test]
async fn text_becomes_speech() {
    let server = Server::start().await;
    let mut client = server.connect().await;
    client.send("synthesize", json!({"text": "안녕하세요. 반가워요.", "voice": {"name": "tone"}})).await;
    assert_eq!(client.sound().await, 4800);
    client.send("synthesize", json!({"text": "  "})).await;
    assert_eq!(client.sound().await, 0);

    // In parts: each whole sentence is said while the next is being written, and the repeated whole is not.
    client.send("synthesize-start", json!({"voice": {"language": "ko"}})).await;
    client.send("synthesize-chunk", json!({"text": "안녕하세"})).await;
    client.send("synthesize-chunk", json!({"text": "요. 오늘"})).await;
    assert_eq!(client.sound().await, 2400);
    client.send("synthesize-chunk", json!({"text": "은 맑아요"})).await;
    client.send("synthesize", json!({"text": "안녕하세요. 오늘은 맑아요"})).await;
    client.send("synthesize-stop", json!({})).await;
    assert!(client.sound().await > 2400, "a pause comes first");
    client.expect("synthesize-stopped").await;

    // Longer than the voice takes at once.
    client.send("synthesize", json!({"text": "긴 글이에요. ".repeat(300)})).await;
    assert!(client.sound().await >= 300 * 2400);

    client.send("synthesize", json!({"text": "안녕", "voice": {"name": "nobody"}})).await;
    client.is_refused("voice_unknown", "nobody").await;
    let mut client = server.connect().await;
    client.send("synthesize", json!({"text": "가".repeat(20_001)})).await;
    client.is_refused("text_too_long", "").await;
    let mut client = server.connect().await;
    client.send("synthesize", json!({"text": "x", "text_format": "html"})).await;
    client.is_refused("bad_request", "html").await;
}

#[tokio::test]
async fn words_reach_the_assistant() {
    let server = Server::start().await;
    let mut client = server.connect().await;
    client.send("transcript", json!({"text": "첫째. 둘째.", "context": {"id": "a"}})).await;
    assert_eq!(client.expect("handled-start").await, json!({"context": {"id": "a"}}));
    assert_eq!(client.expect("handled-chunk").await["text"], "첫째.");
    assert_eq!(client.expect("handled-chunk").await["text"], " 둘째.");
    assert_eq!(client.expect("handled").await, json!({"text": "첫째. 둘째.", "context": {"id": "a"}}));
    client.expect("handled-stop").await;
    client.send("recognize", json!({"text": "불 켜 줘"})).await;
    client.expect("not-recognized").await;
    // It is a turn like any other.
    let owner = server.stage.owner().await.unwrap();
    let chats = server.stage.hub.chats(owner.id).await.unwrap();
    assert_eq!(chats[0].turns[0].input.text(), "첫째. 둘째.");
    client.send("transcript", json!({"text": ""})).await;
    client.is_refused("text_empty", "").await;
}

#[tokio::test]
async fn calls_are_heard() {
    let server = Server::start().await;
    let mut client = server.connect().await;
    client.send("detect", json!({"names": [PHRASE]})).await;
    let format = json!({"rate": 16000, "width": 2, "channels": 1, "timestamp": 5000});
    client.send("audio-start", format.clone()).await;
    client.send_bytes(&frame::written("audio-chunk", &format, &[0x20; 320])).await;
    let detection = client.expect("detection").await;
    assert_eq!((&detection["name"], &detection["timestamp"]), (&json!(PHRASE), &json!(5000)));
    client.send("audio-stop", json!({})).await;
    // The next audio is for the same phrase.
    client.say(16_000, 2, 1, &[0; 3200]).await;
    client.expect("not-detected").await;
    client.send("detect", json!({"names": ["야 너"]})).await;
    client.send("audio-start", format).await;
    client.is_refused("bad_request", PHRASE).await;
}

#[tokio::test]
async fn the_client_may_leave_the_end_to_us() {
    use crate::wyoming::ending::Ending;
    let check = async |settings: fn(&mut Settings), request: Value| {
        let server = Server::start_with(|parts| parts.ears = Arc::new(Ending), settings).await;
        let mut client = server.connect().await;
        client.send("transcribe", request).await;
        let format = json!({"rate": 16000, "width": 2, "channels": 1});
        client.send("audio-start", format.clone()).await;
        client.send_bytes(&frame::written("audio-chunk", &format, &[0x20; 320])).await;
        // No audio-stop: the words come because the speech has ended.
        assert_eq!(client.transcript().await["text"], HEARD);
        client.send_bytes(&frame::written("audio-chunk", &format, &[0x20; 320])).await;
        client.send("audio-stop", json!({})).await;
        client.send("ping", json!({})).await;
        client.expect("pong").await;
    };
    check(|settings| settings.ends_speech = true, json!({})).await;
    check(|_| {}, json!({"vad_sensitivity": "aggressive"})).await;
}

#[tokio::test]
async fn what_cannot_be_read_is_told_and_disturbs_nobody() {
    let server =
        Server::start_with(|_| {}, |settings| settings.limits.frame_pause = Duration::from_millis(300)).await;
    let refused = async |bytes: &[u8], word: &str| {
        let mut client = server.connect().await;
        client.send_bytes(bytes).await;
        client.is_refused("bad_request", word).await;
        server.is_undisturbed().await;
    };
    refused(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", "JSON").await;
    refused(b"{\"type\":\"audio-chunk\",\"payload_length\":99999999999}\n", "payload_length").await;
    refused(b"{\"type\":\"describe\",\"data_length\":99999999}\n", "data_length").await;
    refused(&[b' '; 70_000], "longer").await;
    // Half a frame, and then nothing.
    refused(b"{\"type\":\"describe\"", "in time").await;
    refused(b"{\"type\":\"describe\",\"data_length\":10}\n{}", "in time").await;
    let half = frame::written("audio-chunk", &json!({"rate": 16000, "width": 2, "channels": 1}), &[0; 100]);
    refused(&half[..half.len() - 1], "in time").await;

    let mut client = server.connect().await;
    client.send("audio-start", json!({"rate": 16000, "width": 9, "channels": 1})).await;
    client.is_refused("audio_unreadable", "width").await;

    // What does no harm ends nothing.
    let mut client = server.connect().await;
    client.send("audio-start", json!({"rate": "fast"})).await;
    assert!(client.expect("error").await["text"].as_str().unwrap().contains("rate"));
    client.send("synthesize-stop", json!({})).await;
    client.expect("error").await;
    client.send("select-program", json!({"name": "nobody"})).await;
    client.expect("error").await;
    client.send("of-a-later-release", json!({"x": 1})).await;
    client.send("audio-stop", json!({})).await;
    client.send("ping", json!({"text": "?"})).await;
    client.expect("pong").await;
}

#[tokio::test]
async fn streams_without_end_are_bounded() {
    let server = Server::start_with(|parts| parts.limits.file_seconds = 5, |_| {}).await;
    let mut client = server.connect().await;
    let format = json!({"rate": 16000, "width": 2, "channels": 1});
    client.send("audio-start", format.clone()).await;
    let second = frame::written("audio-chunk", &format, &[0; 32_000]);
    for _ in 0..6 {
        client.send_bytes(&second).await;
    }
    client.is_refused("audio_too_long", "5 s").await;
    server.is_undisturbed().await;
}

#[tokio::test]
async fn who_does_not_read_costs_nobody_else_anything() {
    let server = Server::start_with(
        |_| {},
        |settings| {
            settings.limits.sending = Duration::from_millis(300);
            settings.limits.connections = 2;
        },
    )
    .await;
    let mut stuck = server.connect().await;
    // Minutes of sound, which nobody takes.
    let text = "끝없는 이야기예요. ".repeat(900);
    for _ in 0..8 {
        stuck.send("synthesize", json!({"text": text})).await;
    }
    server.is_undisturbed().await;
    // In the end it is let go, however much it had asked for: there is room for two others.
    let one_more = async || loop {
        let mut client = server.connect().await;
        client.send("ping", json!({})).await;
        if client.receive().await.is_some_and(|(kind, _)| kind == "pong") {
            return client;
        }
    };
    timeout(PATIENCE, async {
        let _one = one_more().await;
        one_more().await;
    })
    .await
    .expect("the place becomes free");
}

#[tokio::test]
async fn there_is_room_for_many_but_not_for_all() {
    let server = Server::start_with(|_| {}, |settings| settings.limits.connections = 12).await;
    let mut clients = Vec::new();
    for _ in 0..12 {
        let mut client = server.connect().await;
        client.send("ping", json!({})).await;
        client.expect("pong").await;
        clients.push(client);
    }
    server.connect().await.is_refused("engine_busy", "").await;
    // Those who are in are served, all at once.
    for client in &mut clients {
        client.say(16_000, 2, 1, &[0x20; 3200]).await;
    }
    for client in &mut clients {
        assert_eq!(client.transcript().await["text"], HEARD);
    }
    server.shutdown.cancel();
    for client in &mut clients {
        client.is_refused("shutting_down", "").await;
    }
}

/// Ears that know when enough was said.
mod ending {
    use std::ops::ControlFlow;

    use hub::{EndReason, Hearing, Hint, Transcript};
    use speech::scripted::ScriptedEars;
    use speech::{Listen, Recognize, Segment, SpeechError};

    pub struct Ending;

    impl Recognize for Ending {
        fn recognize(&self, samples: &[f32], hint: &Hint) -> Result<Transcript, SpeechError> {
            ScriptedEars::hearing(super::HEARD).recognize(samples, hint)
        }

        fn transcribe(
            &self,
            audio: &mut dyn Iterator<Item = Result<Vec<f32>, SpeechError>>,
            hint: &Hint,
            heard: &mut dyn FnMut(&Segment) -> ControlFlow<()>,
        ) -> Result<Transcript, SpeechError> {
            ScriptedEars::hearing(super::HEARD).transcribe(audio, hint, heard)
        }

        fn listen(&self, hint: Hint) -> Box<dyn Listen> {
            Box::new(EndingListen(ScriptedEars::hearing(super::HEARD).listen(hint)))
        }
    }

    struct EndingListen(Box<dyn Listen>);

    impl Listen for EndingListen {
        fn push(&mut self, samples: &[f32]) -> Result<Vec<Hearing>, SpeechError> {
            let mut heard = self.0.push(samples)?;
            heard.push(Hearing::SpeechEnded { at_ms: 10, reason: EndReason::Complete });
            Ok(heard)
        }

        fn finish(self: Box<Self>) -> Result<Transcript, SpeechError> {
            self.0.finish()
        }
    }
}
