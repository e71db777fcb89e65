//! Weight files of sentence encoders.

use models::e5s1::E5Weights;

pub fn run(bytes: &[u8]) {
    let Ok(weights) = E5Weights::parse(bytes.to_vec()) else { return };
    for name in weights.names() {
        for count in [0, 1, 32, 96] {
            if let Ok(floats) = weights.floats(name, count) {
                assert_eq!(floats.len(), count);
            }
            if let Ok(blocks) = weights.blocks(name, count) {
                let mut numbers = vec![0.0; count];
                blocks.write(&mut numbers);
            }
        }
    }
}
