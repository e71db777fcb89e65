//! Pictures that were brought a while ago, as many as fit.

use std::collections::{HashMap, VecDeque};
use std::sync::Arc;

use domain::{Clock, Problem};
use jiff::{SignedDuration, Timestamp};

use super::Brought;

/// Files together, in bytes.
const ROOM: usize = 32 << 20;
/// Entries; one that failed takes hardly any bytes.
const MOST: usize = 2048;
/// Then it is looked at anew.
const FRESH: SignedDuration = SignedDuration::from_hours(1);
const FAILED: SignedDuration = SignedDuration::from_secs(30);

pub struct Shelf {
    clock: Arc<dyn Clock>,
    entries: HashMap<String, Entry>,
    /// The oldest first; a link that was put twice stands here twice.
    order: VecDeque<(String, u64)>,
    bytes: usize,
    /// How often something was put here.
    puts: u64,
}

struct Entry {
    outcome: Result<Brought, Problem>,
    put: Timestamp,
    number: u64,
}

impl Shelf {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, entries: HashMap::new(), order: VecDeque::new(), bytes: 0, puts: 0 }
    }

    pub fn get(&self, link: &str) -> Option<Result<Brought, Problem>> {
        let Entry { outcome, put, .. } = self.entries.get(link)?;
        let fresh = if outcome.is_ok() { FRESH } else { FAILED };
        (self.clock.now().duration_since(*put) < fresh).then(|| outcome.clone())
    }

    pub fn put(&mut self, link: &str, outcome: Result<Brought, Problem>) {
        self.remove(link);
        let (put, number) = (self.clock.now(), self.puts);
        self.puts += 1;
        self.bytes += size(&outcome);
        self.order.push_back((link.to_owned(), number));
        self.entries.insert(link.to_owned(), Entry { outcome, put, number });
        while self.bytes > ROOM || self.order.len() > MOST {
            let Some((oldest, number)) = self.order.pop_front() else { break };
            if self.entries.get(&oldest).is_some_and(|entry| entry.number == number) {
                self.remove(&oldest);
            }
        }
    }

    fn remove(&mut self, link: &str) {
        if let Some(entry) = self.entries.remove(link) {
            self.bytes -= size(&entry.outcome);
        }
    }
}

fn size(outcome: &Result<Brought, Problem>) -> usize {
    outcome.as_ref().map_or(0, |brought| brought.file.len())
}

#[cfg(test)]
mod tests {
    use domain::{Code, ManualClock};

    use super::*;

    fn picture(bytes: usize) -> Result<Brought, Problem> {
        Ok(Brought { file: vec![0; bytes].into(), mark: String::new() })
    }

    #[test]
    fn what_is_old_or_does_not_fit_is_given_up() {
        let clock = Arc::new(ManualClock::at("2026-11-30T09:00:00Z"));
        let mut shelf = Shelf::new(clock.clone());
        let there = |shelf: &Shelf, names: &[&str]| -> Vec<bool> {
            names.iter().map(|name| shelf.get(name).is_some()).collect()
        };
        shelf.put("a", picture(ROOM / 2));
        shelf.put("b", picture(ROOM / 2));
        shelf.put("bad", Err(Code::PictureUnavailable.into()));
        assert_eq!(there(&shelf, &["a", "b", "bad", "c"]), [true, true, true, false]);
        shelf.put("a", picture(ROOM / 4));
        shelf.put("c", picture(ROOM / 4));
        assert_eq!(there(&shelf, &["a", "b", "c"]), [true, true, true], "put again, it takes its new room");
        shelf.put("d", picture(1));
        assert_eq!(there(&shelf, &["a", "b", "c", "d"]), [true, false, true, true], "the oldest goes first");
        clock.advance(FAILED);
        assert_eq!(there(&shelf, &["bad", "a"]), [false, true]);
        clock.advance(FRESH);
        assert_eq!(there(&shelf, &["a", "c"]), [false, false]);
        for number in 0..=MOST {
            shelf.put(&number.to_string(), picture(1));
        }
        assert!(shelf.entries.len() <= MOST && shelf.order.len() <= MOST);
    }
}
