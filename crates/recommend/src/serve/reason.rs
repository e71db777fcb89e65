//! Why an item is shown, in a phrase that ends before the item.

use domain::Language;
use korean::particle;

use super::{Likings, Shelf};

#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// People who like this one like it, and so does whoever asks.
    Liked { item: String, title: String },
    /// It is like the item that was asked about.
    Similar { item: String, title: String },
    /// People often come to it after this one.
    Next { item: String, title: String },
    /// It is of a kind that is liked.
    Kind { category: String },
    /// It fits what they did, all in all.
    Taste,
    /// Many like it now.
    Popular,
    /// It came in lately.
    Latest,
    /// Little is known of it yet.
    Explored,
}

impl Reason {
    /// "'기생충'을 좋아하셔서", "because you like Parasite".
    pub fn told(&self, language: Language) -> String {
        match (self, language) {
            (Self::Liked { title, .. }, Language::Korean) => format!("{} 좋아하셔서", quoted(title, "을/를")),
            (Self::Liked { title, .. }, Language::English) => format!("because you like “{title}”"),
            (Self::Similar { title, .. }, Language::Korean) => format!("{} 비슷해서", quoted(title, "와/과")),
            (Self::Similar { title, .. }, Language::English) => format!("because it is like “{title}”"),
            (Self::Next { title, .. }, Language::Korean) => format!("‘{title}’ 다음으로 많이 찾으셔서"),
            (Self::Next { title, .. }, Language::English) => {
                format!("because people often come to it after “{title}”")
            }
            (Self::Kind { category }, Language::Korean) => {
                format!("{} 좋아하셔서", quoted(category, "을/를"))
            }
            (Self::Kind { category }, Language::English) => format!("because you like {category}"),
            (Self::Taste, Language::Korean) => "취향에 맞을 것 같아서".into(),
            (Self::Taste, Language::English) => "because it fits your taste".into(),
            (Self::Popular, Language::Korean) => "요즘 인기가 많아서".into(),
            (Self::Popular, Language::English) => "because many like it now".into(),
            (Self::Latest, Language::Korean) => "새로 나와서".into(),
            (Self::Latest, Language::English) => "because it is new".into(),
            (Self::Explored, Language::Korean) => "새로운 것도 보여 드리려고".into(),
            (Self::Explored, Language::English) => "because you may want something new".into(),
        }
    }
}

/// The particle follows the closing mark, and the sound before it.
fn quoted(title: &str, pair: &str) -> String {
    format!("‘{title}’{}", particle::choose(title, pair))
}

pub(super) fn reason(shelf: &Shelf, likings: &Likings, number: u32) -> Reason {
    if likings.numbers.is_empty() || shelf.learnt.is_none() {
        return Reason::Popular;
    }
    if let Some(liked) = nearest(shelf, likings, number) {
        return Reason::Liked { item: shelf.catalog.id_of(liked).to_owned(), title: shelf.title(liked) };
    }
    common_category(shelf, likings, number).map_or(Reason::Taste, |category| Reason::Kind { category })
}

/// Which of the likings speaks most for the item.
fn nearest(shelf: &Shelf, likings: &Likings, number: u32) -> Option<u32> {
    let learnt = shelf.learnt.as_ref()?;
    let place = learnt.place(number)?;
    let near = |&(liked, strength): &(u32, f32)| {
        let own = learnt.place(liked)?;
        let (_, near) = learnt.model.neighbours.of(own).iter().find(|(other, _)| *other == place)?;
        Some((liked, near * strength))
    };
    let all = likings.numbers.iter().copied().zip(likings.strengths.iter().copied());
    all.filter_map(|liking| near(&liking)).max_by(|a, b| a.1.total_cmp(&b.1)).map(|(liked, _)| liked)
}

fn common_category(shelf: &Shelf, likings: &Likings, number: u32) -> Option<String> {
    let item = shelf.catalog.item(number)?;
    let likes = |category: &&String| {
        let liked = likings.numbers.iter().filter_map(|&liked| shelf.catalog.item(liked));
        liked.filter(|liked| liked.categories.contains(category)).count()
    };
    let best = item.categories.iter().max_by_key(likes)?;
    (likes(&best) > 0).then(|| best.clone())
}
