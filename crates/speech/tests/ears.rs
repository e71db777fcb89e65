//! The real ears on sounds made here: our own voice, and everything that is no voice.

use std::f32::consts::TAU;
use std::ops::ControlFlow;
use std::sync::LazyLock;

use domain::Language;
use speech::{Ears, Hearing, Hint, LISTENING_RATE, Manner, Recognize, Speak, SpeechError, Voice};

static EARS: LazyLock<Ears> = LazyLock::new(|| {
    let models = models::testing::folder();
    let [whisper, vad, library] =
        ["whisper-base", "silero-vad/silero_vad.onnx", "onnxruntime/libonnxruntime.so"]
            .map(|part| models.join(part));
    Ears::open(&whisper, &vad, &library).expect("the models open")
});

/// A sentence in our own voice, at the rate of the ears, with some silence around it.
fn spoken(text: &str) -> Vec<f32> {
    static VOICE: LazyLock<Voice> = LazyLock::new(|| {
        let models = models::testing::folder();
        let [kokoro, lexicon, library] =
            ["kokoro", "english-lexicon", "onnxruntime/libonnxruntime.so"].map(|part| models.join(part));
        Voice::open(&kokoro, &lexicon, &library).expect("the models open")
    });
    let spec = hound::WavSpec {
        channels: 1,
        sample_rate: VOICE.rate(),
        bits_per_sample: 32,
        sample_format: hound::SampleFormat::Float,
    };
    let mut file = std::io::Cursor::new(Vec::new());
    let mut writer = hound::WavWriter::new(&mut file, spec).expect("our own voice speaks");
    VOICE
        .speak(text, &Manner::default(), &mut |piece| {
            piece
                .samples
                .iter()
                .for_each(|sample| writer.write_sample(*sample).expect("our own voice speaks"));
            ControlFlow::Continue(())
        })
        .expect("our own voice speaks");
    writer.finalize().expect("our own voice speaks");
    let voice = speech::audio::read_bytes(file.into_inner(), 60).expect("our own voice speaks");
    [vec![0.0; 8_000], voice, vec![0.0; 16_000]].concat()
}

/// Characters to change, spaces and punctuation not counted, for each that should be there.
fn error_rate(wanted: &str, found: &str) -> f64 {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<Vec<_>>();
    let (wanted, found) = (letters(wanted), letters(found));
    let mut row: Vec<usize> = (0..=found.len()).collect();
    for (i, a) in wanted.iter().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in found.iter().enumerate() {
            let cost = (diagonal + usize::from(a != b)).min(row[j] + 1).min(row[j + 1] + 1);
            diagonal = std::mem::replace(&mut row[j + 1], cost);
        }
    }
    row[found.len()] as f64 / wanted.len() as f64
}

#[test]
fn our_own_voice_is_understood() {
    // Kokoro was not trained on Korean: a third of the characters may differ, as with a strong accent.
    for text in ["안녕하세요.", "오늘 날씨가 아주 좋아요.", "음악을 틀어 주세요."] {
        let samples = spoken(text);
        for language in [Some(Language::Korean), None] {
            let heard = EARS.recognize(&samples, &Hint { language, ..Hint::default() }).unwrap();
            assert!(error_rate(text, &heard.text) <= 0.34, "{text:?} was heard as {:?}", heard.text);
            assert_eq!(heard.language, Language::Korean);
            assert_eq!(heard.audio_ms as usize, samples.len() / 16);
        }
    }
}

#[test]
fn what_is_no_voice_gives_no_text() {
    let rate = LISTENING_RATE as usize;
    let tone =
        |hertz: f32| (0..3 * rate).map(|i| 0.3 * (TAU * hertz * i as f32 / rate as f32).sin()).collect();
    let mut seed = 1u32;
    let noise = (0..3 * rate)
        .map(|_| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) as f32 / (1 << 24) as f32 * 0.2 - 0.1
        })
        .collect();
    let mut click = vec![0.0; 2 * rate];
    click[rate] = 1.0;
    for (what, samples) in [
        ("nothing", Vec::new()),
        ("one sample", vec![0.5]),
        ("silence", vec![0.0; 5 * rate]),
        ("a hum", tone(50.0)),
        ("a whistle", tone(1000.0)),
        ("noise", noise),
        ("a click", click),
    ] {
        let heard = EARS.recognize(&samples, &Hint::default()).unwrap();
        assert_eq!(heard.text, "", "{what}");
        let mut listening = EARS.listen(Hint::default());
        assert_eq!(listening.push(&samples).unwrap(), [], "{what}");
        assert_eq!(listening.finish().unwrap().text, "", "{what}");
    }
}

#[test]
fn listening_tells_what_happens_in_order() {
    let samples = spoken("오늘 날씨가 아주 좋아요.");
    let mut listening = EARS.listen(Hint { language: Some(Language::Korean), ..Hint::default() });
    let mut heard = Vec::new();
    for block in samples.chunks(1_234) {
        heard.extend(listening.push(block).unwrap());
    }
    let transcript = listening.finish().unwrap();
    assert!(error_rate("오늘 날씨가 아주 좋아요", &transcript.text) <= 0.34, "{:?}", transcript.text);
    assert!(matches!(heard.first(), Some(Hearing::SpeechStarted { at_ms: 300..=800 })), "{heard:?}");
    assert!(matches!(heard.last(), Some(Hearing::SpeechEnded { .. })), "{heard:?}");
    let partials: Vec<_> = heard[1..heard.len() - 1].iter().collect();
    assert!(partials.len() >= 2, "{heard:?}");
    for partial in partials {
        let Hearing::Partial { text, stable } = partial else { panic!("{heard:?}") };
        assert!(*stable <= text.chars().count(), "{heard:?}");
    }
}

#[test]
fn bad_samples_and_bad_models_are_errors() {
    let nan = EARS.recognize(&[f32::NAN; 100], &Hint::default());
    assert!(matches!(nan, Err(SpeechError::Unreadable(_))));
    let hours = vec![0.0; LISTENING_RATE as usize * 1801];
    assert!(matches!(EARS.recognize(&hours, &Hint::default()), Err(SpeechError::TooLong { .. })));

    let folder = tempfile::tempdir().unwrap();
    let missing = speech::whisper::Whisper::open(folder.path()).err().unwrap();
    assert!(matches!(missing, SpeechError::Model(_)), "{missing}");
    let real = std::fs::read(models::testing::folder().join("whisper-base/model.bin")).unwrap();
    for length in [0, 4, 100, 10_000, real.len() - 1] {
        std::fs::write(folder.path().join("model.bin"), &real[..length]).unwrap();
        let cut = speech::whisper::Whisper::open(folder.path()).err().unwrap();
        assert!(cut.to_string().contains("ends too early"), "{length}: {cut}");
    }
}
