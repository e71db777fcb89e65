//! `ieum chat`.

use std::io::IsTerminal;
use std::sync::mpsc as std_mpsc;

use anyhow::{Context, anyhow};
use domain::{AlertId, Capabilities, ConversationId, Language, TouchpointKind, TurnStatus};
use hub::{Event, EventBody, Hello, Hub, Instruction, Instructions, Link};
use rustyline::error::ReadlineError;
use rustyline::{DefaultEditor, ExternalPrinter};
use tokio::sync::mpsc;

use crate::config::Config;
use crate::lifecycle::DataLock;
use crate::terminal;
use crate::wiring::{self, Sound};

/// A conversation in the terminal
///
/// It is the same conversation as in the messenger. Timers and alarms ring here while it runs; Enter stops them.
#[derive(Debug, clap::Args)]
#[command(after_help = "\
Ctrl-D or an empty line with Ctrl-C ends the conversation; the arrow keys bring back what you wrote.

Examples:
  ieum chat
  ieum chat --language en
  ieum chat < questions.txt                  one question a line")]
pub struct Options {}

pub fn run(config: &Config, language: Option<Language>, _: &Options) -> anyhow::Result<()> {
    let runtime = tokio::runtime::Runtime::new()?;
    let folder = config.data.folder()?;
    // Where a server runs, alarms ring on its touchpoints; otherwise this conversation takes its place.
    let lock = DataLock::take(&folder);
    let alone = lock.is_ok();
    if !alone && !DataLock::is_held(&folder) {
        lock?;
    }
    let chat = runtime.block_on(Chat::open(config, language, alone))?;
    greet(chat.language, alone);
    let talked = chat.talk(&runtime);
    let Chat { hub, store, .. } = chat;
    runtime.block_on(async {
        hub.stop().await;
        store.close().await;
    });
    talked
}

struct Chat {
    hub: Hub,
    store: std::sync::Arc<store::sqlite::SqliteStore>,
    link: Link,
    /// Taken by the task that reads them.
    instructions: std::sync::Mutex<Option<Instructions>>,
    conversation: ConversationId,
    language: Language,
}

/// What the reader of lines is told by the reader of instructions.
enum Told {
    Answer(String),
    Failed(String),
}

impl Chat {
    async fn open(config: &Config, language: Option<Language>, alone: bool) -> anyhow::Result<Self> {
        let store = wiring::store(config).await?;
        let (hub, owner) = wiring::hub(config, store.clone(), Sound::none()).await?;
        if alone {
            hub.start().await?;
        }
        let language = language.unwrap_or(owner.language);
        let hello = Hello {
            touchpoint: wiring::ids().next(),
            kind: TouchpointKind::Terminal,
            name: "ieum chat".into(),
            language,
            time_zone: None,
            capabilities: Capabilities { screen: true, ..Capabilities::default() },
            seen: Vec::new(),
        };
        let (link, mut instructions) = hub.connect(owner.id, hello).await?;
        let Some(Instruction::Synchronized(start)) = instructions.next().await else {
            return Err(anyhow!("the conversation did not begin"));
        };
        let conversation = start.conversations.first().context("there is no conversation")?.conversation.id;
        Ok(Self { hub, store, link, instructions: Some(instructions).into(), conversation, language })
    }

