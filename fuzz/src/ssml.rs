//! Texts with markup, from anybody who may make the assistant speak.

use domain::Language;

pub fn run(bytes: &[u8]) {
    let Ok(text) = std::str::from_utf8(bytes) else { return };
    for language in Language::ALL {
        let _ = speech::ssml::read(text, language);
    }
}
