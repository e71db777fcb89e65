//! The reader of Hugging Face's weights, on small files made here.

use models::safetensors::{INDEX, Safetensors, SafetensorsError, WHOLE};

/// A file with this header and data.
fn file(header: &str, data: &[u8]) -> Vec<u8> {
    [&(header.len() as u64).to_le_bytes(), header.as_bytes(), data].concat()
}

fn small() -> Vec<u8> {
    let header = r#"{"__metadata__":{"format":"pt"},
        "full":{"dtype":"F32","shape":[2,1],"data_offsets":[0,8]},
        "half":{"dtype":"F16","shape":[2],"data_offsets":[8,12]},
        "brain":{"dtype":"BF16","shape":[1],"data_offsets":[12,14]},
        "whole":{"dtype":"I8","shape":[2],"data_offsets":[14,16]}}"#;
    let floats: Vec<u8> = [1.5f32, -2.0].iter().flat_map(|x| x.to_le_bytes()).collect();
    file(header, &[&floats[..], &[0x00, 0x3E, 0x00, 0xC0], &[0xC0, 0x3F], &[1, 2]].concat())
}

#[test]
fn tensors_are_read_whatever_their_type() {
    let weights = Safetensors::parse(small()).unwrap();
    assert_eq!(weights.floats("full").unwrap(), [1.5, -2.0]);
    assert_eq!(weights.shape("full").unwrap(), [2, 1]);
    assert_eq!(weights.floats("half").unwrap(), [1.5, -2.0]);
    assert_eq!(weights.floats("brain").unwrap(), [1.5]);
    assert!(matches!(weights.floats("whole"), Err(SafetensorsError::Type { .. })));
    assert!(matches!(weights.floats("none"), Err(SafetensorsError::Missing(_))));
    assert!(!weights.contains("__metadata__"));
}

#[test]
fn every_truncation_is_an_error() {
    let whole = small();
    for length in 0..whole.len() {
        assert!(Safetensors::parse(whole[..length].to_vec()).is_err(), "{length} of {} bytes", whole.len());
    }
}

#[test]
fn headers_that_lie_are_refused() {
    for (header, expected) in [
        (r#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[0,9]}}"#, "outside the file"),
        (r#"{"x":{"dtype":"F32","shape":[1],"data_offsets":[8,4]}}"#, "outside the file"),
        (r#"{"x":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}"#, "contradicts its shape"),
        (r#"{"x":{"dtype":"F32","shape":[4294967296,4294967296,4],"data_offsets":[0,8]}}"#, "contradicts"),
        (r#"{"x":{"dtype":"F32","shape":[1,1,1,1,1,1,1,1,1],"data_offsets":[0,4]}}"#, "too many axes"),
        (r#"{"x":{"dtype":"F32"}}"#, "missing field"),
        ("[]", "malformed"),
    ] {
        let error = Safetensors::parse(file(header, &[0; 8])).err().expect("a lie is an error").to_string();
        assert!(error.contains(expected), "{error:?} does not say {expected:?}");
    }
    let huge = [&u64::MAX.to_le_bytes()[..], b"{}"].concat();
    assert!(Safetensors::parse(huge).is_err());
}

#[test]
fn several_files_are_one_model() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    assert!(matches!(Safetensors::open(folder.path()), Err(SafetensorsError::Io { .. })));
    for (name, tensor) in
        [("model-00001-of-00002.safetensors", "a"), ("model-00002-of-00002.safetensors", "b")]
    {
        let header = format!(r#"{{"{tensor}":{{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}}}"#);
        write(name, &file(&header, &[0x00, 0x3E]));
    }
    let map =
        |last: &str| format!(r#"{{"weight_map":{{"a":"model-00001-of-00002.safetensors","b":"{last}"}}}}"#);
    write(INDEX, map("model-00002-of-00002.safetensors").as_bytes());
    let weights = Safetensors::open(folder.path()).unwrap();
    assert_eq!([weights.floats("a").unwrap(), weights.floats("b").unwrap()], [[1.5], [1.5]]);
    write(INDEX, map("../secret.safetensors").as_bytes());
    assert!(matches!(Safetensors::open(folder.path()), Err(SafetensorsError::Malformed { .. })));
    write(WHOLE, &small());
    assert!(Safetensors::open(folder.path()).unwrap().contains("full"));
}
