//! What the assistant recommends from: the catalogues as one person's turn sees them.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, OnceLock};

use dialogue::recommend::{self as asked, Offer, is_title};
use domain::{Item, ItemRef, Language, Opinion, Person, PersonId, Problem};
use recommend::{Filter, Reason, Recommended, Request, Shelf, demo};
use store::{FeedbackOf, FeedbackPlace};
use tokio::runtime::Handle;

use super::{Entry, questions};
use crate::Hub;
use crate::hub::Core;
use crate::problem::told;
use crate::thought;

/// So many categories of a catalogue can be asked for by name.
const MOST_CATEGORIES: usize = 300;

/// The catalogues, opened when they are first asked for. Asked from blocking threads only.
pub(crate) struct Offering {
    core: Arc<Core>,
    id: PersonId,
    /// As catalogues know them.
    person: String,
    runtime: Handle,
    opened: OnceLock<Vec<Opened>>,
}

struct Opened {
    entry: Arc<Entry>,
    shelf: asked::Shelf,
    learnt: bool,
    people: usize,
}

impl Core {
    pub fn offering(self: &Arc<Self>, person: &Person) -> Offering {
        let (core, id, runtime) = (self.clone(), person.id, Handle::current());
        Offering { core, id, person: id.to_string(), runtime, opened: OnceLock::new() }
    }

    /// The one that is meant without a word first: as they were chosen, or what is learnt and most used.
    async fn open_offered(self: &Arc<Self>, person: &str) -> Result<Vec<Opened>, Problem> {
        let chosen = !self.offered.is_empty();
        let mut names = self.offered.clone();
        if !chosen {
            names = self.store.catalog_names().await.map_err(told)?;
            names.retain(|name| name != demo::CATALOG && name != questions::CATALOG);
        }
        let mut all = Vec::new();
        for name in names {
            all.extend(Opened::of(self.entry_or_new(&name).await?));
        }
        if !chosen {
            all.sort_by_key(|one| std::cmp::Reverse((one.learnt, one.people)));
        }
        if all.is_empty() {
            all.extend(Opened::of(self.examples(person).await?));
        }
        Ok(all)
    }

    /// The examples; the first time they are put there, and learnt in the background. Who has done something with them
    /// waits for that; whoever has not is shown what is popular in any case.
    async fn examples(self: &Arc<Self>, person: &str) -> Result<Arc<Entry>, Problem> {
        let entry = self.entry_or_new(demo::CATALOG).await?;
        if entry.read(|shelf| shelf.catalog.items().next().is_none()) {
            let hub = Hub { core: self.clone() };
            hub.put_items(demo::CATALOG, demo::items()).await?;
            hub.put_customers(demo::CATALOG, demo::people()).await?;
            hub.record_feedback(demo::CATALOG, demo::feedback(self.clock.now())).await?;
        }
        if entry.read(|shelf| shelf.model().is_none()) {
            self.begin_learning(&entry);
            if entry.read(|shelf| shelf.catalog.person(person).is_some()) {
                Hub { core: self.clone() }.learning_ended(demo::CATALOG).await?;
            }
        }
        Ok(entry)
    }
}

impl Opened {
    /// None: there is nothing in it to show.
    fn of(entry: Arc<Entry>) -> Option<Self> {
        let example = entry.name == demo::CATALOG;
        let (categories, learnt, people) = entry.read(|shelf| {
            let mut counts: HashMap<&str, usize> = HashMap::new();
            let mut shown = 0;
            for (_, item) in
                shelf.catalog.items().filter(|(_, item)| item.available && !item.title.is_empty())
            {
                shown += 1;
                for category in &item.categories {
                    *counts.entry(category).or_default() += 1;
                }
            }
            let mut counts: Vec<(&str, usize)> = counts.into_iter().collect();
            counts.sort_unstable_by_key(|&(category, count)| (std::cmp::Reverse(count), category));
            let categories: Vec<String> =
                counts.iter().take(MOST_CATEGORIES).map(|(category, _)| (*category).to_owned()).collect();
            let people = shelf.catalog.people().count();
            (shown > 0).then_some((categories, shelf.model().is_some(), people))
        })?;
        let kind = if example { "films".to_owned() } else { entry.name.clone() };
        let shelf = asked::Shelf { catalog: entry.name.clone(), kind, example, categories };
        Some(Self { entry, shelf, learnt, people })
    }
}

impl Offering {
    /// A catalogue may have to be read first: others may think meanwhile.
    fn wait<T>(&self, what: impl Future<Output = T>) -> T {
        thought::aside(|| self.runtime.block_on(what))
    }

    /// A catalogue that cannot be read is as good as none: the conversation goes on.
    fn opened(&self) -> &[Opened] {
        self.opened.get_or_init(|| {
            self.wait(self.core.open_offered(&self.person)).unwrap_or_else(|problem| {
                tracing::warn!(%problem, "nothing can be recommended");
                Vec::new()
            })
        })
    }

