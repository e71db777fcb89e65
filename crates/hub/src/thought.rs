//! Thinking of an answer: the right to it, while it lasts, belongs to the thread that thinks.
//!
//! The conversation engine runs on few threads at a time, for people and, in a line of their own, for those who try a draft. In
//! the middle of a reply it may have to wait: for a partner's server, for somebody to look at a photo, for a catalogue. Whoever
//! waits [steps aside](aside), and others think meanwhile.

use std::cell::RefCell;
use std::sync::Arc;

use dialogue::service::{Call, Checked, Fulfil, Performed};
use tokio::runtime::Handle;

use crate::admission::Permit;

thread_local! {
    // What waits is called by the engine through its own traits, which know nothing of permits.
    static PERMIT: RefCell<Option<Permit>> = const { RefCell::new(None) };
}

/// Thinks with this permit.
pub fn with<T>(permit: Permit, think: impl FnOnce() -> T) -> T {
    let _thinking = Thinking::begin(permit);
    think()
}

/// Waits for something else; on the thread of [`with`], or on one that thinks of nothing.
pub fn aside<T>(wait: impl FnOnce() -> T) -> T {
    match PERMIT.take() {
        Some(mut permit) => {
            let done = permit.aside(&Handle::current(), wait);
            PERMIT.set(Some(permit));
            done
        }
        None => wait(),
    }
}

/// Whoever stands behind bots is waited for aside.
pub struct Aside(pub Arc<dyn Fulfil>);

impl Fulfil for Aside {
    fn check(&self, call: &Call, parameter: &str) -> Checked {
        aside(|| self.0.check(call, parameter))
    }

    fn perform(&self, call: &Call) -> Performed {
        aside(|| self.0.perform(call))
    }

    fn take_back(&self, call: &Call) -> bool {
        aside(|| self.0.take_back(call))
    }

    fn late(&self, call: &Call, answer: &str) -> Performed {
        self.0.late(call, answer)
    }
}

/// Gives the permit back, even when thinking panics: the thread is used again.
struct Thinking;

impl Thinking {
    fn begin(permit: Permit) -> Self {
        PERMIT.set(Some(permit));
        Self
    }
}

impl Drop for Thinking {
    fn drop(&mut self) {
        PERMIT.take();
    }
}
