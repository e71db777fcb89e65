//! The numbers inside an ONNX file, for an engine that runs a small network itself.

use std::collections::HashMap;
use std::path::Path;

use prost::Message;

use super::OnnxError;
use super::proto::{FLOAT, ModelProto, TensorProto};

/// The named weights of a graph.
pub struct GraphWeights {
    tensors: HashMap<String, (Vec<usize>, Vec<f32>)>,
}

impl GraphWeights {
    pub fn read(graph: &Path) -> Result<Self, OnnxError> {
        let file = match std::fs::read(graph) {
            Ok(file) => file,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(OnnxError::Missing { path: graph.into() });
            }
            Err(error) => return Err(OnnxError::Graph { path: graph.into(), reason: error.to_string() }),
        };
        Self::parse(&file).ok_or_else(|| OnnxError::Graph {
            path: graph.into(),
            reason: "its weights cannot be read".into(),
        })
    }

    /// None unless the bytes are a graph whose weights have as many numbers as their shapes say.
    pub fn parse(file: &[u8]) -> Option<Self> {
        let model = ModelProto::decode(file).ok()?;
        let tensors = model.graph?.initializer.into_iter().filter(|tensor| tensor.data_type == FLOAT);
        let tensors = tensors.map(|tensor| {
            let (shape, numbers) = numbers(&tensor)?;
            Some((tensor.name, (shape, numbers)))
        });
        Some(Self { tensors: tensors.collect::<Option<_>>()? })
    }

    /// The weights of this name; none when they are missing or have another shape.
    pub fn take(&mut self, name: &str, shape: &[usize]) -> Option<Vec<f32>> {
        let (found, numbers) = self.tensors.remove(name)?;
        (found == shape).then_some(numbers)
    }
}

fn numbers(tensor: &TensorProto) -> Option<(Vec<usize>, Vec<f32>)> {
    let shape: Vec<usize> =
        tensor.dims.iter().map(|length| usize::try_from(*length)).collect::<Result<_, _>>().ok()?;
    let numbers = if tensor.raw_data.is_empty() {
        tensor.float_data.clone()
    } else {
        let (numbers, rest) = tensor.raw_data.as_chunks();
        rest.is_empty().then(|| numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())?
    };
    let count = shape.iter().try_fold(1usize, |count, length| count.checked_mul(*length))?;
    (numbers.len() == count).then_some((shape, numbers))
}
