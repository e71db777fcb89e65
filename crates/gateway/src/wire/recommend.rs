//! Catalogues: items, customers, feedback, and what is shown.

use domain::{Code, FeedbackKind, Language, Problem};
use hub::{Asked, Refused, Taken};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::{IntoParams, ToSchema};

use super::{InBoth, Moment};

/// Something that can be recommended.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Item {
    /// Your own id; 1 to 256 bytes.
    #[schema(examples("m12"))]
    pub id: String,
    #[serde(default)]
    #[schema(examples("여름 바다"))]
    pub title: String,
    #[serde(default)]
    pub categories: Vec<String>,
    #[serde(default)]
    pub labels: Vec<String>,
    /// What it is, in a few sentences.
    #[serde(default)]
    pub text: String,
    /// The address of its picture.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub image: Option<String>,
    /// In the currency of the catalogue.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub price: Option<f64>,
    /// False: sold out, or hidden.
    #[serde(default = "yes")]
    pub available: bool,
    /// When it came out, or came in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub since: Option<Moment>,
    /// Your own vector of it, of its picture for instance; all items' have the same length.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub vector: Vec<f32>,
    /// Its vector was made of the picture that was put with `putItemImage`, and is not given back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[schema(read_only)]
    pub pictured: bool,
    /// Anything; it is given back as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub data: Option<Box<RawValue>>,
}

fn yes() -> bool {
    true
}

impl From<Item> for domain::Item {
    fn from(item: Item) -> Self {
        // Who gives back what they were given says nothing of the picture with it.
        let Item {
            id,
            title,
            categories,
            labels,
            text,
            image,
            price,
            available,
            since,
            vector,
            pictured: _,
            data,
        } = item;
        let pictured = false;
        let (since, data) = (since.map(|since| since.0), data.map(|data| data.get().to_owned()));
        Self { id, title, categories, labels, text, image, price, available, since, vector, pictured, data }
    }
}

impl From<domain::Item> for Item {
    fn from(item: domain::Item) -> Self {
        let domain::Item {
            id,
            title,
            categories,
            labels,
            text,
            image,
            price,
            available,
            since,
            vector,
            pictured,
            data,
        } = item;
        let vector = if pictured { Vec::new() } else { vector };
        let (since, data) = (since.map(Moment), data.and_then(|data| RawValue::from_string(data).ok()));
        Self { id, title, categories, labels, text, image, price, available, since, vector, pictured, data }
    }
}

/// Whom you recommend to; a pseudonym is enough.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Customer {
    /// Your own id; 1 to 256 bytes.
    #[schema(examples("u-8812"))]
    pub id: String,
    #[serde(default)]
    pub labels: Vec<String>,
    /// Anything; it is given back as it came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub data: Option<Box<RawValue>>,
}

impl From<Customer> for domain::Customer {
    fn from(customer: Customer) -> Self {
        let Customer { id, labels, data } = customer;
        Self { id, labels, data: data.map(|data| data.get().to_owned()) }
    }
}

impl From<domain::Customer> for Customer {
    fn from(customer: domain::Customer) -> Self {
        let domain::Customer { id, labels, data } = customer;
        Self { id, labels, data: data.and_then(|data| RawValue::from_string(data).ok()) }
    }
}

/// Something somebody did with an item.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Feedback {
    /// Your own id of whoever did it.
    #[schema(examples("u-8812"))]
    pub customer: String,
    #[schema(examples("m12"))]
    pub item: String,
    /// `view`, `play`, `like`, `buy` or `dismiss`, or a usual word for one of them such as `click` or `구매`, which is
    /// kept.
    #[schema(examples("like"))]
    pub kind: String,
    /// How strongly, from 0 to 1,000; 1 is plain.
    #[serde(default = "plain")]
    pub weight: f32,
    /// When; now, unless told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    pub at: Option<Moment>,
    /// How often it was told.
    #[serde(default, skip_deserializing, skip_serializing_if = "Option::is_none")]
    #[schema(read_only)]
    pub times: Option<u32>,
}

fn plain() -> f32 {
    1.0
}

