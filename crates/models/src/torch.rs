//! PyTorch's weight files as they were until version 1.6 (`.pth`): five pickles behind each other, and then the numbers
//! of all storages in the order of the last pickle.
//!
//! Pickles are programs. Candle's reader runs none of what they name: classes and calls stay names, and only those that
//! put a tensor together are understood. It is given nothing but files whose hash was pinned.

use std::collections::HashMap;

use candle_core::DType;
use candle_core::pickle::{Object, Stack, TensorInfo};

use crate::cursor::{Cursor, Truncated};

/// The first pickle, a number by which such files are known: too long for the reader.
const MAGIC: &[u8] = b"\x80\x02\x8a\x0al\xfc\x9cF\xf9\x20j\xa8P\x19.";
/// What the second pickle says.
const VERSION: i32 = 1001;

/// The tensors of a file, by name. Those that do not hold `f32` are left out.
pub struct Weights(HashMap<String, Weight>);

/// A tensor's shape, and its numbers in the order of the shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Weight {
    pub shape: Vec<usize>,
    pub numbers: Vec<f32>,
}

impl Weights {
    pub fn read(file: &[u8]) -> Result<Self, String> {
        const OTHER: &str = "it is no PyTorch file of the older kind";
        let mut file = file.strip_prefix(MAGIC).ok_or(OTHER)?;
        if pickle(&mut file)? != Object::Int(VERSION) {
            return Err(OTHER.into());
        }
        let _system = pickle(&mut file)?;
        let Object::Dict(tensors) = pickle(&mut file)? else {
            return Err("it holds something else than a list of tensors".into());
        };
        let Object::List(order) = pickle(&mut file)? else {
            return Err("its storages have no order".into());
        };
        let infos: Vec<TensorInfo> =
            tensors.into_iter().filter_map(|(name, tensor)| info(name, tensor)).collect();
        let widths: HashMap<&str, usize> =
            infos.iter().map(|info| (storage(info), info.dtype.size_in_bytes())).collect();
        let storages = storages(&order, &widths, file)?;
        let floats = infos.iter().filter(|info| info.dtype == DType::F32);
        let weights = floats.map(|info| {
            let bytes = storages.get(storage(info)).copied();
            let weight = bytes.and_then(|bytes| weight(info, bytes));
            weight
                .map(|weight| (info.name.clone(), weight))
                .ok_or_else(|| format!("{} is not whole", info.name))
        });
        Ok(Self(weights.collect::<Result<_, _>>()?))
    }

    pub fn take(&mut self, name: &str) -> Result<Weight, String> {
        self.0.remove(name).ok_or_else(|| format!("it has no {name}"))
    }
}

fn pickle(file: &mut &[u8]) -> Result<Object, String> {
    let mut stack = Stack::empty();
    stack.read_loop(file).and_then(|()| stack.finalize()).map_err(|error| error.to_string())
}

/// Nothing for what is no tensor, such as the remarks that PyTorch makes about its own versions.
fn info(name: Object, tensor: Object) -> Option<TensorInfo> {
    tensor.into_tensor_info(name, "".as_ref()).ok().flatten()
}

/// The reader takes the storage for a file in a folder.
fn storage(info: &TensorInfo) -> &str {
    info.path.trim_start_matches('/')
}

/// The bytes of each storage: how many numbers there are, and the numbers.
fn storages<'a>(
    order: &'a [Object],
    widths: &HashMap<&str, usize>,
    file: &'a [u8],
) -> Result<HashMap<&'a str, &'a [u8]>, String> {
    let mut rest = Cursor::new(file);
    let cut = |Truncated(what)| format!("it ends inside {what}");
    let read = |key: &'a Object| {
        let Object::Unicode(key) = key else { return Err("a storage has no name".into()) };
        let width = widths.get(key.as_str()).ok_or_else(|| format!("nothing is in the storage {key}"))?;
        let count = rest.array("a storage's length").map(u64::from_le_bytes).map_err(cut)?;
        let bytes = usize::try_from(count).ok().and_then(|count| count.checked_mul(*width));
        let bytes = bytes.ok_or_else(|| format!("the storage {key} is too long"))?;
        Ok((key.as_str(), rest.take(bytes, "a storage").map_err(cut)?))
    };
    order.iter().map(read).collect()
}

/// The numbers of a tensor, wherever they lie in its storage.
fn weight(info: &TensorInfo, bytes: &[u8]) -> Option<Weight> {
    let (numbers, _) = bytes.as_chunks::<4>();
    // The reader counts where a tensor begins in bytes; all of ours begin where their storage does.
    if info.layout.start_offset() != 0 {
        return None;
    }
    let shape = info.layout.shape().dims().to_vec();
    let mut places = vec![0];
    for (length, stride) in shape.iter().zip(info.layout.stride()) {
        places = places.iter().flat_map(|place| (0..*length).map(move |i| place + i * stride)).collect();
    }
    let number = |place: usize| numbers.get(place).map(|bytes| f32::from_le_bytes(*bytes));
    Some(Weight { shape, numbers: places.into_iter().map(number).collect::<Option<_>>()? })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Four tensors, written by PyTorch 2 in the older form: `rows`, the same numbers turned as `columns`, `one`, and a
    /// whole number.
    const SMALL: &[u8] = include_bytes!("../tests/torch/small.pth");

    #[test]
    fn tensors_come_in_the_order_of_their_shape() {
        let mut weights = Weights::read(SMALL).unwrap();
        let mut check = |name: &str, shape: &[usize], numbers: &[f32]| {
            let expected = Weight { shape: shape.to_vec(), numbers: numbers.to_vec() };
            assert_eq!(weights.take(name).unwrap(), expected, "{name}");
        };
        check("rows", &[2, 3], &[0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
        check("columns", &[3, 2], &[0.0, 3.0, 1.0, 4.0, 2.0, 5.0]);
        check("one", &[1], &[0.5]);
        assert_eq!(weights.take("count").unwrap_err(), "it has no count", "only f32 is kept");
    }

    #[test]
    fn a_file_that_is_cut_anywhere_is_refused() {
        for length in 0..SMALL.len() {
            assert!(Weights::read(&SMALL[..length]).is_err(), "{length} bytes");
        }
        assert!(
            crate::efficientnet::graph(&crate::efficientnet::LITE0, SMALL)
                .unwrap_err()
                .contains("_conv_stem.weight")
        );
    }
}
