//! What people say to a bot, with whatever is remembered of the conversation; and dialogues as people write them.

use std::sync::{Arc, LazyLock};

use dialogue::block::{Bot, Learner};
use dialogue::service::{Nobody, Services, rehearsal};
use dialogue::{Converse, Dialogue, Said, World};
use domain::Language;
use jiff::ZonedDateTime;
use jiff::civil::date;

const BOT: &str = include_str!("../../data/bots/restaurant.yaml");
/// A longer dialogue does not find more.
const MOST_TURNS: usize = 12;

static SERVICES: LazyLock<Services> = LazyLock::new(|| {
    let learner = Arc::new(Learner::new(None).expect("nothing is embedded"));
    let assistant = Dialogue::new().expect("it is inside the binary");
    let mut services = Services::new(assistant, learner, Arc::new(Nobody)).expect("it is inside the binary");
    services.add(Bot::parse(BOT).expect("an example"), date(2026, 11, 23)).expect("an example");
    services
});

fn now() -> ZonedDateTime {
    "2026-11-23T10:00:00+09:00[Asia/Seoul]".parse().expect("a moment")
}

/// A file of dialogues, or a state and what is said then, with a line between them.
pub fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    if let Ok(rehearsals) = rehearsal::read(text) {
        for rehearsal in rehearsals.iter().take(2).filter(|its| its.turns.len() <= MOST_TURNS) {
            let played = rehearsal::play(&*SERVICES, rehearsal, Language::Korean, &now());
            assert!(played.is_err() || played.is_ok_and(|played| played.len() == rehearsal.turns.len()));
        }
    }
    let (state, said) = text.split_once('\n').map_or((None, text), |(state, said)| (Some(state), said));
    let world = World::at(now());
    let reply = SERVICES.reply(&Said { text: said, language: Language::Korean, state }, &world);
    assert!(reply.answer.bubbles.len() <= 4);
    // What it remembers is what it can go on with.
    let said = Said { text: "네", language: Language::Korean, state: reply.state.as_deref() };
    SERVICES.reply(&said, &world);
}
