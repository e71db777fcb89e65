//! "끄고" is "꺼 줘" when it stands alone: a verb that goes on becomes a wish.

use korean::jamo::Syllable;

/// The wish of a word that ends in 고; none when it does not, or is nothing but that.
pub(super) fn wish(word: &str) -> Option<String> {
    let stem: Vec<char> = word.strip_suffix('고')?.chars().collect();
    let (&last, before) = stem.split_last()?;
    let syllable = Syllable::of(last)?;
    let mut wish: String = before.iter().collect();
    match (last, syllable.coda) {
        ('하', _) => wish.push('해'),
        ('르', _) => {
            // 부르고, 고르고: 불러, 골라.
            let earlier = wish.pop()?;
            let mut doubled = Syllable::of(earlier)?;
            if doubled.coda.is_some() {
                return None;
            }
            let bright = is_bright(doubled.vowel);
            doubled.coda = Some('ㄹ');
            wish.push(doubled.compose()?);
            wish.push(if bright { '라' } else { '러' });
        }
        (_, Some(_)) => {
            wish.push(last);
            wish.push(if is_bright(syllable.vowel) { '아' } else { '어' });
        }
        (_, None) => {
            let earlier = before.last().and_then(|c| Syllable::of(*c));
            let vowel = match syllable.vowel {
                'ㅗ' => 'ㅘ',
                'ㅜ' => 'ㅝ',
                'ㅣ' => 'ㅕ',
                // 잠그고, 모으고: 잠가, 모아.
                'ㅡ' if earlier.is_some_and(|earlier| is_bright(earlier.vowel)) => 'ㅏ',
                'ㅡ' => 'ㅓ',
                other => other,
            };
            wish.push(Syllable { vowel, ..syllable }.compose()?);
        }
    }
    Some(wish + " 줘")
}

fn is_bright(vowel: char) -> bool {
    matches!(vowel, 'ㅏ' | 'ㅗ' | 'ㅑ' | 'ㅛ')
}

#[cfg(test)]
mod tests {
    use super::wish;

    #[test]
    fn verbs_become_wishes() {
        for (word, expected) in [
            ("끄고", "꺼 줘"),
            ("켜고", "켜 줘"),
            ("청소하고", "청소해 줘"),
            ("틀고", "틀어 줘"),
            ("담고", "담아 줘"),
            ("닫고", "닫아 줘"),
            ("바꾸고", "바꿔 줘"),
            ("줄이고", "줄여 줘"),
            ("보고", "봐 줘"),
            ("잠그고", "잠가 줘"),
            ("부르고", "불러 줘"),
            ("고르고", "골라 줘"),
            ("세우고", "세워 줘"),
        ] {
            assert_eq!(wish(word).as_deref(), Some(expected), "{word}");
        }
        for word in ["고", "ㅋ고", "끄면", "", "르고"] {
            assert_eq!(wish(word), None, "{word}");
        }
    }
}
