//! Kokoro's snakes: the activation of its vocoder, `x + sin²(αx) / α`, in one step instead of the graph's five; and with
//! the step before, in which each channel gets the mean and the deviation that the style asks for, instead of fifteen.
//!
//! The graph's own sine is a sixth of all its time, on one thread.

use std::f32::consts::{FRAC_1_PI, PI};

use models::onnx::{Attributes, Channelwise, Operation, Own, Splice};

use super::links::{Links, other_input};

const SNAKE: Channelwise = Channelwise {
    name: "Snake",
    numbers: 2,
    apply: |row, [alpha, reciprocal, ..], out| {
        snake(row.iter().copied(), [alpha, reciprocal], out);
    },
};
const STYLED_SNAKE: Channelwise = Channelwise { name: "StyledSnake", numbers: 4, apply: styled_snake };

/// What keeps a silent channel from being divided by nothing; PyTorch's own, in all exports.
const EPSILON: f32 = 1e-5;
const LANES: usize = 16;

/// Puts the one step where the graph has many.
pub fn join(operations: &[Operation], splice: &mut Splice) {
    let links = Links::of(operations);
    for sine in operations.iter().filter(|operation| operation.op_type == "Sin") {
        let Some(Snake { x, alpha, reciprocal, made }) = Snake::around(sine, &links) else { continue };
        let (own, inputs) = match Styled::making(x, &links) {
            Some(Styled { x, gain, shift }) => (STYLED_SNAKE, vec![x, gain, shift, alpha, reciprocal]),
            None => (SNAKE, vec![x, alpha, reciprocal]),
        };
        splice.replace(Own::Channelwise(own), &inputs, &Attributes::default(), made);
    }
}

/// `Add(x, Mul(reciprocal, Pow(Sin(Mul(alpha, x)), 2)))`
struct Snake<'a> {
    x: &'a str,
    alpha: &'a str,
    reciprocal: &'a str,
    made: &'a str,
}

impl<'a> Snake<'a> {
    fn around(sine: &'a Operation, links: &Links<'a>) -> Option<Self> {
        let scaled = links.maker(sine.inputs.first()?, "Mul")?;
        links.only_reader(scaled.outputs.first()?, "Sin")?;
        let squared = links.only_reader(sine.outputs.first()?, "Pow")?.outputs.first()?;
        let divided = links.only_reader(squared, "Mul")?;
        let sum = links.only_reader(divided.outputs.first()?, "Add")?;
        let x = other_input(sum, divided.outputs.first()?)?;
        let alpha = other_input(scaled, x)?;
        let reciprocal = other_input(divided, squared)?;
        Some(Self { x, alpha, reciprocal, made: sum.outputs.first()? })
    }
}

/// `Add(Mul(gain, Div(d, Sqrt(Add(ReduceMean(Mul(d, d)), epsilon)))), shift)` with `d = Sub(x, ReduceMean(x))`
struct Styled<'a> {
    x: &'a str,
    gain: &'a str,
    shift: &'a str,
}

impl<'a> Styled<'a> {
    fn making(value: &str, links: &Links<'a>) -> Option<Self> {
        let (scaled, shift) = links.made_and_other(links.maker(value, "Add")?, "Mul")?;
        let (divided, gain) = links.made_and_other(scaled, "Div")?;
        let [difference, deviation] = divided.inputs.as_slice() else { return None };
        let centred = links.maker(difference, "Sub")?;
        let [x, mean] = centred.inputs.as_slice() else { return None };
        let same = |mean: &Operation, of: &str| mean.inputs.first().is_some_and(|input| input == of);
        if !same(links.maker(mean, "ReduceMean")?, x) {
            return None;
        }
        let root = links.maker(deviation, "Sqrt")?;
        let (variance, _) = links.made_and_other(links.maker(root.inputs.first()?, "Add")?, "ReduceMean")?;
        let square = links.maker(variance.inputs.first()?, "Mul")?;
        let whole = square.inputs.iter().all(|input| input == difference);
        whole.then_some(Self { x, gain, shift })
    }
}

