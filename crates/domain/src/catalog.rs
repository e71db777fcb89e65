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
}

/// Something somebody did with an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Feedback {
    /// The partner's own id of the person: a pseudonym.
    pub person: String,
    pub item: String,
    pub kind: FeedbackKind,
    /// How strongly, 1 for plain: how much of a film was played, how many were bought.
    pub weight: f32,
    pub at: Timestamp,
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
