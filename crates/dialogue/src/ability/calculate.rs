//! Arithmetic.

use rust_decimal::Decimal;

use super::{Outcome, Turn};
use crate::render;
use crate::value::{CalculationError, Value};

const DECIMALS: u32 = 10;

pub fn calculate(turn: &Turn<'_>) -> Outcome {
    let Some(Value::Expression(calculation)) = turn.values.get("expression") else {
        return turn.say("calculate.not_real", &[]);
    };
    let value = match calculation.result {
        Ok(value) => value,
        Err(CalculationError::DivisionByZero) => return turn.say("calculate.by_zero", &[]),
        Err(CalculationError::TooLarge) => return turn.say("calculate.too_large", &[]),
        Err(CalculationError::NotReal) => return turn.say("calculate.not_real", &[]),
    };
    let (value, rounded) = render::rounded(value, DECIMALS);
    let result = render::number(value);
    let sign = if rounded { "≈" } else { "=" };
    let key = if rounded { "calculate.about" } else { "calculate.exact" };
    // Ten decimals are for the eye.
    let said = if rounded && value.abs() >= Decimal::ONE {
        render::number(value.round_dp(4))
    } else {
        result.clone()
    };
    let mut outcome = turn.say(key, &[("result", &said)]);
    // The screen shows what was understood; the voice says the result alone.
    let shown = format!("{} {sign} {result}", calculation.written);
    outcome.answer.bubbles = vec![domain::Bubble::Text { text: shown }];
    outcome
}
