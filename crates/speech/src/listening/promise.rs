//! Which of the words so far will stay.
//!
//! A recogniser that looks again may correct itself, and a reader does not like words that change. So a word is promised
//! once several looks in a row agree on it, the last without any doubt up to there, and enough was said behind it; from
//! then on every text begins with the promised words, whatever later looks make of them.

/// Words at the end of a look that are never promised: what follows decides how they are understood.
const UNDECIDED_WORDS: usize = 3;

/// Looks that must agree on a word.
const AGREEING_LOOKS: usize = 3;

/// The promised beginning of one stretch of speech.
#[derive(Default)]
pub struct Promise {
    promised: String,
    /// The texts of the looks before, the latest last.
    before: [String; AGREEING_LOOKS - 1],
}

impl Promise {
    /// Takes the text of a new look and those of its first words that are beyond doubt: the words to show.
    /// [`Self::characters`] of them are promised.
    pub fn look(&mut self, text: &str, sure: &str) -> String {
        let (text, sure) = (self.keep(text), self.keep(sure));
        let words: Vec<&str> = text.split(' ').collect();
        let same = |other: &String| other.split(' ').zip(&words).take_while(|(a, b)| a == *b).count();
        let agreed = self.before.iter().chain([&sure]).map(same).min().unwrap_or_default();
        let promised = agreed.min(words.len().saturating_sub(UNDECIDED_WORDS));
        let promised = words[..promised].join(" ");
        if promised.len() > self.promised.len() {
            self.promised = promised;
        }
        self.before.rotate_left(1);
        self.before[AGREEING_LOOKS - 2].clone_from(&text);
        text
    }

    /// The characters at the beginning that never change again.
    pub fn characters(&self) -> usize {
        self.promised.chars().count()
    }

    /// The text with the promised words instead of what it has in their place.
    pub fn keep(&self, text: &str) -> String {
        let rest = match text.strip_prefix(&self.promised) {
            Some(rest) if self.promised.is_empty() || rest.is_empty() || rest.starts_with(' ') => {
                return text.to_owned();
            }
            _ => rest_behind(&self.promised, text),
        };
        match rest {
            "" => self.promised.clone(),
            rest => format!("{} {rest}", self.promised),
        }
    }
}

/// What follows in the text behind the words that are most like the promised ones.
fn rest_behind<'a>(promised: &str, text: &'a str) -> &'a str {
    let letters = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<Vec<_>>();
    let wanted = letters(promised);
    // The edit distance to each beginning of the text, letter by letter.
    let mut column: Vec<usize> = (0..=wanted.len()).collect();
    let (mut best, mut rest) = (wanted.len(), text);
    for (word_end, word) in words(text) {
        for letter in letters(word) {
            let mut diagonal = column[0];
            column[0] += 1;
            for (i, other) in wanted.iter().enumerate() {
                let cost =
                    (diagonal + usize::from(*other != letter)).min(column[i] + 1).min(column[i + 1] + 1);
                diagonal = std::mem::replace(&mut column[i + 1], cost);
            }
        }
        // Of equally like ones the longer: nothing is said twice.
        if column[wanted.len()] <= best {
            (best, rest) = (column[wanted.len()], &text[word_end..]);
        }
    }
    rest.trim_start()
}

/// The words of a text, each with the place where it ends.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.split(' ').scan(0, |at, word| {
        let end = *at + word.len();
        *at = end + 1;
        Some((end, word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_several_looks_agree_on_are_promised() {
        for (looks, shown, promised) in [
            (vec!["내일"], "내일", ""),
            (vec!["내일 아침 일곱 시에 알람", "내일 아침 일곱 시에 알람"], "내일 아침 일곱 시에 알람", ""),
            (
                vec!["내일 아침 일곱 시에", "내일 아침 일곱 시에", "내일 아침 일곱 시에 알람"],
                "내일 아침 일곱 시에 알람",
                "내일 아침",
            ),
            (
                vec!["오늘 날씨 어때 아", "내일 날씨 어때 어제는", "내일 날씨 어때 어제는"],
                "내일 날씨 어때 어제는",
                "",
            ),
            // What is behind the bar is doubtful.
            (
                vec!["가 나 다 라 마 바", "가 나 다 라 마 바", "가 나 |다 라 마 바"],
                "가 나 다 라 마 바",
                "가 나",
            ),
            // Later looks may say something else: what was promised stays, and only what follows is theirs.
            (
                vec!["가 나 다 라 마", "가 나 다 라 마 바", "가 나 다 라 마 바", "가 너 다 라 마 바 사"],
                "가 나 다 라 마 바 사",
                "가 나 다 라",
            ),
            (vec!["가 나 다 라 마", "가 나 다 라 마", "가 나 다 라 마 바", ""], "가 나 다", "가 나 다"),
            (
                vec!["가 나 다 라 마", "가 나 다 라 마", "가 나 다 라 마 바", "가나다 라마바사"],
                "가 나 다 라마바사",
                "가 나 다",
            ),
        ] {
            let mut promise = Promise::default();
            let look = |look: &&str| match look.split_once('|') {
                Some((sure, _)) => promise.look(&look.replace('|', ""), sure.trim_end()),
                None => promise.look(look, look),
            };
            let last = looks.iter().map(look).last().unwrap();
            assert_eq!((last.as_str(), promise.promised.as_str()), (shown, promised), "{looks:?}");
            assert_eq!(promise.characters(), promised.chars().count());
            assert!(promise.keep("무엇이든").starts_with(promised));
        }
    }
}
