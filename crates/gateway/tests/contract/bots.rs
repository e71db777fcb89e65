//! What the assistant was taught by files is told, and looked at when it is said, and by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use dialogue::scripted::Echo;
use dialogue::{Converse, Reply, Said, Taught, TaughtBot, World};
use domain::Language;
use jiff::SignedDuration;
use serde_json::json;

use crate::stage::Server;

/// Counts how often it has looked.
#[derive(Default)]
struct Pupil {
    looked: AtomicUsize,
}

impl Converse for Pupil {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        Echo::default().reply(said, world)
    }

    fn refresh(&self) {
        self.looked.fetch_add(1, Ordering::SeqCst);
    }

    fn taught(&self) -> Vec<Taught> {
        let blocks = self.looked.load(Ordering::SeqCst);
        let bot = TaughtBot {
            id: "shop".into(),
            name: "가게".into(),
            language: Language::Korean,
            blocks,
            events: Vec::new(),
        };
        vec![
            Taught { file: "shop.yaml".into(), bot: Some(bot), wrong: None },
            Taught { file: "wrong.yaml".into(), bot: None, wrong: Some("line 3: bot: missing".into()) },
        ]
    }
}

#[tokio::test]
async fn files_are_told_of_and_read_again() {
    let pupil = Arc::new(Pupil::default());
    let partner = pupil.clone();
    let server = Server::start_with(|parts| parts.converse = partner, |_| {}).await;
    let listed = server.get("/v1/bots").await.json();
    assert_eq!(
        listed["files"],
        json!([
            {"file": "shop.yaml", "bot": {"id": "shop", "name": "가게", "language": "ko", "blocks": 0}},
            {"file": "wrong.yaml", "wrong": "line 3: bot: missing"},
        ])
    );
    let read = server.post("/v1/bots/reload", &json!({})).await.json();
    assert_eq!(read["files"][0]["bot"]["blocks"], 1);
    // And without being told, when the time has come.
    while pupil.looked.load(Ordering::SeqCst) < 3 {
        server.stage.waker.advance(SignedDuration::from_secs(2));
        tokio::task::yield_now().await;
    }
}