impl Feedback {
    /// As the hub takes it, or why it cannot be.
    pub fn read(self, now: Timestamp) -> Result<domain::Feedback, String> {
        let kind = FeedbackKind::named(&self.kind);
        let kind = kind.ok_or_else(|| {
            let known = FeedbackKind::ALL.map(FeedbackKind::as_str).join(", ");
            format!("kind: {:?} is none of {known}", self.kind)
        })?;
        let called = (self.kind != kind.as_str()).then_some(self.kind);
        let at = self.at.map_or(now, |at| at.0);
        Ok(domain::Feedback { person: self.customer, item: self.item, kind, called, weight: self.weight, at })
    }
}

impl From<hub::StoredFeedback> for Feedback {
    fn from(stored: hub::StoredFeedback) -> Self {
        let hub::StoredFeedback { feedback, times } = stored;
        Self {
            kind: feedback.word().to_owned(),
            customer: feedback.person,
            item: feedback.item,
            weight: feedback.weight,
            at: Some(Moment(feedback.at)),
            times: Some(times),
        }
    }
}

/// What became of many things that came together: the sound ones are taken, whatever the others are.
#[derive(Debug, Serialize, ToSchema)]
pub struct Outcome {
    pub taken: usize,
    pub refused: Vec<RefusedOne>,
}

/// One that was not taken.
#[derive(Debug, Serialize, ToSchema)]
pub struct RefusedOne {
    /// Which one, from 0.
    pub index: usize,
    pub why: String,
}

impl From<Taken> for Outcome {
    fn from(taken: Taken) -> Self {
        let refused = taken.refused.into_iter().map(|Refused { index, why }| RefusedOne { index, why });
        Self { taken: taken.taken, refused: refused.collect() }
    }
}

/// Which page.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Paging {
    /// What comes after this: the `next` of the page before.
    pub after: Option<String>,
    /// At most so many; 100 unless told, 1,000 at most.
    #[param(minimum = 1, maximum = 1000, example = 100)]
    limit: Option<u32>,
}

impl Paging {
    pub fn limit(&self) -> u32 {
        limit(self.limit)
    }
}

/// How many of a page, whatever was asked for.
pub fn limit(asked: Option<u32>) -> u32 {
    asked.unwrap_or(100).clamp(1, 1_000)
}

/// How many, and of which.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HowMany {
    /// 10 unless told, 1,000 at most.
    #[param(minimum = 1, maximum = 1000, example = 10)]
    count: Option<usize>,
    /// Only of this category.
    category: Option<String>,
}

impl HowMany {
    pub fn read(self) -> (usize, hub::Filter) {
        let filter =
            hub::Filter { categories: self.category.into_iter().collect(), ..hub::Filter::default() };
        (self.count.unwrap_or(10), filter)
    }
}

/// So many may come together.
pub const MOST_TOGETHER: usize = 10_000;

/// Whether so many may come together.
pub fn check_count(name: &str, count: usize) -> Result<(), Problem> {
    match count {
        1..=MOST_TOGETHER => Ok(()),
        _ => Err(Problem::new(
            Code::BadRequest,
            format!("{name}: {count} are sent; 1 to {MOST_TOGETHER} may be"),
        )),
    }
}

/// What may be shown.
#[derive(Clone, Debug, Default, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Filter {
    /// Only items of one of these; none: of any.
    pub categories: Vec<String>,
    /// The lowest price. Items without a price are in no range.
    pub at_least: Option<f64>,
    /// The highest price.
    pub at_most: Option<f64>,
    /// Also what is not available.
    pub unavailable: bool,
    /// Nothing that the customer has seen, even if it was not liked. What was liked or dismissed is never shown
    /// again.
    pub hide_seen: bool,
    /// Not these items.
    pub without: Vec<String>,
}

impl From<Filter> for hub::Filter {
    fn from(filter: Filter) -> Self {
        let Filter { categories, at_least, at_most, unavailable, hide_seen, without } = filter;
        Self {
            categories,
            at_least,
            at_most,
            unavailable,
            hide_seen,
            titled: false,
            without: without.into_iter().collect(),
        }
    }
}

