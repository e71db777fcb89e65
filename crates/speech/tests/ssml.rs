//! SSML: what is spoken, how, and what is said about mistakes.

use std::time::Duration;

use domain::Language;
use speech::SpeechError;
use speech::ssml::{self, Part};

/// The parts as one line: texts with their manner, pauses with their milliseconds.
fn shown(markup: &str) -> String {
    let parts = ssml::read(markup, Language::Korean).unwrap_or_else(|error| panic!("{markup}: {error}"));
    let shown = |part: &Part| match part {
        Part::Pause(length) => format!("{}ms", length.as_millis()),
        Part::Say(say) => {
            let setting = &say.setting;
            let mut out = say.text.trim().to_owned();
            if let Some(voice) = &setting.voice {
                out += &format!(" voice={voice}");
            }
            if setting.language == Language::English {
                out += " en";
            }
            for (name, value, usual) in
                [("speed", setting.speed, 1.0), ("pitch", setting.pitch, 0.0), ("gain", setting.gain, 1.0)]
            {
                if (value - usual).abs() > 1e-3 {
                    out += &format!(" {name}={value:.2}");
                }
            }
            out
        }
    };
    parts.iter().map(shown).collect::<Vec<_>>().join(" | ")
}

#[test]
fn markup_says_how_it_is_spoken() {
    for (inside, expected) in [
        ("안녕하세요", "안녕하세요"),
        ("", ""),
        ("  안녕\n  하세요 ", "안녕 하세요"),
        ("A &amp; B &#44544;", "A & B 글"),
        ("<![CDATA[3 < 4]]>", "3 < 4"),
        ("<!-- 모름 -->네", "네"),
        ("<p><s>하나.</s><s>둘</s></p><p>셋</p>", "하나. | 둘 | 셋"),
        ("하나<break time=\"500ms\"/>둘<break time=\"1.5s\"/>셋", "하나 | 500ms | 둘 | 1500ms | 셋"),
        ("<break strength=\"strong\"/><break/><break strength=\"none\"/>", "550ms | 350ms | 0ms"),
        ("<prosody rate=\"fast\">빨리</prosody>", "빨리 speed=1.25"),
        (
            "<prosody rate=\"+20%\">가</prosody><prosody rate=\"80%\">나</prosody>",
            "가 speed=1.20 | 나 speed=0.80",
        ),
        ("<prosody rate=\"0.5\"><prosody rate=\"0.5\">느리게</prosody></prosody>", "느리게 speed=0.50"),
        (
            "<prosody pitch=\"+2st\">높게 <prosody pitch=\"x-high\">더</prosody></prosody>",
            "높게 pitch=2.00 | 더 pitch=8.00",
        ),
        ("<prosody pitch=\"+100%\">한 옥타브</prosody>", "한 옥타브 pitch=12.00"),
        ("<prosody volume=\"-6dB\">작게</prosody>", "작게 gain=0.50"),
        ("<voice name=\"jf_alpha\">저는 알파예요</voice>", "저는 알파예요 voice=jf_alpha"),
        ("<lang xml:lang=\"en-US\">20</lang>", "20 en"),
        ("<sub alias=\"대한민국\">한국</sub>에서", "대한민국에서"),
        ("오늘은 <say-as interpret-as=\"cardinal\">24</say-as>개", "오늘은 이십사개"),
    ] {
        assert_eq!(shown(&format!("<speak>{inside}</speak>")), expected, "{inside}");
    }
    let namespaced = "<?xml version=\"1.0\"?><speak version=\"1.1\" xmlns=\"http://www.w3.org/2001/10/synthesis\" \
                      xml:lang=\"ko-KR\">네</speak>";
    assert_eq!(shown(namespaced), "네");
}

#[test]
fn figures_are_read_as_what_they_are_said_to_be() {
    for (kind, text, korean, english) in [
        ("characters", "AB12", "에이 비 일 이", "A, B, 1, 2"),
        ("spell-out", "가-나", "가 하이픈 나", "가, -, 나"),
        ("digits", "2024", "이영이사", "2 0 2 4"),
        ("cardinal", "1,234", "천이백삼십사", "1,234"),
        ("ordinal", "1", "첫 번째", "1st"),
        ("ordinal", "3", "세 번째", "3rd"),
        ("ordinal", "12", "열두 번째", "12th"),
        ("fraction", "2/3", "삼분의 이", "2/3"),
        ("telephone", "010-1234-5678", "공일공, 일이삼사, 오육칠팔", "0 1 0, 1 2 3 4, 5 6 7 8"),
        ("date", "2026-11-23", "이천이십육 년 십일 월 이십삼 일", "2026-11-23"),
        ("date", "6/10", "유월 십 일", "6/10"),
        ("time", "3:30", "세 시 삼십 분", "3:30"),
        ("currency", "5,000원", "오천 원", "5,000원"),
        ("unit", "24°C", "이십사 도", "24°C"),
    ] {
        let markup = format!("<speak><say-as interpret-as=\"{kind}\">{text}</say-as></speak>");
        let without_spaces = |text: String| text.replace(' ', "");
        let heard = shown(&markup);
        assert_eq!(without_spaces(heard.clone()), without_spaces(korean.into()), "{kind} {text}: {heard}");
        let markup = markup.replace("<speak>", "<speak xml:lang=\"en\">");
        assert_eq!(shown(&markup), format!("{english} en"), "{kind} {text}");
    }
    let day = "<speak><say-as interpret-as=\"date\" format=\"dmy\">23/11/2026</say-as></speak>";
    assert_eq!(shown(day).replace(' ', ""), "이천이십육년십일월이십삼일");
}

