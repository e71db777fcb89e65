//! Our side of `cargo xtask bench speech`.
//!
//! `hear` and `say` are contestants: each line on standard input is a task, each line on standard output is JSON with
//! the result and the milliseconds it took. `clips` makes the recordings for it with our own voice.

use std::io::{BufRead, Write};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::time::Instant;

use anyhow::Context;
use clap::{Parser, Subcommand};
use domain::Language;
use serde_json::{Value, json};
use speech::{Ears, Hearing, Hint, LISTENING_RATE, Manner, Recognize, Speak, Voice};

mod wav;

/// What a microphone delivers at a time: a tenth of a second.
const BLOCK: usize = LISTENING_RATE as usize / 10;
/// Commands of 2 to 4 s, a request between, and stories of 10 to 13 s: enough of each that one odd clip does not decide.
const TEXTS: [(&str, &str); 17] = [
    ("command-1", "내일 아침 일곱 시에 알람 맞춰 줘."),
    ("command-2", "거실 불 끄고 에어컨은 이십사 도로 해 줘."),
    ("command-3", "오늘 서울 날씨 어때?"),
    ("command-4", "엄마한테 지금 출발한다고 문자 보내 줘."),
    ("command-5", "주방 조명을 조금만 어둡게 해 줘."),
    ("command-6", "십오 분 뒤에 라면 타이머 알려 줘."),
    ("command-7", "여기서 가장 가까운 약국이 어디야?"),
    ("command-8", "조용한 피아노 음악 틀어 줘."),
    ("request", "이번 주말에 부산으로 여행을 가려고 하는데, 토요일 아침 날씨가 어떤지 알려 주세요."),
    (
        "story-1",
        "어제는 친구와 함께 한강 공원에서 자전거를 탔어요. 바람이 시원해서 기분이 아주 좋았고, \
         저녁에는 시장에 들러서 떡볶이와 김밥을 먹고 집에 돌아왔습니다.",
    ),
    (
        "story-2",
        "우리 할머니는 매일 새벽에 일어나서 마당에 있는 꽃에 물을 주셨어요. 여름이 되면 온 동네 사람들이 \
         그 꽃을 보러 왔고, 할머니는 시원한 보리차를 내오셨습니다.",
    ),
    (
        "story-3",
        "회의는 다음 주 화요일 오후로 미루어졌습니다. 자료는 월요일까지 모두에게 보내 주시고, \
         참석하지 못하는 분은 미리 저에게 알려 주시면 고맙겠습니다.",
    ),
    (
        "story-4",
        "지난달에 이사한 집은 역에서 조금 멀지만 아주 조용해요. 창문을 열면 작은 산이 보이고, \
         아침마다 새소리를 들으면서 커피를 마실 수 있어서 정말 마음에 듭니다.",
    ),
    (
        "story-5",
        "비가 많이 와서 기차가 한 시간이나 늦게 도착했어요. 그래도 기다리는 동안 옆에 앉은 사람과 \
         재미있는 이야기를 나누어서 시간이 금방 지나갔습니다.",
    ),
    (
        "story-6",
        "이 빵은 밀가루와 우유와 꿀만 넣어서 만들었어요. 반죽을 하룻밤 동안 차가운 곳에 두었다가 \
         다음 날 아침에 구우면 겉은 바삭하고 속은 아주 부드러워집니다.",
    ),
    (
        "story-7",
        "처음 기타를 배울 때는 손가락이 아파서 그만두고 싶었어요. 하지만 날마다 조금씩 연습했더니 \
         이제는 좋아하는 노래를 친구들 앞에서 끝까지 연주할 수 있습니다.",
    ),
    (
        "story-8",
        "도서관은 아침 아홉 시에 문을 열고 저녁 여덟 시에 닫습니다. 책은 한 번에 다섯 권까지 빌릴 수 있고, \
         두 주 안에 돌려주시면 됩니다. 주말에는 조금 일찍 닫아요.",
    ),
];

#[derive(Parser)]
struct Arguments {
    /// The folder of the unpacked models.
    #[arg(long)]
    models: PathBuf,
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Recognise the audio files named on standard input.
    Hear {
        /// The language of the clips; without it each clip decides.
        #[arg(long)]
        language: Option<Language>,
        /// Deliver the audio block by block and measure from its end to the final text.
        #[arg(long)]
        stream: bool,
    },
    /// Speak the lines of standard input and measure until the first sound is there.
    Say,
    /// Write the standard clips and their `clips.tsv` into a folder.
    Clips { folder: PathBuf },
}

