//! The weights and tables inside ONNX files.

use models::onnx::{Contents, GraphWeights};

pub fn run(bytes: &[u8]) {
    if let Some(table) = Contents::read(bytes).and_then(|contents| contents.table("w")) {
        assert!(table.len() <= bytes.len());
    }
    let Some(mut weights) = GraphWeights::parse(bytes) else { return };
    for shape in [&[][..], &[1], &[2, 1], &[512, 128]] {
        if let Some(numbers) = weights.take("w", shape) {
            assert_eq!(numbers.len(), shape.iter().product::<usize>());
        }
    }
}
