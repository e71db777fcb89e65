//! One client, from its first byte to its last.
//!
//! Two tasks share a connection. This one reads: what a client sends is taken as it comes, audio goes to the ears and
//! text to the voice. The other answers, one request after the other in the order they came. A client that does not
//! read its answers stops the second alone, and after a while ends both.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use domain::{Code, Problem};
use hub::{Caller, Dictation, Pcm, PcmFormat, Watching};
use serde_json::json;
use tokio::io::BufReader;
use tokio::net::TcpStream;
use tokio::net::tcp::OwnedReadHalf;
use tokio::sync::mpsc;
use tokio::time::timeout;
use tokio_util::sync::CancellationToken;

use super::asr::{self, Transcribing};
use super::frame::{Bounds, Broken, FrameReader};
use super::handle::Handling;
use super::info::{PROGRAM, info};
use super::outbox::{Ending, Outbox, bad_request};
use super::request::{Audio, Detect, Request, Transcribe};
use super::serve::Wyoming;
use super::tts::{self, Saying, Text};
use super::wake::{self, Detecting};
use super::{Service, Settings};

/// Bytes of audio that are looked at together.
const PIECE: usize = 16 * 1024;
/// A client that still sends while it is told what is wrong gets so long to read it.
pub const LINGER: Duration = Duration::from_secs(2);

pub struct Connection {
    wyoming: Wyoming,
    caller: Caller,
    reader: FrameReader<BufReader<OwnedReadHalf>>,
    outbox: Arc<Outbox>,
    /// What the next audio is for.
    next: Purpose,
    ear: Ear,
    /// Text that is still being written.
    text: Option<Text>,
    /// Requests that have not been answered yet.
    answering: Arc<AtomicUsize>,
}

/// A request that is answered when its turn has come.
enum Job {
    Transcribe(Transcribing),
    Detect(Detecting),
    Say(Saying),
    Handle(Box<Handling>),
}

/// What audio is for.
enum Purpose {
    Transcribe(Transcribe),
    Detect(Detect),
}

/// What audio means at this moment.
enum Ear {
    /// Nothing was announced; audio announces itself.
    Closed,
    Open(Box<Microphone>),
    /// Its request has failed, and the rest of the audio is let through.
    Deaf,
}

/// Audio on its way in.
struct Microphone {
    pcm: Pcm,
    to: Destination,
}

enum Destination {
    Dictation(Dictation),
    Watching(Watching),
}

impl Connection {
    pub fn new(stream: TcpStream, address: SocketAddr, wyoming: Wyoming) -> Self {
        let (up, down) = stream.into_split();
        let limits = &wyoming.settings.limits;
        let bounds =
            Bounds { line: limits.header_bytes, data: limits.header_bytes, payload: limits.payload_bytes };
        Self {
            caller: Caller::talking_from(address.ip()),
            reader: FrameReader::new(BufReader::new(up), bounds),
            outbox: Arc::new(Outbox::new(down, limits.sending, wyoming.language)),
            next: Purpose::Transcribe(Transcribe::default()),
            ear: Ear::Closed,
            text: None,
            answering: Arc::default(),
            wyoming,
        }
    }

    pub async fn run(mut self, shutdown: CancellationToken) {
        let (jobs, waiting) = mpsc::channel(self.wyoming.settings.limits.requests);
        let outbox = self.outbox.clone();
        let ended = CancellationToken::new();
        let answering = tokio::spawn(answer(waiting, outbox.clone(), self.answering.clone(), ended.clone()));
        let ending = tokio::select! {
            ending = self.read(&jobs) => ending,
            () = ended.cancelled() => Ending::Told,
            () = shutdown.cancelled() => outbox.fail(&Code::ShuttingDown.into()).await,
        };
        // Audio that has not ended is given up; what was asked for completely is still answered.
        self.ear = Ear::Closed;
        self.text = None;
        drop(jobs);
        if ending == Ending::Told {
            answering.abort();
        }
        let _ = answering.await;
        outbox.close().await;
        self.reader.linger(LINGER).await;
    }

    /// Reads until the client has no more to say, or must not go on.
    async fn read(&mut self, jobs: &mpsc::Sender<Job>) -> Ending {
        loop {
            match self.read_one(jobs).await {
                Ok(true) => {}
                Ok(false) => return Ending::Gone,
                Err(Failed::Ending(ending)) => return ending,
                Err(Failed::Broken(Broken::Io(_))) => return Ending::Gone,
                Err(Failed::Broken(broken)) => {
                    return self.outbox.fail(&bad_request(broken.to_string())).await;
                }
                Err(Failed::Problem(problem)) => return self.outbox.fail(&problem).await,
            }
        }
    }

