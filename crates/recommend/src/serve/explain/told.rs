//! An explanation in sentences.

use domain::Language;
use korean::particle;

use super::{Explanation, Hidden};

impl Explanation {
    /// A sentence for each thing there is to say.
    pub fn told(&self, language: Language) -> Vec<String> {
        let mut told = vec![self.place_told(language)];
        told.extend(self.basis_told(language));
        told.extend(self.likings_told(language));
        told.extend(self.popularity_told(language));
        told.extend(self.hidden.iter().map(|why| why.told(language).to_owned()));
        told
    }

    fn place_told(&self, language: Language) -> String {
        let Self { title, place, of, score, .. } = self;
        match language {
            Language::Korean => {
                let topic = particle::choose(title, "은/는");
                format!("‘{title}’{topic} {of}개 가운데 {place}번째로 잘 맞아요. 점수는 {score:.2}점이에요.")
            }
            Language::English => {
                format!("“{title}” is in place {place} of {of}, with a score of {score:.2}.")
            }
        }
    }

    /// Where the score comes from.
    fn basis_told(&self, language: Language) -> Option<String> {
        if let Some(described) = self.described {
            return Some(match language {
                Language::Korean => format!(
                    "아직 좋아한 사람이 없어서 설명이 비슷한 것들을 보고 {described:.2}점으로 짐작했어요."
                ),
                Language::English => {
                    format!(
                        "Nobody has liked it yet; from its description its score is guessed to be {described:.2}."
                    )
                }
            });
        }
        let says = |learner: &super::Learner| match language {
            Language::Korean => {
                format!("{} {:.2}점(비중 {:.0}%)", learner.name, learner.score, learner.share * 100.0)
            }
            Language::English => {
                format!("{} {:.2} (share {:.0}%)", learner.name, learner.score, learner.share * 100.0)
            }
        };
        let parts: Vec<String> = self.learners.iter().map(says).collect();
        (!parts.is_empty()).then(|| match language {
            Language::Korean => format!("방법별로는 {}이에요.", parts.join(", ")),
            Language::English => format!("By method: {}.", parts.join(", ")),
        })
    }

    fn likings_told(&self, language: Language) -> Option<String> {
        let (first, others) = self.likings.split_first()?;
        let title = &first.title;
        let all: f32 = self.likings.iter().map(|liking| liking.by).sum();
        Some(match language {
            Language::Korean => {
                let object = particle::choose(title, "을/를");
                let main = format!("‘{title}’{object} 좋아하신 게 가장 큰 이유예요({:.2}점).", first.by);
                let others: Vec<String> = others.iter().map(|other| format!("‘{}’", other.title)).collect();
                match others.last() {
                    None => main,
                    Some(_) => format!(
                        "{main} {} 좋아하신 것까지 더하면 {all:.2}점이에요.",
                        with_object(&others, &self.likings)
                    ),
                }
            }
            Language::English => {
                let main = format!("That you like “{title}” speaks most for it ({:.2})", first.by);
                let others: Vec<String> = others.iter().map(|other| format!("“{}”", other.title)).collect();
                if others.is_empty() {
                    format!("{main}.")
                } else {
                    format!("{main}; with {} it is {all:.2}.", others.join(", "))
                }
            }
        })
    }

    fn popularity_told(&self, language: Language) -> Option<String> {
        let Self { popularity, learners, described, .. } = self;
        let stranger = learners.is_empty() && described.is_none();
        let told = match (language, stranger) {
            _ if *popularity == 0.0 => return None,
            (Language::Korean, true) => "아직 취향을 몰라서 얼마나 인기가 많은지만 봤어요.".to_owned(),
            (Language::English, true) => {
                "Nothing is known of what you like, so that popularity decides.".to_owned()
            }
            (Language::Korean, false) => {
                format!("아직 취향을 잘 몰라서 인기도 함께 봤어요({popularity:+.2}점).")
            }
            (Language::English, false) => {
                format!(
                    "Little is known of what you like, so that popularity counts as well ({popularity:+.2})."
                )
            }
        };
        Some(told)
    }
}

/// "‘가’, ‘나’를": the particle follows the last title.
fn with_object(quoted: &[String], likings: &[super::Speaks]) -> String {
    let last = likings.last().map(|liking| liking.title.as_str()).unwrap_or_default();
    format!("{}{}", quoted.join(", "), particle::choose(last, "을/를"))
}

impl Hidden {
    /// Why it is not shown, in a sentence.
    pub fn told(self, language: Language) -> &'static str {
        match (self, language) {
            (Self::Gone, Language::Korean) => "목록에서 빠져서 보여 드리지 않아요.",
            (Self::Gone, Language::English) => "It is not shown: it is not in the catalogue any more.",
            (Self::NotAvailable, Language::Korean) => "품절됐거나 숨겨 둬서 보여 드리지 않아요.",
            (Self::NotAvailable, Language::English) => "It is not shown: it is sold out or hidden.",
            (Self::Liked, Language::Korean) => "이미 좋아하시거나 고르신 것이라서 다시 보여 드리지 않아요.",
            (Self::Liked, Language::English) => "It is not shown: you like it already, or have picked it.",
            (Self::Dismissed, Language::Korean) => "관심 없다고 하셔서 보여 드리지 않아요.",
            (Self::Dismissed, Language::English) => "It is not shown: you said that it is not for you.",
            (Self::Seen, Language::Korean) => "이미 보신 것이라서 보여 드리지 않아요.",
            (Self::Seen, Language::English) => "It is not shown: you have seen it.",
            (Self::Category, Language::Korean) => "찾으시는 분류가 아니라서 보여 드리지 않아요.",
            (Self::Category, Language::English) => "It is not shown: it is of another category.",
            (Self::Price, Language::Korean) => "찾으시는 가격대가 아니라서 보여 드리지 않아요.",
            (Self::Price, Language::English) => "It is not shown: its price is out of range.",
            (Self::LeftOut, Language::Korean) => "빼 달라고 하셔서 보여 드리지 않아요.",
            (Self::LeftOut, Language::English) => "It is not shown: it was left out on request.",
        }
    }
}
