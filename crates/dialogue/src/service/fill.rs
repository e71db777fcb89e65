//! Values find their parameters.

use super::reader::Value;
use super::state::{Asked, Filled, Task};
use super::words::{Words, tidy};
use crate::block::{Block, Parameter};

/// What a sentence brings to a task.
pub(super) struct Heard {
    /// The values that are meant, those that were taken back left out.
    pub values: Vec<Value>,
    /// What was taken back in the same sentence: "냉면 말고 비빔밥".
    pub taken_back: Vec<Value>,
    /// Something said before is taken back.
    pub corrects: bool,
    /// Besides the values there is nothing of weight.
    pub pure: bool,
    /// The words beside the values.
    pub rest: String,
}

impl Heard {
    pub fn new(words: &Words, block: &Block, text: &str, values: &[Value]) -> Self {
        let mut rest = String::new();
        let mut at = 0;
        for value in values {
            rest += text.get(at..value.span.start).unwrap_or_default();
            rest.push(' ');
            at = value.span.end;
        }
        rest += text.get(at..).unwrap_or_default();
        let mut plain = rest.clone();
        let labels = block.parameters.iter().map(|its| its.label.as_str());
        let roles = block.parameters.iter().filter_map(|its| its.role.as_deref());
        for label in labels.chain(roles).chain([block.title.as_str()]) {
            plain = plain.replace(label, " ");
        }
        let (taken_back, meant): (Vec<Value>, Vec<Value>) =
            values.iter().cloned().partition(|value| is_negated(words, text, value));
        let corrects = words.only_with("corrections", &["fillers"], &plain);
        let pure = corrects || words.only(&["fillers"], &plain);
        let (taken_back, values) = if meant.is_empty() { (meant, taken_back) } else { (taken_back, meant) };
        Self { corrects: corrects || !taken_back.is_empty(), values, taken_back, pure, rest }
    }
}

/// "세 명이 아니라": the value before is not meant; "not three" likewise.
fn is_negated(words: &Words, text: &str, value: &Value) -> bool {
    let after = tidy(words.language, text.get(value.span.end..).unwrap_or_default());
    let before = tidy(words.language, text.get(..value.span.start).unwrap_or_default());
    words.negators.iter().any(|negator| after.starts_with(negator.as_str()))
        || words.negators_before.iter().any(|negator| {
            before.strip_suffix(negator.as_str()).is_some_and(|rest| rest.is_empty() || rest.ends_with(' '))
        })
}

/// Which parameter each value is for.
pub(super) fn fit(block: &Block, task: &Task, heard: &Heard, text: &str) -> Vec<(String, Vec<Filled>)> {
    let mut fitted: Vec<(String, Vec<Filled>)> = Vec::new();
    for value in &heard.values {
        let weighed = block.parameters.iter().filter_map(|parameter| {
            let already = fitted.iter().find(|(name, _)| *name == parameter.name);
            let joins = already.is_none_or(|(_, values)| {
                parameter.many || heard.corrects || values.iter().all(|one| are_people(one, &value.filled))
            });
            // A parameter that has its value already is rather not meant again.
            let weight = weigh(parameter, task, heard, value, text)? - 6 * i32::from(already.is_some());
            if !joins {
                return None;
            }
            Some((weight, parameter))
        });
        let Some((_, parameter)) = weighed.reduce(|best, next| if next.0 > best.0 { next } else { best })
        else {
            continue;
        };
        match fitted.iter_mut().find(|(name, _)| *name == parameter.name) {
            Some((_, values)) if parameter.many => {
                if values.iter().all(|one| one.value != value.filled.value) {
                    values.push(value.filled.clone());
                }
            }
            Some((_, values)) => join(values, &value.filled, heard.corrects),
            None => fitted.push((parameter.name.clone(), with_those_before(parameter, task, heard, value))),
        }
    }
    fitted
}

/// Of a list some may be taken back while the others stay: "냉면 말고 비빔밥".
fn with_those_before(parameter: &Parameter, task: &Task, heard: &Heard, value: &Value) -> Vec<Filled> {
    let mut values = match task.given.get(&parameter.name) {
        Some(before) if parameter.many && !heard.taken_back.is_empty() => before.clone(),
        _ => Vec::new(),
    };
    values.retain(|one| heard.taken_back.iter().all(|back| back.filled.value != one.value));
    values.push(value.filled.clone());
    values
}

/// "어른 두 명 아이 한 명" are three; "두 명 아니 세 명" are three as well.
fn join(values: &mut Vec<Filled>, value: &Filled, corrects: bool) {
    let sum = values.last().filter(|_| !corrects).and_then(|last| {
        let sum = last.value.parse::<i64>().ok()?.checked_add(value.value.parse().ok()?)?.to_string();
        let words = format!("{} {}", last.words, value.words);
        Some(Filled { value: sum.clone(), written: sum.clone(), said: sum, words, ..value.clone() })
    });
    *values = vec![sum.unwrap_or_else(|| value.clone())];
}

fn are_people(one: &Filled, other: &Filled) -> bool {
    const COUNTERS: [&str; 6] = ["명", "분", "인", "people", "adults", "children"];
    [one, other].iter().all(|value| COUNTERS.iter().any(|counter| value.words.ends_with(counter)))
}

/// How well a value suits a parameter; none when it cannot be for it.
fn weigh(parameter: &Parameter, task: &Task, heard: &Heard, value: &Value, text: &str) -> Option<i32> {
    if parameter.entity != value.filled.entity {
        return None;
    }
    let mut weight = 0;
    // "부산 말고 대전": it takes the place of what it is said instead of.
    let replaces = task.given.get(&parameter.name).is_some_and(|before| {
        before.iter().any(|one| heard.taken_back.iter().any(|back| back.filled.value == one.value))
    });
    match (&parameter.role, &value.role) {
        _ if replaces => weight += 32,
        (Some(wanted), Some(role)) if wanted == role => weight += 16,
        (_, Some(_)) if parameter.role.is_some() => return None,
        _ => {}
    }
    // "도착은 부산으로": the label stands shortly before its value.
    let before = text.get(..value.span.start).unwrap_or_default().trim_end();
    let stands = |name: &str| before.rfind(name).is_some_and(|at| before[at..].chars().count() < 16);
    if stands(&parameter.label) || parameter.role.as_deref().is_some_and(stands) {
        weight += 8;
    }
    let given = task.given.contains_key(&parameter.name);
    let asked =
        matches!(&task.asked, Some(Asked::Parameter(name) | Asked::Kept(name)) if *name == parameter.name);
    weight += match (asked, given, heard.corrects) {
        (true, ..) => 4,
        (_, true, true) => 5,
        (_, false, false) => 2,
        _ => 0,
    };
    Some(weight)
}
