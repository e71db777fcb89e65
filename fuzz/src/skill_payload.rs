//! What a channel sends to the skill server that we are, and what partners send to have a bot speak first.

use skills::{EventRequest, SkillPayload};

pub fn run(bytes: &[u8]) {
    if let Ok(event) = EventRequest::read(bytes) {
        assert!(EventRequest::read(event.write().as_bytes()).is_ok());
    }
    let Ok(payload) = SkillPayload::read(bytes) else { return };
    let again = SkillPayload::read(payload.write().as_bytes()).expect("what we write can be read");
    assert_eq!(again.user_request.utterance, payload.user_request.utterance);
    assert_eq!(again.contexts.len(), payload.contexts.len());
    assert_eq!(again.action.params, payload.action.params);
}
