//! What is seen in a sentence.

use domain::Language;
use korean::particle::attach;

use crate::{Kind, Likely, Verdict};

impl Verdict {
    /// In a full sentence: "웰시 코기예요.", "a Pembroke Welsh corgi".
    #[must_use]
    pub fn told(&self, language: Language) -> String {
        match language {
            Language::Korean => self.in_korean(),
            Language::English => self.in_english(),
        }
    }

    fn in_korean(&self) -> String {
        let name = |likely: &Likely| likely.class().korean;
        match self {
            Self::Sure(likely) => format!("{}.", attach(name(likely), "이에요/예요")),
            Self::Either(a, b) => format!("{} 아니면 {} 같아요.", name(a), name(b)),
            Self::Kind(kind, _) => {
                let word = kind.korean[0];
                format!("{}. 더 자세히는 모르겠어요.", attach(word, "이에요/예요"))
            }
            Self::Unknown => "무엇인지 잘 모르겠어요.".into(),
        }
    }

    fn in_english(&self) -> String {
        let named = |likely: &Likely| with_article(likely.class().english, likely.class().kind);
        match self {
            Self::Sure(likely) => format!("This is {}.", named(likely)),
            Self::Either(a, b) => format!("This looks like {} or {}.", named(a), named(b)),
            Self::Kind(kind, _) => {
                format!("This is {}; I cannot tell more.", with_article(kind.english[0], kind))
            }
            Self::Unknown => "I cannot tell what this is.".into(),
        }
    }
}

/// "an espresso machine", "a daisy"; what is eaten, and what comes in pairs, has none.
#[must_use]
pub fn with_article(name: &str, kind: &Kind) -> String {
    let plural = name.ends_with('s') && !name.ends_with("ss") && !name.ends_with("us");
    if plural || matches!(kind.id, "food" | "drink") && name != kind.english[0] {
        return name.to_owned();
    }
    // "a unicycle", "a European fire salamander": the letter is a vowel, the sound is not.
    let sound = name.to_lowercase();
    let vowel = sound.starts_with(['a', 'e', 'i', 'o', 'u']);
    let spoken = ["uni", "use", "uti", "eu", "one"].iter().any(|start| sound.starts_with(start));
    format!("{} {name}", if vowel && !spoken { "an" } else { "a" })
}
