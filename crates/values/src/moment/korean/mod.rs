//! Moments in Korean. Letters are read whether or not spaces stand between them; what follows decides whether a short
//! word is one.

use std::ops::Range;

use super::Moment;
use super::Qualifier;
use super::length::Unit;
use super::sense;
use super::stretch::Context;

mod clock;
mod count;
mod day;
mod length;
mod range;
mod repeat;
mod season;

/// The longest moment at `at`; `last` is where the one before it ended.
pub(super) fn read(context: &Context<'_>, at: usize, last: Option<usize>) -> Option<(Moment, Range<usize>)> {
    let c = context.text.at(at)?;
    if !STARTS.contains(c) && !c.is_ascii_digit() {
        return None;
    }
    let after_digit = context.text.before(at).is_some_and(|c| c.is_ascii_digit() || ".,".contains(c));
    if c.is_ascii_digit() && after_digit && last != Some(at) {
        return None;
    }
    let repeat =
        repeat::repeat(context, at).and_then(|(repeat, end)| Some((sense::of_repeat(repeat, context)?, end)));
    let length = duration(context, at).filter(|(_, end)| !crate::amount::is_age(context.text, at, *end));
    let place = range::read(context, at);
    let place = place.filter(|(_, end)| !crate::amount::is_age(context.text, at, *end));
    let (moment, end) = [length, place, repeat].into_iter().flatten().max_by_key(|(_, end)| *end)?;
    stands_alone(context, at, end, last).then_some((moment, at..end))
}

/// What a moment may begin with, so that other letters cost nothing.
const STARTS: &str = "분간자정오금내명낼익모글그어작엊올이다담지저전당차재후서'일이삼사오육륙칠팔구십백천영공한하두둘세셋석네넷넉다여열스서마쉰예일아첫\
    유시동섣정월화수목금토주평말봄여가겨상연음설추단부크성신새구석초대칠발밸화만식근노현제광개국한할핼빼육반보닷엿나격매날해\
    달돌최적못많길기약앞향과요방현심늦밤낮점저아새온종xap양민세엑박섣메미아마대콜땡블사지재밸입춘경처망곡청우상까";

/// A length, unless it may be a date: `3일` is the third, `3일 동안` are three days.
fn duration(context: &Context<'_>, at: usize) -> Option<(Moment, usize)> {
    const LEADS: &[(&str, Qualifier)] = &[
        ("최소한", Qualifier::MoreThan),
        ("최소", Qualifier::MoreThan),
        ("적어도", Qualifier::MoreThan),
        ("못해도", Qualifier::MoreThan),
        ("최대한", Qualifier::LessThan),
        ("최대", Qualifier::LessThan),
        ("많아야", Qualifier::LessThan),
        ("길어야", Qualifier::LessThan),
        ("기껏해야", Qualifier::LessThan),
        ("약", Qualifier::About),
        ("대략", Qualifier::About),
    ];
    let lead = context.pick(at, LEADS).filter(|_| context.text.begins_word(at));
    let lead = lead.filter(|(_, end)| context.text.at(*end) == Some(' '));
    let at = lead.map_or(at, |(_, end)| context.text.past_space(end));
    let (lengths, end) = length::lengths(context, at)?;
    let [length, ..] = &lengths[..] else { return None };
    let days = length.parts.len() == 1 && lengths.len() == 1 && length.unit() == Unit::Day;
    if days && context.text.before(end) == Some('일') && !day::is_length_tail(context, end) {
        // 오백이십일 is a number.
        let whole = count::counted(context, at, |count| Some(count.end));
        if whole.is_some_and(|whole| whole >= end) {
            return None;
        }
        // 오일 is oil: short ones in letters say nothing by themselves.
        let letters = &context.text.letters()[at..end];
        let short = letters.len() <= 3 && !letters.iter().any(char::is_ascii_digit);
        let date = day::stretch(context, at).is_some_and(|(_, date)| date >= end);
        if (short && !letters.contains(&'종')) || (date && !letters.contains(&'박')) {
            return None;
        }
    }
    const BOUNDS: &[(&str, Qualifier)] = &[
        ("이상", Qualifier::MoreThan),
        ("넘게", Qualifier::MoreThan),
        ("초과", Qualifier::MoreThan),
        ("이하", Qualifier::LessThan),
        ("미만", Qualifier::LessThan),
        ("이내", Qualifier::LessThan),
        ("정도", Qualifier::About),
        ("쯤", Qualifier::About),
        ("가량", Qualifier::About),
        ("남짓", Qualifier::About),
    ];
    let (qualifier, end) =
        context.pick(end, BOUNDS).map_or((None, end), |(qualifier, end)| (Some(qualifier), end));
    let qualifier = qualifier.or(lead.map(|(lead, _)| lead));
    Some((sense::of_lengths(lengths, qualifier)?, end))
}

/// Whether letters `at` to `end` may stand as they do: a word begins before them and a particle, a space or nothing
/// follows. Longer ones, and sentences without any space, are taken on less.
fn stands_alone(context: &Context<'_>, at: usize, end: usize, last: Option<usize>) -> bool {
    let text = context.text;
    let letters = &text.letters()[at..end];
    let begins = text.begins_word(at) || last == Some(at);
    let figures = letters.iter().any(char::is_ascii_digit);
    let clear = letters.len() >= 5 || (figures && letters.len() >= 3);
    let spaceless = !text.is_spaced();
    let rest = text.rest_of_word(end);
    let particle = rest.first().is_none_or(|c| !crate::text::is_hangul(*c)) || is_particle(rest);
    match (begins, particle) {
        (true, true) => true,
        (true, false) => (clear || spaceless) && letters.len() >= 2,
        (false, _) => {
            letters.len() >= 4
                && (clear || spaceless)
                && !text.before(at).is_some_and(|c| c.is_ascii_alphanumeric())
        }
    }
}

/// What may follow a word in the same word.
fn is_particle(rest: &[char]) -> bool {
    const PARTICLES: &str = "에 은 는 을 를 의 도 로 으로 만 까지 부터 와 과 랑 이랑 하고 쯤 경 께 이나 나 보다 처럼 마다 씩 째 동안 이야 야 이에요 예요 \
        입니다 이다 인데 이고 이면 면 이라 라 이었 였 인가 이요 요 밖에 짜리 치 자 내내 이후 이전 무렵 즈음 정도 전 후 뒤 안 내 엔";
    let whole: [&[char]; 4] = [&['이'], &['가'], &['인'], &['날']];
    whole.contains(&rest)
        || PARTICLES.split(' ').filter(|particle| !particle.is_empty()).any(|particle| {
            particle.chars().count() <= rest.len() && particle.chars().zip(rest).all(|(a, b)| a == *b)
        })
}
