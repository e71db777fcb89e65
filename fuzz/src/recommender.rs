//! The file of what was learnt of a catalogue.

use jiff::Timestamp;
use recommend::{Catalog, Model, Request, Shelf};

pub fn run(bytes: &[u8]) {
    if let Ok(model) = Model::from_bytes(bytes) {
        let mut shelf = Shelf::new(Catalog::default());
        shelf.serve(model.into());
        let now = Timestamp::from_second(1_800_000_000).expect("a time in range");
        shelf.recommend(&Request::default(), now).expect("the request is sound");
    }
}