    fn recommended(&self, shelf: &Shelf, wanted: &asked::Asked) -> Vec<Recommended> {
        let dismissed = shelf.catalog.person(&self.person).into_iter().flatten();
        let dismissed = dismissed.filter(|(_, doing)| doing.strength == 0.0);
        let without = dismissed.map(|(&number, _)| shelf.catalog.id_of(number).to_owned());
        let filter = Filter {
            categories: wanted.categories.clone(),
            titled: true,
            without: without.chain(wanted.without.iter().cloned()).collect(),
            ..Filter::default()
        };
        let person = (!wanted.popular).then_some(self.person.as_str());
        let found = match &wanted.like {
            Some(item) => shelf.similar(item, wanted.count, &filter),
            None => {
                let request = Request { person, count: wanted.count, filter, ..Request::default() };
                shelf.recommend(&request, self.core.clock.now())
            }
        };
        found.unwrap_or_else(|error| {
            tracing::debug!(%error, "nothing is recommended");
            Vec::new()
        })
    }

    /// As far as the memory knows what the person thinks of it: they did something with it, or dismissed it.
    fn offer(&self, shelf: &Shelf, found: Recommended, language: Language) -> Option<(Offer, bool)> {
        let number = shelf.catalog.number_of(&found.item)?;
        let item = shelf.catalog.item(number)?;
        let doing = shelf.catalog.person(&self.person).and_then(|doings| doings.get(&number));
        let dismissed = doing.is_some_and(|doing| doing.strength == 0.0);
        let offer = Offer {
            item: in_language(item, language),
            reason: in_words(shelf, &found.reason, language),
            notice: demo::notice(item, language).map(str::to_owned),
            opinion: dismissed.then_some(Opinion::Dismissed),
        };
        Some((offer, doing.is_some() && !dismissed))
    }

    /// Whether they said so: somebody may have bought or played a thing and not like it.
    fn likes(&self, entry: &Entry, item: &str) -> bool {
        let word = Some(domain::FeedbackKind::Like.as_str().to_owned());
        let of = FeedbackOf { person: Some(self.person.clone()), item: Some(item.to_owned()), word };
        let first = FeedbackPlace::default();
        let said = self.core.store.feedback(&entry.name, &of, &first, 1);
        self.runtime.block_on(said).is_ok_and(|said| !said.is_empty())
    }
}

impl asked::Shelves for Offering {
    fn shelves(&self) -> Vec<asked::Shelf> {
        self.opened().iter().map(|one| one.shelf.clone()).collect()
    }

    fn questions(&self, language: Language, count: usize) -> Vec<String> {
        let found = self.wait(self.core.suggestions(self.id, language, count));
        found.unwrap_or_else(|problem| {
            tracing::warn!(%problem, "nothing can be suggested");
            Vec::new()
        })
    }

    fn titled(&self, said: &str) -> Option<(ItemRef, String)> {
        self.opened().iter().find_map(|one| {
            one.entry.read(|shelf| {
                let (item, title) = shelf.catalog.items().find_map(|(_, item)| titled(item, said))?;
                Some((ItemRef { catalog: one.entry.name.clone(), item }, title))
            })
        })
    }

    fn choose(&self, wanted: &asked::Asked) -> Vec<Offer> {
        let Some(one) = self.opened().iter().find(|one| one.shelf.catalog == wanted.catalog) else {
            return Vec::new();
        };
        let offers: Vec<(Offer, bool)> = one.entry.read(|shelf| {
            let found = self.recommended(shelf, wanted).into_iter();
            found.filter_map(|found| self.offer(shelf, found, wanted.language)).collect()
        });
        // The store is asked when nobody waits for the catalogue any more.
        let with_liking = offers.into_iter().map(|(mut offer, perhaps)| {
            if perhaps && self.likes(&one.entry, &offer.item.id) {
                offer.opinion = Some(Opinion::Liked);
            }
            offer
        });
        with_liking.collect()
    }
}

/// The id, and the title by which it was named.
fn titled(item: &Item, said: &str) -> Option<(String, String)> {
    if is_title(&item.title, said) {
        return Some((item.id.clone(), item.title.clone()));
    }
    item.data.as_ref()?;
    let english = demo::in_english(item).title;
    is_title(&english, said).then(|| (item.id.clone(), english))
}

/// The examples are told in both languages; what people put there, as they wrote it.
fn in_language(item: &Item, language: Language) -> Item {
    match language {
        Language::Korean => item.clone(),
        Language::English => demo::in_english(item),
    }
}

fn in_words(shelf: &Shelf, reason: &Reason, language: Language) -> String {
    let mut reason = reason.clone();
    if let Reason::Liked { item, title } | Reason::Similar { item, title } = &mut reason
        && let Some(item) = shelf.catalog.number_of(item).and_then(|number| shelf.catalog.item(number))
        && !item.title.is_empty()
    {
        *title = in_language(item, language).title;
    }
    reason.told(language)
}

impl fmt::Debug for Offering {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Offering").field("person", &self.person).finish_non_exhaustive()
    }
}
