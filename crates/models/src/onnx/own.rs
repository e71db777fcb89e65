//! The operations that graphs get from us, because ONNX does not have them, or not fast enough.

use ort::operator::OperatorDomain;

use super::channelwise::Channelwise;
use super::convolve::Convolve;

/// The set of operations that these are in.
pub const DOMAIN: &str = "ieum";

/// An operation of ours.
#[derive(Clone, Copy, Debug)]
pub enum Own {
    Channelwise(Channelwise),
    Convolve,
}

impl Own {
    pub fn name(self) -> &'static str {
        match self {
            Self::Channelwise(channelwise) => channelwise.name,
            Self::Convolve => Convolve::NAME,
        }
    }

    /// Makes it known to the runtime.
    pub fn register(self, domain: OperatorDomain) -> ort::Result<OperatorDomain> {
        match self {
            Self::Channelwise(channelwise) => domain.add(channelwise),
            Self::Convolve => domain.add(Convolve),
        }
    }
}
