//! The real ears on sounds made here: our own voice, and everything that is no voice.

use std::f32::consts::TAU;
use std::ops::ControlFlow;
use std::sync::LazyLock;
use std::time::Duration;

use domain::Language;

use speech::{
    Ears, EndReason, Hearing, Hint, LISTENING_RATE, Listen, Manner, Patience, Recognize, Segment, Speak,
    SpeechError, Voice, Wake,
};

static EARS: LazyLock<Ears> = LazyLock::new(|| {
    let models = models::testing::folder();
    let [whisper, vad] = ["whisper-base", "silero-vad/silero_vad.onnx"].map(|part| models.join(part));
    Ears::open(&whisper, &vad).expect("the models open")
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
    [vec![0.0; 8_000], voice, vec![0.0; 24_000]].concat()
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
fn the_language_may_change_in_the_middle() {
    let said = ["오늘 날씨가 아주 좋아요.", "What time does the next train leave?", "음악을 틀어 주세요."];
    let samples: Vec<f32> = said.iter().flat_map(|text| spoken(text)).collect();
    let whole = EARS.recognize(&samples, &Hint::default()).unwrap();
    let mut listening = EARS.listen(Hint::default());
    hearings(&mut *listening, &samples);
    for transcript in [whole, listening.finish().unwrap()] {
        let languages: Vec<_> = transcript.segments.iter().map(|segment| segment.language).collect();
        let expected = [Language::Korean, Language::English, Language::Korean];
        assert_eq!(languages, expected, "{transcript:?}");
        assert_eq!((transcript.language, transcript.other_language), (Language::Korean, None));
        for (said, segment) in said.iter().zip(&transcript.segments) {
            assert!(error_rate(said, &segment.text) <= 0.4, "{said:?}: {segment:?}");
        }
    }
}

/// Sounds that no voice makes, a few seconds each.
fn noises() -> Vec<(&'static str, Vec<f32>)> {
    let rate = LISTENING_RATE as usize;
    let tone =
        |hertz: f32| (0..3 * rate).map(|i| 0.3 * (TAU * hertz * i as f32 / rate as f32).sin()).collect();
    let mut seed = 1u32;
    let white: Vec<f32> = std::iter::repeat_with(|| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) as f32 / (1 << 24) as f32 * 0.2 - 0.1
    })
    .take(4 * rate)
    .collect();
    // Each sample leans on the one before: rain, then wind.
    let leaning = |lean: f32| {
        let brown = white.iter().scan(0.0, |level, sample| {
            *level = lean * *level + sample;
            Some(*level)
        });
        brown.map(|sample| sample * (1.0 - lean * lean).sqrt()).collect::<Vec<_>>()
    };
    let breath = leaning(0.5).into_iter().enumerate();
    let breath =
        breath.map(|(i, sample)| sample * (TAU * i as f32 / rate as f32 / 3.0).sin().max(0.0)).collect();
    let chord = (0..3 * rate)
        .map(|i| {
            [220.0, 277.2, 329.6].map(|hertz| 0.1 * (TAU * hertz * i as f32 / rate as f32).sin()).iter().sum()
        })
        .collect();
    let mut click = vec![0.0; 2 * rate];
    click[rate] = 1.0;
    // A tune of plucked strings, and what gusts of breath between 200 and 3,000 Hz would be.
    let tune = (0..6 * rate)
        .map(|i| {
            let (note, at) = ([0, 4, 7, 12, 9, 5][i / 6_000 % 6], i % 6_000);
            let hertz = 220.0 * 2f32.powf(note as f32 / 12.0);
            let string = |n: f32| (TAU * hertz * n * at as f32 / rate as f32).sin() / n.powf(1.5);
            0.2 * (-(at as f32) / 6_400.0).exp() * (1..6).map(|n| string(n as f32)).sum::<f32>()
        })
        .collect();
    let gusts = leaning(0.7).into_iter().enumerate();
    let gusts = gusts.map(|(i, sample)| if i / 3_000 % 4 == 0 { 3.0 * sample } else { 0.0 }).collect();
    let knocks = (0..3 * rate).map(|i| if i % 6_000 < 200 { white[i] * 5.0 } else { 0.0 }).collect();
    vec![
        ("nothing", Vec::new()),
        ("one sample", vec![0.5]),
        ("silence", vec![0.0; 5 * rate]),
        ("a hum", tone(50.0)),
        ("a whistle", tone(1000.0)),
        ("a chord", chord),
        ("noise", white.clone()),
        ("rain", leaning(0.9)),
        ("wind", leaning(0.99)),
        ("breath", breath),
        ("a click", click),
        ("knocks", knocks),
        ("a tune", tune),
        ("gusts", gusts),
        ("noise that goes on", white.repeat(2)[..7 * rate].to_vec()),
        ("a breath of noise", white[..rate / 3].to_vec()),
    ]
}