    /// Reads lines until there are no more; each waits for its answer.
    fn talk(&self, runtime: &tokio::runtime::Runtime) -> anyhow::Result<()> {
        let mut editor = DefaultEditor::new().context("this terminal cannot be read")?;
        let (tell, told) = std_mpsc::channel();
        let (ring, mut ringing) = mpsc::unbounded_channel();
        let instructions = self.instructions.lock().ok().and_then(|mut own| own.take());
        let instructions = instructions.context("a conversation is held once")?;
        let printer = editor.create_external_printer().ok();
        runtime.spawn(follow(instructions, self.language, tell, ring, printer));
        let prompt = if std::io::stdin().is_terminal() { "> " } else { "" };
        loop {
            let line = match editor.readline(prompt) {
                Ok(line) => line.trim().to_owned(),
                Err(ReadlineError::Eof | ReadlineError::Interrupted) => return Ok(()),
                Err(error) => return Err(error.into()),
            };
            while let Ok(alert) = ringing.try_recv() {
                self.send(runtime, EventBody::AlertStopped { alert });
            }
            if line.is_empty() {
                continue;
            }
            let _ = editor.add_history_entry(&line);
            self.send(runtime, EventBody::Text { conversation: self.conversation, text: line });
            match told.recv().context("the conversation was ended")? {
                Told::Answer(answer) => terminal::print(&format!("{answer}\n"))?,
                Told::Failed(reason) => terminal::tell(&reason),
            }
        }
    }

    fn send(&self, runtime: &tokio::runtime::Runtime, body: EventBody) {
        runtime.block_on(self.link.event(Event { id: wiring::ids().next(), state: None, body }));
    }
}

/// Hands answers to the reader of lines, and shows what comes unasked.
async fn follow(
    mut instructions: Instructions,
    language: Language,
    tell: std_mpsc::Sender<Told>,
    ring: mpsc::UnboundedSender<AlertId>,
    mut printer: Option<impl ExternalPrinter + Send + 'static>,
) {
    let mut mine = None;
    while let Some(instruction) = instructions.next().await {
        let told = match instruction {
            Instruction::Accepted { turn, .. } => {
                mine = Some(turn.id);
                finished(&turn, language)
            }
            Instruction::RenderTurn { turn } if mine == Some(turn.id) => finished(&turn, language),
            // Said on another touchpoint, or by the assistant itself.
            Instruction::RenderTurn { turn } => {
                if let TurnStatus::Answered(answer) = &turn.status {
                    show(&mut printer, &aside(turn.input.text(), &terminal::render(answer)));
                }
                None
            }
            Instruction::Failed { problem, .. } => Some(Told::Failed(terminal::problem(&problem, language))),
            Instruction::AlertStart { alert } => {
                show(&mut printer, &bell(&alert.label, language));
                let _ = ring.send(alert.id);
                None
            }
            _ => None,
        };
        if let Some(told) = told {
            mine = None;
            if tell.send(told).is_err() {
                return;
            }
        }
    }
}

fn finished(turn: &domain::Turn, language: Language) -> Option<Told> {
    match &turn.status {
        TurnStatus::Received => None,
        TurnStatus::Answered(answer) => Some(Told::Answer(terminal::render(answer))),
        TurnStatus::Failed(problem) => Some(Told::Failed(terminal::problem(problem, language))),
    }
}

/// Above the line that is being written.
fn show(printer: &mut Option<impl ExternalPrinter>, text: &str) {
    let shown = printer.as_mut().is_some_and(|printer| printer.print(format!("{text}\n")).is_ok());
    if !shown {
        terminal::tell(text);
    }
}

fn aside(said: &str, answer: &str) -> String {
    if said.is_empty() { answer.to_owned() } else { format!("({said})\n{answer}") }
}

fn bell(label: &str, language: Language) -> String {
    let what = match (label, language) {
        ("", Language::Korean) => "알람",
        ("", Language::English) => "alarm",
        (label, _) => label,
    };
    let hint = match language {
        Language::Korean => "Enter를 누르면 꺼져요",
        Language::English => "press Enter to stop it",
    };
    format!("\u{7}⏰ {what} ({hint})")
}

fn greet(language: Language, alone: bool) {
    terminal::tell(match language {
        Language::Korean => "무엇이든 말해 보세요. 끝내려면 Ctrl-D를 누르세요.",
        Language::English => "Say anything. Ctrl-D ends the conversation.",
    });
    if !alone {
        terminal::tell(match language {
            Language::Korean => "서버가 실행 중이라서 알람은 메신저에서 울려요.",
            Language::English => "A server is running: alarms ring in its messenger.",
        });
    }
}
