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
    said(&VOICE, text, &Manner::default())
}

fn said(voice: &Voice, text: &str, manner: &Manner) -> Vec<Spoken> {
    let mut pieces = Vec::new();
    let heard = voice.speak(text, manner, &mut |piece| {
        pieces.push(piece);
        ControlFlow::Continue(())
    });
    heard.unwrap_or_else(|error| panic!("{text}: {error}"));
    pieces
}

fn refused(text: &str, manner: &Manner) -> SpeechError {
    VOICE.speak(text, manner, &mut |_| ControlFlow::Continue(())).expect_err("this is refused")
}

#[test]
fn our_ears_understand_our_voice() {
    let ears = {
        let models = models::testing::folder();
        let [whisper, vad] = ["whisper-base", "silero-vad/silero_vad.onnx"].map(|part| models.join(part));
        Ears::open(&whisper, &vad).unwrap()
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
fn all_pieces_are_as_loud() {
    let text = "네. 오늘 저녁에는 비가 조금 와요! 창문을 닫을까요? 아니면, 조금 뒤에 다시 여쭤볼까요?";
    let loudness: Vec<f64> = say(text)
        .iter()
        .filter(|piece| piece.samples.len() > VOICE.rate() as usize / 2)
        .map(|piece| {
            let mut meter = ebur128::EbuR128::new(1, VOICE.rate(), ebur128::Mode::I).unwrap();
            meter.add_frames_f32(&piece.samples).unwrap();
            meter.loudness_global().unwrap()
        })
        .collect();
    assert!(loudness.len() >= 3, "{loudness:?}");
    let mean = loudness.iter().sum::<f64>() / loudness.len() as f64;
    assert!(loudness.iter().all(|piece| (piece - mean).abs() < 1.5), "{loudness:?}");
}

#[test]
fn voices_have_names_and_mix() {
    let names: Vec<String> = VOICE.voices().into_iter().map(|voice| voice.name).collect();
    assert_eq!(names[0], "ieum");
    assert!(names.len() >= 6 && names.contains(&"jm_kumo".to_owned()), "{names:?}");
    let mut heard = Vec::new();
    for voice in ["ieum", "jm_kumo", "jf_alpha", "jf_alpha:0.5,jm_kumo:0.5"] {
        let manner = Manner { voice: Some(voice.into()), ..Manner::default() };
        let samples = said(&VOICE, "안녕하세요.", &manner).remove(0).samples;
        assert!(!heard.contains(&samples), "{voice} sounds like another");
        heard.push(samples);
    }
    for voice in ["nobody", "ieum:0.5,jf_alpha", "jf_alpha:0", ""] {
        let error = refused("안녕", &Manner { voice: Some(voice.into()), ..Manner::default() });
        assert!(matches!(error, SpeechError::NoSuchVoice { .. }), "{voice}: {error}");
        assert!(error.to_string().contains("jf_alpha"), "{error}");
    }
}

#[test]
fn pitch_and_pace_are_chosen_independently() {
    let said = |pitch, speed| {
        let manner = Manner { pitch, speed, ..Manner::default() };
        said(&VOICE, "오늘 아침에는 안개가 많이 꼈어요.", &manner).remove(0).samples
    };
    let (usual, high, slow) = (said(0.0, 1.0), said(7.0, 1.0), said(0.0, 0.7));
    let longer = |samples: &[f32]| samples.len() as f32 / usual.len() as f32;
    assert!((0.9..1.1).contains(&longer(&high)), "{}", longer(&high));
    assert!((1.2..1.7).contains(&longer(&slow)), "{}", longer(&slow));
    // Seven semitones are half as high again.
    let higher = tone(&high) / tone(&usual);
    assert!((1.25..1.8).contains(&higher), "{higher}");
    let same = tone(&slow) / tone(&usual);
    assert!((0.85..1.18).contains(&same), "{same}");
}

/// The middle pitch of the voiced parts, in Hz, by autocorrelation.
fn tone(samples: &[f32]) -> f32 {
    let rate = VOICE.rate() as usize;
    let mut tones: Vec<f32> = samples
        .chunks_exact(rate / 20)
        .filter_map(|window| {
            let likeness = |lag: usize| window.iter().zip(&window[lag..]).map(|(a, b)| a * b).sum::<f32>();
            let best = (rate / 600..rate / 90).max_by(|a, b| likeness(*a).total_cmp(&likeness(*b)))?;
            (likeness(best) > 0.4 * likeness(0)).then(|| rate as f32 / best as f32)
        })
        .collect();
    tones.sort_by(f32::total_cmp);
    tones[tones.len() / 2]
}

#[test]
fn markup_is_spoken_with_its_pauses_and_voices() {
    let manner = Manner { ssml: true, ..Manner::default() };
    let markup = "<speak>하나<break time=\"2s\"/><voice name=\"jm_kumo\">둘이에요.</voice>\
                  <prosody volume=\"-12dB\">셋이에요.</prosody></speak>";
    let pieces = said(&VOICE, markup, &manner);
    let texts: Vec<&str> = pieces.iter().map(|piece| piece.text.trim()).collect();
    assert_eq!(texts, ["하나", "둘이에요.", "셋이에요."]);
    let rate = VOICE.rate() as usize;
    let [first, second, third] = &pieces[..] else { panic!("{texts:?}") };
    assert!(first.samples.len() > 2 * rate && first.samples.ends_with(&vec![0.0; 2 * rate]));
    let peak = |piece: &Spoken| piece.samples.iter().fold(0.0, |peak: f32, sample| peak.max(sample.abs()));
    assert!(peak(third) < 0.6 * peak(second), "{} {}", peak(third), peak(second));
    assert!(third.last && !second.last);

    let nobody = refused("<speak><voice name=\"nobody\">네</voice></speak>", &manner);
    assert!(matches!(nobody, SpeechError::NoSuchVoice { .. }), "{nobody}");
    let wrong = refused("<speak><b>네</b></speak>", &manner);
    assert!(matches!(wrong, SpeechError::Markup(_)), "{wrong}");
    assert_eq!(said(&VOICE, "<speak/>", &manner), []);
}

/// Piper voices that hum (`tests/data/piper.py` makes them), added as people add theirs.
#[test]
fn piper_voices_speak_through_the_same_door() {
    let added = |name: &str| {
        let (cache, from) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data");
        for file in [format!("{name}.onnx"), format!("{name}.onnx.json")] {
            std::fs::copy(data.join(&file), from.path().join(&file)).unwrap();
        }
        let models = models::Models::open(cache.path(), Box::new(models::Pip::new(None)));
        let kind = models.add(from.path(), "mine", &domain::NoProgress).unwrap();
        assert_eq!(kind, models::Kind::Piper);
        let parts = models::testing::folder();
        let library = parts.join("onnxruntime/libonnxruntime.so");
        Voice::open(&models.folder("mine").unwrap(), &parts.join("english-lexicon"), &library).unwrap()
    };
    let seconds = |voice: &Voice, text: &str, manner: &Manner| {
        let samples: usize = said(voice, text, manner).iter().map(|piece| piece.samples.len()).sum();
        samples as f32 / voice.rate() as f32
    };
    let hum = added("hum");
    assert_eq!(hum.rate(), 22_050);
    assert_eq!(hum.voices().len(), 1);
    // Each sound lasts as long: what is said is as long as its phonemes are many.
    let (one, two) = ("나무가 자라요.", "나무가 자라요 나무가 자라요.");
    let usual = Manner::default();
    let longer = seconds(&hum, two, &usual) / seconds(&hum, one, &usual);
    assert!((1.7..2.1).contains(&longer), "{longer}");
    let slower = seconds(&hum, one, &Manner { speed: 0.5, ..usual.clone() }) / seconds(&hum, one, &usual);
    assert!((1.9..2.1).contains(&slower), "{slower}");
    let higher = seconds(&hum, one, &Manner { pitch: 5.0, ..usual.clone() }) / seconds(&hum, one, &usual);
    assert!((0.9..1.1).contains(&higher), "{higher}");
    assert!(hum.phonemes("꽃 KTX, good night.").contains("kkot"), "{}", hum.phonemes("꽃"));
    assert!(hum.phonemes("good night").contains("nˈaɪt"), "{}", hum.phonemes("good night"));

    let choir = added("choir");
    let names: Vec<String> = choir.voices().into_iter().map(|voice| voice.name).collect();
    assert_eq!(names, ["speaker-0", "speaker-1", "speaker-2"]);
    let by = |name: &str| said(&choir, one, &Manner { voice: Some(name.into()), ..Manner::default() });
    assert_ne!(by("speaker-0"), by("speaker-2"));
}

/// The same graph and voices in the layout of the other published packages.
#[test]
fn another_layout_of_kokoro_speaks_as_well() {
    let real = models::testing::folder();
    let (cache, from) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    for folder in ["onnx", "voices"] {
        std::fs::create_dir(from.path().join(folder)).unwrap();
    }
    std::fs::copy(real.join("kokoro/model.onnx"), from.path().join("onnx/model_quantized.onnx")).unwrap();
    let vocabulary = std::fs::read_to_string(real.join("kokoro/vocab.json")).unwrap();
    std::fs::write(from.path().join("tokenizer.json"), format!("{{\"model\": {vocabulary}}}")).unwrap();
    let archive = std::fs::File::open(real.join("kokoro/voices.npz")).unwrap();
    let mut voices = ndarray_npy::NpzReader::new(archive).unwrap();
    let style: ndarray::Array3<f32> = voices.by_name("jf_alpha.npy").unwrap();
    let bytes: Vec<u8> = style.iter().flat_map(|number| number.to_le_bytes()).collect();
    std::fs::write(from.path().join("voices/kf_minji.bin"), bytes).unwrap();

    let models = models::Models::open(cache.path(), Box::new(models::Pip::new(None)));
    assert_eq!(models.add(from.path(), "other", &domain::NoProgress).unwrap(), models::Kind::Kokoro);
    let library = real.join("onnxruntime/libonnxruntime.so");
    let voice =
        Voice::open(&models.folder("other").unwrap(), &real.join("english-lexicon"), &library).unwrap();
    let names: Vec<String> = voice.voices().into_iter().map(|voice| voice.name).collect();
    assert_eq!(names, ["kf_minji"]);
    let alpha = Manner { voice: Some("jf_alpha".into()), ..Manner::default() };
    let (ours, theirs) =
        (said(&VOICE, "안녕하세요.", &alpha), said(&voice, "안녕하세요.", &Manner::default()));
    assert_eq!(ours[0].samples.len(), theirs[0].samples.len());
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
    for nothing in ["", "  \n", "😀🎉", "...", "!?"] {
        assert_eq!(say(nothing), [], "{nothing}");
    }
    let text = "가".repeat(TEXT_LIMIT + 1);
    let refused = refused(&text, &Manner::default());
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

#[test]
fn a_voice_that_is_silenced_stops_in_the_middle() {
    let text = "하나예요. 둘이에요. 셋이에요. 넷이에요. 다섯이에요. 여섯이에요.";
    let manner = Manner::default();
    let mut pieces = 0;
    // The first piece is heard, and one of the others is being made when the silence comes from elsewhere.
    let silenced = std::thread::scope(|threads| {
        VOICE.speak(text, &manner, &mut |_| {
            pieces += 1;
            threads.spawn(|| manner.stop.stop());
            ControlFlow::Continue(())
        })
    });
    silenced.unwrap();
    assert!((1..6).contains(&pieces), "{pieces} of 6 pieces were heard");
    // Once silenced, a manner stays so; the voice speaks on.
    assert_eq!(said(&VOICE, "하나예요.", &manner), []);
    assert_eq!(say("하나예요.").len(), 1);
}
