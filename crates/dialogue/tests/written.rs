//! What the ears write is understood like what was said: every Korean sentence of `data/tests/` gets the same answer as
//! it stands and as [`korean::written`] writes it.

use std::fs;
use std::path::Path;

use dialogue::{Converse, Dialogue, Said, World};
use domain::Language;
use serde::Deserialize;

#[derive(Deserialize)]
struct Entry {
    say: Vec<String>,
}

#[test]
fn written_sentences_are_understood_alike() {
    let dialogue = Dialogue::new().expect("the data is well formed");
    let answer = |text: &str| {
        let now = "2026-11-23T10:00:00+09:00[Asia/Seoul]".parse().expect("a moment");
        let said = Said { text, language: Language::Korean, state: None };
        let reply = dialogue.reply(&said, &World::at(now));
        let trace: serde_json::Value = serde_json::from_str(&reply.trace).expect("a trace is JSON");
        (trace["intent"].clone(), reply.answer)
    };
    let sentences = sentences();
    let mut rewritten = 0;
    let mut wrong = Vec::new();
    for said in &sentences {
        // As it stands, and with its digits spoken. Nobody hears brackets, and units without a number are read as letters.
        let heard = !said.contains(|c: char| c == '(' || c.is_ascii_alphabetic());
        let spoken = heard.then(|| korean::written::verbatim(said));
        for spoken in std::iter::once(said.clone()).chain(spoken) {
            let written = korean::written::write(&spoken);
            if written == *said {
                continue;
            }
            rewritten += 1;
            let (before, after) = (answer(said), answer(&written));
            if before != after {
                wrong.push(format!("{said} / {spoken} / {written}\n    {}\n    {}", before.0, after.0));
            }
        }
    }
    println!("{} sentences, {rewritten} written otherwise, {} not alike", sentences.len(), wrong.len());
    assert!(sentences.len() > 400 && rewritten > 150, "{rewritten}");
    assert!(wrong.is_empty(), "{} of {rewritten}:\n{}", wrong.len(), wrong.join("\n"));
}

fn sentences() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data/tests/ko");
    let mut files: Vec<_> =
        fs::read_dir(folder).expect("a folder").flatten().map(|file| file.path()).collect();
    files.sort();
    let texts = files.iter().map(|file| fs::read_to_string(file).expect("readable"));
    let entries = texts.filter_map(|text| serde_norway::from_str::<Vec<Entry>>(&text).ok());
    entries.flatten().flat_map(|entry| entry.say).collect()
}
