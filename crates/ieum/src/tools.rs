//! Programs on this machine that write sound formats we do not.

use std::path::PathBuf;

use speech::audio::Tools;

/// Looks for them where the system keeps its programs.
pub fn find() -> Tools {
    Tools { lame: program("lame"), ffmpeg: program("ffmpeg") }
}

fn program(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH")?;
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    std::env::split_paths(&folders).map(|folder| folder.join(&file)).find(|path| path.is_file())
}
