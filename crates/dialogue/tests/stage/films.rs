//! Six films to recommend: the person likes the first.

use dialogue::recommend::{Asked, Offer, Shelf, Shelves};
use domain::{Item, ItemRef, Language};

#[derive(Debug)]
pub struct Films {
    /// They are a list of examples.
    pub example: bool,
}

const FILMS: [(&str, &str, &str, &[&str]); 6] = [
    ("1", "달빛 우체국", "Moonlight Post", &["가족", "판타지"]),
    ("2", "별의 항구", "Star Harbor", &["SF"]),
    ("3", "비 오는 날의 국수", "Rainy Noodles", &["드라마"]),
    ("5", "고양이 탐정", "Cat Detective", &["코미디"]),
    ("4", "마지막 잠수함", "The Last Submarine", &["SF", "스릴러"]),
    ("6", "끝없는 여름", "Endless Summer", &["로맨스"]),
];
const SHOWN_AT_ONCE: usize = 3;

fn title(at: usize, language: Language) -> &'static str {
    match language {
        Language::Korean => FILMS[at].1,
        Language::English => FILMS[at].2,
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

impl Shelves for Films {
    fn shelves(&self) -> Vec<Shelf> {
        let mut categories: Vec<String> =
            FILMS.iter().flat_map(|film| film.3).map(|category| (*category).to_owned()).collect();
        categories.sort_unstable();
        categories.dedup();
        let (catalog, kind) = ("films".to_owned(), "films".to_owned());
        vec![Shelf { catalog, kind, example: self.example, categories }]
    }

    fn titled(&self, said: &str) -> Option<(ItemRef, String)> {
        let named = |language| {
            let at = (0..FILMS.len()).find(|&at| squeezed(title(at, language)) == squeezed(said))?;
            let of = ItemRef { catalog: "films".into(), item: FILMS[at].0.into() };
            Some((of, title(at, language).to_owned()))
        };
        Language::ALL.into_iter().find_map(named)
    }

    fn choose(&self, asked: &Asked) -> Vec<Offer> {
        let reason = match asked.language {
            Language::Korean => "‘달빛 우체국’을 좋아하셔서",
            Language::English => "because you like “Moonlight Post”",
        };
        let wanted = (1..FILMS.len()).filter(|&at| {
            let (id, .., categories) = FILMS[at];
            let sorted = asked.categories.is_empty()
                || asked.categories.iter().any(|category| categories.contains(&category.as_str()));
            sorted && !asked.without.iter().any(|its| its == id) && asked.like.as_deref() != Some(id)
        });
        let offer = |at: usize| Offer {
            item: Item {
                id: FILMS[at].0.into(),
                title: title(at, asked.language).into(),
                categories: FILMS[at].3.iter().map(|category| (*category).to_owned()).collect(),
                available: true,
                ..Item::default()
            },
            reason: reason.into(),
            notice: None,
            opinion: None,
        };
        wanted.take(SHOWN_AT_ONCE).map(offer).collect()
    }
}
