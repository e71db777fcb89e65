//! Units into other units.

use rust_decimal::Decimal;

use super::{Outcome, Turn};
use crate::render;
use crate::value::{Unit, Value};

const DECIMALS: u32 = 4;

pub fn convert(turn: &Turn<'_>) -> Outcome {
    let (Some(Value::Quantity(parts)), Some(Value::Unit(to))) =
        (turn.values.get("quantity"), turn.values.get("unit"))
    else {
        return turn.say("convert.too_large", &[]);
    };
    let shown: Vec<String> =
        parts.iter().map(|(amount, unit)| render::quantity(turn.language, *amount, unit)).collect();
    let shown = shown.join(" ");
    let target = render::quantity(turn.language, Decimal::ZERO, to).trim_start_matches('0').trim().to_owned();
    if parts.iter().any(|(_, unit)| unit.dimension != to.dimension) {
        return turn.say("convert.mismatch", &[("quantity", &shown), ("unit", &target)]);
    }
    let Some(sum) = sum(parts, to) else { return turn.say("convert.too_large", &[]) };
    let (value, rounded) = render::rounded(sum, DECIMALS);
    let result = render::quantity(turn.language, value, to);
    let key = if rounded { "convert.about" } else { "convert.exact" };
    turn.say(key, &[("quantity", &shown), ("result", &result)])
}

fn sum(parts: &[(Decimal, &'static Unit)], to: &Unit) -> Option<Decimal> {
    parts.iter().try_fold(Decimal::ZERO, |sum, (amount, unit)| sum.checked_add(unit.convert(*amount, to)?))
}
