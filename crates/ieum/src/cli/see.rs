//! `ieum see`.

mod text;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use anyhow::Context;
use domain::{Language, Progress, Step};
use serde_json::{Value, json};
use vision::{Bounds, Picture, See, Seen, alike};

use crate::config::Config;
use crate::progress::Bars;
use crate::{terminal, wiring};

/// Say what is in images, how alike they are, and what is written in them
#[derive(Debug, clap::Args)]
#[command(after_help = "\
JPEG, PNG, WebP, GIF and BMP. There are a thousand things that it knows by name (ImageNet's classes); each comes with how
likely it is, and where nothing is likely enough, that is said.

Examples:
  ieum see cat.jpg                           what it likely is
  ieum see a.jpg b.jpg c.jpg                 and how alike each two are: 1 is the same
  ieum see --text menu.jpg                   what is written in it, in Korean and English
  ieum see --text --json menu.jpg            the same with places and how sure each line is
  ieum see --vector cat.jpg                  its vector, for a search of your own
  ieum see --json *.jpg > seen.json")]
pub struct Options {
    /// The images; - reads one from standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// Read what is written in them instead
    #[arg(long, conflicts_with = "vector")]
    text: bool,
    /// Print the vectors
    #[arg(long)]
    vector: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

/// An image and what it shows.
struct Image {
    name: String,
    seen: Seen,
}

pub fn run(config: &Config, language: Option<Language>, options: &Options) -> anyhow::Result<()> {
    // A file that cannot be read should not have to wait for the model.
    let files = options.files.iter().map(|file| read(file)).collect::<anyhow::Result<Vec<_>>>()?;
    let language = language.unwrap_or(config.assistant.language());
    if options.text {
        let pages = text::read(&*wiring::reader(&wiring::models(config)?)?, files)?;
        return terminal::print(&match options.json {
            true => format!("{:#}\n", text::as_json(&pages, language)),
            false => text::as_text(&pages, language),
        });
    }
    let eyes = wiring::eyes(config, &wiring::models(config)?)?;
    let images = see(&*eyes, files)?;
    let text = match (options.json, options.vector) {
        (true, vector) => format!("{:#}\n", as_json(&images, vector)),
        (false, true) => images.iter().map(vector).collect(),
        (false, false) => as_text(&images, language),
    };
    terminal::print(&text)
}

fn read(file: &Path) -> anyhow::Result<(String, Vec<u8>)> {
    // One byte more than is allowed tells that it is too much.
    let most = Bounds::default().bytes as u64 + 1;
    let mut bytes = Vec::new();
    let name = file.display().to_string();
    if file == Path::new("-") {
        std::io::stdin()
            .lock()
            .take(most)
            .read_to_end(&mut bytes)
            .context("standard input cannot be read")?;
    } else {
        let unreadable = || format!("{name} cannot be read");
        let opened = File::open(file).with_context(unreadable)?;
        opened.take(most).read_to_end(&mut bytes).with_context(unreadable)?;
    }
    Ok((name, bytes))
}

fn see(eyes: &dyn See, files: Vec<(String, Vec<u8>)>) -> anyhow::Result<Vec<Image>> {
    let bars = Bars::new();
    bars.begin(&Step { name: "looking".into(), total: Some(files.len() as u64), bytes: false });
    let images = files.into_iter().enumerate().map(|(index, (name, bytes))| {
        let picture = Picture::read(&bytes, Bounds::default()).with_context(|| name.clone())?;
        let seen = eyes.see(&[&picture])?.pop().context("the eyes saw nothing")?;
        bars.advance(index as u64 + 1);
        Ok(Image { name, seen })
    });
    let images = images.collect();
    bars.finish();
    images
}

fn as_text(images: &[Image], language: Language) -> String {
    let several = images.len() > 1;
    let mut text = String::new();
    for Image { name, seen } in images {
        if several {
            text += &format!("{name}\n");
        }
        text += &format!("{}\n", seen.verdict().told(language));
        for likely in &seen.classes {
            text += &format!("{:5.1} %  {}\n", likely.probability * 100.0, likely.class().name(language));
        }
    }
    if several {
        text += match language {
            Language::Korean => "\n서로 닮은 정도예요. 1이면 똑같아요.\n",
            Language::English => "\nHow alike they are; 1 is the same.\n",
        };
        for (a, b) in pairs(images) {
            text += &format!("{:5.2}  {}, {}\n", alike(&a.seen.vector, &b.seen.vector), a.name, b.name);
        }
    }
    text
}

fn as_json(images: &[Image], with_vector: bool) -> Value {
    let image = |image: &Image| {
        let class = |likely: &vision::Likely| {
            let class = likely.class();
            json!({
                "index": likely.index, "synset": class.synset, "ko": class.korean, "en": class.english,
                "kind": class.kind.id, "probability": likely.probability,
            })
        };
        let mut told = json!({
            "file": image.name,
            "certainty": image.seen.verdict().certainty(),
            "classes": image.seen.classes.iter().map(class).collect::<Vec<_>>(),
        });
        if with_vector {
            told["vector"] = json!(image.seen.vector);
        }
        told
    };
    let pair = |(a, b): (&Image, &Image)| json!({"files": [a.name, b.name], "alike": alike(&a.seen.vector, &b.seen.vector)});
    json!({
        "images": images.iter().map(image).collect::<Vec<_>>(),
        "pairs": pairs(images).map(pair).collect::<Vec<_>>(),
    })
}

/// A line for each image.
fn vector(image: &Image) -> String {
    let numbers: Vec<String> = image.seen.vector.iter().map(ToString::to_string).collect();
    numbers.join(" ") + "\n"
}

fn pairs(images: &[Image]) -> impl Iterator<Item = (&Image, &Image)> {
    images.iter().enumerate().flat_map(|(index, a)| images[index + 1..].iter().map(move |b| (a, b)))
}
