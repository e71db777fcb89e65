//! `ieum recommend demo`.

use domain::Clock;
use recommend::demo;
use store::Catalogs;

use crate::config::Config;
use crate::{terminal, wiring};

/// Puts the films and, unless somebody is there already, the people into the data folder, and learns.
pub async fn run(config: &Config) -> anyhow::Result<()> {
    let store = wiring::store(config).await?;
    let there =
        store.catalogs().await?.into_iter().any(|size| size.catalog == demo::CATALOG && size.feedback > 0);
    store.put_items(demo::CATALOG, &demo::items()).await?;
    if !there {
        store.put_customers(demo::CATALOG, &demo::people()).await?;
        store.add_feedback(demo::CATALOG, &demo::feedback(domain::SystemClock.now())).await?;
    }
    terminal::tell(
        "the catalogue `demo` is of example films: neither they nor the people who like them exist",
    );
    super::train::train(config, demo::CATALOG).await
}
