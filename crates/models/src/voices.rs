//! What a local folder must hold to be a voice, and which of its files are taken under which name.
//!
//! Voices are published in several layouts: Kokoro's styles in one archive or one file each, its graph in several
//! precisions, Piper's files under the voice's own name. In the cache folder they all look the same.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use crate::Kind;

/// A file to take, and the name it gets.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    pub from: PathBuf,
    pub name: String,
}

/// A description is small; a large one is something else.
const LARGEST_JSON: u64 = 64 << 20;
/// No package has more voices.
const MOST_VOICES: usize = 512;

/// The voice in the folder; nothing when it has no graph, and the reason when what belongs to the graph is not there.
pub fn recognise(folder: &Path) -> Result<Option<(Kind, Vec<Taken>)>, String> {
    let graphs = graphs(folder);
    if graphs.is_empty() {
        return Ok(None);
    }
    let piper: Vec<&PathBuf> = graphs.iter().filter(|graph| description(graph).is_file()).collect();
    match piper[..] {
        [] => kokoro(folder, &graphs).map(|taken| Some((Kind::Kokoro, taken))),
        [graph] => {
            let description = description(graph);
            if !text(&description)?.contains("\"phoneme_id_map\"") {
                return Err(format!("{} has no phoneme_id_map (Piper)", shown(&description)));
            }
            let taken = vec![taken(graph, "model.onnx"), taken(&description, "model.onnx.json")];
            Ok(Some((Kind::Piper, taken)))
        }
        _ => {
            let names: Vec<String> = piper.into_iter().map(|graph| shown(graph)).collect();
            Err(format!(
                "it holds several Piper voices ({}): give each a folder of its own",
                names.join(", ")
            ))
        }
    }
}

/// The graphs in the folder and in `onnx/`, the full ones first: they sound best.
fn graphs(folder: &Path) -> Vec<PathBuf> {
    let mut graphs = with_extension(folder, &["onnx"]);
    graphs.extend(with_extension(&folder.join("onnx"), &["onnx"]));
    graphs.sort_by_key(|graph| (shown(graph) != "model.onnx", shown(graph).len()));
    graphs
}

fn description(graph: &Path) -> PathBuf {
    let mut name = graph.as_os_str().to_owned();
    name.push(".json");
    name.into()
}

fn kokoro(folder: &Path, graphs: &[PathBuf]) -> Result<Vec<Taken>, String> {
    let vocabulary = ["vocab.json", "tokenizer.json", "config.json"]
        .map(|name| folder.join(name))
        .into_iter()
        .find(|file| text(file).is_ok_and(|text| text.contains("\"vocab\"")));
    let Some(vocabulary) = vocabulary else {
        let graph = shown(&graphs[0]);
        return Err(format!(
            "beside {graph} there is neither {graph}.json (Piper) nor a vocab.json, tokenizer.json or config.json with \
             a \"vocab\" (Kokoro)"
        ));
    };
    let mut files = vec![taken(&graphs[0], "model.onnx"), taken(&vocabulary, "vocab.json")];
    let archives = with_extension(folder, &["npz", "bin"]);
    if let Some(archive) = archives.iter().find(|file| is_zip(file)) {
        check_archive(archive)?;
        files.push(taken(archive, "voices.npz"));
    }
    for file in with_extension(&folder.join("voices"), &["bin", "npy"]) {
        check_style(&file)?;
        files.push(taken(&file, &format!("voices/{}", shown(&file))));
    }
    if files.len() == 2 {
        return Err("it holds no voice: voices.npz, or .bin files in voices/".into());
    }
    if files.len() > MOST_VOICES {
        return Err(format!("it holds more than {MOST_VOICES} voices"));
    }
    Ok(files)
}

/// NumPy arrays of 256 numbers a length.
fn check_archive(file: &Path) -> Result<(), String> {
    let wrong = |reason: &dyn std::fmt::Display| format!("{}: {reason}", shown(file));
    let opened = fs::File::open(file).map_err(|error| wrong(&error))?;
    let mut archive = zip::ZipArchive::new(opened).map_err(|error| wrong(&error))?;
    let names = archive.file_names().flatten().map(|name| name.into_owned());
    let Some(first) = names.filter(|name| name.ends_with(".npy")).min() else {
        return Err(wrong(&"it holds no voice"));
    };
    let member = archive.by_name(&first).map_err(|error| wrong(&error))?;
    let mut head = Vec::new();
    member.take(256).read_to_end(&mut head).map_err(|error| wrong(&error))?;
    if !head.starts_with(b"\x93NUMPY") || !String::from_utf8_lossy(&head).contains("256)") {
        return Err(wrong(&format!("{first} is not a Kokoro voice (an array of 256 numbers a length)")));
    }
    Ok(())
}

/// Rows of 256 numbers of four bytes, or the same as a NumPy array.
fn check_style(file: &Path) -> Result<(), String> {
    let bytes = fs::metadata(file).map_err(|error| format!("{}: {error}", shown(file)))?.len();
    let numpy = file.extension().is_some_and(|extension| extension == "npy");
    if bytes == 0 || (!numpy && bytes % 1024 != 0) {
        return Err(format!("{} is not a Kokoro voice (rows of 256 numbers)", shown(file)));
    }
    Ok(())
}

fn is_zip(file: &Path) -> bool {
    let mut head = [0; 4];
    fs::File::open(file).and_then(|mut file| file.read_exact(&mut head)).is_ok() && head == *b"PK\x03\x04"
}

/// In the order of their names.
fn with_extension(folder: &Path, extensions: &[&str]) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let wanted = |file: &PathBuf| {
        file.is_file() && file.extension().is_some_and(|e| extensions.iter().any(|wanted| e == *wanted))
    };
    let mut files: Vec<PathBuf> = entries.filter(wanted).take(MOST_VOICES + 1).collect();
    files.sort();
    files
}

fn text(file: &Path) -> Result<String, String> {
    let failed = |error: std::io::Error| format!("{}: {error}", shown(file));
    if fs::metadata(file).map_err(failed)?.len() > LARGEST_JSON {
        return Err(format!("{} is too large", shown(file)));
    }
    fs::read_to_string(file).map_err(failed)
}

fn taken(from: &Path, name: &str) -> Taken {
    Taken { from: from.to_owned(), name: name.to_owned() }
}

fn shown(file: &Path) -> String {
    file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}
