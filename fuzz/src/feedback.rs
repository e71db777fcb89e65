//! Files of items and feedback, in every form, and a catalogue that takes them in.

use jiff::Timestamp;
use recommend::import::{Format, Lines, Subject};
use recommend::{Catalog, Request, Shelf};

pub fn run(bytes: &[u8]) {
    let now = Timestamp::from_second(1_800_000_000).expect("a time in range");
    for format in [Format::JsonLines, Format::Separated(b','), Format::Separated(b'\t')] {
        let mut catalog = Catalog::default();
        let Ok(lines) = Lines::in_format(bytes, format) else { continue };
        for (_, row) in lines.flatten() {
            match row.subject() {
                Subject::Items => row.item().map(|item| catalog.put(item)).unwrap_or_default(),
                Subject::Feedback => {
                    if let Ok(feedback) = row.feedback(now) {
                        // Refused or taken in: either is an answer.
                        let _ = catalog.record(&feedback, now);
                    }
                }
            }
        }
        let (_, events) = catalog.events();
        assert!(events.iter().all(|event| event.weight > 0.0 && event.weight <= 1.0));
        let shown = Shelf::new(catalog).recommend(&Request::default(), now).expect("the request is sound");
        assert!(shown.iter().all(|shown| shown.score.is_finite()));
    }
}
