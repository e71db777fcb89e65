//! The weights of an EfficientNet-lite, as PyTorch has them, written out as a graph.
//!
//! The network: a convolution, sixteen blocks or more, a convolution, the mean over the picture, and a layer that scores the
//! classes. A block widens its channels, looks at each channel's neighbourhood, and narrows them again; where its
//! input and output are alike, the input is added. Everything is kept between 0 and 6 (not bent like EfficientNet's:
//! that is what "lite" means), and what a step misses at the edges is nothing, more of it right and below.
//!
//! How wide the channels and how large the neighbourhoods are is in the weights' shapes. Normalisation has fixed
//! numbers once training is over, so they are multiplied into the convolutions.

use crate::onnx::write::{Drawing, Setting};
use crate::torch::{Weight, Weights};

/// What the normalisation adds to a variance.
const EPSILON: f64 = 1e-3;

/// One of the family.
#[derive(Debug)]
pub struct Size {
    name: &'static str,
    /// Pixels of a side.
    side: usize,
    /// Blocks that follow each other, and the step of the first of them.
    stages: [(usize, usize); 7],
}

pub const LITE0: Size = Size {
    name: "efficientnet-lite0",
    side: 224,
    stages: [(1, 1), (2, 2), (2, 2), (3, 2), (3, 1), (4, 2), (1, 1)],
};

/// A tenth wider, a fifth deeper, and of larger pictures.
pub const LITE2: Size = Size {
    name: "efficientnet-lite2",
    side: 260,
    stages: [(1, 1), (3, 2), (3, 2), (4, 2), (4, 1), (5, 2), (1, 1)],
};

/// The bytes of an ONNX file: `pixels` in, `vector` and `scores` out, for any number of pictures.
pub fn graph(size: &Size, pth: &[u8]) -> Result<Vec<u8>, String> {
    let Size { name, side, stages } = *size;
    let mut network = Network { weights: Weights::read(pth)?, drawing: Drawing::new(name), side };
    network.drawing.input("pixels", &[3, side, side]);
    network.drawing.weight("0", &[], &[0.0]);
    network.drawing.weight("6", &[], &[6.0]);
    let stem = network.convolution("pixels", "_conv_stem", "_bn0", 2)?;
    let mut last = network.bounded(&stem.output);
    let mut block = 0;
    for (blocks, step) in stages {
        for repeated in 0..blocks {
            last = network.block(&last, block, if repeated == 0 { step } else { 1 })?;
            block += 1;
        }
    }
    network.head(&last)
}

struct Network {
    weights: Weights,
    drawing: Drawing,
    /// Of the picture, as far as it has come.
    side: usize,
}

/// What a convolution makes, and of how many channels how many.
struct Convolved {
    output: String,
    inputs: usize,
    outputs: usize,
}

impl Network {
    fn block(&mut self, input: &str, index: usize, step: usize) -> Result<String, String> {
        let name = |part: &str| format!("_blocks.{index}.{part}");
        let mut wide = input.to_owned();
        let mut channels = None;
        // The first block's channels are wide enough.
        if index > 0 {
            let widened = self.convolution(input, &name("_expand_conv"), &name("_bn0"), 1)?;
            channels = Some(widened.inputs);
            wide = self.bounded(&widened.output);
        }
        let looked = self.convolution(&wide, &name("_depthwise_conv"), &name("_bn1"), step)?;
        let wide = self.bounded(&looked.output);
        let narrowed = self.convolution(&wide, &name("_project_conv"), &name("_bn2"), 1)?;
        let alike = step == 1 && channels == Some(narrowed.outputs);
        if !alike {
            return Ok(narrowed.output);
        }
        let sum = name("sum");
        self.drawing.operation("Add", &[&narrowed.output, input], &[], &sum);
        Ok(sum)
    }

