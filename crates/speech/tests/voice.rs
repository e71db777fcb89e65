//! The real voice: what it says is understood by our own ears, piece by piece, and stops when it is told to.

use std::ops::ControlFlow;
use std::sync::LazyLock;

use domain::Language;
use speech::{
    Ears, Hint, LISTENING_RATE, Manner, Recognize, Speak, SpeechError, Spoken, Voice, voice::TEXT_LIMIT,
};

static VOICE: LazyLock<Voice> = LazyLock::new(|| {
    let models = models::testing::folder();
    let [kokoro, lexicon, library] =
        ["kokoro", "english-lexicon", "onnxruntime/libonnxruntime.so"].map(|part| models.join(part));
    Voice::open(&kokoro, &lexicon, &library).expect("the models are whole")
});

fn say(text: &str) -> Vec<Spoken> {
    let mut pieces = Vec::new();
    VOICE
        .speak(text, &Manner::default(), &mut |piece| {
            pieces.push(piece);
            ControlFlow::Continue(())
        })
        .expect("the voice speaks");
    pieces
}

#[test]
fn our_ears_understand_our_voice() {
    let ears = {
        let models = models::testing::folder();
        let [whisper, vad, library] =
            ["whisper-base", "silero-vad/silero_vad.onnx", "onnxruntime/libonnxruntime.so"]
                .map(|part| models.join(part));
        Ears::open(&whisper, &vad, &library).unwrap()
    };
    // What the ears write in words, so that no digit stands for a word; the last one is English.
    let sentences = [
        "안녕하세요, 만나서 반가워요.",
        "오늘 날씨가 정말 좋네요.",
        "알람을 맞춰 드릴게요.",
        "내일 아침에 비가 올 것 같아요.",
        "국물이 뜨거우니까 조심하세요.",
        "무엇을 도와드릴까요?",
        "Please turn off the living room lights.",
    ];
    let (mut wrong, mut all) = (0, 0);
    for sentence in sentences {
        let samples: Vec<f32> = say(sentence).into_iter().flat_map(|piece| piece.samples).collect();
        let hint = Hint { language: Language::of(sentence), ..Hint::default() };
        let heard = ears.recognize(&at_listening_rate(&samples), &hint).unwrap().text;
        wrong += distance(&letters(sentence), &letters(&heard));
        all += letters(sentence).len();
    }
    assert!(wrong * 4 < all, "{wrong} of {all} characters were misheard");
}

#[test]
fn pieces_come_in_order_even_in_loudness_and_the_last_says_so() {
    let pieces = say("네, 알겠어요. 지금은 오후 3시 30분이에요! KTX 표를 예매할까요? Thank you.");
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.as_str()).collect();
    assert_eq!(texts, ["네, 알겠어요.", "지금은 오후 3시 30분이에요!", "KTX 표를 예매할까요?", "Thank you."]);
    assert_eq!(pieces.iter().map(|piece| piece.last).collect::<Vec<_>>(), [false, false, false, true]);
    assert_eq!(VOICE.rate(), 24_000);
    for piece in &pieces {
        let seconds = piece.samples.len() as f32 / VOICE.rate() as f32;
        assert!((0.4..5.0).contains(&seconds), "{}: {seconds} s", piece.text);
        let peak = piece.samples.iter().fold(0.0, |peak: f32, sample| peak.max(sample.abs()));
        assert!((0.2..=0.96).contains(&peak), "{}: {peak}", piece.text);
    }
}

#[test]
fn a_voice_told_to_stop_makes_nothing_more() {
    let mut pieces = 0;
    let listener = &mut |_| {
        pieces += 1;
        ControlFlow::Break(())
    };
    VOICE.speak("하나예요. 둘이에요. 셋이에요.", &Manner::default(), listener).unwrap();
    assert_eq!(pieces, 1);
}

#[test]
fn nothing_to_say_is_silence_and_too_much_is_refused() {
    for nothing in ["", "  \n", "😀🎉", "...", "!?", "漢字"] {
        assert_eq!(say(nothing), [], "{nothing}");
    }
    let text = "가".repeat(TEXT_LIMIT + 1);
    let refused = VOICE.speak(&text, &Manner::default(), &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert!(matches!(refused, SpeechError::TextTooLong { limit: TEXT_LIMIT, .. }), "{refused}");
}

#[test]
fn a_missing_model_says_what_to_do() {
    let nowhere = tempfile::tempdir().unwrap();
    let library = models::testing::folder().join("onnxruntime/libonnxruntime.so");
    let error = Voice::open(nowhere.path(), nowhere.path(), &library).err().unwrap();
    assert!(error.to_string().contains("ieum models"), "{error}");
}

/// Two of three samples, the mean of neighbours where they fall between: good enough for ears.
fn at_listening_rate(samples: &[f32]) -> Vec<f32> {
    assert_eq!(VOICE.rate() * 2, LISTENING_RATE * 3);
    let speech = samples.chunks_exact(3).flat_map(|three| [three[0], f32::midpoint(three[1], three[2])]);
    let silence = || std::iter::repeat_n(0.0, LISTENING_RATE as usize / 2);
    silence().chain(speech).chain(silence()).collect()
}

fn letters(text: &str) -> Vec<char> {
    text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Characters to change to make one text of the other.
fn distance(wanted: &[char], found: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=found.len()).collect();
    for (i, a) in wanted.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in found.iter().enumerate() {
            let cost = (diagonal + usize::from(a != b)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], cost);
        }
    }
    row[found.len()]
}
