//! A turn is answered: the conversation partner is asked, and what it decides is written down and carried out.

use std::sync::Arc;
use std::time::Instant;

use dialogue::{Action, Asker, Pressed, Reply, Said, World};
use domain::{
    Alert, AlertState, Code, Does, Input, PartnerBot, Person, PersonId, Preference, Principal, Problem, Turn,
};
use jiff::tz::TimeZone;
use store::{AlertStop, Completion, StateChange, StoreError};
use tracing::Instrument;

use crate::Instruction;
use crate::admission::{Busy, Caller};
use crate::hub::Core;
use crate::problem::told;
use crate::schedule;
use crate::strand::{Speaker, Strand};
use crate::thought;

impl Core {
    /// Answers a turn to the end. An error means that the store failed and the turn is still unanswered; should
    /// anything panic, this turn fails and its conversation goes on.
    pub async fn answer(self: &Arc<Self>, turn: &Turn) -> Result<(), Problem> {
        let span = tracing::info_span!("turn", turn = %turn.id, conversation = %turn.conversation);
        let (core, asked) = (self.clone(), turn.clone());
        let answering = async move { core.answer_within_span(&asked).await };
        match tokio::spawn(answering.instrument(span)).await {
            Ok(answered) => answered,
            Err(panic) => {
                tracing::error!(%panic, turn = %turn.id, "a turn could not be answered");
                self.fail(turn).await
            }
        }
    }

    async fn answer_within_span(self: &Arc<Self>, turn: &Turn) -> Result<(), Problem> {
        let began = Instant::now();
        let mut setting = self.setting(turn).await?;
        let strand = self.lanes.strand(turn);
        if let Some(strand) = strand {
            setting.state = self.strands.state(strand);
        }
        let outcome = match self.think(turn, &setting).await {
            Ok(reply) => self.take_opinions(&setting.person, turn, &reply.actions).await.map(|()| reply),
            Err(problem) => Err(problem),
        };
        let outcome = match outcome {
            Ok(reply) => Ok(self.open_answer(turn.input.text(), reply).await),
            Err(problem) => Err(problem),
        };
        let thought = began.elapsed();
        let asked = outcome.as_ref().ok().and_then(|reply| reply.asked.clone());
        let handled = outcome.as_ref().ok().and_then(|reply| reply.handled.clone());
        let mut completion = self.completion(turn, &setting, outcome);
        if let Some(strand) = strand {
            self.follow(strand, turn, &mut completion);
        }
        let answered = self.complete(&completion, turn).await?;
        let waited = self.clock.now().duration_since(turn.received_at).as_millis();
        tracing::info!(
            thought_us = thought.as_micros(),
            written_us = (began.elapsed() - thought).as_micros(),
            since_received_ms = waited,
            "answered"
        );
        self.tell_ended(setting.person.id, &answered);
        self.tell_of_alerts(&setting, &completion).await;
        if let Some(handled) = handled {
            self.count_turn(setting.person.id, &setting.bots, turn, handled);
        }
        self.hand_out(&answered);
        if let Some(asked) = asked {
            self.remember_asked(setting.person.id, &asked).await;
        }
        Ok(())
    }

    /// Everything the conversation partner must know.
    async fn setting(&self, turn: &Turn) -> Result<Setting, Problem> {
        let conversation = self.store.conversation(turn.conversation).await.map_err(told)?;
        let conversation = conversation.ok_or_else(|| Problem::new(Code::NotFound, "conversation"))?;
        let Principal::Person(person) = conversation.principal else {
            return Err(Problem::new(Code::Internal, "a home cannot talk yet"));
        };
        let person = self.person(person).await?;
        let alerts = self.store.open_alerts(person.id).await.map_err(told)?;
        let preferences = self.store.preferences(person.id).await.map_err(told)?;
        let bots = self.bots_reached(person.id).await?;
        let (zone, state) = (schedule::zone(&person), conversation.state);
        Ok(Setting { zone, person, alerts, preferences, bots, state })
    }

