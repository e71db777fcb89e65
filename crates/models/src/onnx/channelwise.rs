//! Operations that ONNX does not have, or not fast enough, computed channel by channel.

use std::fmt;

use ort::operator::{BoxedKernel, ComputeContext, KernelContext, Operator, OperatorInput, OperatorOutput};
use ort::value::TensorElementType;
use rayon::prelude::*;

/// The set of operations that these are in.
pub const DOMAIN: &str = "ieum";

/// An operation on a tensor of one or more channels, each a row of numbers, with two numbers for each channel.
#[derive(Clone, Copy)]
pub struct Channelwise {
    pub name: &'static str,
    /// Reads a row and its channel's two numbers, and writes a row of the same length.
    pub apply: fn(&[f32], [f32; 2], &mut [f32]),
}

impl fmt::Debug for Channelwise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Channelwise {
    fn compute(self, context: &ComputeContext) -> ort::Result<()> {
        let missing = || ort::Error::new(format!("{} takes rows and two numbers a channel", self.name));
        let [rows, first, second] = [0, 1, 2].map(|i| context.input(i));
        let (rows, first, second) = (rows?, first?, second?);
        let (rows, first, second) =
            (rows.ok_or_else(missing)?, first.ok_or_else(missing)?, second.ok_or_else(missing)?);
        let (shape, rows) = rows.try_extract_tensor::<f32>()?;
        let (_, first) = first.try_extract_tensor::<f32>()?;
        let (_, second) = second.try_extract_tensor::<f32>()?;
        let mut output = context.output(0, shape.to_vec())?.ok_or_else(missing)?;
        let (_, output) = output.try_extract_tensor_mut::<f32>()?;
        let length = shape.last().map_or(0, |length| usize::try_from(*length).unwrap_or(0));
        if length == 0 || first.len() != second.len() || rows.len() != length * first.len() {
            return if rows.is_empty() { Ok(()) } else { Err(missing()) };
        }
        let channels = first.par_iter().zip(second);
        output
            .par_chunks_mut(length)
            .zip(rows.par_chunks(length))
            .zip(channels)
            .for_each(|((output, row), (first, second))| (self.apply)(row, [*first, *second], output));
        Ok(())
    }
}

impl Operator for Channelwise {
    type Kernel<'attr> = BoxedKernel<'attr>;

    fn name(&self) -> &str {
        self.name
    }

    fn inputs(&self) -> impl IntoIterator<Item = OperatorInput> {
        [(); 3].map(|()| OperatorInput::required(TensorElementType::Float32))
    }

    fn outputs(&self) -> impl IntoIterator<Item = OperatorOutput> {
        [OperatorOutput::required(TensorElementType::Float32)]
    }

    fn create_kernel<'attr>(&self, _: &KernelContext<'attr>) -> ort::Result<Self::Kernel<'attr>> {
        let operation = *self;
        Ok(Box::new(move |context: &ComputeContext| operation.compute(context)))
    }
}