fn styled_snake(row: &[f32], [gain, shift, alpha, reciprocal]: [f32; 4], out: &mut [f32]) {
    let length = row.len() as f32;
    let mean = sum(row, |x| x) / length;
    let variance = sum(row, |x| (x - mean) * (x - mean)) / length;
    let scale = gain / (variance + EPSILON).sqrt();
    snake(row.iter().map(|x| (x - mean).mul_add(scale, shift)), [alpha, reciprocal], out);
}

/// The sum of something over a row, in lanes that need not wait for each other.
fn sum(row: &[f32], of: impl Fn(f32) -> f32) -> f32 {
    let mut lanes = [0.0; LANES];
    let (chunks, rest) = row.as_chunks::<LANES>();
    for chunk in chunks {
        lanes.iter_mut().zip(chunk).for_each(|(lane, x)| *lane += of(*x));
    }
    lanes.iter().sum::<f32>() + rest.iter().map(|x| of(*x)).sum::<f32>()
}

fn snake(row: impl Iterator<Item = f32>, [alpha, reciprocal]: [f32; 2], out: &mut [f32]) {
    for (out, x) in out.iter_mut().zip(row) {
        let sine = sine_of_half_turn(alpha * x);
        *out = (sine * sine).mul_add(reciprocal, x);
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
            snake([x].into_iter(), [1.5, 1.0 / 1.5], &mut out);
            assert!((out[0] - exact).abs() < 1e-5, "{x}: {} is not {exact}", out[0]);
        }
    }

    #[test]
    fn a_styled_row_has_the_mean_and_the_deviation_of_its_style() {
        let row: Vec<f32> = (0..1003).map(|i| (i as f32 * 0.37).sin() * 3.0 + 7.0).collect();
        let mut out = vec![0.0; row.len()];
        // Without a wave only the style is left.
        styled_snake(&row, [2.0, -1.0, 0.0, 1.0], &mut out);
        let mean = out.iter().sum::<f32>() / out.len() as f32;
        let deviation = (out.iter().map(|x| (x - mean).powi(2)).sum::<f32>() / out.len() as f32).sqrt();
        assert!((mean + 1.0).abs() < 1e-3 && (deviation - 2.0).abs() < 1e-3, "{mean} {deviation}");
    }

    fn spliced(lines: &[&str]) -> String {
        let operation = |line: &&str| {
            let words: Vec<&str> = line.split(' ').collect();
            Operation {
                op_type: words[1].into(),
                inputs: words[2..].iter().map(|word| (*word).into()).collect(),
                outputs: vec![words[0].into()],
                ..Operation::default()
            }
        };
        let operations: Vec<_> = lines.iter().map(operation).collect();
        let mut splice = Splice::default();
        join(&operations, &mut splice);
        format!("{splice:?}")
    }

    #[test]
    fn only_whole_snakes_are_joined() {
        let check = |lines: [&str; 5], joined: bool| {
            assert_eq!(spliced(&lines).contains("Snake"), joined, "{lines:?}")
        };
        let whole = ["s Mul alpha x", "t Sin s", "u Pow t two", "v Mul r u", "w Add x v"];
        check(whole, true);
        check(["s Mul x alpha", whole[1], whole[2], "v Mul u r", "w Add v x"], true);
        check([whole[0], "t Cos s", whole[2], whole[3], whole[4]], false);
        check([whole[0], whole[1], whole[2], whole[3], "w Add y v"], false);
        check([whole[0], whole[1], whole[2], "v Mul r t", whole[4]], false);
    }

    #[test]
    fn a_style_is_joined_when_it_is_whole() {
        let whole = [
            "m ReduceMean i axes",
            "d Sub i m",
            "q Mul d d",
            "a ReduceMean q axes",
            "e Add a eps",
            "f Sqrt e",
            "g Div d f",
            "h Mul gain g",
            "x Add h shift",
            "s Mul alpha x",
            "t Sin s",
            "u Pow t two",
            "v Mul r u",
            "w Add x v",
        ];
        let joined = spliced(&whole);
        assert!(joined.contains("StyledSnake"), "{joined}");
        for (place, other) in [(0, "m ReduceMean k axes"), (2, "q Mul d i"), (5, "f Exp e"), (6, "g Div f d")]
        {
            let mut lines = whole;
            lines[place] = other;
            let joined = spliced(&lines);
            assert!(joined.contains("Snake") && !joined.contains("StyledSnake"), "{other}: {joined}");
        }
    }
}
