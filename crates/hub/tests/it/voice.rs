//! Speaking and being spoken to: partial words, the voice, barge-in.

use std::ops::ControlFlow;
use std::sync::{Arc, Mutex, mpsc};

use dialogue::{Converse, Reply, Said, World};
use domain::{Answer, Code, EventId, Input};
use hub::testing::{HEARD, Stage};
use hub::{Caller, EventBody, Instruction, State};
use speech::{Hint, Listen, Manner, Recognize, Segment, Speak, SpeechError, Spoken, Transcript, VoiceName};

use crate::window::Window;

const SOUND: [i16; 1600] = [1000; 1600];

/// Answers with three sentences and a question.
struct Talkative;

impl Converse for Talkative {
    fn reply(&self, said: &Said<'_>, _: &World) -> Reply {
        let answer = Answer { expects_reply: true, ..Answer::text("하나. 둘. 셋. 넷?") };
        Reply {
            answer,
            language: said.language,
            understood: true,
            asked: None,
            actions: vec![],
            state: None,
            trace: "{}".into(),
            handled: None,
        }
    }
}

/// Says one sentence for each word the test sends, and tells when it was cut off.
struct Gated {
    gate: Mutex<mpsc::Receiver<()>>,
    cut_off: mpsc::Sender<()>,
}

impl Speak for Gated {
    fn speak(
        &self,
        text: &str,
        _: &Manner,
        heard: &mut dyn FnMut(Spoken) -> ControlFlow<()>,
    ) -> Result<(), SpeechError> {
        let sentences: Vec<_> = text.split(' ').collect();
        for (i, sentence) in sentences.iter().enumerate() {
            self.gate.lock().unwrap().recv().unwrap();
            let last = i + 1 == sentences.len();
            if heard(Spoken { text: (*sentence).into(), samples: vec![0.5; 300], last }).is_break() {
                self.cut_off.send(()).unwrap();
                break;
            }
        }
        Ok(())
    }

    fn rate(&self) -> u32 {
        200
    }

    fn voices(&self) -> Vec<VoiceName> {
        Vec::new()
    }
}

/// Ears that fall over.
struct Deaf;

impl Recognize for Deaf {
    fn recognize(&self, _: &[f32], _: &Hint) -> Result<Transcript, SpeechError> {
        panic!("the script says so")
    }

    fn transcribe(
        &self,
        _: &mut dyn Iterator<Item = Result<Vec<f32>, SpeechError>>,
        _: &Hint,
        _: &mut dyn FnMut(&Segment) -> ControlFlow<()>,
    ) -> Result<Transcript, SpeechError> {
        panic!("the script says so")
    }

    fn listen(&self, _: Hint) -> Box<dyn Listen> {
        Box::new(Self)
    }
}

impl Listen for Deaf {
    fn push(&mut self, _: &[f32]) -> Result<Vec<speech::Hearing>, SpeechError> {
        panic!("the script says so")
    }

    fn finish(self: Box<Self>) -> Result<Transcript, SpeechError> {
        Err(SpeechError::Engine("deaf".into()))
    }
}

#[tokio::test]
async fn speech_is_heard_answered_and_answered_aloud() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open_with(folder.path(), |parts| parts.converse = Arc::new(Talkative)).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut window = Window::open(&stage, owner.id, 1).await;
    let mut other = Window::open(&stage, owner.id, 2).await;
    window.open_microphone(1).await;
    window.link.audio(&SOUND);
    let partial = window
        .until(|instruction| match instruction {
            Instruction::Recognized { text, last: false, .. } => Some(text),
            _ => None,
        })
        .await;
    assert_eq!(partial, "지금");
    window.close_microphone(1).await;
    let mut seen = Vec::new();
    let (mut sentences, mut pieces) = (Vec::new(), Vec::new());
    loop {
        match window.next().await {
            Instruction::Recognized { text, last: true, .. } => seen.push(format!("final {text}")),
            Instruction::Accepted { event, turn } => {
                assert_eq!(event, EventId::fixed(1));
                let Input::Speech(heard) = turn.input else { panic!("{turn:?}") };
                assert_eq!((heard.text.as_str(), heard.audio_ms), (HEARD, 100));
                seen.push("accepted".into());
            }
            Instruction::RenderTurn { .. } => seen.push("rendered".into()),
            Instruction::Speak { sentence, text, last, .. } => sentences.push((sentence, text, last)),
            Instruction::Audio { samples, .. } => pieces.push(samples.len()),
            Instruction::ExpectSpeech { conversation } => {
                assert_eq!(conversation, window.chat);
                break;
            }
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(seen, [&format!("final {HEARD}"), "accepted", "rendered"]);
    let expected = [(0, "하나.", false), (1, "둘.", false), (2, "셋.", false), (3, "넷?", true)];
    assert_eq!(sentences, expected.map(|(number, text, last)| (number, text.to_owned(), last)));
    assert_eq!(pieces, [2400, 0].repeat(4), "each sentence ends with an empty piece");
    // The other window shows the turn and stays silent.
    other.ended().await;
    window.say(2, "끝").await;
    let silent = matches!(other.next().await, Instruction::RenderTurn { turn } if turn.sequence == 2);
    assert!(silent, "it shows the next turn, and nothing was said in between");
}

#[tokio::test]
async fn typed_text_is_read_aloud_only_when_wished_and_never_when_muted() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open(folder.path()).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut window = Window::open(&stage, owner.id, 1).await;
    let cases = [(false, false, false), (true, false, true), (true, true, false), (false, false, false)];
    for (event, (read_aloud, muted, spoken)) in (1..).zip(cases) {
        window.become_state(State { read_aloud, muted }).await;
        window.say(event, "안녕").await;
        let turn = window.ended().await;
        if spoken {
            let said = window.next().await;
            assert!(matches!(said, Instruction::Speak { turn: of, .. } if of == turn.id), "{said:?}");
            let ends =
                |i| matches!(i, Instruction::Audio { samples, .. } if samples.is_empty()).then_some(());
            window.until(ends).await;
            window.send(90, EventBody::VoiceFinished { turn: turn.id }).await;
        }
    }
    window.say(9, "끝").await;
    assert!(matches!(window.next().await, Instruction::Accepted { .. }), "nothing was said in between");
}

