//! Names that the conversation expects, written as they are.
//!
//! A recogniser that never saw a name writes what it sounds like. Wherever a text sounds like a name, the text with the
//! name in that place is proposed, and the model itself decides: only what it can hear in the utterance nearly as well
//! as its own words is taken, so that a name that was not said is not written.

use super::decode::{Task, Written};
use crate::SpeechError;
use crate::wake::likeness;

/// Names that sound less like the text than this are not proposed.
const ALIKE: f32 = 0.62;
/// What one who expects a name gives it ahead of other words, in nats for a name that sounds exactly like the text...
const AHEAD: f32 = 9.0;
/// ... and for one that is only just alike.
const AHEAD_AT_LEAST: f32 = 1.0;
/// The most proposals that are listened to for one place in the text, and the most names that are mended in it.
const MOST_PROPOSALS: usize = 6;
const MOST_NAMES: usize = 4;

/// The text with the names in it, if any were said.
pub fn mend(task: &Task, written: Written, names: &[String]) -> Result<Written, SpeechError> {
    let mut written = written;
    let mut settled = Vec::new();
    for _ in 0..MOST_NAMES {
        let text = task.vocabulary.text(&written.tokens)?;
        let proposals = proposals(&text, names, &settled);
        let Some(first) = proposals.first() else { break };
        settled.push(first.name.clone());
        let own: f32 = task.read(&written.tokens)?.iter().sum();
        let mut best: Option<(f32, Vec<u32>, f32)> = None;
        for proposal in proposals.iter().filter(|proposal| proposal.name == first.name) {
            let tokens = task.vocabulary.tokens(&proposal.text)?;
            let believed: f32 = task.read(&tokens)?.iter().sum();
            let share = (proposal.likeness - ALIKE) / (1.0 - ALIKE);
            let worth = believed + AHEAD_AT_LEAST + share * (AHEAD - AHEAD_AT_LEAST);
            if worth > own && best.as_ref().is_none_or(|(most, ..)| worth > *most) {
                best = Some((worth, tokens, believed));
            }
        }
        if let Some((_, tokens, believed)) = best {
            let log_probability = believed / (tokens.len() + 1) as f32;
            let same = tokens.iter().zip(&written.tokens).take_while(|(a, b)| a == b).count();
            written = Written { sure: written.sure.min(same), tokens, log_probability, ..written };
        }
    }
    Ok(written)
}

/// The text with a name in the place of what sounds like it.
#[derive(Debug, PartialEq)]
struct Proposal {
    name: String,
    text: String,
    likeness: f32,
}

/// Where the text sounds like a name without being it, the most alike first.
fn proposals(text: &str, names: &[String], settled: &[String]) -> Vec<Proposal> {
    let starts = text
        .char_indices()
        .filter(|(at, c)| !c.is_whitespace() && (*at == 0 || text[..*at].ends_with(char::is_whitespace)));
    let starts: Vec<usize> = starts.map(|(at, _)| at).collect();
    let unsettled = names.iter().filter(|name| !settled.contains(name) && !name.trim().is_empty());
    let mut proposals: Vec<Proposal> = unsettled
        .filter(|name| !text.contains(name.as_str()))
        .flat_map(|name| starts.iter().filter_map(move |start| propose(text, *start, name)))
        .collect();
    proposals.sort_by(|a, b| b.likeness.total_cmp(&a.likeness));
    proposals.truncate(MOST_PROPOSALS);
    proposals
}

fn propose(text: &str, start: usize, name: &str) -> Option<Proposal> {
    let rest = &text[start..];
    // Enough for the name heard with other spaces and a sound too many here and there.
    let most = name.chars().count() * 2 + 2;
    let ends = || rest.char_indices().map(|(at, c)| at + c.len_utf8()).take(most);
    let alike = likeness(name, &rest[..ends().last()?]);
    if alike < ALIKE {
        return None;
    }
    // The shortest beginning that is as much alike: what follows belongs to other words, or is a particle.
    let end = ends().find(|end| likeness(name, &rest[..*end]) >= alike)?;
    let text = format!("{}{name}{}", &text[..start], &rest[end..]);
    Some(Proposal { name: name.to_owned(), text, likeness: alike })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_proposed_where_the_text_sounds_like_them() {
        let names = ["해피하우스", "공기청정기", "Jarvis"].map(str::to_owned);
        for (text, proposed) in [
            ("해피 하오스를 켜 줘", Some("해피하우스를 켜 줘")),
            ("이제 공기 천정기 꺼 줘", Some("이제 공기청정기 꺼 줘")),
            ("공기청정기 꺼 줘", None),
            ("내일 날씨 어때?", None),
            ("", None),
        ] {
            let found = proposals(text, &names, &[]);
            assert_eq!(found.first().map(|proposal| proposal.text.as_str()), proposed, "{text}: {found:?}");
        }
        assert_eq!(proposals("공기 천정기 꺼", &names, &[names[1].clone()]), []);
    }
}
