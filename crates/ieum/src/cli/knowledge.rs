//! `ieum knowledge`: what files know, tried on questions.

use std::path::PathBuf;

use anyhow::{anyhow, ensure};
use dialogue::knowledge::{Asked, Found, Knowledge};
use domain::Language;

use crate::config::Config;
use crate::{knowledge, terminal, wiring};

/// Knowledge: ask files, and see where an answer comes from
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  ieum knowledge ask faq.yaml \"배송 언제 와요?\"             the answer and its source, or that there is none
  ieum knowledge ask faq.yaml guide.md \"주차 되나요?\" --why  the likeliest passages, and how alike they are
  ieum knowledge ask \"주차 되나요?\"                         what the assistant itself would find

Files are lists of questions with answers (YAML) or documents (Markdown, text):

  knowledge:
    - ask: [배송은 얼마나 걸려요?, 언제 받을 수 있어요?]
      answer: 보통 이틀 걸려요.
      source: https://shop.example/delivery

Put them into the folder `knowledge` in the data folder, and the assistant answers from them what it does not know itself.")]
pub struct Options {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Ask a question
    Ask(Ask),
}

#[derive(Debug, clap::Args)]
struct Ask {
    /// The files, and last the question; without files, those in the data folder
    #[arg(required = true, value_name = "FILE... QUESTION")]
    words: Vec<String>,
    /// Show the likeliest passages as well
    #[arg(long)]
    why: bool,
    /// Print everything as JSON
    #[arg(long)]
    json: bool,
    /// Compare letters alone, without the sentence model
    #[arg(long)]
    letters: bool,
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let What::Ask(options) = &options.what;
    let (question, files) = options.words.split_last().expect("the command line asks for one at least");
    let mut paths: Vec<PathBuf> = files.iter().map(PathBuf::from).collect();
    if paths.is_empty() {
        let folder = config.data.folder()?.join("knowledge");
        paths = knowledge::files(&folder);
        ensure!(
            !paths.is_empty(),
            "there is no knowledge in {}: name files before the question, or put some there",
            folder.display()
        );
    }
    let model = match options.letters {
        true => None,
        false => Some(wiring::sentences(&wiring::models(config)?)? as _),
    };
    let mut known = Knowledge::new(model);
    for path in &paths {
        knowledge::add(&mut known, path).map_err(|error| anyhow!(error))?;
    }
    let asked = known.ask(question)?;
    let language = Language::of(question).unwrap_or(config.assistant.language());
    match options.json {
        true => terminal::print(&json(&asked)),
        false => terminal::print(told(&asked, language, options.why).trim_end()),
    }
}

fn told(asked: &Asked, language: Language, why: bool) -> String {
    let mut text = match (&asked.answer, language) {
        (Some(Found { text, origin, .. }), _) => {
            let line = origin.line.map(|line| format!(":{line}")).unwrap_or_default();
            let heading = origin.heading.as_ref().map(|heading| format!(", {heading}")).unwrap_or_default();
            let link = origin.link.as_ref().map(|link| format!(" <{link}>")).unwrap_or_default();
            format!("{text}\n  ({}{line}{heading}){link}\n", origin.name)
        }
        (None, Language::Korean) => "그 내용은 제가 가진 자료에 없어요.\n".to_owned(),
        (None, Language::English) => "That is not in what I have been given.\n".to_owned(),
    };
    for found in asked.candidates.iter().filter(|_| why) {
        let meaning = found.meaning.map_or("-".into(), |meaning| format!("{meaning:.3}"));
        text += &format!(
            "  {:.2}  meaning {meaning}, letters {:.2}  {} ({})\n",
            found.confidence,
            found.letters,
            found.like,
            found.origin.shown()
        );
    }
    text
}

fn json(asked: &Asked) -> String {
    let answer = asked.answer.as_ref().map(|found| {
        serde_json::json!({
            "text": found.text, "source": found.origin.name, "heading": found.origin.heading,
            "line": found.origin.line, "link": found.origin.link, "confidence": found.confidence,
        })
    });
    let candidates: Vec<_> = asked.candidates.iter().map(Found::trace).collect();
    serde_json::json!({ "answer": answer, "candidates": candidates }).to_string()
}