#[tokio::test]
async fn the_voice_starts_before_it_is_finished_and_speaking_stops_it() {
    let folder = tempfile::tempdir().unwrap();
    let (open, gate) = mpsc::channel();
    let (cut_off, was_cut_off) = mpsc::channel();
    let voice = Gated { gate: Mutex::new(gate), cut_off };
    let stage = Stage::open_with(folder.path(), |parts| {
        parts.converse = Arc::new(Talkative);
        parts.voice = Arc::new(voice);
    })
    .await
    .unwrap();
    let owner = stage.owner().await.unwrap();
    let mut window = Window::open(&stage, owner.id, 1).await;
    window.become_state(State { read_aloud: true, muted: false }).await;
    window.say(1, "안녕").await;
    let turn = window.ended().await;
    open.send(()).unwrap();
    // Sound arrives in pieces of at most a second while the second sentence is not even begun.
    for samples in [200, 100, 0] {
        let length = window
            .until(|instruction| match instruction {
                Instruction::Audio { samples, .. } => Some(samples.len()),
                _ => None,
            })
            .await;
        assert_eq!(length, samples);
    }
    window.open_microphone(2).await;
    assert_eq!(window.next().await, Instruction::StopSpeaking { turn: turn.id });
    open.send(()).unwrap();
    tokio::task::spawn_blocking(move || was_cut_off.recv().unwrap()).await.unwrap();
    window.send(2, EventBody::SpeechCanceled { event: EventId::fixed(2) }).await;
    window.say(3, "그다음").await;
    assert!(matches!(window.next().await, Instruction::Accepted { .. }), "no more sound came");
}

#[tokio::test]
async fn silence_and_cancelled_speech_make_no_turn() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open(folder.path()).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut window = Window::open(&stage, owner.id, 1).await;
    window.open_microphone(1).await;
    window.link.audio(&[0; 1600]);
    window.close_microphone(1).await;
    let nothing =
        Instruction::Recognized { event: EventId::fixed(1), text: String::new(), stable: 0, last: true };
    assert_eq!(window.next().await, nothing);
    window.open_microphone(2).await;
    window.send(2, EventBody::SpeechCanceled { event: EventId::fixed(2) }).await;
    window.link.audio(&SOUND);
    window.close_microphone(2).await;
    assert_eq!(window.failed().await, (Some(EventId::fixed(2)), Code::NotFound));
    window.say(3, "안녕").await;
    assert_eq!(window.accepted().await.sequence, 1);
}

#[tokio::test]
async fn an_endless_speech_is_ended() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open_with(folder.path(), |parts| parts.limits.audio_seconds = 1).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut window = Window::open(&stage, owner.id, 1).await;
    window.open_microphone(1).await;
    for _ in 0..20 {
        window.link.audio(&SOUND);
    }
    assert_eq!(window.failed().await, (Some(EventId::fixed(1)), Code::AudioTooLong));
    window.close_microphone(1).await;
    window.say(2, "안녕").await;
    assert_eq!(window.accepted().await.sequence, 1, "it made no turn, and the next thing works");
}

#[tokio::test]
async fn a_recogniser_that_falls_over_costs_its_utterance_only() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open_with(folder.path(), |parts| parts.ears = Arc::new(Deaf)).await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut window = Window::open(&stage, owner.id, 1).await;
    for event in [1, 2] {
        window.open_microphone(event).await;
        window.link.audio(&SOUND);
        assert_eq!(window.failed().await, (Some(EventId::fixed(event)), Code::Internal));
    }
    let caller = Caller::sending(owner.id);
    assert_eq!(stage.hub.recognize(&caller, vec![0.5; 16], None).await.unwrap_err().code, Code::Internal);
    window.say(3, "안녕").await;
    assert_eq!(window.ended().await.sequence, 1);
}

#[tokio::test]
async fn a_text_is_said_for_whoever_asks() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open(folder.path()).await.unwrap();
    let caller = Caller::sending(stage.owner().await.unwrap().id);
    let said = stage.hub.synthesize(&caller, "하나. 둘.", Manner::default()).await.unwrap();
    assert_eq!((said.samples.len(), said.rate), (4800, 24_000));
    let empty = stage.hub.synthesize(&caller, " ", Manner::default()).await.unwrap_err();
    assert_eq!(empty.code, Code::TextEmpty);
}
