//! How many calls are open. A skill that is slow while many people talk with its bot keeps a thread for each of them: so
//! many of one bot may wait, and what one has too many of is refused at once instead of taking the others' room.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

/// So many calls each bot may have open however many are open in all.
const FEW: usize = 4;

#[derive(Debug, Default)]
pub struct Open(Mutex<HashMap<String, usize>>);

/// A call that is open until this is dropped.
#[derive(Debug)]
pub struct Entered<'a> {
    open: &'a Open,
    bot: &'a str,
}

impl Open {
    /// None: there is no room for another call of this bot.
    pub fn enter<'a>(&'a self, bot: &'a str, most: usize, most_each: usize) -> Option<Entered<'a>> {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let all: usize = open.values().sum();
        let own = open.get(bot).copied().unwrap_or_default();
        if own >= most_each || (all >= most && own >= FEW) {
            return None;
        }
        open.insert(bot.to_owned(), own + 1);
        Some(Entered { open: self, bot })
    }
}

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        let mut open = self.open.0.lock().unwrap_or_else(PoisonError::into_inner);
        match open.get_mut(self.bot) {
            Some(own) if *own > 1 => *own -= 1,
            _ => drop(open.remove(self.bot)),
        }
    }
}
