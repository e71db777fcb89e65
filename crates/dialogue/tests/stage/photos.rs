//! Photos to talk about: each shows what its name says.

use dialogue::sight::{Alike, Certainty, Kind, Looked, Sight, Thing};
use domain::PictureId;

#[derive(Clone, Debug)]
pub struct Photo {
    /// `corgi`, `retrievers`, `cat`, `nothing`, `menu`; or `broken`: nobody can look at it.
    pub of: String,
    /// It came with what is said now.
    pub sent: bool,
}

fn kind(korean: &[&str], english: &[&str]) -> Kind {
    let owned = |words: &[&str]| words.iter().map(ToString::to_string).collect();
    Kind { korean: owned(korean), english: owned(english) }
}

fn thing(korean: &str, english: &str, kind: Kind, probability: f32) -> Thing {
    Thing { korean: korean.into(), english: english.into(), kind, probability }
}

impl Photo {
    fn looked(&self) -> Looked {
        let dog = || kind(&["개", "강아지", "견종"], &["dog", "puppy", "breed"]);
        let flower = || kind(&["꽃"], &["flower"]);
        let (certainty, likely) = match self.of.as_str() {
            "corgi" => (
                Certainty::Sure,
                vec![
                    thing("웰시 코기", "a Pembroke Welsh corgi", dog(), 0.9),
                    thing("데이지", "a daisy", flower(), 0.25),
                ],
            ),
            "retrievers" => (
                Certainty::Either,
                vec![
                    thing("골든 리트리버", "a golden retriever", dog(), 0.5),
                    thing("래브라도 리트리버", "a Labrador retriever", dog(), 0.3),
                ],
            ),
            "cat" => (
                Certainty::Kind,
                vec![thing("줄무늬 고양이", "a tabby cat", kind(&["고양이", "묘종"], &["cat"]), 0.3)],
            ),
            _ => (Certainty::Unknown, Vec::new()),
        };
        let kind = likely.first().map(|thing: &Thing| thing.kind.clone());
        Looked { certainty, likely, kind, written: self.of == "menu" }
    }
}

impl Sight for Photo {
    fn sent(&self) -> Option<PictureId> {
        self.sent.then_some(PictureId::fixed(7))
    }

    fn kinds(&self) -> Vec<Kind> {
        vec![
            kind(&["개", "강아지", "견종"], &["dog", "puppy", "breed"]),
            kind(&["고양이", "묘종"], &["cat"]),
            kind(&["꽃"], &["flower"]),
            kind(&["식물", "나무"], &["plant", "tree"]),
        ]
    }

    fn look(&self, picture: PictureId) -> Option<Looked> {
        assert_eq!(picture, PictureId::fixed(7));
        (self.of != "broken").then(|| self.looked())
    }

    fn read(&self, _: PictureId) -> Option<String> {
        match self.of.as_str() {
            "broken" => None,
            "menu" => Some("오늘의 메뉴\n김치찌개 8,000원".into()),
            _ => Some(String::new()),
        }
    }

    fn alike(&self, _: PictureId, count: usize) -> Option<Vec<Alike>> {
        let alike = |title: &str, similarity| Alike {
            title: title.into(),
            label: Some("개".into()),
            gallery: "우리 가족".into(),
            image: "/image".into(),
            similarity,
        };
        match self.of.as_str() {
            "corgi" => Some(
                [alike("초코", 0.92), alike("보리", 0.71), alike("바다", 0.2)]
                    .into_iter()
                    .take(count)
                    .collect(),
            ),
            "cat" => Some(Vec::new()),
            _ => None,
        }
    }
}
