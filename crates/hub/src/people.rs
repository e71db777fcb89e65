//! People, their sign-in sessions and their touchpoints.

use domain::{ApiKey, Code, Language, Person, PersonId, Problem, SessionId, SignInSession, Touchpoint};
use jiff::SignedDuration;
use store::StoreError;

use crate::Hub;
use crate::problem::told;

/// What is known of a person who does not exist yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPerson {
    pub name: String,
    pub language: Language,
    /// IANA name, such as `Asia/Seoul`.
    pub time_zone: String,
}

impl Hub {
    /// The owner of this install; the first call makes one of `new`.
    pub async fn owner(&self, new: &NewPerson) -> Result<Person, Problem> {
        let core = &self.core;
        if let Some(owner) = core.store.owner().await.map_err(told)? {
            return Ok(owner);
        }
        let owner = Person {
            id: core.ids.next(),
            name: new.name.clone(),
            language: new.language,
            time_zone: new.time_zone.clone(),
            password: None,
            created_at: core.clock.now(),
        };
        match core.store.add_person(&owner).await {
            // Another process was quicker: its owner is the owner.
            Ok(()) | Err(StoreError::Conflict(_)) => {}
            Err(error) => return Err(told(error)),
        }
        core.store.owner().await.map_err(told)?.ok_or_else(|| Code::Internal.into())
    }

    pub async fn person(&self, id: PersonId) -> Result<Person, Problem> {
        self.core.person(id).await
    }

    pub async fn person_named(&self, name: &str) -> Result<Option<Person>, Problem> {
        self.core.store.person_named(name).await.map_err(told)
    }

    /// Changes the person's name, language, time zone or password hash.
    pub async fn update_person(&self, person: &Person) -> Result<(), Problem> {
        self.core.store.update_person(person).await.map_err(told)
    }

    /// Sets the password and ends every session of the person: whoever knew the old one is out.
    pub async fn set_password(&self, person: PersonId, hash: String) -> Result<(), Problem> {
        let mut person = self.person(person).await?;
        person.password = Some(hash);
        self.update_person(&person).await?;
        self.core.store.end_sessions(person.id).await.map_err(told)
    }

    /// Removes somebody, and everything that is only theirs. The owner of the install stays.
    pub async fn remove_person(&self, person: PersonId) -> Result<(), Problem> {
        let owner = self.core.store.owner().await.map_err(told)?;
        if owner.is_some_and(|owner| owner.id == person) {
            return Err(Problem::new(Code::NotAllowed, "the owner of the server stays"));
        }
        self.core.store.remove_person(person).await.map_err(told)
    }

    /// Signs a browser in; only the hash of its secret is kept.
    pub async fn sign_in(
        &self,
        person: PersonId,
        secret_hash: [u8; 32],
        valid: SignedDuration,
    ) -> Result<SignInSession, Problem> {
        let now = self.core.clock.now();
        let id = self.core.ids.next();
        let session = SignInSession { id, person, secret_hash, created_at: now, expires_at: now + valid };
        self.core.store.add_session(&session).await.map_err(told)?;
        Ok(session)
    }

    /// The session with this secret's hash, while it is valid.
    pub async fn session(&self, secret_hash: &[u8; 32]) -> Result<Option<SignInSession>, Problem> {
        self.core.store.session(secret_hash, self.core.clock.now()).await.map_err(told)
    }

    pub async fn sign_out(&self, session: SessionId) -> Result<(), Problem> {
        self.core.store.end_session(session).await.map_err(told)
    }

    /// Gives a program a key; only the hash of its secret is kept.
    pub async fn add_api_key(
        &self,
        person: PersonId,
        name: &str,
        secret_hash: [u8; 32],
    ) -> Result<ApiKey, Problem> {
        let (id, created_at) = (self.core.ids.next(), self.core.clock.now());
        let key = ApiKey { id, person, name: name.to_owned(), secret_hash, created_at };
        self.core.store.add_api_key(&key).await.map_err(told)?;
        Ok(key)
    }

    /// The key with this secret's hash.
    pub async fn api_key(&self, secret_hash: &[u8; 32]) -> Result<Option<ApiKey>, Problem> {
        self.core.store.api_key(secret_hash).await.map_err(told)
    }

    /// The person's keys, the oldest first.
    pub async fn api_keys(&self, person: PersonId) -> Result<Vec<ApiKey>, Problem> {
        self.core.store.api_keys(person).await.map_err(told)
    }

    /// Takes a key back; false when there is none of that name.
    pub async fn remove_api_key(&self, person: PersonId, name: &str) -> Result<bool, Problem> {
        self.core.store.remove_api_key(person, name).await.map_err(told)
    }

    /// The person's touchpoints, the most recently seen first.
    pub async fn touchpoints(&self, person: PersonId) -> Result<Vec<Touchpoint>, Problem> {
        self.core.store.touchpoints(person).await.map_err(told)
    }
}

impl crate::hub::Core {
    pub async fn person(&self, id: PersonId) -> Result<Person, Problem> {
        self.store.person(id).await.map_err(told)?.ok_or_else(|| Problem::new(Code::NotFound, "person"))
    }
}