/// For whom, and how.
#[derive(Clone, Debug, Deserialize, Serialize, ToSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct RecommendAsk {
    /// Whom it is for; somebody unknown, or nobody, is shown what is popular.
    customer: Option<String>,
    /// Items in the basket, or looked at in this session.
    basket: Vec<String>,
    /// 1 to 1,000.
    #[schema(minimum = 1, maximum = 1000)]
    count: usize,
    filter: Filter,
    /// From 0, the best however alike, to 1, all different.
    #[schema(minimum = 0, maximum = 1)]
    diversity: f32,
    /// How much newer items are preferred.
    #[schema(minimum = 0, maximum = 1)]
    freshness: f32,
    /// The share of places for items that few know.
    #[schema(minimum = 0, maximum = 1)]
    exploration: f32,
}

impl Default for RecommendAsk {
    fn default() -> Self {
        let Asked { person, basket, count, filter: _, diversity, freshness, exploration } = Asked::default();
        Self { customer: person, basket, count, filter: Filter::default(), diversity, freshness, exploration }
    }
}

impl From<RecommendAsk> for Asked {
    fn from(ask: RecommendAsk) -> Self {
        let RecommendAsk { customer, basket, count, filter, diversity, freshness, exploration } = ask;
        Self { person: customer, basket, count, filter: filter.into(), diversity, freshness, exploration }
    }
}

/// An item to show, and why.
#[derive(Debug, Serialize, ToSchema)]
pub struct Shown {
    pub item: Item,
    /// The higher, the better; it compares within one answer alone.
    pub score: f32,
    /// A phrase that ends before the item.
    pub reason: InBoth,
}

impl From<hub::Shown> for Shown {
    fn from(shown: hub::Shown) -> Self {
        let hub::Shown { item, score, reason } = shown;
        let reason = InBoth { ko: reason.told(Language::Korean), en: reason.told(Language::English) };
        Self { item: item.into(), score, reason }
    }
}

/// The best first.
#[derive(Debug, Serialize, ToSchema)]
pub struct Recommendations {
    pub recommendations: Vec<Shown>,
}

impl From<Vec<hub::Shown>> for Recommendations {
    fn from(shown: Vec<hub::Shown>) -> Self {
        Self { recommendations: shown.into_iter().map(Shown::from).collect() }
    }
}

/// How far learning is.
#[derive(Debug, Serialize, ToSchema)]
pub struct Learning {
    #[schema(format = DateTime)]
    pub began: String,
    /// What it is doing, and how much of that is done.
    pub step: String,
    pub done: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<u64>,
    /// None while it goes on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<Ended>,
}

