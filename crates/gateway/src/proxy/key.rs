//! The secret of an install, by which it knows the addresses again that it has written itself.

use std::path::Path;
use std::{fmt, fs, io};

use domain::Random;
use hmac::{Hmac, KeyInit, Mac};
use hub::escaped;
use sha2::Sha256;

use crate::whole_file::write_whole;

/// Where pictures from elsewhere are shown.
const PATH: &str = "/v1/images";
/// A longer address is none.
const MOST_ADDRESS: usize = 2048;
/// Bytes of a signature: what nobody guesses.
const SIGNATURE: usize = 16;

/// Signs addresses of pictures.
#[derive(Clone)]
pub struct PictureKey([u8; 32]);

impl PictureKey {
    /// A fresh one; addresses that it signs hold as long as it is kept.
    pub fn new(random: &dyn Random) -> Self {
        let mut key = [0; 32];
        random.fill(&mut key);
        Self(key)
    }

    /// The key of a folder, `pictures.key`, made when it is not there yet.
    pub fn load_or_create(folder: &Path, random: &dyn Random) -> io::Result<Self> {
        let path = folder.join("pictures.key");
        match fs::read_to_string(&path) {
            Ok(text) => {
                let mut key = [0; 32];
                let damaged = || io::Error::new(io::ErrorKind::InvalidData, "it holds no key of 64 digits");
                hex::decode_to_slice(text.trim(), &mut key).map(|()| Self(key)).map_err(|_| damaged())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = Self::new(random);
                write_whole(&path, &hex::encode(key.0), 0o600)?;
                Ok(key)
            }
            Err(error) => Err(error),
        }
    }

    /// What a page asks for a picture: our own address for a foreign one, our own as they are. None for what is no address of
    /// a picture.
    pub fn address(&self, picture: &str) -> Option<String> {
        let lower = picture.get(..11).unwrap_or(picture).to_ascii_lowercase();
        if is_ours(picture) || lower.starts_with("data:image/") {
            return Some(picture.to_owned());
        }
        let foreign = lower.starts_with("http://") || lower.starts_with("https://");
        (foreign && picture.len() <= MOST_ADDRESS)
            .then(|| format!("{PATH}/{}?url={}", self.signature(picture), escaped(picture)))
    }

    /// Whether we have signed this.
    pub fn has_signed(&self, picture: &str, signature: &str) -> bool {
        let mut bytes = [0; SIGNATURE];
        hex::decode_to_slice(signature, &mut bytes).is_ok()
            && self.mac(picture).verify_truncated_left(&bytes).is_ok()
    }

    fn signature(&self, picture: &str) -> String {
        let mac = self.mac(picture).finalize().into_bytes();
        hex::encode(&mac[..SIGNATURE])
    }

    fn mac(&self, picture: &str) -> Hmac<Sha256> {
        let mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("any key is long enough");
        mac.chain_update(picture)
    }
}

/// A path of this server; browsers read a backslash as a slash, and two slashes as another server.
fn is_ours(picture: &str) -> bool {
    let mut characters = picture.chars();
    characters.next() == Some('/') && !matches!(characters.next(), Some('/' | '\\'))
}

impl fmt::Debug for PictureKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PictureKey")
    }
}

#[cfg(test)]
mod tests {
    use domain::SeededRandom;

    use super::*;

    #[test]
    fn a_key_is_kept() {
        let folder = tempfile::tempdir().unwrap();
        let load = |seed| PictureKey::load_or_create(folder.path(), &SeededRandom::new(seed));
        let first = load(1).unwrap();
        assert_eq!(first.0, load(2).unwrap().0);
        fs::write(folder.path().join("pictures.key"), "damaged").unwrap();
        assert_eq!(load(3).unwrap_err().kind(), io::ErrorKind::InvalidData);
    }

    #[test]
    fn foreign_pictures_become_ours_and_nothing_else_does() {
        let key = PictureKey::new(&SeededRandom::new(1));
        let check = |picture: &str, foreign: bool, ours: bool| {
            let address = key.address(picture);
            let signed = address.as_deref().and_then(|address| address.strip_prefix("/v1/images/"));
            assert_eq!((signed.is_some(), address.as_deref() == Some(picture)), (foreign, ours), "{picture}");
            if let Some((signature, _)) = signed.and_then(|signed| signed.split_once("?url=")) {
                assert!(key.has_signed(picture, signature), "{picture}");
                assert!(!key.has_signed(&format!("{picture}x"), signature), "{picture}");
                assert!(!PictureKey::new(&SeededRandom::new(2)).has_signed(picture, signature), "{picture}");
            }
        };
        for foreign in ["http://a.example/1.png", "HTTPS://a.example/그림.jpg?x=1&y=2#z"] {
            check(foreign, true, false);
        }
        for ours in ["/v1/vision/galleries/a/photos/b/image", "/icons/mark.svg", "data:image/png;base64,AA=="]
        {
            check(ours, false, true);
        }
        let long = format!("https://a.example/{}", "a".repeat(MOST_ADDRESS));
        for none in
            ["", "//a.example/1", "/\\a.example/1", "javascript:alert(1)", "a.png", "ftp://a/b", &long]
        {
            check(none, false, false);
        }
        assert!(!key.has_signed("http://a.example/1.png", ""));
        assert!(!key.has_signed("http://a.example/1.png", &"0".repeat(32)));
    }
}
