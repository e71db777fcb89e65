//! `ieum say`.

use std::io::{IsTerminal, Seek, SeekFrom, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use speech::Manner;
use speech::audio::{Encoder, Format};
use tempfile::NamedTempFile;

use super::text_of;
use crate::config::Config;
use crate::{terminal, tools, wiring};

/// Speak a text into a sound file
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Examples:
  ieum say \"안녕하세요\" -o hello.wav
  ieum say --speed 1.2 \"회의는 3시 30분에 시작해요.\" -o meeting.wav
  ieum say --voices                          the voices there are
  ieum say --voice jf_alpha:0.7,jm_kumo:0.3 --pitch -2 \"안녕하세요\" -o blend.wav
  ieum say --ssml \"<speak>잠시<break time='1s'/>쉬고 가요.</speak>\" -o pause.wav
  ieum say \"안녕하세요\" -o hello.opus          in another format: .flac, .opus, .mp3, .aac
  ieum say \"안녕하세요\" -o - | aplay          play it
  ieum say - -o letter.wav < letter.txt      a whole text")]
pub struct Options {
    /// What to say; - reads it from standard input
    #[arg(required_unless_present = "voices", value_name = "TEXT")]
    text: Vec<String>,
    /// The file to write (.wav, .flac, .opus, .ogg; .mp3 and .aac with lame or ffmpeg installed); - writes to standard
    /// output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// The file's format, where its name does not say it: wav, flac, opus, pcm, mp3, aac
    #[arg(long, value_name = "FORMAT")]
    format: Option<Format>,
    /// How fast: 1 is the voice's own pace, 0.5 to 2
    #[arg(long, default_value_t = 1.0)]
    speed: f32,
    /// How many semitones above or below the voice's own pitch, -12 to 12
    #[arg(long, default_value_t = 0.0, allow_negative_numbers = true)]
    pitch: f32,
    /// Who speaks: one of --voices, or a blend of several (jf_alpha:0.7,jm_kumo:0.3)
    #[arg(long, value_name = "NAME")]
    voice: Option<String>,
    /// The text is SSML: speak, p, s, voice, lang, prosody, break, say-as, sub
    #[arg(long)]
    ssml: bool,
    /// Print the names of the voices; the first speaks when none is named
    #[arg(long)]
    voices: bool,
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    if !(0.5..=2.0).contains(&options.speed) {
        bail!("--speed {} is out of range: 0.5 to 2", options.speed);
    }
    if !(-12.0..=12.0).contains(&options.pitch) {
        bail!("--pitch {} is out of range: -12 to 12 semitones", options.pitch);
    }
    if options.voices {
        let voice = wiring::voice(config, &wiring::models(config)?)?.engine;
        let names: Vec<String> = voice.voices().into_iter().map(|voice| voice.name + "\n").collect();
        return terminal::print(&names.concat());
    }
    let output = options.output.as_deref().filter(|path| *path != Path::new("-"));
    if output.is_none() && std::io::stdout().is_terminal() {
        bail!("a sound cannot be written to the terminal: name a file with -o hello.wav");
    }
    // A format that cannot be written should not have to wait for the models.
    let (format, tools) = (format(options)?, tools::find());
    format.encoder(Format::PCM_RATE, &tools)?;
    let text = text_of(&options.text)?;
    let voice = wiring::voice(config, &wiring::models(config)?)?.engine;
    let manner = Manner {
        language: config.assistant.language(),
        speed: options.speed,
        pitch: options.pitch,
        voice: options.voice.clone(),
        ssml: options.ssml,
        ..Manner::default()
    };
    let mut encoder = Some(format.encoder(voice.rate(), &tools)?);
    let mut sink = Sink::open(output)?;
    let mut failed = None;
    voice.speak(&text, &manner, &mut |piece| {
        let written = encoder.as_mut().map_or(Ok(()), |encoder| sink.write(encoder, &piece.samples));
        failed = written.err();
        if failed.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    })?;
    match (failed, encoder.take()) {
        (None, Some(encoder)) => sink.finish(encoder),
        (failed, _) => failed.map_or(Ok(()), Err),
    }
}

/// What the option says, or the name of the file; WAV where neither does.
fn format(options: &Options) -> anyhow::Result<Format> {
    if let Some(format) = options.format {
        return Ok(format);
    }
    let extension =
        options.output.as_deref().and_then(Path::extension).and_then(|extension| extension.to_str());
    match extension {
        None => Ok(Format::Wav),
        Some(extension) => Format::of_extension(extension).with_context(|| {
            format!(".{extension} is no sound format: use .wav, .flac, .opus, .mp3 or .aac, or say --format")
        }),
    }
}

/// Where the sound goes, as it comes: a file that is there whole or not at all, or standard output.
struct Sink {
    file: Option<(NamedTempFile, PathBuf)>,
}

impl Sink {
    fn open(output: Option<&Path>) -> anyhow::Result<Self> {
        let open = |path: &Path| {
            let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
            let file = tempfile::Builder::new().prefix(".ieum-say").tempfile_in(folder);
            Ok::<_, anyhow::Error>((file.with_context(|| unwritable(path))?, path.to_owned()))
        };
        Ok(Self { file: output.map(open).transpose()? })
    }

    fn write(&mut self, encoder: &mut Encoder, samples: &[f32]) -> anyhow::Result<()> {
        let bytes = encoder.push(samples)?;
        self.put(&bytes)
    }

    fn put(&mut self, bytes: &[u8]) -> anyhow::Result<()> {
        match &mut self.file {
            Some((file, path)) => file.write_all(bytes).with_context(|| unwritable(path)),
            None => terminal::print_bytes(bytes),
        }
    }

    fn finish(mut self, encoder: Encoder) -> anyhow::Result<()> {
        let ending = encoder.finish()?;
        self.put(&ending.rest)?;
        let Some((mut file, path)) = self.file else { return Ok(()) };
        // Now that the length is known, the header can tell it.
        file.seek(SeekFrom::Start(0))
            .and_then(|_| file.write_all(&ending.head))
            .with_context(|| unwritable(&path))?;
        readable_by_others(&file);
        file.persist(&path).map_err(|error| error.error).with_context(|| unwritable(&path))?;
        Ok(())
    }
}

/// Temporary files are private; what somebody asked for is as readable as any other file.
fn readable_by_others(file: &NamedTempFile) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let _ = file.as_file().set_permissions(std::fs::Permissions::from_mode(0o644));
    }
    #[cfg(not(unix))]
    let _ = file;
}

fn unwritable(path: &Path) -> String {
    format!("{} cannot be written", path.display())
}
