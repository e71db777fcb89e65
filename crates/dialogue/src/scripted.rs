//! A conversation partner that follows a script, for tests of everything around it.

use domain::Answer;

use crate::{Action, Converse, Reply, Said, World};

/// Repeats what was said, and carries out the scripted actions.
#[derive(Clone, Debug, Default)]
pub struct Echo {
    pub actions: Vec<Action>,
}

impl Converse for Echo {
    fn reply(&self, said: &Said<'_>, _: &World) -> Reply {
        Reply {
            answer: Answer::text(said.text),
            language: said.language,
            understood: true,
            asked: None,
            actions: self.actions.clone(),
            state: said.state.map(str::to_owned),
            trace: "{}".into(),
            handled: None,
        }
    }
}
