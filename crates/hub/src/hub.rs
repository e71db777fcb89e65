//! The hub itself: what it is built from, how it starts and how it stops.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, OnceLock};

use dialogue::Converse;
use domain::{Clock, Code, Ids, Problem};
use jiff::SignedDuration;
use speech::{Recognize, Speak, Wake};
use store::Store;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::Waker;
use crate::admission::{Gate, Room};
use crate::alerts::AlertClock;
use crate::audience::Audience;
use crate::audio::ReadAudio;
use crate::bus::Bus;
use crate::elsewhere::Shown;
use crate::galleries::Galleries;
use crate::lane::Lanes;
use crate::open_answers::Outsiders;
use crate::partners::{Hosting, PartnerLimits, Records, Workbench};
use crate::pictures::PictureEngines;
use crate::problem::told;
use crate::recommendations::{KeepModels, Shelves};
use crate::sentences::Sentences;
use crate::services::{Pending, SkillDesk};
use crate::sign_up::SignUp;
use crate::strand::Strands;

/// Everything a hub is built from.
pub struct Parts {
    pub store: Arc<dyn Store>,
    pub converse: Arc<dyn Converse>,
    pub ears: Arc<dyn Recognize>,
    pub voice: Arc<dyn Speak>,
    /// Hears when somebody calls.
    pub wake: Arc<dyn Wake>,
    /// Reads an audio file of any supported format into 16 kHz mono samples.
    pub read_audio: ReadAudio,
    /// Keeps what was learnt of catalogues.
    pub keeper: Arc<dyn KeepModels>,
    /// The catalogues that the assistant recommends from; none: from all of them.
    pub offered: Vec<String>,
    pub clock: Arc<dyn Clock>,
    pub waker: Arc<dyn Waker>,
    pub ids: Ids,
    pub limits: Limits,
}

/// How much is allowed at once.
#[derive(Clone, Debug)]
pub struct Limits {
    /// Characters of one utterance.
    pub text_characters: usize,
    /// Seconds of one utterance.
    pub audio_seconds: u32,
    /// Seconds of an audio file that is only to be recognised.
    pub file_seconds: u32,
    /// Seconds of a file that is read bit by bit.
    pub transcription_seconds: u32,
    /// Characters of a text that is only to be said.
    pub spoken_characters: usize,
    /// Instructions that may wait for a touchpoint before it is disconnected.
    pub waiting_instructions: usize,
    /// Answers thought of at the same moment, and how many wait.
    pub thoughts: Room,
    /// Utterances recognised at the same moment, and how many wait.
    pub recognitions: Room,
    /// Answers spoken at the same moment, and how many wait.
    pub voices: Room,
    /// Requests for vectors of sentences at the same moment, and how many wait.
    pub vectors: Room,
    /// Requests to look at pictures at the same moment, and how many wait.
    pub looks: Room,
    /// Bots of partners that are tested or tried at the same moment, and how many wait.
    pub benches: Room,
    /// Requests for recommendations at the same moment, and how many wait.
    pub rankings: Room,
    /// Threads that learn what people like.
    pub learning_threads: usize,
    /// Bytes that learning may take.
    pub learning_memory: u64,
    /// Catalogues in which much has happened are learnt again by themselves.
    pub learn_by_itself: bool,
    /// Turns of a chat a new touchpoint gets at first.
    pub first_turns: u32,
    /// Turns in one page of history.
    pub page_turns: u32,
    /// An alert nobody stops rings for so long.
    pub ringing: SignedDuration,
    /// An alert that comes later than this, because the machine was off, is told instead of rung.
    pub late: SignedDuration,
    /// How often alerts and stalled conversations are looked at though nothing has changed.
    pub look_again: SignedDuration,
    /// How often the store is asked whether another process has written.
    pub look_elsewhere: SignedDuration,
    /// How often the conversation partner looks whether what it was taught has changed.
    pub look_taught: SignedDuration,
    /// How long a shutdown waits for what is running.
    pub stopping: SignedDuration,
    /// Who may make an account.
    pub sign_up: SignUp,
    /// How much partners may have.
    pub partners: PartnerLimits,
}

impl Default for Limits {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(2, usize::from);
        let engine = Room { at_once: cores, waiting_each: 8, waiting: 64 };
        Self {
            text_characters: 1000,
            audio_seconds: 60,
            file_seconds: 600,
            transcription_seconds: 12 * 60 * 60,
            spoken_characters: 4096,
            waiting_instructions: 256,
            // Turns that have been acknowledged wait here, one of each conversation; of one bot's, what is said when
            // so many wait already is answered with an apology.
            thoughts: Room { at_once: cores, waiting_each: 256, waiting: 100_000 },
            recognitions: engine,
            voices: engine,
            vectors: engine,
            looks: engine,
            benches: Room { at_once: (cores / 2).max(1), ..engine },
            rankings: Room { at_once: cores, waiting_each: 256, waiting: 1024 },
            learning_threads: (cores / 2).max(1),
            learning_memory: 4 << 30,
            learn_by_itself: true,
            first_turns: 50,
            page_turns: 200,
            ringing: SignedDuration::from_mins(10),
            late: SignedDuration::from_hours(1),
            look_again: SignedDuration::from_secs(5),
            look_elsewhere: SignedDuration::from_secs(1),
            look_taught: SignedDuration::from_secs(2),
            stopping: SignedDuration::from_secs(10),
            sign_up: SignUp::Invited,
            partners: PartnerLimits::default(),
        }
    }
}

/// Joins people, their touchpoints and the engines. A handle: clones share everything.
#[derive(Clone)]
pub struct Hub {
    pub(crate) core: Arc<Core>,
}