#[test]
fn what_is_no_voice_gives_no_text() {
    for (what, samples) in noises() {
        let heard = EARS.recognize(&samples, &Hint::default()).unwrap();
        assert_eq!((heard.text.as_str(), heard.segments.len()), ("", 0), "{what}");
        let mut listening = EARS.listen(Hint::default());
        let hearings = listening.push(&samples).unwrap();
        let ended = |hearing: &Hearing| matches!(hearing, Hearing::SpeechEnded { .. });
        assert!(!hearings.iter().any(ended), "{what}: {hearings:?}");
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

/// What is noticed in audio that comes a tenth of a second at a time.
fn hearings(listening: &mut dyn Listen, samples: &[f32]) -> Vec<Hearing> {
    samples.chunks(1_600).flat_map(|block| listening.push(block).expect("ears hear")).collect()
}

#[test]
fn the_end_has_a_reason() {
    let sentence = spoken("오늘 날씨가 아주 좋아요.");
    let silence = vec![0.0; 3 * LISTENING_RATE as usize];
    let patience = Patience::default();
    for (what, patience, samples, expected) in [
        ("a sentence", patience, [&sentence[..], &silence].concat(), vec![EndReason::Complete]),
        (
            "silence",
            Patience { silence: Duration::from_secs(1), ..patience },
            silence.clone(),
            vec![EndReason::Silence],
        ),
        (
            "a long one",
            Patience { longest: Duration::from_millis(1500), ..patience },
            [&sentence[..], &silence].concat(),
            vec![EndReason::TooLong, EndReason::Complete],
        ),
        ("two sentences", patience, sentence.repeat(2), vec![EndReason::Complete; 2]),
        ("less silence than that", patience, silence.clone(), vec![]),
    ] {
        let ears = EARS.clone().with_patience(patience);
        let mut listening = ears.listen(Hint { language: Some(Language::Korean), ..Hint::default() });
        let heard = hearings(&mut *listening, &samples);
        let reasons: Vec<_> = heard
            .iter()
            .filter_map(|hearing| match hearing {
                Hearing::SpeechEnded { reason, .. } => Some(*reason),
                _ => None,
            })
            .collect();
        assert_eq!(reasons, expected, "{what}: {heard:?}");
    }
}

#[test]
fn promised_words_stay() {
    let texts = [
        "이번 주말에 부산으로 여행을 가려고 하는데 토요일 아침 날씨가 어떤지 알려 주세요.",
        "어제는 친구와 함께 한강 공원에서 자전거를 탔어요. 바람이 시원해서 기분이 아주 좋았고 저녁에는 집에 돌아왔습니다.",
    ];
    let samples: Vec<f32> = texts.iter().flat_map(|text| spoken(text)).collect();
    for block in [800, 6_400] {
        let mut listening = EARS.listen(Hint { language: Some(Language::Korean), ..Hint::default() });
        let mut promised = String::new();
        let mut partials = 0;
        for hearing in samples.chunks(block).flat_map(|block| listening.push(block).unwrap()) {
            let Hearing::Partial { text, stable } = hearing else { continue };
            assert!(text.starts_with(&promised), "{promised:?} was promised, and then {text:?}");
            assert!(stable >= promised.chars().count(), "less is promised than before: {text:?}");
            promised = text.chars().take(stable).collect();
            partials += 1;
        }
        let transcript = listening.finish().unwrap();
        assert!(transcript.text.starts_with(&promised), "{promised:?} was promised: {:?}", transcript.text);
        assert!(promised.chars().count() > 20 && partials > 10, "{partials} partial texts: {promised:?}");
    }
}

#[test]
fn texts_so_far_come_less_often_when_others_speak() {
    let samples = spoken("이번 주말에 부산으로 여행을 가려고 하는데 토요일 아침 날씨가 어떤지 알려 주세요.");
    let mut partials = Vec::new();
    let mut texts = Vec::new();
    for speakers in [1, 4, 16] {
        let mut listening = EARS.listen(Hint { language: Some(Language::Korean), ..Hint::default() });
        listening.share(speakers);
        let is_partial = |hearing: &Hearing| matches!(hearing, Hearing::Partial { .. });
        partials.push(hearings(&mut *listening, &samples).into_iter().filter(is_partial).count());
        texts.push(listening.finish().unwrap().text);
    }
    assert!(partials.is_sorted_by(|more, fewer| more > fewer) && partials[2] > 0, "{partials:?}");
    for text in &texts {
        assert!(error_rate(&texts[2], text) < 0.3, "{texts:?}");
    }
}

#[test]
fn long_audio_is_transcribed_as_it_comes() {
    let sentence = spoken("오늘 날씨가 아주 좋아요.");
    let rate = LISTENING_RATE as usize;
    let round = 20 * rate;
    let mut audio = (0..12).flat_map(|_| {
        [&sentence[..], &vec![0.0; round - sentence.len()]]
            .concat()
            .chunks(5_000)
            .map(|block| Ok(block.to_vec()))
            .collect::<Vec<_>>()
    });
    let mut seen: Vec<Segment> = Vec::new();
    let hint = Hint { language: Some(Language::Korean), ..Hint::default() };
    let mut heard = |segment: &Segment| {
        seen.push(segment.clone());
        if seen.len() == 10 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let transcript = EARS.transcribe(&mut audio, &hint, &mut heard).unwrap();
    assert!(audio.next().is_some(), "what nobody wants any more is not read");
    assert_eq!(transcript.segments, seen);
    assert_eq!(seen.len(), 10);
    for (i, segment) in seen.iter().enumerate() {
        let begins = i as u32 * 20_000;
        assert!((begins + 300..begins + 900).contains(&segment.start_ms), "{i}: {segment:?}");
        assert!(
            segment.end_ms > segment.start_ms + 800 && segment.end_ms < begins + 5_000,
            "{i}: {segment:?}"
        );
        assert!(error_rate("오늘 날씨가 아주 좋아요", &segment.text) <= 0.34, "{i}: {segment:?}");
    }
    let texts: Vec<_> = seen.iter().map(|segment| segment.text.as_str()).collect();
    assert_eq!(transcript.text, texts.join(" "));
    assert!(transcript.audio_ms >= 180_000, "{}", transcript.audio_ms);

    // An error in the middle ends it.
    let mut broken = [Ok(sentence), Err(SpeechError::Unreadable("so".into()))].into_iter();
    let error = EARS.transcribe(&mut broken, &hint, &mut |_| ControlFlow::Continue(())).unwrap_err();
    assert!(matches!(error, SpeechError::Unreadable(_)));
}

#[test]
fn who_is_called_wakes() {
    let sentence = spoken("오늘 날씨가 아주 좋아요.");
    let other = spoken("음악을 틀어 주세요.");
    let rate = LISTENING_RATE as usize;
    let samples = [vec![0.0; 2 * rate], other, sentence, vec![0.0; rate]].concat();
    for (phrases, expected) in
        [(vec!["오늘 날씨가"], Some("오늘 날씨가")), (vec!["헤이 이음", "hey computer"], None)]
    {
        let phrases: Vec<String> = phrases.into_iter().map(str::to_owned).collect();
        for block in [512, 30_000] {
            let mut watching = EARS.watch(&phrases).unwrap();
            let calls: Vec<_> =
                samples.chunks(block).filter_map(|block| watching.push(block).unwrap()).collect();
            assert_eq!(calls.first().map(|call| call.phrase.as_str()), expected, "{calls:?}");
            assert!(
                calls.len() <= 1 && calls.iter().all(|call| call.at_ms > 4_000 && call.likeness > 0.7),
                "{calls:?}"
            );
        }
    }
    for (what, noise) in noises() {
        assert_eq!(EARS.watch(&["헤이 이음".into()]).unwrap().push(&noise).unwrap(), None, "{what}");
    }
    for phrases in
        [vec![], vec!["".into()], vec!["야".into()], vec!["가".repeat(100)], vec!["오늘 날씨가".into(); 9]]
    {
        assert!(matches!(EARS.watch(&phrases), Err(SpeechError::Phrase(_))), "{phrases:?}");
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
