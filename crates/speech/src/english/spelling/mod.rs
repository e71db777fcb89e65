//! A guess at the sound of a word that no list knows.
//!
//! Each letter's sound is decided by the letters around it, the sounds before it and the place in the word, with decision
//! trees that were learned from the lexicon ([`learn`], kept in `data/readings/en/spelling.trees`).

#[cfg(test)]
mod learn;
mod trees;

use std::sync::LazyLock;

use trees::Trees;

/// No word is longer.
const LONGEST: usize = 64;

static TREES: LazyLock<Trees> = LazyLock::new(|| {
    Trees::parse(include_bytes!("../../../../../data/readings/en/spelling.trees"))
        .expect("the file is written by the learner and tested")
});

/// The phonemes of a word; what is no plain letter is silent, and of endless words only the beginning is said.
pub fn guess(word: &str) -> String {
    let letters: Vec<u8> =
        word.bytes().map(|b| b.to_ascii_lowercase()).filter(u8::is_ascii_lowercase).take(LONGEST).collect();
    stressed_once(&TREES.sounds(&letters))
}

/// A word has one main stress: the first of several, and its first vowel if none was found.
fn stressed_once(sounds: &str) -> String {
    const VOWELS: &str = "AIOWYiuæɑɔəɛɜɪʊʌᵊᵻ";
    let mut out = String::with_capacity(sounds.len() + 2);
    let mut stressed = false;
    for c in sounds.chars() {
        match c {
            'ˈ' if stressed => out.push('ˌ'),
            _ => out.push(c),
        }
        stressed |= c == 'ˈ';
    }
    if !stressed && let Some(first) = out.find(|c| VOWELS.contains(c)) {
        let marked = out[..first].ends_with('ˌ');
        out.insert(first, 'ˈ');
        if marked {
            out = out.replacen("ˌˈ", "ˈ", 1);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::Lexicon;
    use super::*;

    #[test]
    fn unknown_words_get_a_plausible_sound() {
        for (word, sound) in [("blick", "blˈɪk"), ("vone", "vˈOn"), ("Zorbo", "zˈɔɹbO")] {
            assert_eq!(guess(word), sound, "{word}");
        }
        assert_eq!(guess("é"), "");
        assert!(guess(&"strength".repeat(1000)).chars().count() < 200);
    }

    #[test]
    fn one_main_stress_is_left() {
        assert_eq!(stressed_once("ˈAbˈi"), "ˈAbˌi");
        assert_eq!(stressed_once("AbˌiO"), "ˈAbˌiO");
        assert_eq!(stressed_once("kˌAb"), "kˈAb");
        assert_eq!(stressed_once("pst"), "pst");
    }

    #[test]
    fn a_broken_file_is_refused_or_harmless() {
        assert!(Trees::parse(b"").is_none());
        assert!(Trees::parse(b"a b\n123").is_none());
        let looping = [b"a b\n".as_slice(), &[0; 78], &[0, 0, 0, 0, 0]].concat();
        assert_eq!(Trees::parse(&looping).expect("long enough").sounds(b"a"), "a");
    }

    /// Of every 170th word, which the trees have not seen, how many sounds are wrong.
    #[test]
    fn words_never_seen_are_mostly_right() {
        let lexicon = Lexicon::open(&models::testing::folder().join("english-lexicon")).unwrap();
        let (mut wrong, mut sounds) = (0, 0);
        for (word, sound) in lexicon.words().filter(|(word, _)| learn::is_hidden(word)) {
            let plain = |sound: &str| sound.replace(['ˈ', 'ˌ'], "").chars().collect::<Vec<_>>();
            wrong += distance(&plain(&guess(&word)), &plain(sound));
            sounds += plain(sound).len();
        }
        let rate = wrong as f64 / sounds as f64;
        assert!(sounds > 5_000 && rate < 0.10, "{:.2} % of {sounds} sounds wrong", 100.0 * rate);
    }

    /// Writes the file again: `cargo test -p speech learn_the_trees -- --ignored`.
    #[test]
    #[ignore = "takes minutes, and is needed only when the lexicon or the learner changes"]
    fn learn_the_trees() {
        let lexicon = Lexicon::open(&models::testing::folder().join("english-lexicon")).unwrap();
        let words = lexicon.words().filter(|(word, _)| !learn::is_hidden(word));
        let mut words: Vec<_> = words.map(|(word, sound)| (word, sound.to_owned())).collect();
        words.sort();
        words.dedup_by(|one, other| one.0 == other.0);
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/readings/en/spelling.trees");
        std::fs::write(file, learn::learn(&words)).unwrap();
    }

    fn distance(one: &[char], other: &[char]) -> usize {
        let mut row: Vec<usize> = (0..=other.len()).collect();
        for (i, a) in one.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = i + 1;
            for (j, b) in other.iter().enumerate() {
                let changed = diagonal + usize::from(a != b);
                diagonal = row[j + 1];
                row[j + 1] = changed.min(row[j] + 1).min(diagonal + 1);
            }
        }
        row[other.len()]
    }
}
