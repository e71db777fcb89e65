//! A person, as they see themselves.

use domain::PersonId;
use serde::Serialize;
use utoipa::ToSchema;

use super::{Id, Language};

/// One identity. The password's hash never leaves the server.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Person {
    #[schema(value_type = String, format = "uuid")]
    pub id: Id<PersonId>,
    #[schema(examples("지우"))]
    pub name: String,
    pub language: Language,
}

impl From<&domain::Person> for Person {
    fn from(person: &domain::Person) -> Self {
        Self { id: Id(person.id), name: person.name.clone(), language: person.language.into() }
    }
}
