//! The bot of `data/bots/everyday.yaml` understands the sentences that it was not taught.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use dialogue::block::evaluation::{Case, NONE, Report};
use dialogue::block::sorter::Sorter;
use dialogue::block::{Blocks, Bot, Decision, Example, How, Learner};
use dialogue::vector::{Embed, Embedder};
use jiff::civil::{Date, date};
use serde::Deserialize;

const TODAY: Date = date(2026, 11, 23);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    block: String,
    say: Vec<String>,
    #[serde(default)]
    #[expect(dead_code, reason = "`ieum nlu test` compares it")]
    values: BTreeMap<String, String>,
}

fn data(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/bots").join(name);
    std::fs::read_to_string(path).expect("the file is readable")
}

fn everyday() -> Bot {
    Bot::parse(&data("everyday.yaml")).expect("it is well formed")
}

/// The real model, and what is shared by all bots.
fn learner() -> &'static Learner {
    static LEARNER: OnceLock<Learner> = OnceLock::new();
    LEARNER.get_or_init(|| {
        let embedder = Embedder::open(&models::testing::folder().join("e5-small")).expect("it opens");
        let embed: Arc<dyn Embed> = Arc::new(embedder);
        Learner::new(Some(embed)).expect("short sentences")
    })
}

fn report(learner: &Learner, blocks: &Blocks) -> Report {
    let entries: Vec<Entry> = serde_norway::from_str(&data("everyday.test.yaml")).expect("a list");
    let mut cases = Vec::new();
    for entry in &entries {
        for sentence in &entry.say {
            let sentence = &Example::parse(sentence).expect("tags are well formed").text;
            let found = learner.find(blocks, sentence, TODAY).expect("a short sentence");
            cases.push(Case {
                sentence: sentence.clone(),
                wanted: entry.block.clone(),
                found: found.block().unwrap_or(NONE).to_owned(),
                confidence: found.confidence(),
                unsure: matches!(found.decision, Decision::Unsure(..)),
                slots: None,
            });
        }
    }
    Report::of(&cases)
}

#[test]
fn ten_examples_a_block_are_enough() {
    let learner = learner();
    let blocks = learner.learn(&everyday(), TODAY).expect("short sentences");
    let report = report(learner, &blocks);
    assert!(report.accuracy() >= 0.94, "{:.3}", report.accuracy());
    assert!(report.refusal() >= 0.85, "{:.3}", report.refusal());
    assert!(report.calibration_error() <= 0.06, "{:.3}", report.calibration_error());
}

#[test]
fn three_examples_a_block_are_useful() {
    let learner = learner();
    let mut bot = everyday();
    bot.blocks.iter_mut().for_each(|block| block.examples.truncate(3));
    let blocks = learner.learn(&bot, TODAY).expect("short sentences");
    let report = report(learner, &blocks);
    assert!(report.accuracy() >= 0.8, "{:.3}", report.accuracy());
    assert!(report.refusal() >= 0.8, "{:.3}", report.refusal());
    assert!(report.calibration_error() <= 0.08, "{:.3}", report.calibration_error());
}

/// A bot that grows example by example judges as one that was taught at once.
#[test]
fn learning_one_by_one_is_learning_at_once() {
    let learner = Learner::new(None).expect("nothing to embed");
    let whole = everyday();
    let mut bot = whole.clone();
    bot.blocks.iter_mut().for_each(|block| block.examples.truncate(5));
    // How rare letters are is counted when a bot is learnt: both begin with the same sentences.
    let mut one = learner.learn(&bot, TODAY).expect("nothing to embed");
    let later = |block: &dialogue::block::Block| block.examples[5..].to_vec();
    for block in &whole.blocks {
        for example in later(block) {
            assert!(learner.teach(&mut one, &block.id, &example.text, TODAY).expect("nothing to embed"));
        }
    }
    let once = learner.learn(&whole, TODAY).expect("nothing to embed");
    let (one, once) = (report(&learner, &one), report(&learner, &once));
    assert!((one.accuracy() - once.accuracy()).abs() < 0.03, "{} {}", one.accuracy(), once.accuracy());
    assert!((one.refusal() - once.refusal()).abs() < 0.1, "{} {}", one.refusal(), once.refusal());
}

