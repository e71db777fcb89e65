//! What people tap on cards and say of them: it counts from the next answer on, and the cards show it.

use std::sync::Arc;

use dialogue::Action;
use domain::{
    Answer, Bubble, Card, Code, Feedback, FeedbackKind, ItemRef, Opinion, Person, PersonId, Problem, Turn,
    TurnStatus,
};

use crate::hub::Core;
use crate::problem::told;
use crate::{Hub, Instruction, Tap, Tapped};

/// A card that is spoken of was shown in one of so many turns.
const LOOKED_BACK: u32 = 10;

impl Core {
    /// A card was tapped. Only a card that the person was shown, and that stands for an item, can be.
    pub async fn tap(self: &Arc<Self>, person: PersonId, tapped: Tapped) -> Result<(), Problem> {
        let turn = self.store.turn(tapped.turn).await.map_err(told)?;
        let turn = turn.ok_or_else(|| Problem::new(Code::NotFound, "turn"))?;
        let theirs = self.conversation_of(person, turn.conversation).await;
        theirs.map_err(|_| Problem::new(Code::NotFound, "turn"))?;
        let of = shown(&turn, tapped).ok_or_else(|| Problem::new(Code::NotFound, "card"))?;
        let opinion = match tapped.kind {
            Tap::View => return self.record_one(person, of, FeedbackKind::View).await,
            Tap::Like => Some(Opinion::Liked),
            Tap::Dismiss => Some(Opinion::Dismissed),
            Tap::Undo => None,
        };
        match opinion {
            Some(Opinion::Liked) => self.record_one(person, of.clone(), FeedbackKind::Like).await?,
            Some(Opinion::Dismissed) => self.record_one(person, of.clone(), FeedbackKind::Dismiss).await?,
            None => self.take_back(person, &of).await?,
        }
        self.show_opinion(person, turn, &of, opinion).await
    }

    /// What a person says of items is taken in before the answer that tells so.
    pub async fn take_opinions(
        self: &Arc<Self>,
        person: &Person,
        turn: &Turn,
        actions: &[Action],
    ) -> Result<(), Problem> {
        for action in actions {
            let Action::Feedback { of, kind } = action else { continue };
            self.record_one(person.id, of.clone(), *kind).await?;
            let opinion = match kind {
                FeedbackKind::Like => Opinion::Liked,
                FeedbackKind::Dismiss => Opinion::Dismissed,
                _ => continue,
            };
            let before = self.store.turns_before(turn.conversation, turn.sequence, LOOKED_BACK).await;
            for shown in before.map_err(told)? {
                self.show_opinion(person.id, shown, of, Some(opinion)).await?;
            }
        }
        Ok(())
    }

    async fn record_one(
        self: &Arc<Self>,
        person: PersonId,
        of: ItemRef,
        kind: FeedbackKind,
    ) -> Result<(), Problem> {
        let feedback = Feedback::new(&person.to_string(), &of.item, kind, self.clock.now());
        let hub = Hub { core: self.clone() };
        let taken = hub.record_feedback(&of.catalog, vec![feedback]).await?;
        let refused = taken.refused.into_iter().next();
        refused.map_or(Ok(()), |refused| Err(Problem::new(Code::BadRequest, refused.why)))
    }

    /// Neither liked nor dismissed; that it was seen stays.
    async fn take_back(self: &Arc<Self>, person: PersonId, of: &ItemRef) -> Result<(), Problem> {
        let (hub, person) = (Hub { core: self.clone() }, person.to_string());
        for kind in [FeedbackKind::Like, FeedbackKind::Dismiss] {
            hub.remove_feedback(&of.catalog, &person, &of.item, Some(kind.as_str())).await?;
        }
        Ok(())
    }

    /// The cards of this turn that stand for the item say what the person thinks of it, in all their windows.
    async fn show_opinion(
        &self,
        person: PersonId,
        turn: Turn,
        of: &ItemRef,
        opinion: Option<Opinion>,
    ) -> Result<(), Problem> {
        let _one_after_the_other = self.opinions.lock().await;
        // Another card may have been tapped since the turn was read.
        let Some(turn) = self.store.turn(turn.id).await.map_err(told)? else { return Ok(()) };
        let TurnStatus::Answered(answer) = &turn.status else { return Ok(()) };
        let Some(revised) = with_opinion(answer, of, opinion) else { return Ok(()) };
        if let Some(turn) = self.store.revise_answer(turn.id, &revised).await.map_err(told)? {
            self.bus.tell(person, &Instruction::RenderTurn { turn: Box::new(turn) });
        }
        Ok(())
    }
}

/// The item of the card that was tapped.
fn shown(turn: &Turn, tapped: Tapped) -> Option<ItemRef> {
    let TurnStatus::Answered(answer) = &turn.status else { return None };
    answer.bubbles.get(tapped.bubble)?.cards().get(tapped.card)?.commerce()?.shows.clone()
}

/// The answer with this opinion on the item's cards; none when nothing changes.
fn with_opinion(answer: &Answer, of: &ItemRef, opinion: Option<Opinion>) -> Option<Answer> {
    let mut revised = answer.clone();
    let cards = revised.bubbles.iter_mut().flat_map(Bubble::cards_mut).filter_map(Card::commerce_mut);
    cards.filter(|card| card.shows.as_ref() == Some(of)).for_each(|card| card.opinion = opinion);
    (revised != *answer).then_some(revised)
}