    /// One frame; false at the end.
    async fn read_one(&mut self, jobs: &mpsc::Sender<Job>) -> Result<bool, Failed> {
        let (idle, pause) = {
            let limits = &self.wyoming.settings.limits;
            (limits.idle, limits.frame_pause)
        };
        match timeout(idle, self.reader.waits()).await {
            Ok(Ok(true)) => {}
            Ok(Ok(false)) => return Ok(false),
            Ok(Err(broken)) => return Err(broken.into()),
            // Whoever waits for an answer may be silent.
            Err(_) if self.answering.load(Ordering::Relaxed) > 0 => return Ok(true),
            Err(_) => return Err(bad_request("nothing was asked for a long time").into()),
        }
        let head = timeout(pause, self.reader.head()).await.map_err(|_| half_a_frame())??;
        match Request::of(head) {
            Ok(request) => self.take(request, jobs).await?,
            Err(reason) => self.outbox.warn(&bad_request(reason)).await?,
        }
        Ok(true)
    }

    async fn take(&mut self, request: Request, jobs: &mpsc::Sender<Job>) -> Result<(), Failed> {
        let settings = self.wyoming.settings.clone();
        match request {
            Request::Describe => self.outbox.send("info", &info(&self.wyoming.hub, &settings)).await?,
            Request::Ping(ping) => self.outbox.send("pong", &json!({ "text": ping.text })).await?,
            Request::SelectProgram(program) if program.name == PROGRAM => {}
            Request::SelectProgram(program) => {
                let problem = bad_request(format!("name: {:?} is no program here", program.name));
                self.outbox.warn(&problem).await?;
            }
            Request::Transcribe(transcribe) => self.next = Purpose::Transcribe(transcribe),
            Request::Detect(detect) => self.next = Purpose::Detect(detect),
            Request::AudioStart(audio) => self.open(&audio, jobs)?,
            Request::AudioChunk(audio) => self.hear(&audio, jobs).await?,
            Request::AudioStop => self.close().await?,
            Request::Synthesize(request) if self.text.is_none() => {
                tts::check_format(request.how.text_format.as_deref())?;
                let mut text = self.begin_to_say(request.how, false, jobs)?;
                text.push(&request.text)?;
                text.finish();
            }
            // A client that writes its text in parts repeats the whole for servers that know no parts.
            Request::Synthesize(_) => {}
            Request::SynthesizeStart(how) => {
                tts::check_format(how.text_format.as_deref())?;
                self.text = Some(self.begin_to_say(how, true, jobs)?);
            }
            Request::SynthesizeChunk(chunk) => match &mut self.text {
                Some(text) => text.push(&chunk.text)?,
                None => self.outbox.warn(&bad_request("synthesize-start must come first")).await?,
            },
            Request::SynthesizeStop => match self.text.take() {
                Some(text) => text.finish(),
                None => self.outbox.warn(&bad_request("synthesize-start must come first")).await?,
            },
            Request::Transcript(request) => {
                self.offered(Service::Handle)?;
                let Wyoming { hub, owner, ids, .. } = self.wyoming.clone();
                let handling = Handling { hub, owner, event: ids.next(), request };
                self.queue(jobs, Job::Handle(Box::new(handling)))?;
            }
            Request::Recognize(recognize) => {
                let mut data = json!({});
                asr::put_context(&mut data, recognize.context);
                self.outbox.send("not-recognized", &data).await?;
            }
            Request::Other => tracing::debug!("an event that means nothing here was dropped"),
        }
        Ok(())
    }

    fn begin_to_say(
        &self,
        how: super::request::SynthesizeStart,
        in_parts: bool,
        jobs: &mpsc::Sender<Job>,
    ) -> Result<Text, Failed> {
        self.offered(Service::Tts)?;
        let characters = self.wyoming.settings.limits.text_characters;
        let (text, saying) =
            tts::speak(self.wyoming.hub.clone(), self.caller.clone(), how, in_parts, characters);
        self.queue(jobs, Job::Say(saying))?;
        Ok(text)
    }

    /// Audio begins. What was still open is given up.
    fn open(&mut self, audio: &Audio, jobs: &mpsc::Sender<Job>) -> Result<(), Failed> {
        self.ear = Ear::Deaf;
        let pcm = microphone_of(audio.format())?;
        let (hub, caller) = (&self.wyoming.hub, self.caller.clone());
        let settings: &Settings = &self.wyoming.settings;
        // The next audio is for the same, unless it says otherwise: satellites ask for the wake phrase once.
        let (to, job) = match &self.next {
            Purpose::Transcribe(request) => {
                self.offered(Service::Asr)?;
                let (dictation, transcribing) =
                    asr::listen(hub, caller, request.clone(), settings.ends_speech)?;
                (Destination::Dictation(dictation), Job::Transcribe(transcribing))
            }
            Purpose::Detect(request) => {
                self.offered(Service::Wake)?;
                let (watching, mut detecting) = wake::watch(hub, caller, request.clone(), settings)?;
                detecting.began_ms = audio.timestamp.unwrap_or_default();
                (Destination::Watching(watching), Job::Detect(detecting))
            }
        };
        self.queue(jobs, job)?;
        self.ear = Ear::Open(Box::new(Microphone { pcm, to }));
        Ok(())
    }

