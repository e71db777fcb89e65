//! `ieum nlu eval`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use dialogue::block::evaluation::{Case, NONE, Report};
use dialogue::block::sorter::Sorter;
use dialogue::block::{Bot, Decision, Learner};

use super::sets::{self, Entry};
use super::{print, today};
use crate::config::Config;
use crate::terminal;

/// Measure how well sentences are understood
#[derive(Debug, clap::Args)]
pub struct Options {
    /// A bot (YAML; its tests lie beside it as NAME.test.yaml), or lines of label<TAB>sentence (TSV)
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Learn from this file; without it, from nine tenths of FILE (TSV)
    #[arg(long, value_name = "FILE")]
    train: Option<PathBuf>,
    /// Test sentences of a bot that lie elsewhere
    #[arg(long, value_name = "FILE")]
    tests: Option<PathBuf>,
    /// Compare letters only, without the sentence model
    #[arg(long)]
    letters_only: bool,
    /// List every sentence that was not understood
    #[arg(long)]
    wrong: bool,
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let lines = options.file.extension().is_some_and(|extension| extension == "tsv");
    let cases = if lines { of_lines(options)? } else { of_bot(config, options)? };
    show(&Report::of(&cases), options.wrong)
}

fn of_bot(config: &Config, options: &Options) -> anyhow::Result<Vec<Case>> {
    let bot = super::bot(&options.file)?;
    let entries = sets::entries(options.tests.as_deref().unwrap_or(&sets::beside(&options.file)))?;
    let learner = super::learner(config, options.letters_only)?;
    let began = Instant::now();
    let cases = cases(&learner, &bot, &entries, today(config))?;
    terminal::tell(&format!("learnt and tested in {:.1} s", began.elapsed().as_secs_f64()));
    Ok(cases)
}

/// Every test sentence, judged.
pub fn cases(
    learner: &Learner,
    bot: &Bot,
    entries: &[Entry],
    today: jiff::civil::Date,
) -> anyhow::Result<Vec<Case>> {
    let blocks = learner.learn(bot, today)?;
    let mut cases = Vec::new();
    for entry in entries {
        for sentence in &entry.say {
            let found = learner.find(&blocks, sentence, today)?;
            let slots = found.slots.iter().map(|slot| (slot.entity.clone(), slot.value.clone())).collect();
            let wanted = |values: &std::collections::BTreeMap<String, String>| {
                values.iter().map(|(entity, value)| (entity.clone(), value.clone())).collect()
            };
            cases.push(Case {
                sentence: sentence.clone(),
                wanted: entry.block.clone(),
                found: found.block().unwrap_or(NONE).to_owned(),
                confidence: found.confidence(),
                unsure: matches!(found.decision, Decision::Unsure(..)),
                slots: entry.values.as_ref().map(|values| (wanted(values), slots)),
            });
        }
    }
    Ok(cases)
}

fn of_lines(options: &Options) -> anyhow::Result<Vec<Case>> {
    let (taught, asked) = split(&options.file, options.train.as_deref())?;
    let began = Instant::now();
    let sorter = Sorter::learn(&taught);
    let seconds = began.elapsed().as_secs_f64();
    terminal::tell(&format!("{} sentences learnt in {seconds:.1} s, {} tested", taught.len(), asked.len()));
    let case = |(wanted, sentence): (String, String)| {
        let (found, confidence) = sorter.sort(&sentence).unwrap_or((NONE, 0.0));
        Case { found: found.to_owned(), confidence, wanted, sentence, unsure: false, slots: None }
    };
    Ok(asked.into_iter().map(case).collect())
}

/// Labelled sentences.
type Pairs = Vec<(String, String)>;

/// What is taught and what is asked.
fn split(file: &Path, train: Option<&Path>) -> anyhow::Result<(Pairs, Pairs)> {
    let asked = sets::labelled(file)?;
    if let Some(train) = train {
        return Ok((sets::labelled(train)?, asked));
    }
    let (asked, taught): (Vec<_>, Vec<_>) =
        asked.into_iter().enumerate().partition(|(index, _)| index % 10 == 3);
    let [taught, asked]: [Pairs; 2] =
        [taught, asked].map(|part| part.into_iter().map(|(_, pair)| pair).collect());
    Ok((taught, asked))
}

fn show(report: &Report, wrong: bool) -> anyhow::Result<()> {
    let (hits, all) = report.inside;
    print(&format!("accuracy             {:.3}  ({hits} of {all})", report.accuracy()))?;
    print(&format!("macro F1             {:.3}", report.macro_f1()))?;
    if report.outside.1 > 0 {
        let (refused, other) = report.outside;
        print(&format!("other talk refused   {:.3}  ({refused} of {other})", report.refusal()))?;
        print(&format!("two blocks named     {}", report.unsure))?;
    }
    if report.slots.2 > 0 {
        print(&format!("entities F1          {:.3}  ({} wanted)", report.slot_f1(), report.slots.2))?;
    }
    print(&format!("calibration error    {:.3}", report.calibration_error()))?;
    print("\nconfidence   sentences   right")?;
    for (index, (count, mean, right)) in report.groups.iter().enumerate().filter(|(_, group)| group.0 > 0) {
        let share = *right as f64 / *count as f64;
        print(&format!(
            "{:.1} to {:.1}   {count:>9}   {share:.2} (said {mean:.2})",
            index as f64 / 10.0,
            (index + 1) as f64 / 10.0
        ))?;
    }
    print("\nconfused (wanted, found, times)")?;
    let mut confused: Vec<_> =
        report.confusion.iter().filter(|((wanted, found), _)| wanted != found).collect();
    confused.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    for ((wanted, found), count) in confused.iter().take(if wrong { usize::MAX } else { 20 }) {
        print(&format!("  {wanted:<16} {found:<16} {count}"))?;
    }
    if wrong {
        print("\nnot understood (wanted, found, confidence, sentence)")?;
        for case in &report.wrong {
            print(&format!(
                "  {:<12} {:<12} {:.2}  {}",
                case.wanted, case.found, case.confidence, case.sentence
            ))?;
        }
    }
    Ok(())
}
