//! Every sentence of `data/tests/` is understood as its file says, and every sentence of `_nothing.yaml` is not.
//!
//! A file tests the intent file of the same name. Its entries run at one fixed moment, Monday 23 November 2026, 10:00
//! in Seoul, unless they say another; `with: alerts` gives the person two timers and two
//! alarms, `with: one timer` the first of them only, and with `with: ringing` that one rings. `with: films` has six films to
//! recommend, `with: examples` the same as examples. `with: photo of corgi` has such a photo that comes with the first sentence;
//! an empty sentence is the photo alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use dialogue::{Action, Converse, Dialogue, Reply, Said, World};
use domain::{
    Alert, AlertId, AlertKind, AlertState, Answer, Bubble, Card, CardBody, ConversationId, Language,
    ListCard, ListItem, PersonId, Repeat,
};
use jiff::ZonedDateTime;
use serde::Deserialize;

#[path = "stage/films.rs"]
mod films;
#[path = "stage/photos.rs"]
mod photos;

use films::Films;
use photos::Photo;

const NOW: &str = "2026-11-23T10:00:00+09:00[Asia/Seoul]";

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    /// Each of these is a conversation's first sentence.
    say: Vec<String>,
    #[serde(default)]
    now: Option<String>,
    #[serde(default)]
    with: Option<String>,
    intent: String,
    #[serde(default)]
    values: Option<BTreeMap<String, String>>,
    /// The text of the first bubble, or the header of a list.
    #[serde(default)]
    answer: Option<String>,
    #[serde(default)]
    speech: Option<String>,
    /// What is done: `alarm 2026-11-24T15:00:00 label`, `timer ...`, `cancel 1 2`, `films/1 like`.
    #[serde(default)]
    does: Option<Vec<String>>,
    /// The titles of the cards.
    #[serde(default)]
    shows: Option<Vec<String>>,
    /// Further sentences of the conversation with their answers.
    #[serde(default)]
    then: Vec<Then>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Then {
    say: String,
    /// What the sentence is taken for.
    #[serde(default)]
    intent: Option<String>,
    answer: String,
    #[serde(default)]
    does: Option<Vec<String>>,
    #[serde(default)]
    shows: Option<Vec<String>>,
}

#[test]
fn every_sentence_is_understood() {
    let dialogue = Dialogue::new().expect("the data is well formed");
    let (mut sentences, mut failures) = (0, Vec::new());
    for language in Language::ALL {
        let mut tested = BTreeSet::new();
        for file in files(language).iter().filter(|file| !name(file).starts_with('_')) {
            let text = fs::read_to_string(file).expect("the file is readable");
            let entries: Vec<Entry> =
                serde_norway::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", name(file)));
            for entry in entries {
                tested.insert(entry.intent.clone());
                tested.extend(entry.then.iter().filter_map(|then| then.intent.clone()));
                for text in &entry.say {
                    sentences += 1 + entry.then.len();
                    failures.extend(
                        run(&dialogue, language, text, &entry).err().map(|e| format!("{text}\n    {e}")),
                    );
                }
            }
        }
        failures.extend(untested(language, &tested));
    }
    println!("{sentences} sentences");
    assert!(failures.is_empty(), "{} of {sentences} failed:\n{}", failures.len(), failures.join("\n"));
}

#[test]
fn every_suggested_question_asks_what_it_says() {
    let dialogue = Dialogue::new().expect("the data is well formed");
    for language in Language::ALL {
        let questions = dialogue.questions(language);
        assert!(questions.len() >= 6, "{language}: an empty chat shows six");
        for question in questions {
            let reply = say(&dialogue, language, &question.say, None, &world(NOW, Some("films")));
            assert_eq!(reply.asked.as_ref(), Some(&question.asks), "{}", question.say);
        }
        let reply = say(&dialogue, language, "보라색 코끼리 purple elephants", None, &world(NOW, None));
        assert_eq!(reply.asked, None, "what nobody understands asks for nothing");
    }
}

#[test]
fn a_photo_alone_is_answered_in_the_language_that_was_spoken() {
    let dialogue = Dialogue::new().expect("the data is well formed");
    let world = world(NOW, Some("photo of corgi"));
    let first = say(&dialogue, Language::English, "", None, &world);
    assert_eq!(shown(&first.answer), "I can see a Pembroke Welsh corgi in the picture.");
    let korean = say(&dialogue, Language::English, "지금 몇 시야?", first.state.as_deref(), &world);
    let then = say(&dialogue, Language::English, "", korean.state.as_deref(), &world);
    assert_eq!(
        (shown(&then.answer).as_str(), then.language),
        ("사진에 웰시 코기가 보여요.", Language::Korean)
    );
}