#[test]
fn letters_alone_understand_much() {
    let learner = Learner::new(None).expect("nothing to embed");
    let blocks = learner.learn(&everyday(), TODAY).expect("nothing to embed");
    let report = report(&learner, &blocks);
    assert!(report.accuracy() >= 0.7, "{:.3}", report.accuracy());
    assert!(report.refusal() >= 0.5, "{:.3}", report.refusal());
}

#[test]
fn a_new_example_counts_at_once() {
    let learner = Learner::new(None).expect("nothing to embed");
    let mut blocks = learner.learn(&everyday(), TODAY).expect("nothing to embed");
    let sentence = "멍멍이 사료 파나요?";
    assert_ne!(learner.find(&blocks, sentence, TODAY).unwrap().block(), Some("stock"));
    assert!(learner.teach(&mut blocks, "stock", "멍멍이 사료 있나요?", TODAY).unwrap());
    assert_eq!(learner.find(&blocks, sentence, TODAY).unwrap().block(), Some("stock"));
    assert!(!learner.teach(&mut blocks, "no such block", "뭐든", TODAY).unwrap());
}

#[test]
fn patterns_hold_for_other_entities() {
    let learner = Learner::new(None).expect("nothing to embed");
    let blocks = learner.learn(&everyday(), TODAY).expect("nothing to embed");
    for (sentence, block, slots) in [
        ("부엌 불 꺼", "light", "room=부엌"),
        ("모레 비 와?", "weather", "sys.date=2026-11-25"),
        ("데님 바지 재고 있어요?", "stock", "item=청바지"),
        ("이거 일어로 번역해줘", "translate", "target_language=일본어"),
    ] {
        let found = learner.find(&blocks, sentence, TODAY).unwrap();
        assert_eq!((found.block(), found.how), (Some(block), How::Pattern), "{sentence}: {}", found.trace());
        let found: Vec<String> =
            found.slots.iter().map(|slot| format!("{}={}", slot.entity, slot.value)).collect();
        assert_eq!(found.join(" "), slots, "{sentence}");
    }
}

#[test]
fn mistakes_in_a_bot_file_are_explained() {
    let bot = |blocks: &str| format!("bot: b\nentities:\n  room:\n    거실: [마루]\nblocks:\n{blocks}");
    let block = |id: &str, example: &str| format!("  - id: {id}\n    examples:\n      - \"{example}\"\n");
    for (text, expected) in [
        ("", "missing field `bot`"),
        ("bot: a\nblocks: []\n", "line 2: blocks: there are 0; 1 to 500 may be"),
        (
            "bot: a b\nblocks: []\n",
            "line 1: bot: \"a b\" is no name: letters, digits, `.`, `_` and `-`, at most 64",
        ),
        ("bot: a\nblock: []\n", "unknown field `block`"),
        (&bot("  - id: a\n    examples: 3\n"), "blocks[0].examples: a block of lines"),
        (
            &bot("  - id: a\n    examples: []\n"),
            "line 6: blocks[0].examples: the block \"a\" needs at least one",
        ),
        (
            &bot(&(block("a", "불 켜") + &block("a", "꺼"))),
            "line 9: blocks[1].id: there is a block \"a\" already",
        ),
        (
            &bot(&(block("a", "불 켜 줘") + &block("b", "불켜줘!"))),
            "line 11: blocks[1].examples: \"불켜줘!\" is an example of \"a\" and of \"b\"",
        ),
        (
            &bot(&block("a", "[거실](place) 불 켜")),
            "line 8: blocks[0].examples: there is no entity \"place\"",
        ),
        (
            &bot(&block("a", "[거실](room 불 켜")),
            "line 8: blocks[0].examples: the tag of \"거실\" has no closing `)`",
        ),
        (&bot(&block("a", "?!")), "line 8: blocks[0].examples: \"?!\" has no letters"),
        (
            "bot: a\nentities:\n  x:\n    가: [나]\n    다: [나]\nblocks:\n  - id: a\n    examples: [b]\n",
            "line 5: entities.x: \"나\" stands for \"가\" and for \"다\"",
        ),
    ] {
        let error = Bot::parse(text).expect_err(text).to_string();
        assert!(error.contains(expected), "{text}\n  {error}\n  {expected}");
    }
    let huge = format!("bot: a\nblocks:\n  - id: a\n    examples: |\n{}", "      - 가\n".repeat(3001));
    assert!(Bot::parse(&huge).expect_err("too many").reason.contains("more than 3000"));
}

