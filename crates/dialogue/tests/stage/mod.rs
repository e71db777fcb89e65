//! The example bots, learnt, with the service behind each.
#![allow(dead_code, reason = "each test binary uses a part of it")]

use std::path::Path;
use std::sync::{Arc, OnceLock};

use dialogue::Dialogue;
use dialogue::block::{Bot, Learner};
use dialogue::service::{Fulfil, Nobody, OpenHours, Roster, Services};
use dialogue::vector::{Embed, Embedder};
use jiff::ZonedDateTime;

const NOW: &str = "2026-11-23T10:00:00+09:00[Asia/Seoul]";

pub fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/bots").join(name);
    std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

pub fn now() -> ZonedDateTime {
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

/// As they are in the data folder of a running server.
pub fn services(bots: &[&str]) -> Services {
    let learner = Arc::new(Learner::new(Some(embed())).expect("short sentences"));
    let roster = Arc::new(Roster::new(std::time::Duration::from_secs(60)));
    let mut services =
        Services::new(Dialogue::new().expect("well formed"), learner, roster.clone()).expect("well formed");
    let mut behind: Vec<(String, Arc<dyn Fulfil>)> = Vec::new();
    for name in bots {
        let bot = Bot::parse(&data(&format!("{name}.yaml"))).expect("well formed");
        let sources: Vec<_> = bot.knowledge.iter().map(|name| (name.clone(), data(name))).collect();
        behind.extend(OpenHours::of(&bot).map(|hours| (bot.id.clone(), Arc::new(hours) as Arc<dyn Fulfil>)));
        let learnt = services.learn(bot, &sources, now().date()).expect("it can be learnt");
        services.take(Arc::new(learnt)).expect("the only one of its name");
    }
    roster.replace(behind);
    services
}

/// Understood by letters alone, with this service behind.
pub fn by_letters(bot: &str, service: Arc<dyn Fulfil>) -> Services {
    let learner = Arc::new(Learner::new(None).expect("nothing to embed"));
    let mut services =
        Services::new(Dialogue::new().expect("well formed"), learner, service).expect("well formed");
    services.add(Bot::parse(bot).expect("well formed"), now().date()).expect("it can be learnt");
    services
}

/// The same without a service.
pub fn alone(bot: &str) -> Services {
    by_letters(bot, Arc::new(Nobody))
}
