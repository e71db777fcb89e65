//! Whether a JPEG file is whole. Its decoder fills what is missing with grey, and a vector of grey would be a lie.

const FILL: u8 = 0xFF;
const SCAN: u8 = 0xDA;
const END: [u8; 2] = [0xFF, 0xD9];

/// The picture itself has an end. Previews inside segments, and what cameras write behind the end, do not count. What is
/// written in another way than usual is left to the decoder.
pub fn is_whole(file: &[u8]) -> bool {
    let mut rest = file.get(2..).unwrap_or_default();
    loop {
        rest = match *rest {
            [FILL, FILL, ..] => &rest[1..],
            [FILL, SCAN, ..] => return memchr::memmem::find(rest, &END).is_some(),
            [FILL, _, high, low, ..] => {
                let length = usize::from(u16::from_be_bytes([high, low]));
                rest.get(2 + length..).unwrap_or_default()
            }
            _ => return !rest.is_empty(),
        };
    }
}
