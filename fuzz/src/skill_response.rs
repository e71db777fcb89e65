//! What skill servers answer, to all that we ask them, and what becomes of it.

use domain::Language;
use skills::{CallbackReply, Limits, SkillResponse, ValidationReply};

pub fn run(bytes: &[u8]) {
    let _ = ValidationReply::read(bytes, None);
    let _ = CallbackReply::read(bytes, Some("application/json; charset=utf-16"));
    let Ok(read) = SkillResponse::read(bytes, None) else { return };
    let outputs = read.response.template.as_ref().map_or(0, |template| template.outputs.len());
    assert!(outputs <= Limits::OUTPUTS && read.findings.len() <= 100);
    for language in Language::ALL {
        let answer = skills::answer(&read.response, language);
        assert_eq!(answer.bubbles.len(), outputs);
        assert!(answer.speech.chars().count() <= 300);
        let written = skills::respond(&answer, &|number| Some(number.into())).write();
        let again = SkillResponse::read(written.as_bytes(), None).expect("what we write can be read");
        assert!(again.response.template.is_none_or(|template| template.outputs.len() <= Limits::OUTPUTS));
    }
    // What was kept is sound, so that nothing more is left out of it.
    if outputs > 0 {
        let again = SkillResponse::read(read.response.write().as_bytes(), None).expect("it was read before");
        assert_eq!(again.response, read.response);
    }
}
