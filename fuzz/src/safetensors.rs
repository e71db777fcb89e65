//! Weight files of Hugging Face.

use models::safetensors::Safetensors;

pub fn run(bytes: &[u8]) {
    let Ok(weights) = Safetensors::parse(bytes.to_vec()) else { return };
    for name in weights.names() {
        let shape = weights.shape(name).expect("a name that is listed has a shape").to_vec();
        if let Ok(floats) = weights.floats(name) {
            assert_eq!(floats.len(), shape.iter().product::<usize>());
        }
    }
}
