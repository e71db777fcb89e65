//! What may follow a number, a unit or an abbreviation in the same word: particles, `쯤`, `이에요`. Anything else means
//! that the word is another one (`이 도시`, `오 분명히`).

use std::sync::LazyLock;

use regex::Regex;

/// Whether this rest of a word is nothing but particles and endings.
pub fn is_tail(rest: &str) -> bool {
    static TAIL: LazyLock<Regex> = LazyLock::new(|| {
        Regex::new(&format!("^(?:{SUFFIXES}){{0,2}}(?:{PARTICLES}){{0,3}}(?:{ENDINGS})?$"))
            .expect("a constant pattern, covered by the golden files")
    });
    // 에요 needs its 이: what stands before it is one letter shorter.
    rest.is_empty()
        || (!rest.starts_with("에요") && rest.chars().nth(LONGEST).is_none() && TAIL.is_match(rest))
}

/// Whether a length of time goes on with this: `뒤에`, `동안`, `만에`.
pub(super) fn is_time(rest: &str) -> bool {
    const WORDS: [&str; 18] = [
        "뒤", "후", "전", "동안", "간", "만에", "이내", "내에", "내로", "정도", "남", "쯤", "씩", "째", "걸",
        "넘", "지나", "안에",
    ];
    WORDS.iter().any(|word| rest.starts_with(word))
}

/// No pile of particles is longer.
const LONGEST: usize = 12;

const SUFFIXES: &str =
    "쯤|씩|째|짜리|경|가량|정도|이상|이하|미만|이내|초과|동안|전|후|뒤|내|만|당|여|남짓|어치|간";

const PARTICLES: &str = "이|가|은|는|을|를|에|에서|에선|에는|에도|에만|에요|에다|에게|의|로|으로|와|과|랑|이랑|하고|도|만|만큼|까지|\
                         부터|보다|처럼|같이|이나|나|밖에|대로|뿐|라도|이라도|조차|마저|이든|든|마다|라서|요|한테";

const ENDINGS: &str = "이?(?:예요|야|다|고|고요|라|라고|라는|라면|라서|라니|란|지|지만|지요|죠|네|네요|니|니까|면|면서|\
                       며|든지|던|던데|거든|거든요|래|래요|랍니다|잖아|잖아요|여서|어서|군|군요|구나|더라|더라고요)|이에요|이예요|\
                       입니다|입니까|인데|인데요|인가|인가요|인지|일까|일까요|일지|일|인|임|였.{0,5}|이었.{0,5}";
