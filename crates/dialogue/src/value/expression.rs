//! Something to calculate: `3 더하기 4 곱하기 2`, `백이십의 15퍼센트`, `100에서 30을 빼면`, `(3+4)*2`, `루트 2`.
//!
//! A recursive descent that calculates as it reads. Every number is a decimal, so 0.1 + 0.2 is 0.3.

use domain::Language;
use rust_decimal::{Decimal, MathematicalOps};

use super::{literal, lookup, number};
use crate::understanding::Sentence;

/// What was to be calculated, in signs, and what came out.
#[derive(Clone, Debug, PartialEq)]
pub struct Calculation {
    pub written: String,
    pub result: Result<Decimal, CalculationError>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CalculationError {
    #[error("division by zero")]
    DivisionByZero,
    #[error("the number is too large")]
    TooLarge,
    #[error("no real number")]
    NotReal,
}

/// Deeper brackets than this are not what people say.
const DEEPEST: usize = 24;

/// The longest calculation that begins at `at`; a number alone is none.
pub fn read(sentence: &Sentence, language: Language, at: usize) -> Option<(Calculation, usize)> {
    let mut reader = Reader { sentence, language, operators: 0, depth: 0 };
    let (part, end) = reader.spoken(at).or_else(|| reader.sum(at))?;
    let calculation = Calculation { written: part.written, result: part.value };
    (reader.operators > 0).then_some((calculation, end))
}

#[derive(Clone, Debug)]
struct Part {
    written: String,
    value: Result<Decimal, CalculationError>,
    percent: bool,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Operator {
    Plus,
    Minus,
    Times,
    Over,
}

const PLUS_KO: &[(&str, Operator)] = &[
    ("더하기", Operator::Plus),
    ("더하면", Operator::Plus),
    ("플러스", Operator::Plus),
    ("+", Operator::Plus),
    ("빼기", Operator::Minus),
    ("마이너스", Operator::Minus),
    ("-", Operator::Minus),
    ("−", Operator::Minus),
];

const TIMES_KO: &[(&str, Operator)] = &[
    ("곱하기", Operator::Times),
    ("곱", Operator::Times),
    ("*", Operator::Times),
    ("×", Operator::Times),
    ("x", Operator::Times),
    ("나누기", Operator::Over),
    ("÷", Operator::Over),
    ("/", Operator::Over),
];

const PLUS_EN: &[(&str, Operator)] = &[
    ("plus", Operator::Plus),
    ("and", Operator::Plus),
    ("+", Operator::Plus),
    ("minus", Operator::Minus),
    ("-", Operator::Minus),
    ("−", Operator::Minus),
];

const TIMES_EN: &[(&str, Operator)] = &[
    ("times", Operator::Times),
    ("multipliedby", Operator::Times),
    ("*", Operator::Times),
    ("×", Operator::Times),
    ("x", Operator::Times),
    ("dividedby", Operator::Over),
    ("over", Operator::Over),
    ("÷", Operator::Over),
    ("/", Operator::Over),
];

/// What is done with the second number, as a Korean verb behind it: `더하면`, `빼고`.
const VERBS: &[(&str, Operator)] = &[
    ("더하", Operator::Plus),
    ("더한", Operator::Plus),
    ("더해", Operator::Plus),
    ("빼", Operator::Minus),
    ("뺀", Operator::Minus),
    ("뺴", Operator::Minus),
    ("곱하", Operator::Times),
    ("곱한", Operator::Times),
    ("곱해", Operator::Times),
    ("나누", Operator::Over),
    ("나눈", Operator::Over),
    ("나눠", Operator::Over),
];

struct Reader<'a> {
    sentence: &'a Sentence,
    language: Language,
    operators: usize,
    depth: usize,
}

impl Reader<'_> {
    fn take(&self, words: &[&str], at: usize) -> Option<usize> {
        words.iter().filter_map(|word| literal(self.sentence, self.language, word, at)).max()
    }

    /// `3에 4를 더하고 2를 곱하면`: each step works on what came before.
    fn spoken(&mut self, at: usize) -> Option<(Part, usize)> {
        if self.language == Language::English {
            return None;
        }
        let (mut total, mut end) = self.power(at)?;
        let mut steps = 0;
        while let Some((operator, operand, next)) = self.spoken_step(end) {
            if steps > 0
                && matches!(operator, Operator::Times | Operator::Over)
                && total.written.contains([' '])
            {
                total.written = format!("({})", total.written);
            }
            total = combine(total, operator, operand);
            end = next;
            steps += 1;
        }
        self.operators += steps;
        (steps > 0).then_some((total, end))
    }

