//! Whom a partner recommends to.

use domain::{Code, Customer, Problem};

use super::{Taken, checked_name, items::split};
use crate::Hub;
use crate::problem::told;

/// Bytes of an id, and of all that is said of a customer.
const MOST_ID: usize = 256;
const MOST_TOLD: usize = 20_000;

impl Hub {
    /// Adds customers, or changes those whose ids are known.
    pub async fn put_customers(&self, catalog: &str, customers: Vec<Customer>) -> Result<Taken, Problem> {
        self.core.refuse_when_stopping()?;
        let (sound, refused) = split(customers, check);
        let entry = self.core.entry_or_new(catalog).await?;
        let mut known = entry.known.lock().await;
        if !sound.is_empty() {
            self.core.store.put_customers(catalog, &sound).await.map_err(told)?;
            known.version += 1;
        }
        Ok(Taken { taken: sound.len(), refused })
    }

    pub async fn customer(&self, catalog: &str, id: &str) -> Result<Customer, Problem> {
        let customer = self.core.store.customer(catalog, id).await.map_err(told)?;
        customer.ok_or_else(|| no_customer(id))
    }

    /// At most `limit` customers whose ids come after this one (empty: from the first), in their order.
    pub async fn customers(&self, catalog: &str, after: &str, limit: u32) -> Result<Vec<Customer>, Problem> {
        self.core.store.customers(catalog, after, limit).await.map_err(told)
    }

    /// Forgets a customer and everything they did, at once.
    pub async fn forget_customer(&self, catalog: &str, id: &str) -> Result<(), Problem> {
        checked_name(catalog)?;
        let entry = self.core.entry_or_new(catalog).await?;
        let mut known = entry.known.lock().await;
        let forgotten = self.core.store.forget_customer(catalog, id).await.map_err(told)?;
        known.version += 1;
        let gone = id.to_owned();
        entry.change(move |shelf| shelf.catalog.forget(&gone)).await?;
        if forgotten > 0 { Ok(()) } else { Err(no_customer(id)) }
    }
}

fn no_customer(id: &str) -> Problem {
    Problem::new(Code::NotFound, format!("the catalogue knows nobody {id:?}"))
}

fn check(customer: &Customer) -> Result<(), String> {
    let told: usize = customer.labels.iter().map(String::len).sum();
    let told = told + customer.data.as_ref().map_or(0, String::len);
    match (customer.id.len(), told) {
        (1..=MOST_ID, ..=MOST_TOLD) => Ok(()),
        (1..=MOST_ID, _) => Err(format!("more than {MOST_TOLD} bytes are said of the customer")),
        _ => Err(format!("the id of the customer must have 1 to {MOST_ID} bytes")),
    }
}