    /// Asks the conversation partner on a thread of its own. Should it panic, this turn alone fails.
    async fn think(self: &Arc<Self>, turn: &Turn, setting: &Setting) -> Result<Reply, Problem> {
        let (text, language) = (turn.input.text().to_owned(), turn.language);
        let state = setting.state.clone();
        let world = World {
            now: self.clock.now().to_zoned_datetime(setting.zone.clone()),
            alerts: setting.alerts.clone(),
            preferences: setting.preferences.clone(),
            bots: setting.bots.iter().map(|bot| bot.handle.clone()).collect(),
            shelves: Arc::new(self.offering(&setting.person)),
            sight: Arc::new(self.beholder(&setting.person, turn.input.picture())),
            asker: Some(Asker { person: setting.person.id, conversation: turn.conversation, turn: turn.id }),
            pressed: self.pressed(turn).await?,
            told: match &turn.input {
                Input::Told(told) => Some(told.clone()),
                _ => None,
            },
        };
        let converse = self.converse.clone();
        // People who talk with one bot stand in one line, so that however many they are, and however slow its skill is,
        // nobody else waits for more than one of them.
        let bot = world.pressed.as_ref().and_then(|pressed| pressed.bot.clone());
        let caller = match bot.or_else(|| dialogue::service::bot_at_hand(state.as_deref())) {
            Some(bot) => Caller::talking_with(bot),
            None => Caller::talking(setting.person.id),
        };
        let permit = self.thoughts.enter(&caller).await.map_err(|Busy| Code::EngineBusy)?;
        let thinking = tokio::task::spawn_blocking(move || {
            thought::with(permit, || {
                converse.reply(&Said { text: &text, language, state: state.as_deref() }, &world)
            })
        });
        thinking.await.map_err(|panic| {
            tracing::error!(%panic, "the conversation engine panicked");
            Code::Internal.into()
        })
    }

    /// What was pressed, as the answer that shows it knows it.
    async fn pressed(&self, turn: &Turn) -> Result<Option<Pressed>, Problem> {
        let Some(press) = turn.input.press() else { return Ok(None) };
        let Some((_, answer)) = self.shown_by(press).await? else { return Ok(None) };
        let Some(pressed) = answer.pressed(press.number) else { return Ok(None) };
        let block = match pressed.action {
            Some(Does::Runs { block, .. }) => Some(block.to_owned()),
            _ => None,
        };
        let extra = pressed.extra.map(str::to_owned);
        Ok(Some(Pressed { part: pressed.part, block, extra, bot: answer.bot.map(|bot| bot.id) }))
    }

    fn completion(&self, turn: &Turn, setting: &Setting, outcome: Result<Reply, Problem>) -> Completion {
        let mut completion = self.failure(turn);
        match outcome {
            Ok(reply) => {
                completion.outcome = Ok(reply.answer);
                completion.language = reply.language;
                completion.trace = Some(reply.trace);
                completion.state = StateChange::Set(reply.state);
                for action in reply.actions {
                    self.carry_out(action, turn, setting, &mut completion);
                }
            }
            Err(problem) => completion.outcome = Err(problem),
        }
        completion
    }

    /// A conversation that its client keeps leaves the person's own as it is.
    fn follow(&self, strand: Strand, turn: &Turn, completion: &mut Completion) {
        let state = std::mem::replace(&mut completion.state, StateChange::Keep);
        if let (Ok(answer), StateChange::Set(Some(state))) = (&completion.outcome, state) {
            let said =
                strand.and(Speaker::Person, turn.input.text()).and(Speaker::Assistant, &answer.words());
            self.strands.keep(said, state);
        }
    }

