//! `ieum see --text`: what is written in pictures.

use anyhow::Context;
use domain::{Language, Progress, Step};
use serde_json::{Value, json};
use vision::{Block, Bounds, Line, Page, Picture, Read, Reader};

use crate::progress::Bars;
use crate::terminal;

/// What is written in each file.
pub fn read(reader: &dyn Read, files: Vec<(String, Vec<u8>)>) -> anyhow::Result<Vec<(String, Page)>> {
    let bars = Bars::new();
    bars.begin(&Step { name: "reading".into(), total: Some(files.len() as u64), bytes: false });
    let pages = files.into_iter().enumerate().map(|(index, (name, bytes))| {
        let picture = Picture::read(&bytes, Bounds::default()).with_context(|| name.clone())?;
        let page = reader.read(&picture).with_context(|| name.clone())?;
        bars.advance(index as u64 + 1);
        Ok((name, page))
    });
    let pages = pages.collect();
    bars.finish();
    pages
}

pub fn as_text(pages: &[(String, Page)], language: Language) -> String {
    let several = pages.len() > 1;
    let mut text = String::new();
    for (name, page) in pages {
        if several {
            text += &format!("{name}\n");
        }
        match page.lines().next() {
            Some(_) => text += &format!("{}\n", page.text()),
            None => tell_nothing(name, language),
        }
        tell_unread(name, page, language);
        if several {
            text.push('\n');
        }
    }
    text
}

pub fn as_json(pages: &[(String, Page)], language: Language) -> Value {
    let line = |line: &Line| {
        let corners: Vec<[f32; 2]> = line.corners.iter().map(|corner| [corner.x, corner.y]).collect();
        json!({"text": line.text, "confidence": line.confidence, "corners": corners})
    };
    let block = |block: &Block| block.lines.iter().map(line).collect::<Vec<_>>();
    let page = |(name, page): &(String, Page)| {
        tell_unread(name, page, language);
        let blocks: Vec<_> = page.blocks.iter().map(block).collect();
        json!({"file": name, "text": page.text(), "blocks": blocks, "unread": page.unread})
    };
    json!({"images": pages.iter().map(page).collect::<Vec<_>>()})
}

fn tell_nothing(name: &str, language: Language) {
    terminal::tell(&match language {
        Language::Korean => format!("{name}: 글자가 보이지 않아요."),
        Language::English => format!("{name}: there is no text to be seen."),
    });
}

fn tell_unread(name: &str, page: &Page, language: Language) {
    let (unread, Err(missing)) = (page.unread, if page.unread > 0 { Reader::korean() } else { return })
    else {
        return;
    };
    terminal::tell(&match language {
        Language::Korean => format!("{name}: {unread}줄은 읽지 못했어요. {missing}"),
        Language::English => format!("{name}: {unread} of its lines were not read. {missing}"),
    });
}
