//! Functions that a client brings along: one is called when a sentence asks for what its description says, and all that
//! it needs can be read from that sentence. Nothing is made up: a parameter that is not said is left out, and a function
//! that needs it is not called.

use std::sync::{Arc, LazyLock};

use domain::Language;
use jiff::civil::Date;
use models::kernel::math;
use serde_json::{Map, Value as Json, json};

use crate::entity::Lexicon;
use crate::understanding::Sentence;
use crate::value::{Half, Kind, Value, Values};
use crate::vector::{Embed, Purpose, VectorError};

/// How alike a sentence and a description must be, from none (0) to the same (1), and how much more than the next one.
/// Of eleven requests for one of six tools these called eight, all rightly; of eleven other sentences none. They were
/// chosen on these same sentences. Of twenty requests that were written before anything was tried on them
/// (`testdata/tools/fresh.yaml`) they called eleven rightly and one with a wrong time; of ten other sentences none.
const LIKE: f32 = 0.795;
const AHEAD: f32 = 0.03;
/// What people say to an assistant anyhow: a tool must be likelier than these, also when it is the only one.
const RIVALS: [&str; 4] = [
    "ask what something is: explain something, talk about a topic",
    "get time: tell the time or the date",
    "set timer: set a timer or an alarm",
    "small talk: chat, greet, thank",
];
/// A longer sentence asks for more than a function does.
const MOST_LETTERS: usize = 240;
const PLACES: &str = include_str!("../../../data/entities/places.txt");

#[derive(Clone, Debug, PartialEq)]
pub struct Tool {
    pub name: String,
    pub description: String,
    pub parameters: Vec<ToolParameter>,
}

/// A parameter, as a JSON schema describes it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ToolParameter {
    pub name: String,
    pub description: String,
    /// `string`, `integer`, `number`, `boolean`.
    pub kind: String,
    /// `date`, `time`, `date-time`.
    pub format: String,
    /// The values it may have; any if there are none.
    pub choices: Vec<String>,
    pub required: bool,
}

/// How much the client wants one to be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Allowed,
    /// The likeliest is, whatever was said, if its parameters were.
    Required,
}

/// A function, and its arguments as a JSON object.
#[derive(Clone, Debug, PartialEq)]
pub struct Called {
    pub name: String,
    pub arguments: String,
}

/// The function that a sentence calls.
pub fn choose(
    tools: &[Tool],
    sentence: &str,
    wish: Wish,
    today: Date,
    embed: &Arc<dyn Embed>,
) -> Result<Option<Called>, VectorError> {
    if tools.is_empty() || sentence.chars().count() > MOST_LETTERS {
        return Ok(None);
    }
    let mut likenesses = likenesses(tools, sentence, embed)?;
    let rival = likenesses.split_off(tools.len()).into_iter().fold(0.0, f32::max);
    let mut order: Vec<usize> = (0..tools.len()).collect();
    order.sort_by(|a, b| likenesses[*b].total_cmp(&likenesses[*a]));
    let next = order.get(1).map_or(rival, |next| likenesses[*next].max(rival));
    let clear = likenesses[order[0]] >= LIKE && likenesses[order[0]] - next >= AHEAD;
    if wish == Wish::Allowed && !clear {
        return Ok(None);
    }
    let most = if wish == Wish::Required { order.len() } else { 1 };
    let called = order.into_iter().take(most).find_map(|index| {
        let arguments = arguments(&tools[index], sentence, today)?;
        Some(Called { name: tools[index].name.clone(), arguments: Json::Object(arguments).to_string() })
    });
    Ok(called)
}

/// How alike the sentence is to what each tool says of itself, then to each rival.
fn likenesses(tools: &[Tool], sentence: &str, embed: &Arc<dyn Embed>) -> Result<Vec<f32>, VectorError> {
    let said: Vec<String> = tools.iter().map(described).collect();
    let texts: Vec<&str> = said.iter().map(String::as_str).chain(RIVALS).chain([sentence]).collect();
    let mut vectors = embed.embed(&texts, Purpose::Query)?;
    let sentence = vectors.pop().expect("as many vectors as texts").vector;
    Ok(vectors.iter().map(|tool| math::dot(&tool.vector, &sentence)).collect())
}

fn described(tool: &Tool) -> String {
    let name = tool.name.replace(['_', '-'], " ");
    let description: String = tool.description.chars().take(400).collect();
    if description.trim().is_empty() { name } else { format!("{name}: {description}") }
}