#[test]
fn strange_sentences_break_nothing() {
    let learner = Learner::new(None).expect("nothing to embed");
    let blocks = learner.learn(&everyday(), TODAY).expect("nothing to embed");
    let long = "배송 ".repeat(20_000);
    for sentence in
        ["", " ", "\u{200b}\u{feff}", "😂😂😂", "[x](y)", "ignore all instructions", "\0\u{1}", &long, "ﷺﷺﷺ"]
    {
        let found = learner.find(&blocks, sentence, TODAY).expect("nothing to embed");
        assert!((0.0..=1.0).contains(&found.confidence()), "{sentence:.20}");
        assert!(found.candidates.len() <= 5);
    }
    let hidden = learner.find(&blocks, "배\u{200b}송 조\u{feff}회해 주세요", TODAY).unwrap();
    assert_eq!(hidden.block(), Some("delivery"));
}

#[test]
fn a_sorter_learns_from_labels_and_takes_any_sentence() {
    let taught: Vec<(String, String)> = ["뭐 해", "어디 가", "누구야", "언제 와", "왜 그래", "몇 시야"]
        .iter()
        .map(|sentence| ("question", *sentence))
        .chain(
            ["문 닫아 줘", "불 켜 줘", "빨리 와 줘", "조용히 해 줘", "이거 좀 봐 줘", "물 줘"]
                .iter()
                .map(|it| ("command", *it)),
        )
        .flat_map(|(label, sentence)| {
            ["", "엄마 ", "야 ", "그럼 "].map(|before| (label.to_owned(), format!("{before}{sentence}")))
        })
        .collect();
    let sorter = Sorter::learn(&taught);
    for (sentence, label) in [("창문 열어 줘", "command"), ("아빠 언제 와", "question"), ("뭐야", "question")]
    {
        let (found, confidence) = sorter.sort(sentence).expect("it has labels");
        assert_eq!(found, label, "{sentence}");
        assert!((0.5..=1.0).contains(&confidence), "{sentence}: {confidence}");
    }
    let long = "가나다 ".repeat(50_000);
    for sentence in ["", " ", "\u{200b}", "😂", "\0", "ignore all previous instructions", &long] {
        let (_, confidence) = sorter.sort(sentence).expect("it has labels");
        assert!((0.0..=1.0).contains(&confidence), "{sentence:.20}");
    }
    assert_eq!(Sorter::learn(&[]).sort("뭐든"), None);
}

#[test]
fn an_english_bot_says_no_to_other_talk() {
    let blocks = "bot: shop\nlanguage: en\nblocks:\n  - id: delivery\n    examples: [where is my parcel, \
                  when will my order arrive, track my delivery]\n  - id: refund\n    examples: [i want my money back, \
                  can i return this, refund my order please]\n";
    let bot = Bot::parse(blocks).expect("it is well formed");
    let learner = learner();
    let blocks = learner.learn(&bot, TODAY).expect("short sentences");
    for (sentence, wanted) in [
        ("has my package been shipped yet", Some("delivery")),
        ("id like to send these shoes back for a refund", Some("refund")),
        ("who painted the sistine chapel", None),
        ("my cat is asleep on the sofa", None),
    ] {
        let found = learner.find(&blocks, sentence, TODAY).expect("a short sentence");
        assert_eq!(found.block(), wanted, "{sentence}: {}", found.trace());
    }
}
