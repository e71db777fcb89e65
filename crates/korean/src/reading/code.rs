//! Numbers that name something and do not count: codes digit by digit (`인증번호 4829` → `사팔이구`), number plates, versions and network
//! addresses part by part (`1.2.3` → `일 점 이 점 삼`), days that became names (`3·1절` → `삼일절`).

use std::sync::LazyLock;

use regex::Regex;

use super::number::{digitwise, sino};
use super::pattern;
use super::rewrite::{group, rewrite};

pub(super) fn read(text: &str) -> String {
    let text = plates(&days(text));
    let text = codes(&text);
    parts(&text)
}

/// Number plates of cars: `12가 3456` → `십이 가 삼사오육`.
fn plates(text: &str) -> String {
    static PLATE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(\d{2,3})([가나다라마거너더러머버서어저고노도로모보소오조구누두루무부수우주하허호배])\s?(\d{4})",
        )
    });
    rewrite(text, &PLATE, |found, sides| {
        let number = |c: char| c.is_ascii_digit() || matches!(c, ',' | '.' | '-');
        let counts = sides.precedes(&["원", "년", "명", "개", "만", "억", "미터", "걸음", "점", "달러"]);
        let whole = !sides.last().is_some_and(number) && !sides.next().is_some_and(|c| c.is_ascii_digit());
        (whole && !counts)
            .then(|| format!("{} {} {}", sino(&found[1]), &found[2], digitwise(&found[3], "공")))
    })
}

fn codes(text: &str) -> String {
    static CODE: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"((?:번호|코드|암호|끝자리|뒷자리|앞자리|핀|PIN|OTP)(?:는|은|가|이|를|을)?\s?:?\s{0,2})(\d{3,20})(\.\d|,\d|-\d|개|원|년|월|일|명|번)?",
        )
    });
    rewrite(text, &CODE, |found, sides| {
        let counts = found.get(3).is_some() || sides.next().is_some_and(|c| c.is_ascii_digit());
        (!counts).then(|| format!("{}{}", &found[1], digitwise(&found[2], "공")))
    })
}

/// Three and more numbers with periods between them; with a v in front, two are enough.
fn parts(text: &str) -> String {
    static PARTS: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(\b[vV](?:er)?\.?\s?)?(\d{1,5}(?:\.\d{1,5})+)"));
    static VERSION: LazyLock<Regex> =
        LazyLock::new(|| pattern(r"(^|[^A-Za-z])[vV](?:er)?\.?\s?(\d{1,4})($|[^\d.A-Za-z-])"));
    let text = rewrite(text, &PARTS, |found, sides| {
        let numbers: Vec<String> = found[2].split('.').map(number).collect();
        let version = found.get(1).is_some();
        let stands_alone = !sides.last().is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
            && !sides.next().is_some_and(|c| c.is_ascii_digit() || c == '-');
        let named = if version { "버전 " } else { "" };
        (stands_alone && (version || numbers.len() > 2)).then(|| format!("{named}{}", numbers.join(" 점 ")))
    });
    VERSION.replace_all(&text, "${1}버전 $2$3").into_owned()
}

fn number(part: &str) -> String {
    if part.len() > 1 && part.starts_with('0') { digitwise(part, "영") } else { sino(part) }
}

/// Days of history are said digit by digit: 6·25, 3·1절, 4.19 혁명.
fn days(text: &str) -> String {
    static DAY: LazyLock<Regex> = LazyLock::new(|| {
        pattern(
            r"(\d{1,2})([·ㆍ‧・∙.])(\d{1,2})(\s?(?:절|전쟁|운동|혁명|사태|사변|사건|사고|테러|광복절|민주화|항쟁|의거|참사|선언|대책|부동산)|)",
        )
    });
    rewrite(text, &DAY, |found, sides| {
        let day = !found[4].is_empty();
        let touches = |c: char| c.is_ascii_digit() || matches!(c, '.' | '·' | ',');
        if sides.last().is_some_and(touches) || sides.next().is_some_and(|c| day && touches(c)) {
            return None;
        }
        // 3·4월 and 1·2층 are two things.
        let listed = !day
            && (&found[2] == "."
                || sides.next().is_some_and(|c| "월년층호권반차세학분동번등위급일개".contains(c)));
        if listed && &found[2] == "." {
            return None;
        }
        if listed || (!day && sides.next().is_some_and(touches)) {
            return Some(format!("{}, {}", &found[1], &found[3]));
        }
        let said = |digits: &str| if day_is_number(digits) { sino(digits) } else { digitwise(digits, "영") };
        Some(format!("{}{}{}", said(&found[1]), said(&found[3]), group(found, 4)))
    })
}

/// 12·12 is 십이십이, while 5·18 is 오일팔.
fn day_is_number(digits: &str) -> bool {
    digits.starts_with("10") || digits == "12"
}
