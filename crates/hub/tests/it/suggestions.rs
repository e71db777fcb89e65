//! What somebody may want to ask next: their own questions first, then those of others, then what is general.

use std::sync::Arc;

use dialogue::scripted::Echo;
use dialogue::{Converse, Question, Reply, Said, World};
use domain::{Language, Person, PersonId};
use hub::testing::Stage;
use hub::{FeedbackOf, FeedbackPlace};
use store::People;

use crate::window::Window;

const QUESTIONS: [&str; 4] = ["몇 시야?", "영화 추천해 줘", "3분 타이머", "뭘 할 수 있어?"];

/// Four questions may be asked, each for what it says.
struct Asking;

impl Converse for Asking {
    fn reply(&self, said: &Said<'_>, world: &World) -> Reply {
        let reply = Echo::default().reply(said, world);
        Reply { asked: Some(said.text.to_owned()), ..reply }
    }

    fn questions(&self, _: Language) -> Vec<Question> {
        QUESTIONS.map(|say| Question { asks: say.into(), say: say.into() }).into()
    }
}

async fn ask(window: &mut Window, texts: &[&str]) {
    for (event, text) in (1..).zip(texts) {
        window.say(event, text).await;
        window.ended().await;
    }
}

#[tokio::test]
async fn what_is_asked_is_suggested_again() {
    let folder = tempfile::tempdir().unwrap();
    let stage = Stage::open_with(folder.path(), |parts| parts.converse = Arc::new(Asking)).await.unwrap();
    stage.hub.start().await.unwrap();
    let owner = stage.owner().await.unwrap();
    let mut window = Window::open(&stage, owner.id, 1).await;
    assert_eq!(window.synchronized.suggestions, QUESTIONS, "nobody has asked anything yet");

    ask(&mut window, &["3분 타이머", "몇 시야?", "3분 타이머", "비밀이야", "뭘 할 수 있어?"]).await;
    let again = Window::open(&stage, owner.id, 2).await;
    // The last one asked is remembered behind its answer: the next turn waits for that.
    assert_eq!(again.synchronized.suggestions[0], "3분 타이머", "most often");
    assert_eq!(again.synchronized.suggestions.len(), QUESTIONS.len(), "each once");
    let of = FeedbackOf { person: Some(owner.id.to_string()), ..FeedbackOf::default() };
    let known = stage.hub.feedback("questions", &of, &FeedbackPlace::default(), 10).await.unwrap();
    let known: Vec<&str> = known.iter().map(|known| known.feedback.item.as_str()).collect();
    assert!(!known.contains(&"비밀이야"), "only what may be suggested is remembered: {known:?}");

    let friend = Person { id: PersonId::fixed(77), name: "남".into(), ..owner };
    stage.store.add_person(&friend).await.unwrap();
    let mut theirs = Window::open(&stage, friend.id, 3).await;
    assert!(theirs.synchronized.suggestions[0] != "영화 추천해 줘", "what others ask comes first");
    ask(&mut theirs, &["영화 추천해 줘", "영화 추천해 줘"]).await;
    let theirs = Window::open(&stage, friend.id, 4).await;
    assert_eq!(theirs.synchronized.suggestions[0], "영화 추천해 줘", "now they have asked themselves");
}
