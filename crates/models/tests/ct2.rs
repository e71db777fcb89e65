//! The reader of CTranslate2 weights, on small files made here.

use models::ct2::{Ct2Error, Ct2Weights};

/// Writes a file as CTranslate2 does.
struct File(Vec<u8>);

impl File {
    fn new(version: u32, tensors: u32) -> Self {
        let mut file = Self(version.to_le_bytes().to_vec());
        file.text("WhisperSpec");
        file.number(3);
        file.number(tensors);
        file
    }

    fn number(&mut self, number: u32) -> &mut Self {
        self.0.extend(number.to_le_bytes());
        self
    }

    fn text(&mut self, text: &str) -> &mut Self {
        self.0.extend((text.len() as u16 + 1).to_le_bytes());
        self.0.extend(text.bytes());
        self.0.push(0);
        self
    }

    fn tensor(&mut self, name: &str, shape: &[u32], kind: u8, raw: &[u8]) -> &mut Self {
        self.text(name).0.push(shape.len() as u8);
        shape.iter().for_each(|axis| self.0.extend(axis.to_le_bytes()));
        self.0.push(kind);
        self.number(raw.len() as u32).0.extend(raw);
        self
    }
}

fn small() -> Vec<u8> {
    let floats: Vec<u8> = [1.5f32, -2.0].iter().flat_map(|x| x.to_le_bytes()).collect();
    let halves = [0x00, 0x3E, 0x00, 0xC0]; // 1.5 and -2 as fp16
    let mut file = File::new(6, 4);
    file.tensor("full", &[2, 1], 0, &floats).tensor("half", &[2], 4, &halves);
    file.tensor("heads", &[], 2, &8i16.to_le_bytes()).tensor("brain", &[1], 5, &[0xC0, 0x3F]);
    file.number(1).text("again").text("half");
    file.0
}

#[test]
fn tensors_are_read_whatever_their_type() {
    let weights = Ct2Weights::parse(small()).unwrap();
    assert_eq!(weights.spec(), "WhisperSpec");
    assert_eq!(weights.floats("full", &[2, 1]).unwrap(), [1.5, -2.0]);
    assert_eq!(weights.floats("half", &[2]).unwrap(), [1.5, -2.0]);
    assert_eq!(weights.floats("again", &[2]).unwrap(), [1.5, -2.0]);
    assert_eq!(weights.floats("brain", &[1]).unwrap(), [1.5]);
    assert_eq!(weights.integer("heads").unwrap(), 8);
    assert!(matches!(weights.floats("full", &[2]), Err(Ct2Error::Shape { .. })));
    assert!(matches!(weights.floats("heads", &[]), Err(Ct2Error::Type { .. })));
    assert!(matches!(weights.integer("full"), Err(Ct2Error::Type { .. })));
    assert!(matches!(weights.shape("none"), Err(Ct2Error::Missing(_))));
}

#[test]
fn every_truncation_is_an_error() {
    let whole = small();
    for length in 0..whole.len() {
        assert!(Ct2Weights::parse(whole[..length].to_vec()).is_err(), "{length} of {} bytes", whole.len());
    }
}

#[test]
fn headers_that_lie_are_refused() {
    let lie = |make: &dyn Fn(&mut File)| {
        let mut file = File::new(6, 1);
        make(&mut file);
        Ct2Weights::parse(file.0).err().expect("a lie is an error").to_string()
    };
    for (error, expected) in [
        (lie(&|f| _ = f.tensor("x", &[u32::MAX; 4], 0, &[0; 8])), "contradicts its shape"),
        (lie(&|f| _ = f.tensor("x", &[2], 0, &[0; 4])), "contradicts its shape"),
        (lie(&|f| _ = f.tensor("x", &[1; 9], 0, &[0; 4])), "too many axes"),
        (lie(&|f| _ = f.tensor("x", &[1], 9, &[0; 4])), "unknown type"),
        (lie(&|f| f.0.extend([0, 0])), "does not end with a zero"),
        (lie(&|f| f.0.extend([2, 0, 0xFF, 0])), "not UTF-8"),
        (lie(&|f| _ = f.tensor("x", &[1], 1, &[7]).number(1).text("y").text("z")), "no tensor \"z\""),
    ] {
        assert!(error.contains(expected), "{error:?} does not say {expected:?}");
    }
    assert!(matches!(Ct2Weights::parse(File::new(5, 0).0), Err(Ct2Error::Version(5))));
    assert!(matches!(Ct2Weights::parse(File::new(6, u32::MAX).0), Err(Ct2Error::Truncated(_))));
    let mut twice = File::new(6, 2);
    twice.tensor("x", &[1], 1, &[7]).tensor("x", &[1], 1, &[7]).number(0);
    assert!(matches!(Ct2Weights::parse(twice.0), Err(Ct2Error::Malformed(_))));
}
