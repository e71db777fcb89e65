//! Kokoro's snakes: the activation of its vocoder, `x + sin²(αx) / α`, in one step instead of the graph's five.
//!
//! The graph's own sine is a sixth of all its time, on one thread.

use std::collections::HashMap;
use std::f32::consts::{FRAC_1_PI, PI};

use models::onnx::{Channelwise, Operation, Splice};

const SNAKE: Channelwise = Channelwise { name: "Snake", apply: snake };

/// Puts the one step where the graph has five.
pub fn join(operations: &[Operation], splice: &mut Splice) {
    let makers: HashMap<&str, &Operation> =
        operations.iter().map(|operation| (operation.output.as_str(), operation)).collect();
    let mut readers: HashMap<&str, Vec<&Operation>> = HashMap::new();
    for operation in operations {
        for input in &operation.inputs {
            readers.entry(input).or_default().push(operation);
        }
    }
    for sine in operations.iter().filter(|operation| operation.op_type == "Sin") {
        if let Some(found) = Found::around(sine, &makers, &readers) {
            found.steps.iter().for_each(|step| splice.remove(&step.output));
            splice.own(SNAKE, &[found.x, found.alpha, found.reciprocal], &found.steps[4].output);
        }
    }
}

/// `Add(x, Mul(reciprocal, Pow(Sin(Mul(alpha, x)), 2)))`
struct Found<'a> {
    x: &'a str,
    alpha: &'a str,
    reciprocal: &'a str,
    steps: [&'a Operation; 5],
}

impl<'a> Found<'a> {
    fn around(
        sine: &'a Operation,
        makers: &HashMap<&str, &'a Operation>,
        readers: &HashMap<&str, Vec<&'a Operation>>,
    ) -> Option<Self> {
        let only_reader =
            |of: &Operation, op_type: &str| match readers.get(of.output.as_str()).map(Vec::as_slice) {
                Some([reader]) if reader.op_type == op_type => Some(*reader),
                _ => None,
            };
        let scaled = makers.get(sine.inputs.first()?.as_str()).filter(|maker| maker.op_type == "Mul")?;
        only_reader(scaled, "Sin")?;
        let squared = only_reader(sine, "Pow")?;
        let divided = only_reader(squared, "Mul")?;
        let sum = only_reader(divided, "Add")?;
        let x = other_input(sum, &divided.output)?;
        let alpha = other_input(scaled, x)?;
        let reciprocal = other_input(divided, &squared.output)?;
        Some(Self { x, alpha, reciprocal, steps: [scaled, sine, squared, divided, sum] })
    }
}

fn other_input<'a>(operation: &'a Operation, one: &str) -> Option<&'a str> {
    match &operation.inputs[..] {
        [first, second] if first == one => Some(second),
        [first, second] if second == one => Some(first),
        _ => None,
    }
}

fn snake(row: &[f32], [alpha, reciprocal]: [f32; 2], out: &mut [f32]) {
    for (out, x) in out.iter_mut().zip(row) {
        let sine = sine_of_half_turn(alpha * x);
        *out = (sine * sine).mul_add(reciprocal, *x);
    }
}

/// The sine of an angle, except for its sign, which is lost in the square: the angle is first brought to less than a
/// quarter turn. Off by less than 1e-6.
fn sine_of_half_turn(angle: f32) -> f32 {
    let turns = (angle * FRAC_1_PI).round_ties_even();
    let near = turns.mul_add(-PI, angle);
    let square = near * near;
    let mut sum = -2.505_21e-8_f32;
    for coefficient in [2.755_731_9e-6, -1.984_127e-4, 8.333_333e-3, -0.166_666_67, 1.0] {
        sum = sum.mul_add(square, coefficient);
    }
    sum * near
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_square_of_the_sine_is_the_sines() {
        for step in -4000..=4000_i16 {
            let x = f32::from(step) / 100.0;
            let exact = (f64::from(x) + (f64::from(x) * 1.5).sin().powi(2) / 1.5) as f32;
            let mut out = [0.0];
            snake(&[x], [1.5, 1.0 / 1.5], &mut out);
            assert!((out[0] - exact).abs() < 1e-5, "{x}: {} is not {exact}", out[0]);
        }
    }

    #[test]
    fn only_whole_snakes_are_joined() {
        let operation = |line: &str| {
            let words: Vec<&str> = line.split(' ').collect();
            Operation {
                output: words[0].into(),
                op_type: words[1].into(),
                inputs: words[2..].iter().map(|word| (*word).into()).collect(),
            }
        };
        let check = |lines: [&str; 5], joined: bool| {
            let operations = lines.map(operation);
            let mut splice = Splice::default();
            join(&operations, &mut splice);
            assert_eq!(format!("{splice:?}").contains("Snake"), joined, "{lines:?}");
        };
        let whole = ["s Mul alpha x", "t Sin s", "u Pow t two", "v Mul r u", "w Add x v"];
        check(whole, true);
        check(["s Mul x alpha", whole[1], whole[2], "v Mul u r", "w Add v x"], true);
        check([whole[0], "t Cos s", whole[2], whole[3], whole[4]], false);
        check([whole[0], whole[1], whole[2], whole[3], "w Add y v"], false);
        check([whole[0], whole[1], whole[2], "v Mul r t", whole[4]], false);
    }
}
