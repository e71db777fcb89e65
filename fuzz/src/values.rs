//! Sentences in which values are looked for: whatever people, recognisers and strangers send.

use domain::Language;
use values::Reading;

/// Longer inputs find nothing that shorter ones do not, only slower.
const MOST_BYTES: usize = 4096;

pub fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(&bytes[..bytes.len().min(MOST_BYTES)]) else { return };
    let now: jiff::ZonedDateTime = "2026-11-23T10:00:00+09:00[Asia/Seoul]".parse().expect("a constant");
    for language in Language::ALL {
        let reading = Reading { language, now: now.clone() };
        for found in values::readings(text, &reading) {
            assert_eq!(text.get(found.span.clone()), Some(found.text.as_str()));
            assert!(!found.text.is_empty());
            let _ = (found.value.to_string(), found.value.kakao());
        }
        let mut end = 0;
        for found in values::find(text, &reading) {
            assert!(found.span.start >= end, "values do not overlap");
            end = found.span.end;
        }
    }
}