    fn spoken_step(&mut self, at: usize) -> Option<(Operator, Part, usize)> {
        let from =
            self.take(&["에다가", "에다", "에서", "에", "을", "를", "과", "와", "하고"], at).unwrap_or(at);
        let (operand, end) = self.power(from)?;
        let end =
            self.take(&["으로", "로", "을", "를", "명으로", "명이서", "명이", "이서"], end).unwrap_or(end);
        let (operator, end) = lookup(self.sentence, self.language, VERBS, end)?;
        // Only 더하기 keeps its 기: that is an operator between numbers.
        if self.take(&["기"], end).is_some() {
            return None;
        }
        let endings = ["면", "고", "고나서", "서", "다음에", "다음", "뒤에", "뒤", "후에", "후"];
        Some((operator, operand, self.take(&endings, end).unwrap_or(end)))
    }

    fn sum(&mut self, at: usize) -> Option<(Part, usize)> {
        let signs = if self.language == Language::Korean { PLUS_KO } else { PLUS_EN };
        self.chain(at, signs, Self::product)
    }

    fn product(&mut self, at: usize) -> Option<(Part, usize)> {
        let signs = if self.language == Language::Korean { TIMES_KO } else { TIMES_EN };
        self.chain(at, signs, Self::of)
    }

    fn chain(
        &mut self,
        at: usize,
        signs: &[(&str, Operator)],
        mut part: impl FnMut(&mut Self, usize) -> Option<(Part, usize)>,
    ) -> Option<(Part, usize)> {
        let (mut total, mut end) = part(self, at)?;
        while let Some((operator, from)) = lookup(self.sentence, self.language, signs, end) {
            let Some((operand, next)) = part(self, from) else { break };
            total = combine(total, operator, operand);
            end = next;
            self.operators += 1;
        }
        Some((total, end))
    }

    /// `120의 15%`, `15% of 120`, `100의 절반`, `2의 10제곱`, `3분의 1`.
    fn of(&mut self, at: usize) -> Option<(Part, usize)> {
        let (part, end) = self.power(at)?;
        if self.language == Language::English {
            return Some(self.share_of(part, end));
        }
        if let Some(from) = self.take(&["분의"], end)
            && let Some((top, end)) = self.power(from)
        {
            self.operators += 1;
            return Some((combine(top, Operator::Over, part), end));
        }
        if let Some(discounted) = self.discount(&part, end) {
            return Some(discounted);
        }
        let from = self.take(&["의", "에"], end).unwrap_or(end);
        if let Some(end) = self.take(&["절반", "반"], from).filter(|_| from > end) {
            self.operators += 1;
            return Some((combine(part, Operator::Over, number_part(Decimal::TWO)), end));
        }
        if from > end
            && let Some((share, end)) = self.power(from).filter(|(share, _)| share.percent)
        {
            self.operators += 1;
            return Some((combine(part, Operator::Times, share), end));
        }
        Some((part, end))
    }

    /// `15% of 120`, `20% off 50`.
    fn share_of(&mut self, part: Part, end: usize) -> (Part, usize) {
        let of = self.take(&["of", "tipon"], end).map(|from| (Operator::Times, from));
        let off = self.take(&["off", "offof"], end).map(|from| (Operator::Minus, from));
        let Some((operator, from)) = off.or(of).filter(|_| part.percent) else { return (part, end) };
        let Some((whole, end)) = self.power(from) else { return (part, end) };
        self.operators += 1;
        (combine(whole, operator, part), end)
    }

    /// `5만 원에서 20% 할인하면`.
    fn discount(&mut self, whole: &Part, at: usize) -> Option<(Part, usize)> {
        let from = self.take(&["의", "에서", "을", "를"], at).unwrap_or(at);
        let before = self.operators;
        let found = self.power(from).filter(|(share, _)| share.percent).and_then(|(share, end)| {
            let words =
                ["할인하면", "할인된가격", "할인한가격", "할인받으면", "할인", "세일하면", "세일", "깎으면"];
            Some((combine(whole.clone(), Operator::Minus, share), self.take(&words, end)?))
        });
        self.operators = if found.is_some() { before + 1 } else { before };
        found
    }

    /// A number with powers and percent behind it.
    fn power(&mut self, at: usize) -> Option<(Part, usize)> {
        let (mut base, mut end) = self.primary(at)?;
        loop {
            if let Some(next) = self.take(&["%", "퍼센트", "프로", "percent"], end) {
                let value = base
                    .value
                    .and_then(|v| v.checked_div(Decimal::ONE_HUNDRED).ok_or(CalculationError::TooLarge));
                base = Part { written: format!("{}%", base.written), value, percent: true };
                self.operators += usize::from(base.written.contains([' ', '(']));
                end = next;
            } else if let Some((exponent, next)) = self.exponent(end) {
                base = raise(base, exponent);
                self.operators += 1;
                end = next;
            } else {
                return Some((base, end));
            }
        }
    }