#[test]
fn other_talk_is_not_guessed_at() {
    let dialogue = Dialogue::new().expect("the data is well formed");
    let mut failures = Vec::new();
    for language in Language::ALL {
        let file = tests_of(language).join("_nothing.yaml");
        let sentences: Vec<String> =
            serde_norway::from_str(&fs::read_to_string(file).expect("readable")).expect("a list");
        assert!(sentences.len() >= 60, "{language}: {}", sentences.len());
        for text in sentences {
            let reply = say(&dialogue, language, &text, None, &world(NOW, None));
            let trace: serde_json::Value = serde_json::from_str(&reply.trace).expect("a trace is JSON");
            if !trace["intent"].is_null() {
                failures.push(format!("{text}: {} by {}", trace["intent"], trace["template"]));
            }
            assert!(!reply.answer.quick_replies.is_empty(), "{text}: a fallback offers something");
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

fn run(dialogue: &Dialogue, language: Language, text: &str, entry: &Entry) -> Result<(), String> {
    let world = world(entry.now.as_deref().unwrap_or(NOW), entry.with.as_deref());
    let reply = say(dialogue, language, text, None, &world);
    let trace: serde_json::Value = serde_json::from_str(&reply.trace).map_err(|e| e.to_string())?;
    same("intent", trace["intent"].as_str().unwrap_or("nothing"), &entry.intent)?;
    if let Some(values) = &entry.values {
        let found: BTreeMap<String, String> =
            serde_json::from_value(trace["values"].clone()).map_err(|e| e.to_string())?;
        let found: BTreeMap<_, _> = found.into_iter().map(|(k, v)| (k, v.trim().to_owned())).collect();
        same("values", &format!("{found:?}"), &format!("{values:?}"))?;
    }
    if let Some(answer) = &entry.answer {
        same("answer", &shown(&reply.answer), answer)?;
    }
    if let Some(speech) = &entry.speech {
        same("speech", &reply.answer.speech, speech)?;
    }
    if let Some(does) = &entry.does {
        same("does", &done(&reply, &world).join("; "), &does.join("; "))?;
    }
    if let Some(shows) = &entry.shows {
        same("shows", &cards(&reply.answer).join(", "), &shows.join(", "))?;
    }
    whole(&reply.answer)?;
    let mut state = reply.state;
    let mut world = world;
    apply(&reply.actions, &mut world);
    // What follows is said of it, without sending it again.
    if let Some(photo) = photo(entry.with.as_deref()) {
        world.sight = Arc::new(Photo { sent: false, ..photo });
    }
    for then in &entry.then {
        let reply = say(dialogue, language, &then.say, state.as_deref(), &world);
        same(&then.say, &shown(&reply.answer), &then.answer)?;
        if let Some(intent) = &then.intent {
            let trace: serde_json::Value = serde_json::from_str(&reply.trace).map_err(|e| e.to_string())?;
            same("intent", trace["intent"].as_str().unwrap_or("nothing"), intent)?;
        }
        if let Some(does) = &then.does {
            same("does", &done(&reply, &world).join("; "), &does.join("; "))?;
        }
        if let Some(shows) = &then.shows {
            same("shows", &cards(&reply.answer).join(", "), &shows.join(", "))?;
        }
        whole(&reply.answer)?;
        apply(&reply.actions, &mut world);
        state = reply.state;
    }
    Ok(())
}

fn same(what: &str, found: &str, expected: &str) -> Result<(), String> {
    if found == expected { Ok(()) } else { Err(format!("{what}: {found}, expected {expected}")) }
}

/// Nothing in an answer is a key or an unfilled slot, and chips are within their number.
fn whole(answer: &Answer) -> Result<(), String> {
    let text = format!("{answer:?}").replace("Answer {", "").replace("Text {", "");
    let unfilled = shown(answer).contains('{') || answer.speech.contains('{');
    if unfilled || answer.bubbles.is_empty() || answer.speech.is_empty() || answer.quick_replies.len() > 10 {
        return Err(format!("not a whole answer: {text}"));
    }
    Ok(())
}

fn say(dialogue: &Dialogue, language: Language, text: &str, state: Option<&str>, world: &World) -> Reply {
    dialogue.reply(&Said { text, language, state }, world)
}

fn shown(answer: &Answer) -> String {
    match answer.bubbles.first() {
        Some(Bubble::Text { text }) => text.clone(),
        Some(Bubble::Card(card)) => match &card.body {
            CardBody::List(ListCard { header, items }) => {
                let item = |item: &ListItem| format!("{} {}", item.title, item.description).trim().to_owned();
                format!("{}: {}", header.title, items.iter().map(item).collect::<Vec<_>>().join(" / "))
            }
            _ => card.title().to_owned(),
        },
        Some(Bubble::Image(image)) => image.alt.clone(),
        Some(Bubble::Carousel(_)) => cards(answer).join(" / "),
        None => String::new(),
    }
}

/// The titles of the cards.
fn cards(answer: &Answer) -> Vec<&str> {
    let cards = answer.bubbles.iter().filter_map(|bubble| match bubble {
        Bubble::Carousel(carousel) => Some(&carousel.cards),
        _ => None,
    });
    cards.flatten().map(Card::title).collect()
}

fn done(reply: &Reply, world: &World) -> Vec<String> {
    let zone = world.now.time_zone();
    let describe = |action: &Action| match action {
        Action::SetAlert { kind, label, due, repeat } => {
            let kind = if *kind == AlertKind::Alarm { "alarm" } else { "timer" };
            let repeat = match repeat {
                Repeat::Once => String::new(),
                Repeat::Weekly(days) => format!(" {days:07b}"),
            };
            let due = due.to_zoned_datetime(zone.clone()).datetime();
            format!("{kind} {due}{repeat} {label}").trim().to_owned()
        }
        Action::CancelAlerts(ids) => {
            let places = ids.iter().filter_map(|id| world.alerts.iter().position(|alert| alert.id == *id));
            format!("cancel {}", places.map(|place| place.to_string()).collect::<Vec<_>>().join(" "))
        }
        Action::Feedback { of, kind } => format!("{}/{} {}", of.catalog, of.item, kind.as_str()),
        Action::Remember(_) | Action::Forget(_) => "something that only bots do".to_owned(),
    };
    reply.actions.iter().map(describe).collect()
}

/// What the hub would do.
fn apply(actions: &[Action], world: &mut World) {
    for action in actions {
        match action {
            Action::SetAlert { kind, label, due, repeat } => {
                let id = 100 + world.alerts.len() as u128;
                world.alerts.push(alert(id, *kind, label, *due, *repeat, world.now.timestamp()));
            }
            Action::CancelAlerts(ids) => world.alerts.retain(|alert| !ids.contains(&alert.id)),
            Action::Remember(_) | Action::Forget(_) | Action::Feedback { .. } => {}
        }
    }
}

fn world(now: &str, with: Option<&str>) -> World {
    let now: ZonedDateTime = now.parse().expect("a test's moment is RFC 9557");
    let mut world = World::at(now.clone());
    if let Some(photo) = photo(with) {
        world.sight = Arc::new(photo);
    } else if let Some(example @ ("films" | "examples")) = with {
        world.shelves = Arc::new(Films { example: example == "examples" });
    } else if let Some(alerts) = with {
        let at = |time: &str| -> jiff::Timestamp { format!("{time}+09:00").parse().expect("a time") };
        let start = now.timestamp();
        let once = Repeat::Once;
        world.alerts = vec![
            alert(0, AlertKind::Timer, "라면", at("2026-11-23T10:02:30"), once, start),
            alert(1, AlertKind::Timer, "", at("2026-11-23T10:10:00"), once, start),
            alert(2, AlertKind::Alarm, "", at("2026-11-24T07:00:00"), once, start),
            alert(3, AlertKind::Alarm, "약", at("2026-11-24T15:30:00"), once, start),
        ];
        match alerts {
            "alerts" => {}
            "one timer" => world.alerts.truncate(1),
            "ringing" => world.alerts[0].state = AlertState::Ringing,
            other => panic!("nothing is known of {other:?}"),
        }
    }
    world
}

fn photo(with: Option<&str>) -> Option<Photo> {
    let of = with?.strip_prefix("photo of ")?;
    Some(Photo { of: of.to_owned(), sent: true })
}

fn alert(
    id: u128,
    kind: AlertKind,
    label: &str,
    due: jiff::Timestamp,
    repeat: Repeat,
    made: jiff::Timestamp,
) -> Alert {
    Alert {
        id: AlertId::fixed(id),
        person: PersonId::fixed(1),
        conversation: ConversationId::fixed(1),
        kind,
        label: label.into(),
        due,
        repeat,
        state: AlertState::Pending,
        created_at: made,
    }
}

/// Intents of a language that no test names, and intent files without a test file of their name.
fn untested(language: Language, tested: &BTreeSet<String>) -> Vec<String> {
    let mut missing = Vec::new();
    for file in yaml_in(&data().join("intents").join(language.code())) {
        if name(&file).starts_with('_') {
            continue;
        }
        if !tests_of(language).join(name(&file)).exists() {
            missing.push(format!("{} has no tests", file.display()));
        }
        let text = fs::read_to_string(&file).expect("readable");
        let answered_in_conversations =
            text.lines().filter(|line| line.trim().starts_with("answers:")).count();
        let named = text.lines().filter_map(|line| line.trim().strip_prefix("- name: ")).collect::<Vec<_>>();
        let untested: Vec<_> = named.iter().filter(|intent| !tested.contains(**intent)).collect();
        if untested.len() > answered_in_conversations {
            missing.push(format!("{language}: no sentence tests one of {untested:?}"));
        }
    }
    missing
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data")
}

fn tests_of(language: Language) -> PathBuf {
    data().join("tests").join(language.code())
}

fn files(language: Language) -> Vec<PathBuf> {
    yaml_in(&tests_of(language))
}

fn yaml_in(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder exists")
        .map(|entry| entry.expect("readable").path())
        .collect();
    files.retain(|file| file.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    files
}

fn name(file: &Path) -> String {
    file.file_name().expect("a file").to_string_lossy().into_owned()
}