    async fn hear(&mut self, audio: &Audio, jobs: &mpsc::Sender<Job>) -> Result<(), Failed> {
        if matches!(self.ear, Ear::Closed) {
            self.open(audio, jobs)?;
        }
        let Ear::Open(microphone) = &mut self.ear else { return Ok(()) };
        microphone.follow(audio.format()).await?;
        let pause = self.wyoming.settings.limits.frame_pause;
        let mut piece = vec![0; PIECE];
        loop {
            let read =
                timeout(pause, self.reader.payload(&mut piece)).await.map_err(|_| half_a_frame())??;
            if read == 0 {
                return Ok(());
            }
            microphone.push(&piece[..read]).await?;
        }
    }

    async fn close(&mut self) -> Result<(), Failed> {
        if let Ear::Open(microphone) = std::mem::replace(&mut self.ear, Ear::Closed) {
            microphone.finish().await?;
        }
        Ok(())
    }

    fn queue(&self, jobs: &mpsc::Sender<Job>, job: Job) -> Result<(), Problem> {
        self.answering.fetch_add(1, Ordering::Relaxed);
        jobs.try_send(job)
            .map_err(|_| Problem::new(Code::EngineBusy, "too many requests wait on this connection"))
    }

    fn offered(&self, service: Service) -> Result<(), Problem> {
        match self.wyoming.settings.services.contains(&service) {
            true => Ok(()),
            false => Err(bad_request(format!("{} is not offered here", service.name()))),
        }
    }
}

impl Microphone {
    /// Each chunk says its own format, and may change it on the way.
    async fn follow(&mut self, format: PcmFormat) -> Result<(), Problem> {
        if self.pcm.format() == format {
            return Ok(());
        }
        let before = std::mem::replace(&mut self.pcm, microphone_of(format)?);
        let rest = before.finish().map_err(|error| bad_request(error.to_string()))?;
        self.to.push(&rest).await
    }

    async fn push(&mut self, bytes: &[u8]) -> Result<(), Problem> {
        let samples = self.pcm.push(bytes).map_err(|error| bad_request(error.to_string()))?;
        self.to.push(&samples).await
    }

    async fn finish(self) -> Result<(), Problem> {
        let rest = self.pcm.finish().map_err(|error| bad_request(error.to_string()))?;
        self.to.push(&rest).await?;
        match self.to {
            Destination::Dictation(dictation) => dictation.finish(),
            Destination::Watching(watching) => watching.finish(),
        }
        Ok(())
    }
}

impl Destination {
    async fn push(&self, samples: &[f32]) -> Result<(), Problem> {
        match self {
            Self::Dictation(dictation) => dictation.push(samples).await,
            Self::Watching(watching) => watching.push(samples).await,
        }
    }
}

/// Why reading ends.
enum Failed {
    Ending(Ending),
    Broken(Broken),
    Problem(Problem),
}

impl From<Ending> for Failed {
    fn from(ending: Ending) -> Self {
        Self::Ending(ending)
    }
}

impl From<Broken> for Failed {
    fn from(broken: Broken) -> Self {
        Self::Broken(broken)
    }
}

impl From<Problem> for Failed {
    fn from(problem: Problem) -> Self {
        Self::Problem(problem)
    }
}

/// Answers one request after the other, until there are no more or one has failed.
async fn answer(
    mut jobs: mpsc::Receiver<Job>,
    outbox: Arc<Outbox>,
    waiting: Arc<AtomicUsize>,
    ended: CancellationToken,
) {
    while let Some(job) = jobs.recv().await {
        let done = match job {
            Job::Transcribe(transcribing) => transcribing.run(&outbox).await,
            Job::Detect(detecting) => detecting.run(&outbox).await,
            Job::Say(saying) => saying.run(&outbox).await,
            Job::Handle(handling) => handling.run(&outbox).await,
        };
        waiting.fetch_sub(1, Ordering::Relaxed);
        if done.is_err() {
            ended.cancel();
            return;
        }
    }
}

fn microphone_of(format: PcmFormat) -> Result<Pcm, Problem> {
    Pcm::new(format).map_err(|error| Problem::new(Code::AudioUnreadable, error.to_string()))
}

fn half_a_frame() -> Problem {
    bad_request("the frame has not ended in time")
}
