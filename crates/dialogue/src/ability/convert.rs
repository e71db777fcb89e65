//! Units into other units.

use domain::Bubble;
use rust_decimal::Decimal;

use super::{Outcome, Turn};
use crate::render;
use crate::value::{Amount, Unit, Value, spoken, unit_name};

/// Enough for a kitchen and a journey; less than one keeps its first figures instead.
const DECIMALS: u32 = 2;
const FIGURES: u32 = 4;

pub fn convert(turn: &Turn<'_>) -> Outcome {
    let (Some(Value::Quantity(amounts)), Some(Value::Unit(targets))) =
        (turn.values.get("quantity"), turn.values.get("unit"))
    else {
        return turn.say("convert.too_large", &[]);
    };
    let (parts, to) = meant(amounts, targets);
    if parts.iter().any(|(_, unit)| unit.dimension != to.dimension) {
        return answer(
            turn,
            "convert.mismatch",
            &parts,
            ("unit", &|_| unit_name(turn.language, to).to_owned()),
        );
    }
    let Some(sum) = sum(&parts, to) else { return turn.say("convert.too_large", &[]) };
    let (value, rounded) = rounded(sum);
    let key = if rounded { "convert.about" } else { "convert.exact" };
    answer(turn, key, &parts, ("result", &|show| show(value, to)))
}

/// How an amount is written, or said.
type Show<'a> = &'a dyn Fn(Decimal, &Unit) -> String;

/// The screen shows signs and the voice says words; a particle follows the word in both.
fn answer(
    turn: &Turn<'_>,
    key: &str,
    parts: &[(Decimal, &Unit)],
    (name, other): (&str, &dyn Fn(Show<'_>) -> String),
) -> Outcome {
    let written = |amount: Decimal, unit: &Unit| render::quantity(turn.language, amount, unit);
    let said = |amount: Decimal, unit: &Unit| spoken(turn.language, amount, unit);
    let list = |show: Show<'_>| {
        let shown: Vec<_> = parts.iter().map(|&(amount, unit)| show(amount, unit)).collect();
        shown.join(" ")
    };
    let (quantity, quantity_said, other, other_said) =
        (list(&written), list(&said), other(&written), other(&said));
    let shown =
        turn.text_read_as(key, &[("quantity", &quantity, &quantity_said), (name, &other, &other_said)]);
    let mut outcome = turn.say(key, &[("quantity", &quantity_said), (name, &other_said)]);
    outcome.answer.bubbles = vec![Bubble::Text { text: shown }];
    outcome
}

/// The readings of names with several that fit together: "5마일은 몇 킬로" is about kilometres.
fn meant<'a>(amounts: &[Amount], targets: &[&'a Unit]) -> (Vec<(Decimal, &'a Unit)>, &'a Unit) {
    let fits =
        |to: &Unit| amounts.iter().all(|(_, units)| units.iter().any(|unit| unit.dimension == to.dimension));
    let to = targets.iter().find(|to| fits(to)).unwrap_or(&targets[0]);
    let choose = |units: &[&'static Unit]| {
        *units.iter().find(|unit| unit.dimension == to.dimension).unwrap_or(&units[0])
    };
    (amounts.iter().map(|(amount, units)| (*amount, choose(units))).collect(), to)
}

fn sum(parts: &[(Decimal, &Unit)], to: &Unit) -> Option<Decimal> {
    parts.iter().try_fold(Decimal::ZERO, |sum, (amount, unit)| sum.checked_add(unit.convert(*amount, to)?))
}

fn rounded(value: Decimal) -> (Decimal, bool) {
    if value.abs() >= Decimal::ONE {
        return render::rounded(value, DECIMALS);
    }
    let round = value.round_sf(FIGURES).unwrap_or(value);
    (round.normalize(), (round - value).abs() > Decimal::new(1, 20))
}
