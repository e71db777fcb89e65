//! The ㅅ between the parts of a compound is not said itself; it makes the next consonant tense (article 30): 냇가 → 내까,
//! 햇살 → 해쌀. Before a nasal and before 이 it is said as any other (콧날, 깻잎).

use super::{Joint, tense};
use crate::jamo::Syllable;

/// Syllables whose ㅅ hardly ever belongs to the word itself, as it does in 옷, 맛 or 못.
const LINKING: &str = "냇샛콧깃뱃햇팻갯횟댓챗싯뭇닷랫뒷윗텃툇귓핏훗촛젯삿릿숫칫혓굣홧곗뼛푯쇳횃찻잿줏볏닛";

pub(super) fn apply(left: &mut Syllable, right: &mut Syllable, joint: Joint) {
    if joint != Joint::Tight || left.coda != Some('ㅅ') {
        return;
    }
    let (Some(tensed), Some(written)) = (tense(right.onset), left.compose()) else { return };
    if LINKING.contains(written) {
        left.coda = None;
        right.onset = tensed;
    }
}
