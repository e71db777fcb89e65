//! The files of what was learnt of a catalogue, and of what was tried while it was learnt.

use jiff::Timestamp;
use recommend::choose::Trials;
use recommend::{Catalog, Model, Request, Shelf};

pub fn run(bytes: &[u8]) {
    let trials = Trials::from_bytes(bytes).to_bytes();
    assert_eq!(Trials::from_bytes(&trials).to_bytes(), trials);
    if let Ok(model) = Model::from_bytes(bytes) {
        let mut shelf = Shelf::new(Catalog::default());
        shelf.serve(model.into());
        let now = Timestamp::from_second(1_800_000_000).expect("a time in range");
        shelf.recommend(&Request::default(), now).expect("the request is sound");
    }
}
