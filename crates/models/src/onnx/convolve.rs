//! A quantised convolution in one step: what ONNX writes as eight, and ONNX Runtime computes with copies in between.

use ort::operator::{BoxedKernel, ComputeContext, KernelContext, Operator, OperatorInput, OperatorOutput};
use ort::value::{DynTensorValueType, TensorElementType};

use crate::kernel::convolution::{Convolution, Reach, Weights};

/// Takes numbers, eight-bit weights, their zero and their scale, and a bias or none; has the attributes of ONNX's `Conv`.
#[derive(Clone, Copy, Debug)]
pub struct Convolve;

impl Convolve {
    pub const NAME: &'static str = "Convolve";

    /// The weights are constants of the graph, so they are laid out once.
    fn laid_out(context: &KernelContext<'_>) -> ort::Result<Convolution> {
        let numbers = |name: &str| context.get::<Vec<i64>>(name).unwrap_or_default();
        let sizes = |name: &str| -> Vec<usize> {
            numbers(name).into_iter().filter_map(|number| usize::try_from(number).ok()).collect()
        };
        let [dilation, before, behind] = match (&sizes("dilations")[..], &sizes("pads")[..]) {
            ([dilation], [before, behind]) => [*dilation, *before, *behind],
            _ => return Err(ort::Error::new("Convolve is over one dimension")),
        };
        let constant = |i| context.constant_input::<DynTensorValueType>(i);
        let [weights, zero, scale] = [constant(1)?, constant(2)?, constant(3)?];
        let (shape, bytes) = weights.try_extract_tensor::<u8>()?;
        let bias = if context.inputs()?.len() > 4 { Some(constant(4)?) } else { None };
        let bias = bias.as_ref().map(|bias| bias.try_extract_tensor::<f32>()).transpose()?;
        let one = |numbers: &[f32]| numbers.first().copied().unwrap_or(1.0);
        let shape: Vec<usize> = shape.iter().filter_map(|size| usize::try_from(*size).ok()).collect();
        let shape =
            <[usize; 3]>::try_from(shape).map_err(|_| ort::Error::new("Convolve is over one dimension"))?;
        let weights = Weights {
            bytes,
            shape,
            zero: zero.try_extract_tensor::<u8>()?.1.first().copied().unwrap_or_default(),
            scale: one(scale.try_extract_tensor::<f32>()?.1),
            bias: bias.map_or(&[], |(_, bias)| bias),
        };
        Convolution::new(&weights, Reach { dilation, padding: [before, behind] })
            .map_err(|error| ort::Error::new(error.to_string()))
    }
}

fn compute(convolution: &Convolution, context: &ComputeContext) -> ort::Result<()> {
    let missing = || ort::Error::new("Convolve takes rows of numbers that are as long as its weights reach");
    let rows = context.input(0)?.ok_or_else(missing)?;
    let (shape, rows) = rows.try_extract_tensor::<f32>()?;
    let moments = shape.last().and_then(|moments| usize::try_from(*moments).ok()).unwrap_or_default();
    let length = convolution.length(moments).filter(|length| *length > 0).ok_or_else(missing)?;
    if rows.len() != moments * convolution.inputs() {
        return Err(missing());
    }
    let made = [1, convolution.outputs() as i64, length as i64];
    let mut output = context.output(0, made.to_vec())?.ok_or_else(missing)?;
    let (_, output) = output.try_extract_tensor_mut::<f32>()?;
    convolution.apply(rows, output, &|limit, job| {
        // The threads of ONNX Runtime: they are awake, and others would have to share the processors with them.
        context.par_for(limit, limit, job).expect("the runtime has threads, if only this one");
    });
    Ok(())
}

impl Operator for Convolve {
    type Kernel<'attr> = BoxedKernel<'attr>;

    fn name(&self) -> &str {
        Self::NAME
    }

    fn inputs(&self) -> impl IntoIterator<Item = OperatorInput> {
        [
            OperatorInput::required(TensorElementType::Float32),
            OperatorInput::required(TensorElementType::Uint8),
            OperatorInput::required(TensorElementType::Uint8),
            OperatorInput::required(TensorElementType::Float32),
            OperatorInput::optional(TensorElementType::Float32),
        ]
    }

    fn outputs(&self) -> impl IntoIterator<Item = OperatorOutput> {
        [OperatorOutput::required(TensorElementType::Float32)]
    }

    fn create_kernel<'attr>(&self, context: &KernelContext<'attr>) -> ort::Result<Self::Kernel<'attr>> {
        let convolution = Self::laid_out(context)?;
        Ok(Box::new(move |context: &ComputeContext| compute(&convolution, context)))
    }
}
