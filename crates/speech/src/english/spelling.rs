//! A guess at the sound of a word that no list knows, letter group by letter group, stressed on its first vowel.

/// Longer groups stand before shorter ones.
const GROUPS: [(&str, &str); 63] = [
    ("tion", "ʃən"),
    ("sion", "ʒən"),
    ("ough", "O"),
    ("augh", "ɔ"),
    ("eigh", "A"),
    ("igh", "I"),
    ("tch", "ʧ"),
    ("dge", "ʤ"),
    ("sch", "sk"),
    ("air", "ɛɹ"),
    ("ear", "ɪɹ"),
    ("ch", "ʧ"),
    ("sh", "ʃ"),
    ("th", "θ"),
    ("ph", "f"),
    ("wh", "w"),
    ("ck", "k"),
    ("ng", "ŋ"),
    ("qu", "kw"),
    ("gh", "ɡ"),
    ("kn", "n"),
    ("wr", "ɹ"),
    ("ee", "i"),
    ("ea", "i"),
    ("oo", "u"),
    ("ou", "W"),
    ("ow", "O"),
    ("oi", "Y"),
    ("oy", "Y"),
    ("ai", "A"),
    ("ay", "A"),
    ("au", "ɔ"),
    ("aw", "ɔ"),
    ("ie", "i"),
    ("ei", "A"),
    ("oa", "O"),
    ("ue", "u"),
    ("ew", "u"),
    ("ar", "ɑɹ"),
    ("er", "əɹ"),
    ("ir", "ɜɹ"),
    ("or", "ɔɹ"),
    ("ur", "ɜɹ"),
    ("a", "æ"),
    ("b", "b"),
    ("c", "k"),
    ("d", "d"),
    ("e", "ɛ"),
    ("f", "f"),
    ("g", "ɡ"),
    ("h", "h"),
    ("i", "ɪ"),
    ("j", "ʤ"),
    ("k", "k"),
    ("l", "l"),
    ("m", "m"),
    ("n", "n"),
    ("o", "ɑ"),
    ("p", "p"),
    ("q", "k"),
    ("r", "ɹ"),
    ("s", "s"),
    ("t", "t"),
];
const REST: [(&str, &str); 6] = [("u", "ʌ"), ("v", "v"), ("w", "w"), ("x", "ks"), ("y", "i"), ("z", "z")];

const VOWELS: &str = "AIOWYiuæɑɔəɛɜɪʊʌ";

pub fn guess(word: &str) -> String {
    let lower = word.to_lowercase();
    // The e at the end is silent and makes the vowel before it long.
    let silent_e = lower.len() > 3 && lower.ends_with('e') && !lower.ends_with("ee");
    let mut rest = if silent_e { &lower[..lower.len() - 1] } else { &lower };
    let mut out = String::new();
    let mut stressed = false;
    while let Some(c) = rest.chars().next() {
        let group = GROUPS.iter().chain(&REST).find(|(letters, _)| rest.starts_with(letters));
        let (length, sound) = group.map_or((c.len_utf8(), ""), |(letters, sound)| (letters.len(), *sound));
        let sound = match (c, rest[length..].chars().next()) {
            ('c', Some('e' | 'i' | 'y')) if length == 1 => "s",
            ('g', Some('e' | 'i' | 'y')) if length == 1 => "ʤ",
            (_, Some(_)) if silent_e && length == 1 && rest.len() == 2 => long(c).unwrap_or(sound),
            ('o', None) if length == 1 => "O",
            ('a', None) if length == 1 => "ə",
            _ => sound,
        };
        if !stressed && sound.starts_with(|c| VOWELS.contains(c)) {
            out.push('ˈ');
            stressed = true;
        }
        if !(sound.chars().count() == 1 && out.ends_with(sound)) {
            out.push_str(sound);
        }
        rest = &rest[length..];
    }
    out
}

fn long(vowel: char) -> Option<&'static str> {
    Some(match vowel {
        'a' => "A",
        'e' => "i",
        'i' | 'y' => "I",
        'o' => "O",
        'u' => "u",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unknown_words_get_a_plausible_sound() {
        for (word, sound) in [("blick", "blˈɪk"), ("vone", "vˈOn"), ("tashoo", "tˈæʃu"), ("Zorbo", "zˈɔɹbO")]
        {
            assert_eq!(guess(word), sound, "{word}");
        }
        assert_eq!(guess("é"), "");
    }
}