    fn head(mut self, input: &str) -> Result<Vec<u8>, String> {
        let head = self.convolution(input, "_conv_head", "_bn1", 1)?;
        let features = self.bounded(&head.output);
        self.drawing.operation("GlobalAveragePool", &[&features], &[], "mean");
        self.drawing.operation("Flatten", &["mean"], &[], "vector");
        let [weight, bias] = [self.weights.take("_fc.weight")?, self.weights.take("_fc.bias")?];
        let [classes, width] = weight.shape[..] else { return Err("its classes have another form".into()) };
        if width != head.outputs || bias.shape != [classes] {
            return Err("its classes do not fit its vectors".into());
        }
        self.drawing.weight("_fc.weight", &weight.shape, &weight.numbers);
        self.drawing.weight("_fc.bias", &bias.shape, &bias.numbers);
        let transposed = [("transB", Setting::Number(1))];
        self.drawing.operation("Gemm", &["vector", "_fc.weight", "_fc.bias"], &transposed, "scores");
        self.drawing.output("vector", &[width]);
        self.drawing.output("scores", &[classes]);
        Ok(self.drawing.finish())
    }

    /// A convolution with its normalisation. One with a single channel a filter looks at each channel for itself.
    fn convolution(&mut self, input: &str, name: &str, norm: &str, step: usize) -> Result<Convolved, String> {
        let mut weight = self.weights.take(&format!("{name}.weight"))?;
        let [outputs, inputs, size, width] = weight.shape[..] else {
            return Err(format!("{name} is no convolution"));
        };
        if size != width || weight.numbers.is_empty() {
            return Err(format!("{name} is not square"));
        }
        let bias = self.normalised(&mut weight, norm)?;
        let groups = if inputs == 1 { outputs } else { 1 };
        let [kernel, offset] = [format!("{name}.weight"), format!("{name}.bias")];
        self.drawing.weight(&kernel, &weight.shape, &weight.numbers);
        self.drawing.weight(&offset, &[outputs], &bias);
        let after = self.side.div_ceil(step);
        let missing = ((after - 1) * step + size).saturating_sub(self.side) as i64;
        let (before, behind) = (missing / 2, missing - missing / 2);
        let square = [size as i64; 2];
        let settings = [
            ("group", Setting::Number(groups as i64)),
            ("kernel_shape", Setting::Numbers(&square)),
            ("pads", Setting::Numbers(&[before, before, behind, behind])),
            ("strides", Setting::Numbers(&[step as i64; 2])),
        ];
        self.drawing.operation("Conv", &[input, &kernel, &offset], &settings, name);
        self.side = after;
        Ok(Convolved { output: name.to_owned(), inputs, outputs })
    }

    /// Multiplies the normalisation into the filters; what it adds comes back.
    fn normalised(&mut self, weight: &mut Weight, norm: &str) -> Result<Vec<f32>, String> {
        let outputs = weight.shape[0];
        let mut part = |part: &str| {
            let found = self.weights.take(&format!("{norm}.{part}"))?;
            (found.shape == [outputs])
                .then_some(found.numbers)
                .ok_or_else(|| format!("{norm} has another width"))
        };
        let [gain, offset, mean, variance] =
            [part("weight")?, part("bias")?, part("running_mean")?, part("running_var")?];
        let filter = weight.numbers.len() / outputs;
        let mut bias = Vec::with_capacity(outputs);
        for (channel, numbers) in weight.numbers.chunks_mut(filter).enumerate() {
            let scale = f64::from(gain[channel]) / (f64::from(variance[channel]) + EPSILON).sqrt();
            numbers.iter_mut().for_each(|number| *number = (f64::from(*number) * scale) as f32);
            bias.push((f64::from(offset[channel]) - f64::from(mean[channel]) * scale) as f32);
        }
        Ok(bias)
    }

    fn bounded(&mut self, input: &str) -> String {
        let output = format!("{input}.bounded");
        self.drawing.operation("Clip", &[input, "0", "6"], &[], &output);
        output
    }
}
