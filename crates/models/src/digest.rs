//! SHA-256 as lower-case hex.

use std::io::{self, Read};
use std::path::Path;

use sha2::{Digest, Sha256};

/// The SHA-256 of a file; `read` is told of every piece read.
pub fn of_file(path: &Path, mut read: impl FnMut(u64)) -> io::Result<String> {
    let mut file = std::fs::File::open(path)?;
    let mut hash = Sha256::new();
    let mut buffer = vec![0; 1 << 18];
    loop {
        match file.read(&mut buffer)? {
            0 => return Ok(hex(hash)),
            length => {
                hash.update(&buffer[..length]);
                read(length as u64);
            }
        }
    }
}

pub fn hex(hash: Sha256) -> String {
    hex::encode(hash.finalize())
}
