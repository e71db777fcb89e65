//! Password hashes: Argon2id in PHC form.
//!
//! Both functions take tens of milliseconds on purpose: async code calls them from a blocking task.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use domain::Random;

/// The hash that is stored for a password.
pub fn hash_password(password: &str, random: &dyn Random) -> String {
    let mut salt = [0; 16];
    random.fill(&mut salt);
    let hash: PasswordHash = Argon2::default()
        .hash_password_with_salt(password.as_bytes(), &salt)
        .expect("any text under four gigabytes and a salt of sixteen bytes can be hashed");
    hash.to_string()
}

/// Whether a password is the one that was hashed. Without a hash there is none to compare with: that takes as long,
/// so that the time does not tell which names exist.
pub fn verify_password(password: &str, hash: Option<&str>) -> bool {
    let Some(hash) = hash else {
        hash_password(password, &NoSalt);
        return false;
    };
    match PasswordHash::new(hash) {
        Ok(hash) => Argon2::default().verify_password(password.as_bytes(), &hash).is_ok(),
        Err(error) => {
            tracing::error!(%error, "a stored password hash cannot be read");
            false
        }
    }
}

/// The salt of a hash that nobody keeps.
struct NoSalt;

impl Random for NoSalt {
    fn fill(&self, _: &mut [u8]) {}
}

#[cfg(test)]
mod tests {
    use domain::SeededRandom;

    use super::*;

    #[test]
    fn only_the_password_itself_is_accepted() {
        let hash = hash_password("비밀 번호 1", &SeededRandom::new(1));
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert_ne!(hash, hash_password("비밀 번호 1", &SeededRandom::new(2)));
        assert!(verify_password("비밀 번호 1", Some(&hash)));
        for wrong in ["비밀 번호", "", "비밀 번호 1 "] {
            assert!(!verify_password(wrong, Some(&hash)), "{wrong:?}");
        }
        assert!(!verify_password("비밀 번호 1", Some("$argon2id$broken")));
        assert!(!verify_password("비밀 번호 1", None));
    }
}
