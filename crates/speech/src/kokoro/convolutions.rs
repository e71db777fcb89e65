//! Kokoro's convolutions, of which nearly all its time is, each in one step instead of the graph's eight.
//!
//! The graph rounds numbers to eight bits, adds up whole numbers, rounds the bias to one of them, and makes numbers of the
//! sums again. ONNX Runtime does one after the other, copies what each tap reads, and uses a fifth of what the
//! processor can do (docs/performance.md).

use models::kernel::tiles;
use models::onnx::{Operation, Own, Splice};

use super::links::{Links, other_input};

/// Puts the one step where the graph has eight, where the processor has the instructions for it.
pub fn join(operations: &[Operation], splice: &mut Splice) {
    if !tiles::supported() {
        return;
    }
    let links = Links::of(operations);
    for sum in operations.iter().filter(|operation| operation.op_type == "ConvInteger") {
        if let Some(found) = Found::around(sum, &links) {
            let mut inputs = vec![found.x, found.weights, found.zero, found.scale];
            inputs.extend(found.bias);
            splice.replace(Own::Convolve, &inputs, &sum.attributes, found.made);
        }
    }
}

/// `Mul(Cast(Add(ConvInteger(..), Reshape(bias as whole numbers))), Mul(scale of x, scale))`, or without the bias.
struct Found<'a> {
    x: &'a str,
    weights: &'a str,
    zero: &'a str,
    scale: &'a str,
    bias: Option<&'a str>,
    made: &'a str,
}

impl<'a> Found<'a> {
    fn around(sum: &'a Operation, links: &Links<'a>) -> Option<Self> {
        let plain = |name, expected| sum.attributes.numbers(name).iter().all(|number| *number == expected);
        if !plain("strides", 1) || sum.attributes.numbers("dilations").len() != 1 {
            return None;
        }
        let [bytes, weights, _, zero] = sum.inputs.as_slice() else { return None };
        let rounding = links.maker(bytes, "DynamicQuantizeLinear")?;
        let made = sum.outputs.first()?;
        let (whole, bias) = match links.only_reader(made, "Add") {
            Some(add) => (add.outputs.first()?, Some(bias(other_input(add, made)?, links)?)),
            None => (made, None),
        };
        let number = links.only_reader(whole, "Cast")?.outputs.first()?;
        let scaled = links.only_reader(number, "Mul")?;
        let scales = links.maker(other_input(scaled, number)?, "Mul")?;
        Some(Self {
            x: rounding.inputs.first()?,
            weights,
            zero,
            scale: other_input(scales, rounding.outputs.get(1)?)?,
            bias,
            made: scaled.outputs.first()?,
        })
    }
}

/// The bias before it was made whole.
fn bias<'a>(whole: &'a str, links: &Links<'a>) -> Option<&'a str> {
    let mut value = whole;
    for op_type in ["Reshape", "Cast", "Floor", "Div"] {
        value = links.maker(value, op_type)?.inputs.first()?;
    }
    Some(value)
}
