//! Weight files of CTranslate2.

use models::ct2::Ct2Weights;

pub fn run(bytes: &[u8]) {
    let Ok(weights) = Ct2Weights::parse(bytes.to_vec()) else { return };
    for name in weights.names() {
        let shape = weights.shape(name).expect("a name that is listed has a shape").to_vec();
        if let Ok(floats) = weights.floats(name, &shape) {
            assert_eq!(floats.len(), shape.iter().product::<usize>());
        }
        let _ = weights.integer(name);
    }
}