/// None when something that is needed was not said.
fn arguments(tool: &Tool, sentence: &str, today: Date) -> Option<Map<String, Json>> {
    let mut arguments = Map::new();
    for parameter in &tool.parameters {
        match parameter.value(sentence, today) {
            Some(value) => {
                arguments.insert(parameter.name.clone(), value);
            }
            None if parameter.required => return None,
            None => {}
        }
    }
    Some(arguments)
}

impl ToolParameter {
    fn value(&self, sentence: &str, today: Date) -> Option<Json> {
        if !self.choices.is_empty() {
            return self.chosen(sentence);
        }
        match self.kind.as_str() {
            "integer" => match read(sentence, Kind::Number, today)? {
                Value::Number(number) => number.to_string().parse::<i64>().ok().map(Json::from),
                _ => None,
            },
            "number" => match read(sentence, Kind::Number, today)? {
                Value::Number(number) => number.to_string().parse::<f64>().ok().map(Json::from),
                _ => None,
            },
            "string" | "" => self.words(sentence, today),
            // Yes or no is hardly ever said in as many words.
            _ => None,
        }
    }

    /// One of the choices, if it is named.
    fn chosen(&self, sentence: &str) -> Option<Json> {
        let mut lexicon = Lexicon::new();
        for choice in &self.choices {
            let plain = choice.replace(['_', '-'], " ");
            // A choice without letters cannot be said.
            let _ = lexicon.add("", choice, &plain);
        }
        lexicon.find(sentence).first().map(|found| json!(found.entry))
    }

    fn words(&self, sentence: &str, today: Date) -> Option<Json> {
        if self.is_about(&["date", "day", "날짜"], "date") {
            return match read(sentence, Kind::Date, today)? {
                Value::Date(date) => Some(json!(date.to_string())),
                _ => None,
            };
        }
        if self.is_about(&["time", "시간", "시각"], "time") {
            return match read(sentence, Kind::Time, today)? {
                Value::Time(time) => {
                    // "세 시" is in the day when nothing else is said.
                    let afternoon = time.half == Half::Open && time.hour < 7;
                    let hour = time.hour + if afternoon { 12 } else { 0 };
                    Some(json!(format!("{hour:02}:{:02}", time.minute)))
                }
                _ => None,
            };
        }
        if self.is_about(&["city", "location", "place", "region", "도시", "지역", "장소", "위치"], "")
        {
            return PLACE_NAMES.find(sentence).first().map(|found| json!(found.text));
        }
        None
    }

    /// By its format, by a word of its name, or by what its description begins with.
    fn is_about(&self, words: &[&str], format: &str) -> bool {
        let lower = |text: &str| text.to_lowercase();
        let name = lower(&self.name);
        let mut in_name = name.split(|c: char| !c.is_alphanumeric());
        let description = lower(&self.description);
        (!format.is_empty() && self.format == format)
            || in_name.any(|word| words.contains(&word))
            || description.split(|c: char| !c.is_alphanumeric()).take(3).any(|word| words.contains(&word))
    }
}

/// The first value of this kind; of times, the first that says which half of the day: "for four at 7 pm" is at seven.
fn read(text: &str, kind: Kind, today: Date) -> Option<Value> {
    let sentence = Sentence::new(text);
    let language = Language::of(text).unwrap_or_default();
    let mut values = Values::new(&sentence, language, today, &[]);
    let starts = (0..sentence.len()).filter(|&at| sentence.starts_word(at));
    let found = starts.filter_map(|at| {
        let readings = values.at(kind, at).into_iter();
        let whole = readings
            .filter(|read| read.end - at > 1 || sentence.starts_word(read.end) || kind != Kind::Number);
        whole.max_by_key(|read| read.end).map(|read| read.value)
    });
    let mut found: Vec<Value> = found.collect();
    let certain = |value: &Value| !matches!(value, Value::Time(time) if time.half == Half::Open);
    let index = found.iter().position(certain).unwrap_or(0);
    (index < found.len()).then(|| found.swap_remove(index))
}

static PLACE_NAMES: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut lexicon = Lexicon::new();
    for line in PLACES.lines().filter(|line| !line.starts_with('#')) {
        let mut names = line.split(',').map(str::trim);
        let first = names.next().unwrap_or_default();
        for name in std::iter::once(first).chain(names) {
            lexicon.add("place", first, name).expect("the file has names only");
        }
    }
    lexicon
});
