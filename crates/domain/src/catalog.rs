//! What can be recommended, and what people did with it.

use jiff::Timestamp;

/// Something that can be recommended: a film, a product, a song, a question.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The partner's own id.
    pub id: String,
    pub title: String,
    pub categories: Vec<String>,
    pub labels: Vec<String>,
    /// What it is, in a few sentences.
    pub text: String,
    /// Where its picture is.
    pub image: Option<String>,
    /// In the catalogue's currency.
    pub price: Option<f64>,
    /// Sold out, or hidden, otherwise.
    pub available: bool,
    /// When it came out, or came in.
    pub since: Option<Timestamp>,
    /// A vector of it: the partner's own, or one that was made here of its picture. Empty: none.
    pub vector: Vec<f32>,
    /// The vector was made here of its picture.
    pub pictured: bool,
    /// The partner's own data (JSON), which is only given back.
    pub data: Option<String>,
}

/// Somebody who is recommended to, as a partner knows them: a pseudonym is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Customer {
    /// The partner's own id.
    pub id: String,
    pub labels: Vec<String>,
    /// The partner's own data (JSON), which is only given back.
    pub data: Option<String>,
}

/// Something somebody did with an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Feedback {
    /// The partner's own id of the person: a pseudonym.
    pub person: String,
    pub item: String,
    pub kind: FeedbackKind,
    /// What the partner calls the kind, where that is not our own word for it.
    pub called: Option<String>,
    /// How strongly, 1 for plain: how much of a film was played, how many were bought.
    pub weight: f32,
    pub at: Timestamp,
}

impl Feedback {
    /// Plain feedback.
    pub fn new(person: &str, item: &str, kind: FeedbackKind, at: Timestamp) -> Self {
        Self { person: person.into(), item: item.into(), kind, called: None, weight: 1.0, at }
    }

    /// The word for what was done: the partner's own, or ours.
    pub fn word(&self) -> &str {
        self.called.as_deref().unwrap_or(self.kind.as_str())
    }
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum FeedbackKind {
    View,
    Play,
    Like,
    Buy,
    /// Not this: what was liked before is no longer.
    Dismiss,
}

impl FeedbackKind {
    pub const ALL: [Self; 5] = [Self::View, Self::Play, Self::Like, Self::Buy, Self::Dismiss];

    pub const fn as_str(self) -> &'static str {
        match self {
            Self::View => "view",
            Self::Play => "play",
            Self::Like => "like",
            Self::Buy => "buy",
            Self::Dismiss => "dismiss",
        }
    }

    /// What a usual word of shops and of research data, in Korean or English, stands for.
    pub fn named(word: &str) -> Option<Self> {
        match word.to_lowercase().as_str() {
            "click" | "read" | "pageview" | "조회" => Some(Self::View),
            "listen" | "watch" | "재생" => Some(Self::Play),
            "star" | "favorite" | "favourite" | "좋아요" | "찜" => Some(Self::Like),
            "purchase" | "order" | "transaction" | "구매" => Some(Self::Buy),
            "dislike" | "skip" | "싫어요" => Some(Self::Dismiss),
            word => word.parse().ok(),
        }
    }

    /// How much one says of a person's liking, between 0 and 1.
    pub const fn strength(self) -> f32 {
        match self {
            Self::View => 0.4,
            Self::Play => 0.7,
            Self::Like | Self::Buy => 1.0,
            Self::Dismiss => 0.0,
        }
    }
}

impl std::str::FromStr for FeedbackKind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str().eq_ignore_ascii_case(text)).ok_or(())
    }
}
