//! What was found for a sentence, and why.

use serde_json::json;

use super::slots::Slot;

/// What a sentence is about.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    pub decision: Decision,
    /// What decided.
    pub how: How,
    /// The likeliest blocks first, at most five.
    pub candidates: Vec<Candidate>,
    /// How likely it is about nothing here.
    pub elsewhere: f32,
    pub slots: Vec<Slot>,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    Block(String),
    /// Two that are nearly as likely: better ask.
    Unsure(String, String),
    Elsewhere,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    Pattern,
    Letters,
    Meaning,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub block: String,
    /// How likely it is meant.
    pub confidence: f32,
    /// The example that is most like the sentence, and how alike its letters and its meaning are.
    pub example: String,
    pub letters: f32,
    pub meaning: Option<f32>,
}

impl Found {
    /// What is found where there is nothing to find.
    pub(super) fn nothing(slots: Vec<Slot>) -> Self {
        Self {
            decision: Decision::Elsewhere,
            how: How::Letters,
            candidates: Vec::new(),
            elsewhere: 1.0,
            slots,
        }
    }

    /// The block that is meant, or asked about first.
    #[must_use]
    pub fn block(&self) -> Option<&str> {
        match &self.decision {
            Decision::Block(block) | Decision::Unsure(block, _) => Some(block),
            Decision::Elsewhere => None,
        }
    }

    /// How likely the decision is right.
    #[must_use]
    pub fn confidence(&self) -> f32 {
        if self.block().is_some() { self.candidates[0].confidence } else { self.elsewhere }
    }

    /// What matched and why, as readable JSON.
    #[must_use]
    pub fn trace(&self) -> serde_json::Value {
        let round = |x: f32| (f64::from(x) * 1000.0).round() / 1000.0;
        let (decision, blocks) = match &self.decision {
            Decision::Block(block) => ("block", vec![block]),
            Decision::Unsure(first, second) => ("unsure", vec![first, second]),
            Decision::Elsewhere => ("elsewhere", Vec::new()),
        };
        let candidates = self.candidates.iter().map(|candidate| {
            json!({
                "block": candidate.block,
                "confidence": round(candidate.confidence),
                "example": candidate.example,
                "letters": round(candidate.letters),
                "meaning": candidate.meaning.map(round),
            })
        });
        let slots = self
            .slots
            .iter()
            .map(|slot| json!({"entity": slot.entity, "text": slot.text, "value": slot.value}));
        json!({
            "decision": decision,
            "blocks": blocks,
            "how": self.how.name(),
            "elsewhere": round(self.elsewhere),
            "candidates": candidates.collect::<Vec<_>>(),
            "slots": slots.collect::<Vec<_>>(),
        })
    }
}

impl How {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Pattern => "pattern",
            Self::Letters => "letters",
            Self::Meaning => "meaning",
        }
    }
}
