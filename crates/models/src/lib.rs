//! Model weights: pinned manifest, fetch, verify, unpack, open.

pub mod onnx;
