//! Bot files, as a partner may write one; and what people say to such a bot.

use dialogue::block::{Bot, Learner};
use jiff::civil::date;

/// Learning takes the cube of the number of examples; one input should not keep the fuzzer busy.
const MOST_EXAMPLES: usize = 20;

pub fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    let Ok(bot) = Bot::parse(text) else { return };
    assert!(bot.blocks.iter().all(|block| !block.examples.is_empty()));
    let examples: usize = bot.blocks.iter().map(|block| block.examples.len()).sum();
    if examples <= MOST_EXAMPLES {
        let today = date(2026, 11, 23);
        let learner = Learner::new(None).expect("nothing is embedded");
        let blocks = learner.learn(&bot, today).expect("nothing is embedded");
        let found = learner.find(&blocks, text, today).expect("nothing is embedded");
        assert!((0.0..=1.0).contains(&found.confidence()));
    }
}
