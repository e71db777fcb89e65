//! A catalogue to try things with: films that do not exist, and what people that do not exist did with them.
//!
//! Every item has the label `예시`, and [`notice`] is what stands beside its title wherever it is shown.

use domain::{Customer, Feedback, FeedbackKind, Item, Language};
use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use crate::import::{Format, Lines, Row};
use crate::noise::Noise;

/// What the catalogue is called.
pub const CATALOG: &str = "demo";

const LABEL: &str = "예시";
const PREFIX: &str = "demo-";
const FILMS: &str = include_str!("../../../data/demo/films.tsv");

const GENRES: [(&str, &str); 15] = [
    ("드라마", "Drama"),
    ("코미디", "Comedy"),
    ("로맨스", "Romance"),
    ("가족", "Family"),
    ("액션", "Action"),
    ("미스터리", "Mystery"),
    ("SF", "Science fiction"),
    ("판타지", "Fantasy"),
    ("스릴러", "Thriller"),
    ("음악", "Music"),
    ("애니메이션", "Animation"),
    ("사극", "Period"),
    ("다큐멘터리", "Documentary"),
    ("공포", "Horror"),
    ("스포츠", "Sports"),
];

/// What the people of one kind like: genres, and what films are about.
struct Kind {
    genres: [&'static str; 2],
    about: [&'static str; 3],
}

const KINDS: [Kind; 10] = [
    Kind { genres: ["로맨스", "음악"], about: ["첫사랑", "편지", "음악"] },
    Kind { genres: ["스릴러", "미스터리"], about: ["비밀", "추리", "도시"] },
    Kind { genres: ["SF", "판타지"], about: ["우주", "로봇", "시간"] },
    Kind { genres: ["애니메이션", "가족"], about: ["동물", "친구", "마법"] },
    Kind { genres: ["공포", "미스터리"], about: ["유령", "산", "비밀"] },
    Kind { genres: ["다큐멘터리", "드라마"], about: ["할머니", "시골", "기억"] },
    Kind { genres: ["사극", "액션"], about: ["궁궐", "책", "바다"] },
    Kind { genres: ["코미디", "로맨스"], about: ["직장", "음식", "이웃"] },
    Kind { genres: ["스포츠", "액션"], about: ["스포츠", "겨울", "학교"] },
    Kind { genres: ["드라마", "가족"], about: ["가족", "여행", "바다"] },
];

const PEOPLE: usize = 300;

/// The films as they are told in Korean; [`in_english`] tells one in English.
pub fn items() -> Vec<Item> {
    let lines = Lines::in_format(FILMS.as_bytes(), Format::Separated(b'\t')).into_iter().flatten();
    lines.map(|line| line.map(|(_, row)| film(&row))).filter_map(Result::ok).flatten().collect()
}

fn film(row: &Row) -> Option<Item> {
    let mut item = row.item().ok()?;
    item.labels.insert(0, LABEL.into());
    let english = json!({ "title": row.text(&["titleen"]).ok()??, "text": row.text(&["texten"]).ok()?? });
    item.data = Some(json!({ "en": english }).to_string());
    Some(item)
}

/// The same film with its title, genres and text in English; anything else as it is.
pub fn in_english(item: &Item) -> Item {
    let mut told = item.clone();
    let data: serde_json::Value = item.data.as_deref().and_then(|data| data.parse().ok()).unwrap_or_default();
    for (own, name) in [(&mut told.title, "title"), (&mut told.text, "text")] {
        if let Some(english) = data["en"][name].as_str() {
            *own = english.to_owned();
        }
    }
    for category in &mut told.categories {
        if let Some((_, english)) = GENRES.iter().find(|(korean, _)| korean == category) {
            *category = (*english).to_owned();
        }
    }
    told
}

/// What has to be said of an item of this catalogue wherever it is shown; nothing of any other.
pub fn notice(item: &Item, language: Language) -> Option<&'static str> {
    let ours = item.id.starts_with(PREFIX) && item.labels.iter().any(|label| label == LABEL);
    ours.then_some(match language {
        Language::Korean => "예시 영화",
        Language::English => "example film",
    })
}

/// Three hundred people, thirty of a kind, labelled with the genres that they like.
pub fn people() -> Vec<Customer> {
    let labels = |number: usize| [LABEL].into_iter().chain(kind(number).genres).map(str::to_owned).collect();
    (0..PEOPLE).map(|number| Customer { id: person(number), labels: labels(number), data: None }).collect()
}

fn person(number: usize) -> String {
    format!("{PREFIX}person-{:03}", number + 1)
}

fn kind(person: usize) -> &'static Kind {
    &KINDS[person % KINDS.len()]
}

/// What they did in the half year before `now`: the same for the same time.
pub fn feedback(now: Timestamp) -> Vec<Feedback> {
    let films: Vec<Item> =
        items().into_iter().filter(|film| film.since.is_none_or(|since| since < now)).collect();
    // Some films are better than others, whatever one likes.
    let mut noise = Noise::new(2);
    let quality: Vec<f32> = films.iter().map(|_| 0.6 * noise.unit()).collect();
    (0..PEOPLE).flat_map(|number| doings(number, &films, &quality, now)).collect()
}

/// Somebody has seen what they expected to like most, liked most of it, and thrown out a film or two that were not for them.
fn doings(number: usize, films: &[Item], quality: &[f32], now: Timestamp) -> Vec<Feedback> {
    const HALF_A_YEAR: f32 = 180.0 * 86_400.0;
    let mut noise = Noise::new(1_000 + number as u64);
    let also = GENRES[noise.below(GENRES.len())].0;
    let mut liking: Vec<(usize, f32)> = (0..films.len())
        .map(|at| (at, taste(kind(number), also, &films[at]) + quality[at] + 0.8 * noise.unit()))
        .collect();
    liking.sort_by(|a, b| b.1.total_cmp(&a.1));
    let seen = 8 + (24.0 * noise.unit().powi(2)) as usize;
    let strangers = noise.below(3);
    let for_them = liking.iter().take(seen).enumerate().map(|(place, &(at, _))| {
        let kind = match place * 5 / seen {
            0..=2 => FeedbackKind::Like,
            3 => FeedbackKind::Play,
            _ => FeedbackKind::View,
        };
        (at, kind)
    });
    let not_for_them = liking.iter().rev().take(strangers).map(|&(at, _)| (at, FeedbackKind::Dismiss));
    let all: Vec<(usize, FeedbackKind)> = for_them.chain(not_for_them).collect();
    all.into_iter()
        .map(|(at, kind)| {
            let ago = SignedDuration::from_secs((HALF_A_YEAR * noise.unit()) as i64);
            // Nobody sees a film before it is there.
            let when = (now - ago).max(films[at].since.unwrap_or(now));
            Feedback::new(&person(number), &films[at].id, kind, when)
        })
        .collect()
}

/// How much somebody of a kind, who has one more genre of their own, expects to like a film.
fn taste(kind: &Kind, also: &str, film: &Item) -> f32 {
    let genre = |genre: &String| match genre.as_str() {
        own if kind.genres.contains(&own) => 1.0,
        own if own == also => 0.4,
        _ => 0.0,
    };
    let about = film.labels.iter().filter(|label| kind.about.contains(&label.as_str())).count();
    let genres: f32 = film.categories.iter().map(genre).sum();
    genres / film.categories.len().max(1) as f32 + 0.5 * about as f32
}
