//! Who is connected, and telling them. In process today; nodes on several machines put a message bus behind the same
//! few calls.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use domain::PersonId;

use crate::Instruction;
use crate::link::Connection;

/// The connected touchpoints of every person.
#[derive(Default)]
pub(crate) struct Bus {
    people: Mutex<HashMap<PersonId, Vec<Arc<Connection>>>>,
}

impl Bus {
    pub fn join(&self, connection: Arc<Connection>) {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        people.entry(connection.person).or_default().push(connection);
    }

    pub fn leave(&self, connection: &Connection) {
        let mut people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(connections) = people.get_mut(&connection.person) {
            connections.retain(|other| other.number != connection.number);
            if connections.is_empty() {
                people.remove(&connection.person);
            }
        }
    }

    /// To every touchpoint of the person.
    pub fn tell(&self, person: PersonId, instruction: &Instruction) {
        self.tell_others(person, None, instruction);
    }

    /// To every touchpoint of the person but the connection of this number.
    pub fn tell_others(&self, person: PersonId, except: Option<u64>, instruction: &Instruction) {
        let people = self.people.lock().unwrap_or_else(PoisonError::into_inner);
        for connection in people.get(&person).into_iter().flatten() {
            if Some(connection.number) != except {
                connection.tell(instruction.clone());
            }
        }
    }

    /// Everybody who has a touchpoint connected.
    pub fn people(&self) -> Vec<PersonId> {
        self.people.lock().unwrap_or_else(PoisonError::into_inner).keys().copied().collect()
    }

    pub fn disconnect_all(&self) {
        let people = std::mem::take(&mut *self.people.lock().unwrap_or_else(PoisonError::into_inner));
        for connection in people.into_values().flatten() {
            connection.close();
        }
    }
}
