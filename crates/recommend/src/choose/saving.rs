//! What had to be saved to keep within the memory.

use std::fmt;
use std::str::FromStr;

use domain::Language;

#[derive(Clone, Debug, PartialEq)]
pub enum Saving {
    /// Only so many people were learnt from.
    People { kept: usize, of: usize },
    /// This learner was left out.
    Without { learner: String },
    /// This learner has no more numbers than these for each person and item.
    Numbers { learner: String, most: usize },
}

impl Saving {
    /// For a shop owner.
    pub fn told(&self, language: Language) -> String {
        match (self, language) {
            (Self::People { kept, of }, Language::Korean) => {
                format!("메모리가 모자라서 {of}명 가운데 {kept}명에게서만 배웠어요.")
            }
            (Self::People { kept, of }, Language::English) => {
                format!("Memory is short: learnt from {kept} of {of} people.")
            }
            (Self::Without { learner }, Language::Korean) => {
                format!("메모리가 모자라서 {learner} 방식은 쓰지 않았어요.")
            }
            (Self::Without { learner }, Language::English) => {
                format!("Memory is short: {learner} was left out.")
            }
            (Self::Numbers { learner, most }, Language::Korean) => {
                format!("메모리가 모자라서 {learner} 방식은 한 줄에 숫자를 {most}개까지만 썼어요.")
            }
            (Self::Numbers { learner, most }, Language::English) => {
                format!("Memory is short: {learner} has at most {most} numbers a row.")
            }
        }
    }
}

/// In words that are kept with the model.
impl fmt::Display for Saving {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::People { kept, of } => write!(f, "people {kept} {of}"),
            Self::Without { learner } => write!(f, "without {learner}"),
            Self::Numbers { learner, most } => write!(f, "numbers {learner} {most}"),
        }
    }
}

impl FromStr for Saving {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let number = |word: &str| word.parse::<usize>().map_err(|_| ());
        match text.split(' ').collect::<Vec<_>>()[..] {
            ["people", kept, of] => Ok(Self::People { kept: number(kept)?, of: number(of)? }),
            ["without", learner] => Ok(Self::Without { learner: learner.to_owned() }),
            ["numbers", learner, most] => {
                Ok(Self::Numbers { learner: learner.to_owned(), most: number(most)? })
            }
            _ => Err(()),
        }
    }
}
