//! What a recogniser was taught, and what it says.

use hub::{GalleryGuess, GalleryLesson, Head, Share, Why};
use serde::Serialize;
use utoipa::ToSchema;

/// How good a recogniser is, judged by photos that it was not shown.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LessonReport {
    /// `prototype`: by the nearest middle of a label's photos; `linear`: by a linear judgement.
    #[schema(examples("linear"))]
    pub head: &'static str,
    /// Photos whose label was found.
    pub right: ShareOf,
    /// Photos that were not taken for none of the labels.
    pub kept: ShareOf,
    /// Photos of a label that was left out, taken for none of the others.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused_labels: Option<ShareOf>,
    /// Photos without a label, taken for none of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused_unlabelled: Option<ShareOf>,
    pub labels: Vec<LabelReport>,
    /// Of each label (row) how many photos were taken for each (column); the last column is none of them.
    pub confusion: Vec<Vec<usize>>,
    /// Photos to look at again.
    pub doubts: Vec<DoubtfulPhoto>,
}

/// So many of so many.
#[derive(Serialize, ToSchema)]
pub struct ShareOf {
    pub count: usize,
    pub of: usize,
    /// The true share lies between `from` and `to` with a probability of 95 %.
    pub from: f32,
    pub to: f32,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct LabelReport {
    pub label: String,
    pub photos: usize,
    /// More photos would help: five are a beginning.
    pub too_few: bool,
    /// Of its photos, those that were taken for it.
    pub recall: f32,
    /// Of those taken for it, its photos.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub precision: Option<f32>,
}

/// A photo that may have a wrong label.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct DoubtfulPhoto {
    /// Its id.
    pub photo: String,
    /// `elsewhere`: the others say it shows `label`; `same`: it is nearly the same as the photo `like` of another label;
    /// `outlier`: it is unlike the others of its label.
    pub why: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub probability: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub like: Option<String>,
}

/// What a recogniser says of a picture.
#[derive(Serialize, ToSchema)]
pub struct RecognizedPicture {
    /// What it shows; none: none of the labels.
    pub label: Option<String>,
    /// All labels, the likeliest first, with their probabilities if it is one of them.
    pub labels: Vec<LikelyLabel>,
    /// How near it is to the nearest label, from -1 to 1.
    pub nearness: f32,
}

#[derive(Serialize, ToSchema)]
pub struct LikelyLabel {
    pub label: String,
    pub probability: f32,
}

impl From<Share> for ShareOf {
    fn from(share: Share) -> Self {
        let Share { of, count, from, to } = share;
        Self { count, of, from, to }
    }
}

impl From<GalleryLesson> for LessonReport {
    fn from(GalleryLesson { report, photos }: GalleryLesson) -> Self {
        let name = |class: usize| report.classes.get(class).map(|class| class.name.clone());
        let id = |photo: usize| photos.get(photo).cloned().unwrap_or_default();
        let doubts = report.doubts.iter().map(|doubt| {
            let (why, label, probability, like) = match doubt.why {
                Why::Elsewhere { class, probability } => ("elsewhere", name(class), Some(probability), None),
                Why::Same { photo, .. } => ("same", None, None, Some(id(photo))),
                Why::Outlier { .. } => ("outlier", None, None, None),
            };
            DoubtfulPhoto { photo: id(doubt.photo), why, label, probability, like }
        });
        let labels = report.classes.iter().map(|class| LabelReport {
            label: class.name.clone(),
            photos: class.photos,
            too_few: class.too_few,
            recall: class.recall,
            precision: class.precision,
        });
        Self {
            head: match report.head {
                Head::Prototype => "prototype",
                Head::Linear => "linear",
            },
            doubts: doubts.collect(),
            labels: labels.collect(),
            right: report.right.into(),
            kept: report.kept.into(),
            refused_labels: report.refused_classes.map(Into::into),
            refused_unlabelled: report.refused_background.map(Into::into),
            confusion: report.confusion,
        }
    }
}

impl From<GalleryGuess> for RecognizedPicture {
    fn from(guess: GalleryGuess) -> Self {
        let GalleryGuess { likely, none, nearness } = guess;
        let label = likely.first().map(|(label, _)| label.clone()).filter(|_| !none);
        let labels = likely.into_iter().map(|(label, probability)| LikelyLabel { label, probability });
        Self { label, labels: labels.collect(), nearness }
    }
}
