//! `ieum recommend for` and `similar`.

use std::fmt::Write;

use domain::{Clock, Language};
use recommend::{Filter, Recommended, Request, Shelf, demo};
use serde_json::json;

use crate::config::Config;
use crate::terminal;

#[derive(Debug, clap::Args)]
pub struct For {
    /// The catalogue's name
    catalog: String,
    /// Whom it is for; without anybody, what is popular
    person: Option<String>,
    /// For everybody, a JSON line each
    #[arg(long, conflicts_with = "person")]
    everybody: bool,
    /// Items in the basket or looked at just now, with commas between
    #[arg(long, value_delimiter = ',', value_name = "ITEM")]
    basket: Vec<String>,
    /// How many
    #[arg(long, default_value_t = 10, value_name = "N")]
    count: usize,
    /// From 0, the best however alike, to 1, all different
    #[arg(long, default_value_t = 0.2)]
    diversity: f32,
    /// How much newer items are preferred, from 0 to 1
    #[arg(long, default_value_t = 0.0)]
    freshness: f32,
    /// The share of places for items that few know, from 0 to 1
    #[arg(long, default_value_t = 0.0)]
    exploration: f32,
    #[command(flatten)]
    filter: FilterOptions,
}

#[derive(Debug, clap::Args)]
pub struct Similar {
    /// The catalogue's name
    catalog: String,
    /// The item's id
    item: String,
    /// How many
    #[arg(long, default_value_t = 10, value_name = "N")]
    count: usize,
    #[command(flatten)]
    filter: FilterOptions,
}

#[derive(Debug, clap::Args)]
pub struct Explain {
    /// The catalogue's name
    catalog: String,
    /// Whom it is for
    person: String,
    /// The item's id
    item: String,
    #[command(flatten)]
    filter: FilterOptions,
}

#[derive(Debug, clap::Args)]
struct FilterOptions {
    /// Only of this category; again for another
    #[arg(long, value_name = "CATEGORY")]
    category: Vec<String>,
    /// No cheaper
    #[arg(long, value_name = "PRICE")]
    at_least: Option<f64>,
    /// No dearer
    #[arg(long, value_name = "PRICE")]
    at_most: Option<f64>,
    /// Nothing that the person has seen, even if it was not liked
    #[arg(long)]
    unseen: bool,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl FilterOptions {
    fn filter(&self) -> Filter {
        Filter {
            categories: self.category.clone(),
            at_least: self.at_least,
            at_most: self.at_most,
            hide_seen: self.unseen,
            ..Filter::default()
        }
    }
}

pub async fn run_for(config: &Config, options: &For) -> anyhow::Result<()> {
    let shelf = super::shelf(config, &options.catalog).await?;
    let now = domain::SystemClock.now();
    let request = |person| Request {
        person,
        basket: &options.basket,
        count: options.count,
        filter: options.filter.filter(),
        diversity: options.diversity,
        freshness: options.freshness,
        exploration: options.exploration,
        seed: now.as_second().unsigned_abs(),
    };
    if options.everybody {
        let mut people: Vec<&str> = shelf.catalog.people().map(|(person, _)| person).collect();
        people.sort_unstable();
        for person in people {
            let items: Vec<String> =
                shelf.recommend(&request(Some(person)), now)?.into_iter().map(|shown| shown.item).collect();
            terminal::print(&format!("{}\n", json!({ "person": person, "items": items })))?;
        }
        return Ok(());
    }
    if let Some(person) = options.person.as_deref().filter(|person| shelf.catalog.person(person).is_none()) {
        terminal::tell(&format!("{person:?} has done nothing yet: this is what is popular"));
    }
    let shown = shelf.recommend(&request(options.person.as_deref()), now)?;
    print(&shelf, &shown, options.filter.json, config.assistant.language())
}

pub async fn run_similar(config: &Config, options: &Similar) -> anyhow::Result<()> {
    let shelf = super::shelf(config, &options.catalog).await?;
    let shown = shelf.similar(&options.item, options.count, &options.filter.filter())?;
    print(&shelf, &shown, options.filter.json, config.assistant.language())
}

/// `ieum recommend explain`.
pub async fn run_explain(config: &Config, options: &Explain) -> anyhow::Result<()> {
    let shelf = super::shelf(config, &options.catalog).await?;
    let now = domain::SystemClock.now();
    let request =
        Request { person: Some(&options.person), filter: options.filter.filter(), ..Request::default() };
    let why = shelf.explain(&request, &options.item, now)?;
    let told = why.told(config.assistant.language());
    if !options.filter.json {
        return terminal::print(&format!("{}\n", told.join("\n")));
    }
    let learners = why
        .learners
        .iter()
        .map(|learner| json!({ "learner": learner.name, "share": learner.share, "score": learner.score }));
    let likings = why
        .likings
        .iter()
        .map(|liking| json!({ "item": liking.item, "title": liking.title, "score": liking.by }));
    let line = json!({
        "item": why.item, "title": why.title, "place": why.place, "of": why.of, "score": why.score,
        "learners": learners.collect::<Vec<_>>(), "described": why.described, "popularity": why.popularity,
        "freshness": why.freshness, "likings": likings.collect::<Vec<_>>(), "hidden": !why.hidden.is_empty(),
        "told": told,
    });
    terminal::print(&format!("{line}\n"))
}

fn print(shelf: &Shelf, shown: &[Recommended], as_json: bool, language: Language) -> anyhow::Result<()> {
    if shown.is_empty() {
        terminal::tell("nothing fits: there are no items to show, or none that these conditions let through");
    }
    let mut text = String::new();
    for (place, shown) in (1..).zip(shown) {
        let item = shelf.catalog.number_of(&shown.item).and_then(|number| shelf.catalog.item(number));
        let title = item.map(|item| item.title.as_str()).unwrap_or_default();
        let notice = item.and_then(|item| demo::notice(item, language));
        let reason = shown.reason.told(language);
        if as_json {
            let mut line =
                json!({ "item": shown.item, "title": title, "score": shown.score, "reason": reason });
            if let Some(notice) = notice {
                line["notice"] = notice.into();
            }
            let _ = writeln!(text, "{line}");
        } else {
            let notice = notice.map(|notice| format!(" ({notice})")).unwrap_or_default();
            let _ = writeln!(text, "{place:>3}. {title}{notice} [{}]  {reason}", shown.item);
        }
    }
    terminal::print(&text)
}