#[test]
fn mistakes_are_explained_with_their_place_in_both_languages() {
    for (markup, expected) in [
        ("안녕", &["line 1, column 1", "1번째 줄"][..]),
        ("<say>안녕</say>", &["begins with <say>", "<speak>안녕하세요</speak>", "시작해요"]),
        (
            "<speak>\n  <b>굵게</b></speak>",
            &["line 2, column 3", "<b> is not spoken", "say-as", "2번째 줄 3번째 글자"],
        ),
        ("<speak><speak>둘</speak></speak>", &["column 8", "only around everything"]),
        ("<speak>A & B</speak>", &["not well-formed", "&amp;"]),
        ("<speak>안녕", &["not well-formed"]),
        ("<!DOCTYPE a [<!ENTITY a \"b\">]><speak>&a;</speak>", &["document type", "DOCTYPE"]),
        ("<speak>&nbsp;</speak>", &["not well-formed"]),
        ("<speak><break time=\"soon\"/></speak>", &["time=\"soon\"", "500ms"]),
        ("<speak><break time=\"11s\"/></speak>", &["at most 10 s", "10초"]),
        ("<speak><break strength=\"huge\"/></speak>", &["x-strong"]),
        ("<speak><prosody rate=\"9\">가</prosody></speak>", &["rate=\"9\"", "50% to 200%"]),
        ("<speak><prosody rate=\"inf\">가</prosody></speak>", &["rate=\"inf\""]),
        ("<speak><prosody pitch=\"+200Hz\">가</prosody></speak>", &["+2st"]),
        (
            "<speak><prosody contour=\"x\">가</prosody></speak>",
            &["no attribute contour", "rate, pitch, volume"],
        ),
        ("<speak><say-as>3</say-as></speak>", &["needs interpret-as"]),
        ("<speak><say-as interpret-as=\"zahl\">3</say-as></speak>", &["zahl", "telephone"]),
        ("<speak><say-as interpret-as=\"date\"><b/></say-as></speak>", &["text only", "글자만"]),
        ("<speak><sub>한국</sub></speak>", &["needs alias", "대한민국"]),
        ("<speak xml:lang=\"fr-FR\">Oui</speak>", &["fr-FR", "ko-KR"]),
    ] {
        let error = ssml::read(markup, Language::Korean).expect_err(markup);
        assert!(matches!(error, SpeechError::Markup(_)), "{markup}: {error}");
        for part in expected {
            assert!(error.to_string().contains(part), "{markup}: {part} is not in {error}");
        }
    }
}

#[test]
fn markup_is_bounded() {
    let silent = format!("<speak>{}</speak>", "<break time=\"10s\"/>".repeat(7));
    let error = ssml::read(&silent, Language::Korean).unwrap_err().to_string();
    assert!(error.contains("60 s"), "{error}");
    let six = format!("<speak>{}</speak>", "<break time=\"10s\"/>".repeat(6));
    let parts = ssml::read(&six, Language::Korean).unwrap();
    assert!(parts.iter().all(|part| *part == Part::Pause(Duration::from_secs(10))));

    let deep = format!("<speak>{}가{}</speak>", "<p>".repeat(2_000), "</p>".repeat(2_000));
    let error = ssml::read(&deep, Language::Korean).unwrap_err().to_string();
    assert!(error.contains("within each other"), "{error}");
    let many = format!("<speak>{}</speak>", "<s/>".repeat(4_100));
    let error = ssml::read(&many, Language::Korean).unwrap_err().to_string();
    assert!(error.contains("too many elements"), "{error}");
    let long = format!("<speak>{}</speak>", "가".repeat(20_000));
    assert!(matches!(ssml::read(&long, Language::Korean), Err(SpeechError::TextTooLong { .. })));
}
