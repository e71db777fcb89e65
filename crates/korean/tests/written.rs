//! Spoken words written as people write: one golden file a kind of number, and what holds for any text.

use std::path::Path;

use korean::written::write;

#[test]
fn everything_is_written_as_its_golden_file_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/written");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let wrong: Vec<String> = files.iter().flat_map(|file| wrong_lines(file)).collect();
    assert!(files.len() >= 10 && wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// A line says how its left side is written, or stays as it is.
fn wrong_lines(file: &Path) -> Vec<String> {
    let golden = std::fs::read_to_string(file).expect("a golden file is text");
    let name = file.file_name().expect("a file has a name").to_string_lossy();
    let pairs = golden.lines().map(|line| line.rsplit_once(" = ").unwrap_or((line, line)));
    pairs
        .filter(|(said, written)| write(said) != *written)
        .map(|(said, written)| format!("{name}: {said} = {written}, not {}", write(said)))
        .collect()
}
