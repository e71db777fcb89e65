//! Operations computed channel by channel: what is between two convolutions, in one step instead of many.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use ort::operator::{BoxedKernel, ComputeContext, KernelContext, Operator, OperatorInput, OperatorOutput};
use ort::value::TensorElementType;

/// The most numbers for each channel.
pub const MOST: usize = 4;

/// An operation on a tensor of one or more channels, each a row of numbers, with some numbers for each channel.
#[derive(Clone, Copy)]
pub struct Channelwise {
    pub name: &'static str,
    /// How many numbers each channel has: inputs of the operation behind the rows.
    pub numbers: usize,
    /// Reads a row and its channel's numbers, and writes a row of the same length.
    pub apply: fn(&[f32], [f32; MOST], &mut [f32]),
}

impl fmt::Debug for Channelwise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Channelwise {
    fn compute(self, context: &ComputeContext) -> ort::Result<()> {
        let missing = || ort::Error::new(format!("{} takes rows and its numbers for each", self.name));
        let rows = context.input(0)?.ok_or_else(missing)?;
        let (shape, rows) = rows.try_extract_tensor::<f32>()?;
        let length = shape.last().map_or(0, |length| usize::try_from(*length).unwrap_or(0));
        let mut output = context.output(0, shape.to_vec())?.ok_or_else(missing)?;
        let (_, output) = output.try_extract_tensor_mut::<f32>()?;
        if rows.is_empty() || length == 0 {
            return Ok(());
        }
        let mut channels = vec![[0.0; MOST]; rows.len() / length];
        for number in 0..self.numbers {
            let numbers = context.input(1 + number)?.ok_or_else(missing)?;
            let (_, numbers) = numbers.try_extract_tensor::<f32>()?;
            if numbers.len() != channels.len() {
                return Err(missing());
            }
            channels.iter_mut().zip(numbers).for_each(|(channel, value)| channel[number] = *value);
        }
        let jobs: Vec<_> = output.chunks_mut(length).zip(rows.chunks(length)).map(Mutex::new).collect();
        context.par_for(jobs.len(), jobs.len(), |i| {
            let (output, row) = &mut *jobs[i].lock().unwrap_or_else(PoisonError::into_inner);
            (self.apply)(row, channels[i], output);
        })
    }
}

impl Operator for Channelwise {
    type Kernel<'attr> = BoxedKernel<'attr>;

    fn name(&self) -> &str {
        self.name
    }

    fn inputs(&self) -> impl IntoIterator<Item = OperatorInput> {
        (0..=self.numbers).map(|_| OperatorInput::required(TensorElementType::Float32))
    }

    fn outputs(&self) -> impl IntoIterator<Item = OperatorOutput> {
        [OperatorOutput::required(TensorElementType::Float32)]
    }

    fn create_kernel<'attr>(&self, _: &KernelContext<'attr>) -> ort::Result<Self::Kernel<'attr>> {
        let operation = *self;
        Ok(Box::new(move |context: &ComputeContext| operation.compute(context)))
    }
}
