//! The catalogue of example films: what it promises, and that it can be learnt.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::collections::HashSet;

use domain::{Item, Language, NoProgress};
use jiff::Timestamp;
use recommend::choose::{Limits, Trials};
use recommend::learn::Halt;
use recommend::{Catalog, Lesson, Model, Request, Shelf, check, demo};

fn now() -> Timestamp {
    "2026-11-30T09:00:00Z".parse().unwrap()
}

fn hangul(text: &str) -> bool {
    text.chars().any(|c| ('가'..='힣').contains(&c))
}

#[test]
fn every_film_is_marked_and_told_in_both_languages() {
    let films = demo::items();
    assert_eq!(films.len(), 120);
    let mut titles = HashSet::new();
    for film in &films {
        let english = demo::in_english(film);
        assert_eq!(demo::notice(film, Language::Korean), Some("예시 영화"));
        assert_eq!(demo::notice(&english, Language::English), Some("example film"));
        assert!(film.since.is_some() && film.available, "{film:?}");
        assert!(film.text.ends_with("요.") && hangul(&film.title), "{film:?}");
        assert!(film.text.chars().all(|c| !('\u{1100}'..='\u{11ff}').contains(&c)), "composed: {film:?}");
        for text in english.categories.iter().chain([&english.title, &english.text]) {
            assert!(!text.is_empty() && !hangul(text), "{english:?}");
        }
        assert!(titles.insert(film.title.clone()) && titles.insert(english.title), "{} is twice", film.title);
    }
    let partners = Item { id: "m1".into(), labels: vec!["예시".into()], ..Item::default() };
    assert_eq!(demo::notice(&partners, Language::Korean), None);
    assert_eq!(demo::in_english(&partners), partners);
}

#[test]
fn what_its_people_did_is_sound_and_always_the_same() {
    let feedback = demo::feedback(now());
    let people: HashSet<String> = demo::people().into_iter().map(|person| person.id).collect();
    assert_eq!(people.len(), 300);
    assert!((3_000..9_000).contains(&feedback.len()), "{}", feedback.len());
    for one in &feedback {
        assert_eq!(check(one, now()), Ok(()));
        assert!(one.at <= now() && people.contains(&one.person), "{one:?}");
    }
    assert_eq!(demo::feedback(now()), feedback);
    let long_before = demo::feedback("2016-01-01T00:00:00Z".parse().unwrap());
    let films = demo::items();
    for one in &long_before {
        let film = films.iter().find(|film| film.id == one.item).unwrap();
        assert!(film.since <= Some(one.at), "nobody sees a film before it is there: {one:?}");
    }
}

#[test]
fn everybody_is_shown_what_their_kind_likes() {
    let mut catalog = Catalog::default();
    demo::items().into_iter().for_each(|film| catalog.put(film));
    for feedback in demo::feedback(now()) {
        catalog.record(&feedback, now()).unwrap();
    }
    let (limits, halt) = (Limits::default(), Halt::default());
    let model =
        Model::learn(Lesson::of(&catalog), now(), &limits, &NoProgress, &halt, &mut Trials::default())
            .unwrap();
    let of = |learner: &str| model.report.lines.iter().find(|line| line.learner == learner).unwrap().ndcg;
    assert!(of("mixture") > 1.5 * of("popularity"), "{:?}", model.report);
    let mut shelf = Shelf::new(catalog);
    shelf.serve(model.into());
    let mut fits = 0;
    for person in demo::people() {
        let request = Request { person: Some(&person.id), ..Request::default() };
        for shown in shelf.recommend(&request, now()).unwrap() {
            let film = shelf.catalog.item(shelf.catalog.number_of(&shown.item).unwrap()).unwrap();
            fits += usize::from(film.categories.iter().any(|genre| person.labels.contains(genre)));
        }
    }
    assert!(fits > 300 * 10 / 2, "{fits} of 3000 are of a genre that its person likes");
}
