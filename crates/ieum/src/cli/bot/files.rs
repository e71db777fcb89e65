//! A bot as files: `flowers.yaml`, beside it `flowers.test.yaml`, `flowers.dialogues.yaml`, and the files of knowledge that it names.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::{Context, ensure};
use serde::Deserialize;
use serde_json::{Value, json};

/// The part of a bot file that names other files. All else is the server's to judge.
#[derive(Deserialize)]
struct Names {
    #[serde(default)]
    knowledge: Vec<String>,
}

/// The texts of the bot in this file, as the server takes them.
pub fn read(bot: &Path) -> anyhow::Result<Value> {
    let text = read_text(bot)?;
    let names: Names = serde_norway::from_str(&text).with_context(|| bot.display().to_string())?;
    let optional = |path: PathBuf| if path.exists() { read_text(&path) } else { Ok(String::new()) };
    let mut knowledge = BTreeMap::new();
    for name in names.knowledge {
        ensure!(is_inside(&name), "{}: knowledge lies beside the bot, not at {name:?}", bot.display());
        let text = read_text(&bot.with_file_name(&name))?;
        knowledge.insert(name, text);
    }
    let (tests, dialogues) = (optional(tests(bot))?, optional(dialogues(bot))?);
    Ok(json!({"bot": text, "tests": tests, "dialogues": dialogues, "knowledge": knowledge}))
}

/// Writes the texts into a folder; the names of the files that are there now.
pub fn write(folder: &Path, id: &str, source: &Value) -> anyhow::Result<Vec<PathBuf>> {
    let bot = in_folder(folder, id);
    let mut files = vec![(bot.clone(), source["bot"].as_str().unwrap_or_default())];
    let mut empty = Vec::new();
    for (path, part) in [(tests(&bot), "tests"), (dialogues(&bot), "dialogues")] {
        match source[part].as_str().unwrap_or_default() {
            "" => empty.push(path),
            text => files.push((path, text)),
        }
    }
    for (name, text) in source["knowledge"].as_object().into_iter().flatten() {
        ensure!(is_inside(name), "the server names a file outside of the folder: {name:?}");
        files.push((folder.join(name), text.as_str().unwrap_or_default()));
    }
    for (path, text) in &files {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).with_context(|| unwritten(folder))?;
        }
        std::fs::write(path, text).with_context(|| unwritten(path))?;
    }
    for path in empty.into_iter().filter(|path| path.exists()) {
        std::fs::remove_file(&path).with_context(|| unwritten(&path))?;
    }
    Ok(files.into_iter().map(|(path, _)| path).collect())
}

pub fn in_folder(folder: &Path, id: &str) -> PathBuf {
    folder.join(format!("{id}.yaml"))
}

/// Why something could not be written.
pub fn unwritten(path: &Path) -> String {
    format!("{} cannot be written", path.display())
}

fn tests(bot: &Path) -> PathBuf {
    bot.with_extension("test.yaml")
}

fn dialogues(bot: &Path) -> PathBuf {
    bot.with_extension("dialogues.yaml")
}

fn read_text(path: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))
}

/// Neither above the folder, nor a hidden file that other programs obey.
fn is_inside(name: &str) -> bool {
    !name.is_empty()
        && !name.contains(['\\', ':'])
        && name.split('/').all(|part| !part.is_empty() && !part.starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::is_inside;

    #[test]
    fn files_of_a_bot_lie_beside_it() {
        for name in ["꽃.md", "care/roses.md", "a..b.txt"] {
            assert!(is_inside(name), "{name}");
        }
        for name in ["", "/etc/passwd", "../up.md", "a/../../b", ".git/config", "a//b", "c:\\x", "a/.."] {
            assert!(!is_inside(name), "{name}");
        }
    }
}
