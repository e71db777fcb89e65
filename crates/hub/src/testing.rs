//! A hub on a stage: a real store, engines that follow a script, and a clock that the test moves. For the tests of this
//! crate and of those above it.

use std::path::Path;
use std::sync::Arc;

use dialogue::scripted::Echo;
use domain::{
    Capabilities, Clock, Ids, Language, ManualClock, Person, Problem, SeededRandom, TouchpointId,
    TouchpointKind,
};
use speech::SpeechError;
use speech::scripted::{ScriptedEars, ScriptedVoice, ScriptedWake};
use store::StoreError;
use store::sqlite::{self, SqliteStore};

use crate::{ForgetfulKeeper, Hello, Hub, Limits, ManualWaker, NewPerson, Parts};

/// What the scripted ears hear in any sound.
pub const HEARD: &str = "지금 몇 시야?";

/// When the stage's clock stands at first: a Monday, 18:00 in Seoul.
pub const OPENING: &str = "2026-11-23T09:00:00Z";

/// A hub with everything around it that a test moves or looks into.
pub struct Stage {
    pub hub: Hub,
    pub store: Arc<SqliteStore>,
    pub clock: Arc<ManualClock>,
    /// Moves the clock and wakes who waits for it.
    pub waker: Arc<ManualWaker>,
}

impl Stage {
    /// A hub in this folder whose partner repeats what is said. It is not started.
    pub async fn open(folder: &Path) -> Result<Self, StoreError> {
        Self::open_with(folder, |_| {}).await
    }

    /// As [`Self::open`], after the test has exchanged some of the parts.
    pub async fn open_with(folder: &Path, change: impl FnOnce(&mut Parts)) -> Result<Self, StoreError> {
        Self::open_at(folder, OPENING, change).await
    }

    /// As [`Self::open_with`], at another time.
    pub async fn open_at(
        folder: &Path,
        time: &str,
        change: impl FnOnce(&mut Parts),
    ) -> Result<Self, StoreError> {
        let store = Arc::new(sqlite::open(folder).await?);
        let clock = Arc::new(ManualClock::at(time));
        let waker = Arc::new(ManualWaker::new(clock.clone()));
        // Another seed for another opening time: a restarted hub must not make the same ids again.
        let seed = clock.now().as_second().unsigned_abs();
        let mut parts = Parts {
            store: store.clone(),
            converse: Arc::new(Echo::default()),
            ears: Arc::new(ScriptedEars::hearing(HEARD)),
            voice: Arc::new(ScriptedVoice),
            wake: Arc::new(ScriptedWake),
            read_audio: Arc::new(read_raw),
            keeper: Arc::new(ForgetfulKeeper),
            offered: Vec::new(),
            clock: clock.clone(),
            waker: waker.clone(),
            ids: Ids::new(clock.clone(), Arc::new(SeededRandom::new(seed))),
            limits: Limits::default(),
        };
        change(&mut parts);
        Ok(Self { hub: Hub::new(parts), store, clock, waker })
    }

    /// The owner, who speaks Korean and lives in Seoul.
    pub async fn owner(&self) -> Result<Person, Problem> {
        let new =
            NewPerson { name: "지우".into(), language: Language::Korean, time_zone: "Asia/Seoul".into() };
        self.hub.owner(&new).await
    }
}

/// A messenger window that says hello. Each number is another window.
pub fn hello(number: u128) -> Hello {
    Hello {
        touchpoint: TouchpointId::fixed(number),
        kind: TouchpointKind::Messenger,
        name: format!("창 {number}"),
        language: Language::Korean,
        time_zone: Some("Asia/Seoul".into()),
        capabilities: Capabilities { screen: true, speaker: true, microphone: true, location: false },
        seen: Vec::new(),
    }
}

/// "Files" of the stage are bare 16-bit little-endian samples.
fn read_raw(file: &[u8]) -> Result<Vec<f32>, SpeechError> {
    if file.is_empty() || !file.len().is_multiple_of(2) {
        return Err(SpeechError::Unreadable("half a sample".into()));
    }
    Ok(file
        .chunks_exact(2)
        .map(|sample| f32::from(i16::from_le_bytes([sample[0], sample[1]])) / 32_768.0)
        .collect())
}