    fn carry_out(&self, action: Action, turn: &Turn, setting: &Setting, completion: &mut Completion) {
        let now = completion.answered_at;
        match action {
            Action::SetAlert { kind, label, due, repeat } => completion.new_alerts.push(Alert {
                id: self.ids.next(),
                person: setting.person.id,
                conversation: turn.conversation,
                kind,
                label,
                due,
                repeat,
                state: AlertState::Pending,
                created_at: now,
            }),
            Action::CancelAlerts(ids) => {
                // Only what the partner was shown can be stopped: nobody reaches another person's alerts.
                let known = setting.alerts.iter().filter(|alert| ids.contains(&alert.id));
                let stops = known.map(|alert| AlertStop {
                    alert: alert.id,
                    again: schedule::next_time(alert, &setting.zone, now),
                });
                completion.stopped_alerts.extend(stops);
            }
            Action::Remember(what) => {
                let (id, person) = (self.ids.next(), setting.person.id);
                completion.new_preferences.push(Preference { id, person, what, kept_at: now });
            }
            Action::Forget(ids) => completion.forgotten_preferences.extend(ids),
            // It was taken in before the answer that tells of it.
            Action::Feedback { .. } => {}
        }
    }

    async fn complete(&self, completion: &Completion, turn: &Turn) -> Result<Turn, Problem> {
        let _tending = match completion.stopped_alerts.is_empty() {
            true => None,
            false => Some(self.alerts.tend().await),
        };
        match self.store.complete_turn(completion).await {
            Ok(answered) => Ok(answered),
            Err(error @ (StoreError::Full | StoreError::ReadOnly)) => Err(told(error)),
            Err(error) => {
                // What was decided cannot be written. The turn fails rather than blocking its conversation for good.
                tracing::error!(%error, turn = %turn.id, "the answer could not be written down");
                self.store.complete_turn(&self.failure(turn)).await.map_err(told)
            }
        }
    }

    /// How a turn ends that nobody can answer.
    fn failure(&self, turn: &Turn) -> Completion {
        Completion {
            turn: turn.id,
            outcome: Err(Code::Internal.into()),
            language: turn.language,
            answered_at: self.clock.now(),
            trace: None,
            state: StateChange::Keep,
            new_alerts: Vec::new(),
            stopped_alerts: Vec::new(),
            new_preferences: Vec::new(),
            forgotten_preferences: Vec::new(),
        }
    }

    /// Ends the turn without an answer.
    async fn fail(self: &Arc<Self>, turn: &Turn) -> Result<(), Problem> {
        let failed = self.store.complete_turn(&self.failure(turn)).await.map_err(told)?;
        let conversation = self.store.conversation(turn.conversation).await.map_err(told)?;
        if let Some(Principal::Person(person)) = conversation.map(|conversation| conversation.principal) {
            self.tell_ended(person, &failed);
        }
        self.hand_out(&failed);
        Ok(())
    }

    /// Shows a turn that has ended to all touchpoints of the person.
    pub fn tell_ended(&self, person: PersonId, turn: &Turn) {
        self.shown.tell(turn);
        self.bus.tell(person, &Instruction::RenderTurn { turn: Box::new(turn.clone()) });
    }

    async fn tell_of_alerts(&self, setting: &Setting, completion: &Completion) {
        if completion.new_alerts.is_empty() && completion.stopped_alerts.is_empty() {
            return;
        }
        for stop in &completion.stopped_alerts {
            self.fall_silent(setting.person.id, stop.alert);
        }
        self.tell_alerts_changed(setting.person.id).await;
    }
}

/// Everything the conversation partner must know.
struct Setting {
    person: Person,
    zone: TimeZone,
    alerts: Vec<Alert>,
    preferences: Vec<Preference>,
    /// The bots of partners that the person has added.
    bots: Vec<PartnerBot>,
    state: Option<String>,
}

/// Whether the turn came in by voice.
pub(crate) fn was_said(turn: &Turn) -> bool {
    matches!(turn.input, Input::Speech(_))
}
