//! A client's functions: which of them a sentence calls.

use dialogue::tool::{Called, Tool, Wish};
use domain::{Code, PersonId, Problem};

use crate::Hub;
use crate::admission::{Busy, Caller};
use crate::schedule;
use crate::sentences;

impl Hub {
    /// The function that a sentence calls, with its arguments; none when the assistant should answer.
    pub async fn choose_tool(
        &self,
        caller: &Caller,
        sentence: &str,
        tools: Vec<Tool>,
        wish: Wish,
    ) -> Result<Option<Called>, Problem> {
        self.core.refuse_when_stopping()?;
        let sentence = self.core.checked_text(sentence)?;
        let today = self.today(caller.person()).await?;
        let permit = self.core.vectors.enter(caller).await.map_err(|Busy| Problem::from(Code::EngineBusy))?;
        let core = self.core.clone();
        let choosing = self.core.tasks.spawn_blocking(move || {
            let _permit = permit;
            let model = core.sentences.get()?;
            dialogue::tool::choose(&tools, &sentence, wish, today, &model).map_err(sentences::told)
        });
        choosing.await.map_err(|panic| {
            tracing::error!(%panic, "a tool could not be chosen");
            Problem::from(Code::Internal)
        })?
    }

    async fn today(&self, person: Option<PersonId>) -> Result<jiff::civil::Date, Problem> {
        let person = self.core.person(person.ok_or(Code::SignInRequired)?).await?;
        Ok(self.core.clock.now().to_zoned_datetime(schedule::zone(&person)).date())
    }
}
