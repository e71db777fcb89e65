//! Reads sentences line by line and prints what the assistant answers: `cargo run -p dialogue --example ask`.
//! With `--speed` it prints how many sentences a second are understood instead.
#![allow(clippy::print_stdout, reason = "an example prints")]

use std::io::BufRead;
use std::time::Instant;

use dialogue::{Converse, Dialogue, Said, World};
use domain::{Bubble, Language};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dialogue = Dialogue::new()?;
    let world = World::at("2026-11-23T10:00:00+09:00[Asia/Seoul]".parse()?);
    let sentences = std::io::stdin().lock().lines().collect::<Result<Vec<_>, _>>()?;
    let speed = std::env::args().any(|argument| argument == "--speed");
    let began = Instant::now();
    let mut state: Option<String> = None;
    for text in &sentences {
        let said = Said { text, language: Language::Korean, state: state.as_deref() };
        let reply = dialogue.reply(&said, &world);
        if !speed {
            let shown = reply.answer.bubbles.iter().map(|bubble| match bubble {
                Bubble::Text { text } => text.clone(),
                Bubble::Image(image) => format!("[{}]", image.alt),
                Bubble::Card(card) => card.words(),
                Bubble::Carousel(carousel) => format!("[{} cards]", carousel.cards.len()),
            });
            let trace: serde_json::Value = serde_json::from_str(&reply.trace)?;
            println!(
                "{text}\t{}\t{}\t{}",
                trace["intent"],
                shown.collect::<Vec<_>>().join(" / "),
                trace["values"]
            );
            state = reply.state;
        }
    }
    if speed {
        println!("{:.0} sentences/s", sentences.len() as f64 / began.elapsed().as_secs_f64());
    }
    Ok(())
}
