//! A service of its own that a bot file brings along: it judges days, times and numbers of people by when the bot is open
//! and how many fit (`opening` in the file). It does nothing else, and needs no server.

use domain::Language;
use jiff::civil::{Date, Time};

use super::{Call, Checked, Fulfil, Performed};
use crate::block::{Block, Bot, Hours, Opening, Parameter};
use crate::render;

/// Judges what is asked of one bot.
pub struct OpenHours {
    bot: Bot,
    opening: Opening,
}

/// What is known of a request so far.
#[derive(Default)]
struct Request<'a> {
    date: Option<Date>,
    time: Option<Time>,
    people: Option<i64>,
    /// The entry that has room for so many, and the value itself.
    place: Option<(&'a str, i64)>,
}

impl OpenHours {
    /// None for a bot that does not say when it is open.
    #[must_use]
    pub fn of(bot: &Bot) -> Option<Self> {
        Some(Self { opening: bot.opening.clone()?, bot: bot.clone() })
    }

    fn request(&self, call: &Call, block: &Block) -> Request<'_> {
        let mut request = Request::default();
        for parameter in &block.parameters {
            let Some(value) = call.values.get(&parameter.name) else { continue };
            match parameter.entity.as_str() {
                "sys.date" => request.date = value.parse().ok(),
                "sys.time" => request.time = value.parse().ok(),
                "sys.number" => request.people = value.parse().ok(),
                _ => {
                    let place = self.opening.room.get_key_value(value);
                    request.place = place.map(|(name, most)| (name.as_str(), *most)).or(request.place);
                }
            }
        }
        request
    }

    fn judge(&self, call: &Call, parameter: &Parameter, request: &Request<'_>) -> Checked {
        match parameter.entity.as_str() {
            "sys.date" => self.day(call, request).unwrap_or(Checked::Accepted),
            "sys.time" => self.time(call, request).unwrap_or(Checked::Accepted),
            _ => self.room(request).unwrap_or(Checked::Accepted),
        }
    }

    fn day(&self, call: &Call, request: &Request<'_>) -> Option<Checked> {
        let (day, today) = (request.date?, call.now.date());
        if day < today {
            return Some(self.refused("지난 날은 안 돼요.", "That day has passed.", &[]));
        }
        let days = day.since(today).ok()?.get_days();
        if let Some(ahead) = self.opening.ahead.filter(|ahead| days > i32::from(*ahead)) {
            let ahead = ahead.to_string();
            return Some(self.refused(
                "오늘부터 {days}일 뒤까지 받아요.",
                "It can be at most {days} days from now.",
                &[("days", &ahead)],
            ));
        }
        let Some(hours) = self.opening.on(day) else {
            let day = render::near_date(self.bot.language, day, today);
            return Some(self.refused(
                "{day|은/는} 쉬는 날이에요.",
                "We are closed {day}.",
                &[("day", &day)],
            ));
        };
        // A time that was said before may not be open on this day.
        let time = request.time?;
        (!hours.include(time)).then(|| self.hours(hours))
    }

    fn time(&self, call: &Call, request: &Request<'_>) -> Option<Checked> {
        let (time, now) = (request.time?, &call.now);
        let open: Vec<Hours> = match request.date {
            Some(day) => self.opening.on(day).into_iter().collect(),
            None => self.opening.hours.iter().flatten().copied().collect(),
        };
        let past = request.date == Some(now.date()) && time <= now.time();
        let fits = |time: Time| open.iter().any(|hours| hours.include(time));
        if fits(time) && !past {
            return None;
        }
        // "7시" of a place that opens at eleven is in the evening.
        let later = Time::new(time.hour().saturating_add(12), time.minute(), 0, 0).ok();
        let later =
            later.filter(|later| fits(*later) && (request.date != Some(now.date()) || *later > now.time()));
        if let Some(later) = later {
            return Some(Checked::Corrected(super::system::clock(later)));
        }
        if past && fits(time) {
            return Some(self.refused("이미 지난 시간이에요.", "That time has passed.", &[]));
        }
        open.first().map(|hours| self.hours(*hours))
    }

    fn room(&self, request: &Request<'_>) -> Option<Checked> {
        let people = request.people?;
        let most = self.opening.room.values().copied().max();
        let (place, most) = match request.place {
            Some((place, most)) => (place, most),
            None => ("", most?),
        };
        if people <= most {
            return None;
        }
        let most = most.to_string();
        let values = [("place", place), ("most", most.as_str())];
        Some(match place.is_empty() {
            true => self.refused(
                "한 자리에 {most}명까지 앉을 수 있어요.",
                "There is room for {most} at most.",
                &values,
            ),
            false => self.refused(
                "{place|은/는} {most}명까지 앉을 수 있어요.",
                "The {place} has room for {most} at most.",
                &values,
            ),
        })
    }

    fn hours(&self, hours: Hours) -> Checked {
        let language = self.bot.language;
        let (from, to) = (render::clock(language, hours.from), render::clock(language, hours.to));
        self.refused(
            "{from}부터 {to}까지 돼요.",
            "It can be from {from} to {to}.",
            &[("from", &from), ("to", &to)],
        )
    }

    fn refused(&self, korean: &str, english: &str, values: &[(&str, &str)]) -> Checked {
        let wording = match self.bot.language {
            Language::Korean => korean,
            Language::English => english,
        };
        Checked::Refused(Some(render::fill(wording, values)))
    }
}

impl Fulfil for OpenHours {
    fn check(&self, call: &Call, parameter: &str) -> Checked {
        let Some(block) = self.bot.block(&call.block.id) else { return Checked::Accepted };
        let Some(parameter) = block.parameters.iter().find(|its| its.name == parameter) else {
            return Checked::Accepted;
        };
        self.judge(call, parameter, &self.request(call, block))
    }

    fn perform(&self, _: &Call) -> Performed {
        Performed::with(Default::default())
    }

    fn take_back(&self, _: &Call) -> bool {
        true
    }
}
