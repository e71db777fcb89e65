//! What can be recommended, and what people did with it.

use async_trait::async_trait;
use domain::{Customer, Feedback, Item};

use crate::StoreError;

/// What can be recommended, and what people did with it. A catalogue is there as soon as something is put into it.
#[async_trait]
pub trait Catalogs {
    /// How often something was written to the catalogue: each call below that writes counts one more.
    async fn catalog_version(&self, catalog: &str) -> Result<u64, StoreError>;
    /// All catalogues, by name.
    async fn catalogs(&self) -> Result<Vec<CatalogSize>, StoreError>;
    /// The names of all that were ever written to, in their order. Cheap, however much is in them.
    async fn catalog_names(&self) -> Result<Vec<String>, StoreError>;
    /// Adds items, or changes those whose ids are known.
    async fn put_items(&self, catalog: &str, items: &[Item]) -> Result<(), StoreError>;
    /// Keeps vectors of what is said of items, in eight bits a number. They are no content: nothing is counted.
    async fn put_item_vectors(&self, catalog: &str, vectors: &[ItemVector]) -> Result<(), StoreError>;
    /// At most `limit` vectors of items whose ids come after this one (empty: from the first), in their order.
    async fn item_vectors(
        &self,
        catalog: &str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<ItemVector>, StoreError>;
    /// Removes an item and what people did with it; false when there is nothing of it.
    async fn remove_item(&self, catalog: &str, id: &str) -> Result<bool, StoreError>;
    async fn item(&self, catalog: &str, id: &str) -> Result<Option<Item>, StoreError>;
    /// At most `limit` items whose ids come after this one (empty: from the first), in their order.
    async fn items(&self, catalog: &str, after: &str, limit: u32) -> Result<Vec<Item>, StoreError>;
    /// Adds customers, or changes those whose ids are known.
    async fn put_customers(&self, catalog: &str, customers: &[Customer]) -> Result<(), StoreError>;
    async fn customer(&self, catalog: &str, id: &str) -> Result<Option<Customer>, StoreError>;
    /// At most `limit` customers whose ids come after this one (empty: from the first), in their order.
    async fn customers(&self, catalog: &str, after: &str, limit: u32) -> Result<Vec<Customer>, StoreError>;
    /// Adds feedback. Of one person, item and word for the kind there is one record: it counts how often, and has the time and the
    /// weight of the latest.
    async fn add_feedback(&self, catalog: &str, feedback: &[Feedback]) -> Result<(), StoreError>;
    /// At most `limit` records after this place (the default one: from the first), by person, item and word.
    async fn feedback(
        &self,
        catalog: &str,
        of: &FeedbackOf,
        after: &FeedbackPlace,
        limit: u32,
    ) -> Result<Vec<StoredFeedback>, StoreError>;
    /// Removes what a person did with an item, all of it or what this word says; how many records that were.
    async fn remove_feedback(
        &self,
        catalog: &str,
        person: &str,
        item: &str,
        word: Option<&str>,
    ) -> Result<u64, StoreError>;
    /// Forgets a customer and what they did; how many records that were.
    async fn forget_customer(&self, catalog: &str, id: &str) -> Result<u64, StoreError>;
    /// Removes a catalogue with all that is in it; false when there is none.
    async fn remove_catalog(&self, catalog: &str) -> Result<bool, StoreError>;
}

/// How much is in a catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogSize {
    pub catalog: String,
    pub items: u64,
    pub feedback: u64,
}

/// A vector of what is said of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemVector {
    pub item: String,
    /// Tells of which text it was made.
    pub text: [u8; 16],
    pub vector: Vec<f32>,
}

/// Feedback, and how often it was given.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredFeedback {
    pub feedback: Feedback,
    pub times: u32,
}

/// Which feedback: all that fits what is said here.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedbackOf {
    pub person: Option<String>,
    pub item: Option<String>,
    /// The word for the kind.
    pub word: Option<String>,
}

/// Where a page of feedback ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FeedbackPlace {
    pub person: String,
    pub item: String,
    pub word: String,
}

impl FeedbackPlace {
    /// The place of this record.
    pub fn of(feedback: &Feedback) -> Self {
        let Feedback { person, item, .. } = feedback;
        Self { person: person.clone(), item: item.clone(), word: feedback.word().to_owned() }
    }
}