    fn exponent(&mut self, at: usize) -> Option<(Decimal, usize)> {
        if let Some(end) = self.take(&["²", "squared", "의제곱", "제곱"], at) {
            return Some((Decimal::TWO, end));
        }
        if let Some(end) = self.take(&["³", "cubed", "의세제곱", "세제곱"], at) {
            return Some((Decimal::from(3), end));
        }
        if let Some(from) = self.take(&["^", "**", "tothepowerof", "의"], at) {
            let (exponent, end) = number::read(self.sentence, self.language, from)?;
            let korean = literal(self.sentence, self.language, "제곱", end)
                .or_else(|| literal(self.sentence, self.language, "승", end));
            let plain = self.take(&["의"], at).is_none();
            return Some((exponent, korean.or(plain.then_some(end))?));
        }
        None
    }

    fn primary(&mut self, at: usize) -> Option<(Part, usize)> {
        if self.depth >= DEEPEST {
            return None;
        }
        self.depth += 1;
        let read = self
            .bracket(at)
            .or_else(|| self.root(at))
            .or_else(|| self.fraction_of(at))
            .or_else(|| self.negative(at))
            .or_else(|| {
                let (number, end) = number::read(self.sentence, self.language, at)?;
                // 만 원에서 삼천오백 원을 빼면
                Some((
                    number_part(number),
                    self.take(&["원", "dollars", "dollar", "bucks", "euros"], end).unwrap_or(end),
                ))
            });
        self.depth -= 1;
        read
    }

    fn bracket(&mut self, at: usize) -> Option<(Part, usize)> {
        let from = self.take(&["("], at)?;
        let (inner, end) = self.sum(from)?;
        Some((Part { written: format!("({})", inner.written), ..inner }, self.take(&[")"], end)?))
    }

    fn root(&mut self, at: usize) -> Option<(Part, usize)> {
        let words = ["루트", "√", "squarerootof", "thesquarerootof", "제곱근"];
        let (inner, end) = match self.take(&words, at) {
            Some(from) => self.primary(from)?,
            // 2의 제곱근
            None => {
                let (number, end) = number::read(self.sentence, self.language, at)?;
                (number_part(number), self.take(&["의제곱근"], end)?)
            }
        };
        self.operators += 1;
        let value = inner.value.and_then(|value| value.sqrt().ok_or(CalculationError::NotReal));
        Some((Part { written: format!("√{}", inner.written), value, percent: false }, end))
    }

    /// `half of 90`, `a third of 60`.
    fn fraction_of(&mut self, at: usize) -> Option<(Part, usize)> {
        let fractions =
            [("half", 2), ("onehalf", 2), ("athird", 3), ("onethird", 3), ("aquarter", 4), ("onequarter", 4)];
        let (divisor, end) = lookup(self.sentence, self.language, &fractions, at)?;
        let (whole, end) = self.power(self.take(&["of"], end)?)?;
        self.operators += 1;
        Some((combine(whole, Operator::Over, number_part(Decimal::from(divisor))), end))
    }

    fn negative(&mut self, at: usize) -> Option<(Part, usize)> {
        let from = self.take(&["-", "−", "마이너스", "minus", "negative"], at)?;
        let (inner, end) = self.primary(from)?;
        Some((
            Part { written: format!("-{}", inner.written), value: inner.value.map(|v| -v), percent: false },
            end,
        ))
    }
}

fn number_part(number: Decimal) -> Part {
    Part { written: crate::render::number(number), value: Ok(number), percent: false }
}

fn combine(left: Part, operator: Operator, right: Part) -> Part {
    let sign = match operator {
        Operator::Plus => '+',
        Operator::Minus => '-',
        Operator::Times => '×',
        Operator::Over => '÷',
    };
    // As on a pocket calculator, 100 - 10% takes away a tenth of the hundred.
    let relative = right.percent && !left.percent && matches!(operator, Operator::Plus | Operator::Minus);
    let value = left.value.and_then(|a| {
        let b = match right.value? {
            share if relative => share.checked_mul(a).ok_or(CalculationError::TooLarge)?,
            b => b,
        };
        match operator {
            Operator::Plus => a.checked_add(b),
            Operator::Minus => a.checked_sub(b),
            Operator::Times => a.checked_mul(b),
            Operator::Over if b.is_zero() => return Err(CalculationError::DivisionByZero),
            Operator::Over => a.checked_div(b),
        }
        .ok_or(CalculationError::TooLarge)
    });
    Part { written: format!("{} {sign} {}", left.written, right.written), value, percent: false }
}

fn raise(base: Part, exponent: Decimal) -> Part {
    let value = base.value.and_then(|value| {
        if value.is_zero() && exponent.is_sign_negative() && !exponent.is_zero() {
            return Err(CalculationError::DivisionByZero);
        }
        if value.is_sign_negative() && !exponent.is_integer() {
            return Err(CalculationError::NotReal);
        }
        // Beyond this every base but 0 and 1 has left the range of decimals.
        if exponent.abs() > Decimal::from(1000) {
            return Err(CalculationError::TooLarge);
        }
        value.checked_powd(exponent).ok_or(CalculationError::TooLarge)
    });
    Part { written: format!("{}^{}", base.written, crate::render::number(exponent)), value, percent: false }
}