/// How learning has ended.
#[derive(Debug, Serialize, ToSchema)]
pub struct Ended {
    #[schema(format = DateTime)]
    pub at: String,
    pub outcome: EndedHow,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub why: Option<String>,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum EndedHow {
    Learnt,
    Stopped,
    Failed,
}

impl From<hub::Learning> for Learning {
    fn from(learning: hub::Learning) -> Self {
        let hub::Learning { began_at, step, done, total, ended } = learning;
        Self { began: began_at.to_string(), step, done, total, ended: ended.map(Ended::from) }
    }
}

impl From<hub::Ended> for Ended {
    fn from(ended: hub::Ended) -> Self {
        let at = ended.at().to_string();
        let (outcome, why) = match ended {
            hub::Ended::Learnt { .. } => (EndedHow::Learnt, None),
            hub::Ended::Stopped { .. } => (EndedHow::Stopped, None),
            hub::Ended::Failed { why, .. } => (EndedHow::Failed, Some(why)),
        };
        Self { at, outcome, why }
    }
}

/// What was learnt, and how well it foretells.
#[derive(Debug, Serialize, ToSchema)]
pub struct LearntReport {
    #[schema(format = DateTime)]
    pub learnt: String,
    pub people: usize,
    pub items: usize,
    /// How much they liked, all together.
    pub likings: usize,
    /// Settings that were tried. None: there are too few people to tell what is good.
    pub tried: usize,
    /// Each learner alone, and the mixture that serves.
    pub learners: Vec<LearnerReport>,
    /// What was not learnt to keep within the memory.
    pub savings: Vec<InBoth>,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct LearnerReport {
    pub learner: String,
    /// How much it counts in the mixture.
    pub share: f32,
    /// 1 if the first ten were always the right ones, in order.
    pub ndcg10: f64,
    /// How much of what was held back is among the first twenty.
    pub recall20: f64,
    /// Which share of all items is shown to somebody.
    pub coverage: f64,
}

impl LearntReport {
    pub fn new(at: Timestamp, report: hub::Report) -> Self {
        let learners = report.lines.into_iter().map(|line| LearnerReport {
            learner: line.learner,
            share: line.share,
            ndcg10: line.ndcg,
            recall20: line.recall,
            coverage: line.coverage,
        });
        let savings = report
            .savings
            .iter()
            .map(|saving| InBoth { ko: saving.told(Language::Korean), en: saving.told(Language::English) });
        let savings = savings.collect();
        let (people, items, likings, tried) = (report.people, report.items, report.events, report.tried);
        Self { learnt: at.to_string(), people, items, likings, tried, learners: learners.collect(), savings }
    }
}

/// Why an item has its place for somebody.
#[derive(Debug, Serialize, ToSchema)]
pub struct Explanation {
    pub item: String,
    pub title: String,
    /// Its place among all items, before anything is hidden or put in another order; from 1.
    pub place: usize,
    pub of: usize,
    /// The sum of what follows.
    pub score: f32,
    /// What each learner says; nothing of an item that nobody liked when it was learnt.
    pub learners: Vec<LearnerSays>,
    /// What is guessed from the description of such an item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub described: Option<f32>,
    pub popularity: f32,
    pub freshness: f32,
    /// The likings that speak most for it.
    pub likings: Vec<LikingSays>,
    /// Why it is not shown; empty when it can be.
    pub hidden: Vec<HiddenBecause>,
    /// The same in sentences.
    pub told: ToldInBoth,
}

#[derive(Debug, Serialize, ToSchema)]
pub struct LearnerSays {
    pub learner: &'static str,
    pub share: f32,
    /// How well the item fits, beside the others: 0 is the middle, 1 a usual distance from it.
    pub score: f32,
}

/// A liking, and how much less the score would be without it.
#[derive(Debug, Serialize, ToSchema)]
pub struct LikingSays {
    pub item: String,
    pub title: String,
    pub by: f32,
}

#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub enum HiddenBecause {
    /// It was taken away, or was never described.
    Gone,
    NotAvailable,
    /// It is liked already, or in the basket.
    Liked,
    Dismissed,
    Seen,
    Category,
    Price,
    LeftOut,
}

/// Sentences in each language.
#[derive(Debug, Serialize, ToSchema)]
pub struct ToldInBoth {
    pub ko: Vec<String>,
    pub en: Vec<String>,
}

impl From<hub::Explanation> for Explanation {
    fn from(explanation: hub::Explanation) -> Self {
        let told =
            ToldInBoth { ko: explanation.told(Language::Korean), en: explanation.told(Language::English) };
        Self {
            item: explanation.item,
            title: explanation.title,
            place: explanation.place,
            of: explanation.of,
            score: explanation.score,
            learners: explanation
                .learners
                .iter()
                .map(|one| LearnerSays { learner: one.name, share: one.share, score: one.score })
                .collect(),
            described: explanation.described,
            popularity: explanation.popularity,
            freshness: explanation.freshness,
            likings: explanation
                .likings
                .into_iter()
                .map(|one| LikingSays { item: one.item, title: one.title, by: one.by })
                .collect(),
            hidden: explanation.hidden.into_iter().map(HiddenBecause::from).collect(),
            told,
        }
    }
}

impl From<hub::Hidden> for HiddenBecause {
    fn from(hidden: hub::Hidden) -> Self {
        match hidden {
            hub::Hidden::Gone => Self::Gone,
            hub::Hidden::NotAvailable => Self::NotAvailable,
            hub::Hidden::Liked => Self::Liked,
            hub::Hidden::Dismissed => Self::Dismissed,
            hub::Hidden::Seen => Self::Seen,
            hub::Hidden::Category => Self::Category,
            hub::Hidden::Price => Self::Price,
            hub::Hidden::LeftOut => Self::LeftOut,
        }
    }
}
