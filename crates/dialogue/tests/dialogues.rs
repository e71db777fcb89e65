//! Bots answer: the dialogues that lie beside the example bots go as they are written.

use dialogue::service::rehearsal;
use domain::Language;

mod stage;

use stage::{data, now, services};

/// Plays every dialogue beside a bot.
fn plays(name: &str, language: Language) {
    let services = services(&[name]);
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
fn the_home_goes_as_written() {
    plays("home", Language::Korean);
}

#[test]
fn the_trains_go_as_written() {
    plays("train", Language::Korean);
}

#[test]
fn the_bakery_goes_as_written() {
    plays("bakery", Language::English);
}

#[test]
fn the_shuttle_goes_as_written() {
    plays("shuttle", Language::English);
}

#[test]
fn the_house_goes_as_written() {
    plays("house", Language::English);
}
