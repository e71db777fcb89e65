//! Amounts as Kakao's skills read them: an entity, and its keys, all of them text.
//!
//! A plain number is `sys.number` with `amount` and `unit`; a range has `from` and `to` beside, one of which may be empty.

use rust_decimal::Decimal;

use super::{Amount, Bound, Of, Size, shown};

impl Amount {
    /// The system entity and its keys, in the order of the contract.
    pub fn kakao(&self) -> (&'static str, Vec<(&'static str, String)>) {
        let mut keys = vec![("amount", shown(self.number())), ("unit", self.unit())];
        if let Size::Between(low, high) = self.size {
            let end = |bound: Option<Bound>| bound.map_or(String::new(), |bound| shown(bound.value));
            keys.extend([("from", end(low)), ("to", end(high))]);
        }
        (self.entity(), keys)
    }

    fn entity(&self) -> &'static str {
        match &self.of {
            Of::Number | Of::Count(_) => "sys.number",
            Of::Ordinal => "sys.number.ordinal",
            Of::Percent => "sys.number.percent",
            Of::Age(_) => "sys.unit.age",
            Of::Money(_) => "sys.unit.currency",
            Of::Measure(unit) => match unit.dimension.name() {
                "length" => "sys.unit.length",
                "area" => "sys.unit.area",
                "volume" => "sys.unit.volume",
                "weight" => "sys.unit.weight",
                "speed" => "sys.unit.speed",
                "temperature" => "sys.unit.temperature",
                "angle" => "sys.unit.angle",
                "data" | "data rate" => "sys.unit.information",
                _ => "sys.unit",
            },
        }
    }

    /// In Korean where there is a word for it, as the contract's readers expect.
    fn unit(&self) -> String {
        match &self.of {
            Of::Number => String::new(),
            Of::Ordinal => if self.number() < Decimal::ZERO { "끝에서" } else { "번째" }.to_owned(),
            Of::Percent => "%".to_owned(),
            Of::Count(counter) => counter.clone(),
            Of::Age(unit) => match unit {
                super::AgeUnit::Year => "살",
                super::AgeUnit::Month => "개월",
                super::AgeUnit::Week => "주",
                super::AgeUnit::Day => "일",
            }
            .to_owned(),
            Of::Money(currency) => currency.korean.to_owned(),
            Of::Measure(unit) => unit.korean.to_owned(),
        }
    }
}
