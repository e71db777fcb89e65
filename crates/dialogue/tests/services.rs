//! Bots answer: the dialogues that lie beside the example bots go as they are written.

use std::path::Path;
use std::sync::{Arc, OnceLock};

use dialogue::Dialogue;
use dialogue::block::{Bot, Learner};
use dialogue::service::{Fulfil, Nobody, Services, rehearsal};
use dialogue::vector::{Embed, Embedder};
use domain::Language;
use jiff::ZonedDateTime;

const NOW: &str = "2026-11-23T10:00:00+09:00[Asia/Seoul]";

fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/bots").join(name);
    std::fs::read_to_string(path).expect("the file is readable")
}

fn now() -> ZonedDateTime {
    NOW.parse().expect("a moment")
}

fn embed() -> Arc<dyn Embed> {
    static EMBED: OnceLock<Arc<dyn Embed>> = OnceLock::new();
    EMBED
        .get_or_init(|| {
            Arc::new(Embedder::open(&models::testing::folder().join("e5-small")).expect("it opens"))
        })
        .clone()
}

fn services(bots: &[&str], service: Arc<dyn Fulfil>) -> Services {
    let learner = Arc::new(Learner::new(Some(embed())).expect("short sentences"));
    let mut services =
        Services::new(Dialogue::new().expect("well formed"), learner, service).expect("well formed");
    for name in bots {
        let bot = Bot::parse(&data(&format!("{name}.yaml"))).expect("well formed");
        services.add(bot, now().date()).expect("it can be learnt");
    }
    services
}

/// Plays every dialogue beside a bot.
fn plays(name: &str, language: Language) {
    let services = services(&[name], Arc::new(Nobody));
    let rehearsals = rehearsal::read(&data(&format!("{name}.dialogues.yaml"))).expect("well formed");
    let mut wrong = Vec::new();
    for rehearsal in &rehearsals {
        let played = rehearsal::play(&services, rehearsal, language, &now()).expect("a moment");
        for turn in played.iter().filter(|turn| !turn.wrong.is_empty()) {
            let steps = format!("{}\n      {}", turn.answered, turn.trace);
            wrong.push(format!(
                "{}: {}\n    {}\n      {steps}",
                rehearsal.name,
                turn.said,
                turn.wrong.join("\n    ")
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_restaurant_goes_as_written() {
    plays("restaurant", Language::Korean);
}

#[test]
fn the_bakery_goes_as_written() {
    plays("bakery", Language::English);
}
