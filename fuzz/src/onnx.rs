//! The weights inside ONNX files.

use models::onnx::GraphWeights;

pub fn run(bytes: &[u8]) {
    let Some(mut weights) = GraphWeights::parse(bytes) else { return };
    for shape in [&[][..], &[1], &[2, 1], &[512, 128]] {
        if let Some(numbers) = weights.take("w", shape) {
            assert_eq!(numbers.len(), shape.iter().product::<usize>());
        }
    }
}