/// What all parts of the hub share.
pub(crate) struct Core {
    pub store: Arc<dyn Store>,
    pub converse: Arc<dyn Converse>,
    pub ears: Arc<dyn Recognize>,
    pub voice: Arc<dyn Speak>,
    pub wake: Arc<dyn Wake>,
    pub read_audio: ReadAudio,
    pub keeper: Arc<dyn KeepModels>,
    pub offered: Vec<String>,
    pub clock: Arc<dyn Clock>,
    pub waker: Arc<dyn Waker>,
    pub ids: Ids,
    pub limits: Limits,
    pub bus: Bus,
    pub lanes: Lanes,
    pub shown: Shown,
    pub alerts: AlertClock,
    pub sentences: Sentences,
    pub picture_engines: Arc<PictureEngines>,
    pub galleries: Galleries,
    /// The engines' threads are few: who may use them waits here.
    pub thoughts: Gate,
    pub recognitions: Gate,
    pub audience: Audience,
    pub voices: Gate,
    pub vectors: Gate,
    pub looks: Gate,
    pub benches: Gate,
    /// Drafts of partners' bots that were learnt lately.
    pub bench: Workbench,
    pub hosting: Hosting,
    /// What bots of partners were asked, until it is written down.
    pub records: Records,
    pub rankings: Gate,
    pub shelves: Shelves,
    /// Held while it is written down what somebody thinks of a card.
    pub opinions: tokio::sync::Mutex<()>,
    pub strands: Strands,
    pub outsiders: Outsiders,
    /// Skills whose first answer is not there yet.
    pub pending: Arc<Pending>,
    /// Held while somebody is made who comes through a channel.
    pub new_people: tokio::sync::Mutex<()>,
    pub skill_desk: OnceLock<Arc<SkillDesk>>,
    /// Numbers connections.
    pub connections: AtomicU64,
    /// Nothing new is begun.
    pub stopping: CancellationToken,
    /// What a shutdown waits for.
    pub tasks: TaskTracker,
}

impl Hub {
    pub fn new(parts: Parts) -> Self {
        let Parts {
            store,
            converse,
            ears,
            voice,
            wake,
            read_audio,
            keeper,
            offered,
            clock,
            waker,
            ids,
            limits,
        } = parts;
        let core = Core {
            thoughts: Gate::new(limits.thoughts),
            recognitions: Gate::new(limits.recognitions),
            audience: Audience::default(),
            voices: Gate::new(limits.voices),
            vectors: Gate::new(limits.vectors),
            looks: Gate::new(limits.looks),
            benches: Gate::new(limits.benches),
            bench: Workbench::default(),
            hosting: Hosting::default(),
            records: Records::default(),
            rankings: Gate::new(limits.rankings),
            shelves: Shelves::default(),
            opinions: tokio::sync::Mutex::default(),
            strands: Strands::default(),
            outsiders: Outsiders::default(),
            pending: Arc::default(),
            new_people: tokio::sync::Mutex::default(),
            skill_desk: OnceLock::new(),
            bus: Bus::default(),
            lanes: Lanes::default(),
            shown: Shown::default(),
            alerts: AlertClock::default(),
            sentences: Sentences::default(),
            picture_engines: Arc::default(),
            galleries: Galleries::default(),
            connections: AtomicU64::new(0),
            stopping: CancellationToken::new(),
            tasks: TaskTracker::new(),
            store,
            converse,
            ears,
            voice,
            wake,
            read_audio,
            keeper,
            offered,
            clock,
            waker,
            ids,
            limits,
        };
        Self { core: Arc::new(core) }
    }

    /// Takes up the turns and alerts that the last run left open, and watches the clock and other processes from now on. A process that
    /// only asks one thing (`ieum ask`) need not start its hub.
    pub async fn start(&self) -> Result<(), Problem> {
        self.core.take_up_waiting().await?;
        let core = self.core.clone();
        self.core.tasks.spawn(async move { core.watch_alerts().await });
        let (core, known) = (self.core.clone(), self.core.store.written_elsewhere().await.map_err(told)?);
        self.core.tasks.spawn(async move { core.watch_elsewhere(known).await });
        let core = self.core.clone();
        self.core.tasks.spawn(async move { core.watch_taught().await });
        let core = self.core.clone();
        self.core.tasks.spawn(async move { core.watch_records().await });
        let core = self.core.clone();
        self.core.tasks.spawn(async move { core.host_added().await });
        let core = self.core.clone();
        self.core.tasks.spawn(async move { core.watch_catalogs().await });
        let core = self.core.clone();
        self.core.tasks.spawn(async move { core.describe_catalogs().await });
        Ok(())
    }

    /// Refuses what is new, lets finish what is running, and disconnects every touchpoint. Returns when all is quiet,
    /// or when the time for it is over: what was acknowledged is written down and taken up by the next start.
    pub async fn stop(&self) {
        let core = &self.core;
        core.stopping.cancel();
        core.tasks.close();
        let bound = core.clock.now() + core.limits.stopping;
        tokio::select! {
            () = core.tasks.wait() => {}
            () = core.waker.sleep_until(bound) => {
                tracing::warn!(running = core.tasks.len(), "stopped before everything had finished");
            }
        }
        if let Err(problem) = core.write_records().await {
            tracing::warn!(%problem, "what bots were asked lately is lost");
        }
        core.lanes.forget_askers();
        core.bus.disconnect_all();
    }
}

impl Core {
    pub fn refuse_when_stopping(&self) -> Result<(), Problem> {
        if self.stopping.is_cancelled() { Err(Code::ShuttingDown.into()) } else { Ok(()) }
    }

    pub fn next_connection(&self) -> u64 {
        self.connections.fetch_add(1, Ordering::Relaxed)
    }
}
