//! Passkeys: what people sign in with besides a password. What a keeper of theirs says is verified in the gateway.

use domain::{Code, Passkey, PasskeyId, Person, PersonId, Problem};

use crate::Hub;
use crate::partners::within;
use crate::problem::told;
use crate::sign_up::checked_name;

/// A phone, a laptop, a few security keys: more are mistakes.
const MOST_PASSKEYS: usize = 20;

/// A passkey that was just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPasskey {
    pub site: String,
    pub credential: Vec<u8>,
    pub key: Vec<u8>,
    pub state: Vec<u8>,
    pub transports: u8,
}

impl Hub {
    /// The person's passkeys, the oldest first.
    pub async fn passkeys(&self, person: PersonId) -> Result<Vec<Passkey>, Problem> {
        self.core.store.passkeys(person).await.map_err(told)
    }

    /// The passkey that its keeper calls so.
    pub async fn passkey(&self, credential: &[u8]) -> Result<Option<Passkey>, Problem> {
        self.core.store.passkey(credential).await.map_err(told)
    }

    pub async fn add_passkey(
        &self,
        person: PersonId,
        name: &str,
        new: NewPasskey,
    ) -> Result<Passkey, Problem> {
        let core = &self.core;
        let name = checked_name(name)?;
        within(self.passkeys(person).await?.len(), MOST_PASSKEYS)?;
        let NewPasskey { site, credential, key, state, transports } = new;
        let (id, created_at) = (core.ids.next(), core.clock.now());
        let passkey =
            Passkey { id, person, name, site, credential, key, state, transports, created_at, used_at: None };
        core.store.add_passkey(&passkey).await.map_err(told)?;
        Ok(passkey)
    }

    /// Somebody has signed in with it.
    pub async fn passkey_used(&self, id: PasskeyId, state: &[u8]) -> Result<(), Problem> {
        self.core.store.use_passkey(id, state, self.core.clock.now()).await.map_err(told)
    }

    pub async fn rename_passkey(&self, person: PersonId, id: PasskeyId, name: &str) -> Result<(), Problem> {
        let name = checked_name(name)?;
        match self.core.store.rename_passkey(person, id, &name).await.map_err(told)? {
            true => Ok(()),
            false => Err(Problem::new(Code::NotFound, "passkey")),
        }
    }

    /// Unless `last` is allowed, something to sign in with must remain.
    pub async fn remove_passkey(&self, person: PersonId, id: PasskeyId, last: bool) -> Result<(), Problem> {
        if self.core.store.remove_passkey(person, id, last).await.map_err(told)? {
            return Ok(());
        }
        let there = self.passkeys(person).await?.iter().any(|passkey| passkey.id == id);
        Err(if there { Code::LastSignIn.into() } else { Problem::new(Code::NotFound, "passkey") })
    }

    /// The operator shuts out whoever has a passkey of this person.
    pub async fn remove_passkeys(&self, person: PersonId) -> Result<u64, Problem> {
        self.core.store.remove_passkeys(person).await.map_err(told)
    }

    /// Whoever has a passkey may do without a password.
    pub async fn forget_password(&self, person: PersonId) -> Result<(), Problem> {
        match self.core.store.forget_password(person).await.map_err(told)? {
            true => Ok(()),
            false => Err(Code::LastSignIn.into()),
        }
    }

    /// Whether there is anything that this person could sign in with.
    pub async fn can_sign_in(&self, person: &Person) -> Result<bool, Problem> {
        Ok(person.password.is_some() || !self.passkeys(person.id).await?.is_empty())
    }
}
