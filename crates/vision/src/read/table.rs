//! What Tesseract says: for each page a table of words with their places, then its text, which has the right spaces
//! (the table takes nearly every syllable for a word).

use super::korean::{MARGIN, Seen, Word};

/// The words of so many pages.
pub fn words(said: &str, pages: usize) -> Vec<Vec<Word>> {
    let mut rows: Vec<Vec<Word>> = vec![Vec::new(); pages];
    let mut texts = vec![String::new(); pages];
    let mut page = 0;
    for line in said.lines() {
        if let Some(cells) = cells(line) {
            let Ok(number) = cells[1].parse::<usize>() else { continue };
            page = number.saturating_sub(1);
            if let (Some(words), Some(word)) = (rows.get_mut(page), word(&cells)) {
                words.push(word);
            }
        } else if let Some(text) = texts.get_mut(page) {
            *text += line.trim_matches('\u{c}');
            *text += " ";
        }
    }
    rows.into_iter().zip(texts).map(|(words, text)| spaced(words, &text)).collect()
}

fn cells(line: &str) -> Option<[&str; 12]> {
    line.split('\t').collect::<Vec<_>>().try_into().ok()
}

/// A row of the table that tells of a word.
fn word(cells: &[&str; 12]) -> Option<Word> {
    let number = |index: usize| cells[index].parse::<f32>().ok().filter(|number| number.is_finite());
    let (left, width, confidence) = (number(6)? - MARGIN as f32, number(8)?, number(10)? / 100.0);
    let text = cells[11].trim();
    if cells[0] != "5" || text.is_empty() || confidence < 0.0 {
        return None;
    }
    let step = width / text.chars().count() as f32;
    let seen = text.chars().enumerate().map(|(place, character)| {
        let from = left + place as f32 * step;
        Seen { character, confidence: confidence.min(1.0), from, to: from + step }
    });
    Some(seen.collect())
}

/// The same characters with the spaces of the text, if it is the same text.
fn spaced(words: Vec<Word>, text: &str) -> Vec<Word> {
    let all: Word = words.concat();
    if !text.chars().filter(|character| !character.is_whitespace()).eq(all.iter().map(|seen| seen.character))
    {
        return words;
    }
    let mut rest = all.into_iter();
    text.split_whitespace().map(|word| rest.by_ref().take(word.chars().count()).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(page: usize, left: usize, width: usize, text: &str) -> String {
        format!("5\t{page}\t1\t1\t1\t1\t{left}\t0\t{width}\t40\t91.5\t{text}\n")
    }

    #[test]
    fn spaces_come_from_the_text() {
        let check = |said: &str, expected: &[&str]| {
            let pages = words(said, 2);
            let texts = pages.iter().map(|words| {
                let words: Vec<String> =
                    words.iter().map(|word| word.iter().map(|seen| seen.character).collect()).collect();
                words.join("_")
            });
            assert_eq!(texts.collect::<Vec<_>>(), expected, "{said}");
        };
        let heading =
            "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";
        let first = row(1, 10, 20, "우") + &row(1, 30, 20, "리") + &row(1, 60, 40, "동네");
        let second = row(2, 10, 60, "빵집은");
        check(&format!("{heading}{first}우리 동네\n{second}\u{c}빵집은\n\u{c}"), &["우리_동네", "빵집은"]);
        // Another text is not believed, and what is no table is no word.
        check(&format!("{heading}{first}우리동\n"), &["우_리_동네", ""]);
        check("", &["", ""]);
        check("5\t9\t1\t1\t1\t1\tx\ty\tz\t0\t1\t가\n5\t1\t1\t1\t1\t1\t1\t1\tNaN\t1\t1\t나\n", &["", ""]);
        check(&row(77, 1, 1, "가"), &["", ""]);
    }
}
