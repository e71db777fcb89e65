//! `ieum nlu eval`.

use std::path::{Path, PathBuf};
use std::time::Instant;

use dialogue::block::evaluation::{Case, NONE, Report};
use dialogue::block::sentences::{self, Entry};
use dialogue::block::sorter::Sorter;
use dialogue::block::{Bot, Learner};

use super::sets;
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
    /// Print the measures as JSON
    #[arg(long)]
    json: bool,
}

pub fn run(config: &Config, options: &Options) -> anyhow::Result<()> {
    let lines = options.file.extension().is_some_and(|extension| extension == "tsv");
    let cases = if lines { of_lines(options)? } else { of_bot(config, options)? };
    let report = Report::of(&cases);
    if options.json { print(&as_json(&report).to_string()) } else { show(&report, options.wrong) }
}

fn of_bot(config: &Config, options: &Options) -> anyhow::Result<Vec<Case>> {
    let (bot, _) = super::bot(&options.file)?;
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
    sentences::judge(learner, &blocks, entries, today).map_err(anyhow::Error::msg)
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

fn as_json(report: &Report) -> serde_json::Value {
    let pair = |(part, whole): (usize, usize)| serde_json::json!({"right": part, "of": whole});
    let confusion = report.confusion.iter().map(
        |((wanted, found), times)| serde_json::json!({"wanted": wanted, "found": found, "times": times}),
    );
    let groups = report.groups.iter().filter(|(count, _, _)| *count > 0).map(|(count, mean, right)| {
        serde_json::json!({"sentences": count, "said": mean, "right": *right as f64 / *count as f64})
    });
    let wrong = report.wrong.iter().map(|case| {
        serde_json::json!({
            "sentence": case.sentence,
            "wanted": case.wanted,
            "found": case.found,
            "confidence": case.confidence,
        })
    });
    serde_json::json!({
        "accuracy": report.accuracy(),
        "inside": pair(report.inside),
        "macro_f1": report.macro_f1(),
        "out_of_scope_recall": (report.outside.1 > 0).then(|| report.refusal()),
        "outside": pair(report.outside),
        "two_blocks_named": report.unsure,
        "slot_f1": (report.slots.2 > 0).then(|| report.slot_f1()),
        "calibration_error": report.calibration_error(),
        "calibration": groups.collect::<Vec<_>>(),
        "confusion": confusion.collect::<Vec<_>>(),
        "wrong": wrong.collect::<Vec<_>>(),
    })
}

fn show(report: &Report, wrong: bool) -> anyhow::Result<()> {
    let (hits, all) = report.inside;
    print(&format!("accuracy             {:.3}  ({hits} of {all})", report.accuracy()))?;
    print(&format!("macro F1             {:.3}", report.macro_f1()))?;
    if report.outside.1 > 0 {
        let (refused, other) = report.outside;
        print(&format!("other talk refused   {:.3}  ({refused} of {other})", report.refusal()))?;
    }
    if report.unsure > 0 {
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
    each_block(report)?;
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

/// How many sentences of each block were found, and how many that were called it belong to it.
fn each_block(report: &Report) -> anyhow::Result<()> {
    let blocks: std::collections::BTreeSet<&String> =
        report.confusion.keys().map(|(wanted, _)| wanted).collect();
    print("\nblock              sentences   found   rightly")?;
    for block in blocks {
        let count = |matches: &dyn Fn(&String, &String) -> bool| -> usize {
            let pairs = report.confusion.iter().filter(|((wanted, found), _)| matches(wanted, found));
            pairs.map(|(_, times)| times).sum()
        };
        let right = count(&|wanted, found| wanted == block && found == block);
        let (all, called) = (count(&|wanted, _| wanted == block), count(&|_, found| found == block));
        let share = |whole: usize| right as f64 / whole.max(1) as f64;
        print(&format!("  {block:<16} {all:>9}   {:>5.2}   {:>7.2}", share(all), share(called)))?;
    }
    Ok(())
}