fn main() -> anyhow::Result<()> {
    let arguments = Arguments::parse();
    match arguments.task {
        Task::Hear { language, stream } => hear(&arguments.models, language, stream),
        Task::Say => say(&arguments.models),
        Task::Clips { folder } => clips(&arguments.models, &folder),
    }
}

fn hear(models: &Path, language: Option<Language>, streamed: bool) -> anyhow::Result<()> {
    let begun = Instant::now();
    let ears = Ears::open(&models.join("whisper-base"), &models.join("silero-vad/silero_vad.onnx"))?;
    answer_lines(begun, |path| {
        let samples = speech::audio::read(Path::new(path)).with_context(|| path.to_owned())?;
        let hint = Hint { language, ..Hint::default() };
        if streamed { stream(&ears, &samples, hint) } else { whole(&ears, &samples, &hint) }
    })
}

/// The whole utterance at once, as when a file is recognised.
fn whole(ears: &Ears, samples: &[f32], hint: &Hint) -> anyhow::Result<Value> {
    let begun = Instant::now();
    let heard = ears.recognize(samples, hint)?;
    Ok(json!({ "ms": milliseconds(begun), "text": heard.text, "seconds": seconds(samples) }))
}

/// As from a microphone; only what happens after the last block counts, and the slowest block is told too.
fn stream(ears: &Ears, samples: &[f32], hint: Hint) -> anyhow::Result<Value> {
    let mut listening = ears.listen(hint);
    let (mut slowest, mut partials) = (0.0f64, 0);
    for block in samples.chunks(BLOCK) {
        let begun = Instant::now();
        let heard = listening.push(block)?;
        slowest = slowest.max(milliseconds(begun));
        partials += heard.iter().filter(|hearing| matches!(hearing, Hearing::Partial { .. })).count();
    }
    let begun = Instant::now();
    let heard = listening.finish()?;
    Ok(json!({
        "ms": milliseconds(begun),
        "text": heard.text,
        "seconds": seconds(samples),
        "slowest_block_ms": slowest,
        "partials": partials,
    }))
}

fn say(models: &Path) -> anyhow::Result<()> {
    let begun = Instant::now();
    let voice = open_voice(models)?;
    answer_lines(begun, |text| {
        let begun = Instant::now();
        let (mut first, mut samples) = (None, 0);
        voice.speak(text, &Manner::default(), &mut |spoken| {
            first.get_or_insert_with(|| milliseconds(begun));
            samples += spoken.samples.len();
            ControlFlow::Continue(())
        })?;
        let seconds = samples as f64 / f64::from(voice.rate());
        let all = milliseconds(begun);
        let phonemes = voice.phonemes(text);
        Ok(json!({ "ms": first, "text": text, "seconds": seconds, "all_ms": all, "phonemes": phonemes }))
    })
}

fn clips(models: &Path, folder: &Path) -> anyhow::Result<()> {
    let voice = open_voice(models)?;
    let mut table = String::from("file\ttext\n");
    for (name, text) in TEXTS {
        let mut samples = Vec::new();
        voice.speak(text, &Manner::default(), &mut |spoken| {
            samples.extend(spoken.samples);
            ControlFlow::Continue(())
        })?;
        let file = format!("{name}.wav");
        wav::write(&folder.join(&file), &samples, voice.rate())?;
        table += &format!("{file}\t{text}\n");
    }
    Ok(std::fs::write(folder.join("clips.tsv"), table)?)
}

/// Says how long loading took, then does one task after the other.
fn answer_lines(begun: Instant, mut task: impl FnMut(&str) -> anyhow::Result<Value>) -> anyhow::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{}", json!({ "ready_ms": milliseconds(begun) }))?;
    out.flush()?;
    for line in std::io::stdin().lock().lines() {
        writeln!(out, "{}", task(&line?)?)?;
        out.flush()?;
    }
    Ok(())
}

fn open_voice(models: &Path) -> anyhow::Result<Voice> {
    let [kokoro, lexicon, library] =
        ["kokoro", "english-lexicon", "onnxruntime/libonnxruntime.so"].map(|part| models.join(part));
    Ok(Voice::open(&kokoro, &lexicon, &library)?)
}

fn milliseconds(since: Instant) -> f64 {
    since.elapsed().as_secs_f64() * 1000.0
}

fn seconds(samples: &[f32]) -> f64 {
    samples.len() as f64 / f64::from(LISTENING_RATE)
}
