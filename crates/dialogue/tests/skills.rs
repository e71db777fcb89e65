//! Blocks that a partner's server answers: what it is told, and what becomes of what it says.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use dialogue::service::{Call, Checked, Done, Fulfil, NewContext, Performed, Services};
use dialogue::{Converse, Pressed, Reply, Said, World};
use domain::{Answer, BotEvent, Language, News, Part, Told};

mod stage;

use stage::{by_letters, now};

const PIZZA: &str = "
bot: pizza
name: 피자가게
skills:
  orders: {url: 'https://pizza.example/skill', timeout: 3}
  sizes: {url: 'https://pizza.example/sizes'}
entities:
  pizza: {페퍼로니: [], 치즈: []}
blocks:
  - id: order
    title: 피자 주문
    examples: ['[페퍼로니](pizza) 주문할게요', 피자 주문하고 싶어요]
    skill: orders
    parameters:
      - {name: pizza, entity: pizza, prompts: [어떤 피자요?]}
      - {name: count, entity: sys.number, validate: {skill: sizes}}
      - {name: day, entity: sys.date}
  - id: status
    title: 주문 확인
    examples: [주문 어디까지 왔어요?, 배달 언제 와요?]
    skill: orders
    callback: '{{ webhook.kitchen }}에 물어볼게요.'
  - id: menu
    title: 메뉴
    examples: [메뉴 보여 주세요, 뭐 팔아요?]
    skill: orders
    response: '오늘은 {{ webhook.today.name|이에요 }}.'
events:
  - {event: ready, response: '{{ event.pizza|이 }} 나왔어요.'}
  - {event: late, skill: orders}
welcome: {skill: orders}
fallback: {skill: orders}
error: 지금은 주방이 바빠요.
";

/// Writes down what it is asked, and answers by the block.
#[derive(Default)]
struct Kitchen {
    asked: Mutex<Vec<Call>>,
}

impl Kitchen {
    fn last(&self) -> Call {
        self.asked.lock().expect("nobody panics with it").last().cloned().expect("it was asked")
    }
}

impl Fulfil for Kitchen {
    fn check(&self, call: &Call, parameter: &str) -> Checked {
        assert_eq!((call.skill.as_deref(), parameter, call.filling), (Some("sizes"), "count", true));
        if call.values["count"] == "9" {
            Checked::Refused(Some("여덟 판까지요.".into()))
        } else {
            Checked::Accepted
        }
    }

    fn perform(&self, call: &Call) -> Performed {
        self.asked.lock().expect("nobody panics with it").push(call.clone());
        let values = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
        };
        let context = |turns| NewContext {
            name: "ordered".into(),
            turns,
            seconds: None,
            values: values(&[("number", "7")]),
        };
        match (call.block.id.as_str(), call.said.as_str()) {
            ("order", _) => Performed::Done(Box::new(Done {
                answer: Some(Answer::text(format!("{} 주문이요.", call.values["pizza"]))),
                contexts: vec![context(2)],
                ..Done::default()
            })),
            ("status", _) => Performed::Later(Box::new(Done {
                values: values(&[("kitchen", "주방")]),
                ..Done::default()
            })),
            ("menu", _) => Performed::with(values(&[("today.name", "치즈")])),
            ("fallback", "붕붕이") => Performed::Done(Box::new(Done {
                answer: Some(Answer::text("취소했어요.")),
                contexts: vec![context(0)],
                ..Done::default()
            })),
            ("fallback", "고장") => Performed::Failed(Some("{}".into())),
            (block, said) => {
                let answer = Some(Answer::text(format!("{block}: {said}")));
                Performed::Done(Box::new(Done { answer, ..Done::default() }))
            }
        }
    }

    fn take_back(&self, _: &Call) -> bool {
        false
    }

    fn late(&self, call: &Call, answer: &str) -> Performed {
        assert_eq!(call.block.id, "status");
        Performed::Done(Box::new(Done { answer: Some(Answer::text(answer)), ..Done::default() }))
    }
}

/// A conversation with the pizza place.
struct Chat {
    services: Services,
    kitchen: Arc<Kitchen>,
    state: Option<String>,
}

impl Chat {
    fn new() -> Self {
        let kitchen = Arc::new(Kitchen::default());
        Self { services: by_letters(PIZZA, kitchen.clone()), kitchen, state: None }
    }

    fn with(&mut self, text: &str, world: World) -> Reply {
        let said = Said { text, language: Language::Korean, state: self.state.as_deref() };
        let reply = self.services.reply(&said, &world);
        self.state = reply.state.clone();
        reply
    }

    fn say(&mut self, text: &str) -> Answer {
        self.with(text, World::at(now())).answer
    }

    fn press(&mut self, text: &str, block: Option<&str>, part: Part) -> Answer {
        let extra = Some(r#"{"size":"L"}"#.to_owned());
        let pressed = Pressed { bot: Some("pizza".into()), block: block.map(str::to_owned), extra, part };
        self.with(text, World { pressed: Some(pressed), ..World::at(now()) }).answer
    }

    fn tell(&mut self, news: News) -> Answer {
        let told = Told { bot: "pizza".into(), news };
        self.with("", World { told: Some(told), ..World::at(now()) }).answer
    }
}

/// Who answers.
fn speaker(answer: &Answer) -> &str {
    answer.bot.as_ref().map_or("", |bot| &bot.name)
}

#[test]
fn an_answer_says_whose_it_is() {
    let mut chat = Chat::new();
    for (say, whose) in [
        ("피자가게에서 피자 주문하고 싶어요", "피자가게"), // asks for what is missing
        ("3분 타이머 맞춰 줘", ""),
        ("치즈요", "피자가게"),
        ("피자가게 불러 줘", "피자가게"),
        ("고장", "피자가게"),
        ("나가기", ""),
        ("지금 몇 시야?", ""),
    ] {
        assert_eq!(speaker(&chat.say(say)), whose, "{say}");
    }
}

#[test]
fn a_skill_is_told_everything_and_answers_by_itself() {
    let mut chat = Chat::new();
    let answer = chat.say("피자가게에서 내일 페퍼로니 세 판 주문할게요");
    assert_eq!((answer.words().as_str(), speaker(&answer)), ("페퍼로니 주문이요.", "피자가게"));
    let call = chat.kitchen.last();
    assert_eq!((call.bot.id.as_str(), call.bot.name.as_str()), ("pizza", "피자가게"));
    assert_eq!((call.block.id.as_str(), call.block.name.as_str()), ("order", "피자 주문"));
    assert_eq!((call.skill.as_deref(), call.may_wait, call.filling), (Some("orders"), false, false));
    let detail = |name: &str| {
        let detail = &call.details[name];
        (detail.origin.as_str(), detail.value.as_str(), detail.contract.as_deref())
    };
    assert_eq!(detail("pizza"), ("페퍼로니", "페퍼로니", None));
    assert_eq!(detail("count"), ("세 판", "3", Some(r#"{"amount":"3","unit":"판"}"#)));
    let (origin, value, contract) = detail("day");
    assert_eq!((origin, value), ("내일", "2026-11-24"));
    let contract: BTreeMap<String, String> =
        serde_json::from_str(contract.unwrap_or_default()).unwrap_or_default();
    assert_eq!((contract["date"].as_str(), contract["dateTag"].as_str()), ("2026-11-24", "Tuesday"));
}

#[test]
fn a_value_is_judged_by_its_own_skill() {
    let mut chat = Chat::new();
    let answer = chat.say("피자가게에서 치즈 아홉 판 주문할게요");
    assert!(answer.words().contains("여덟 판까지요."), "{answer:?}");
}

#[test]
fn a_context_comes_back_until_it_is_over_or_closed() {
    let mut chat = Chat::new();
    chat.say("피자가게 불러 줘");
    assert!(chat.kitchen.last().contexts.is_empty());
    chat.say("치즈 주문할게요");
    for turns in [2, 1] {
        chat.say("음냐음냐");
        let contexts = chat.kitchen.last().contexts;
        assert_eq!((contexts[0].name.as_str(), contexts[0].turns), ("ordered", turns));
        assert_eq!(contexts[0].values["number"], "7");
    }
    assert_eq!(chat.kitchen.last().before.map(|before| before.id).as_deref(), Some("fallback"));
    chat.say("음냐음냐");
    assert!(chat.kitchen.last().contexts.is_empty());
    chat.say("치즈 주문할게요");
    chat.say("붕붕이");
    chat.say("음냐음냐");
    assert!(chat.kitchen.last().contexts.is_empty());
}

#[test]
fn what_a_bot_says_unasked_may_be_a_skills_as_well() {
    let mut chat = Chat::new();
    assert_eq!(chat.say("피자가게 불러 줘").words(), "welcome: 피자가게 불러 줘");
    assert_eq!(chat.say("콜라는 없나 몰라").words(), "fallback: 콜라는 없나 몰라");
    assert_eq!(chat.say("고장").words(), "지금은 주방이 바빠요.");
}

#[test]
fn values_of_a_skill_go_into_the_bots_words() {
    let mut chat = Chat::new();
    assert_eq!(chat.say("피자가게에서 메뉴 보여 주세요").words(), "오늘은 치즈예요.");
}

#[test]
fn an_answer_may_come_later() {
    let mut chat = Chat::new();
    assert_eq!(chat.say("피자가게에서 배달 언제 와요?").words(), "주방에 물어볼게요.");
    assert!(chat.kitchen.last().may_wait);
    let late = chat.tell(News::Answer { block: "status".into(), body: "문 앞이에요.".into() });
    assert_eq!((late.words().as_str(), speaker(&late)), ("문 앞이에요.", "피자가게"));
}

#[test]
fn a_bot_speaks_first() {
    let mut chat = Chat::new();
    let event = |name: &str| {
        let data = [("pizza".to_owned(), "페퍼로니".to_owned())].into();
        let params = [("order".to_owned(), "7".to_owned())].into();
        News::Event(BotEvent { name: name.into(), data, params })
    };
    assert_eq!(chat.tell(event("ready")).words(), "페퍼로니가 나왔어요.");
    assert_eq!(chat.tell(event("late")).words(), "late: ");
    let told = chat.kitchen.last().event.expect("the skill knows of it");
    assert_eq!((told.name.as_str(), told.params["order"].as_str()), ("late", "7"));
    let nothing = chat.tell(event("unknown"));
    assert!(nothing.bubbles.is_empty() && nothing.speech.is_empty(), "{nothing:?}");
}

#[test]
fn what_is_pressed_belongs_to_its_bot() {
    let mut chat = Chat::new();
    // A button runs its block, and nothing is read from what is written on it.
    let answer = chat.press("페퍼로니", Some("menu"), Part::CardButton);
    assert_eq!(answer.words(), "오늘은 치즈예요.");
    let call = chat.kitchen.last();
    assert!(call.values.is_empty(), "{call:?}");
    let pressed = call.pressed.expect("it is told what was pressed");
    assert_eq!((pressed.part, pressed.extra.as_deref()), (Part::CardButton, Some(r#"{"size":"L"}"#)));
    // A block that is there no more is as good as its words, which are for the bot.
    assert_eq!(chat.press("치즈 주문할게요", Some("gone"), Part::QuickReply).words(), "치즈 주문이요.");
    assert_eq!(chat.press("이건 몰라요", None, Part::ListItem).words(), "fallback: 이건 몰라요");
    assert_eq!(chat.kitchen.last().pressed.map(|pressed| pressed.part), Some(Part::ListItem));
    // What was pressed in another's answer is not told.
    chat.say("피자가게에서 메뉴 보여 주세요");
    assert_eq!(chat.kitchen.last().pressed, None);
}

#[test]
fn a_bot_may_be_nothing_but_its_skill() {
    let bare =
        "{bot: bare, name: 만능봇, skills: {all: {url: 'http://all.example/'}}, fallback: {skill: all}}";
    let services = by_letters(bare, Arc::new(Kitchen::default()));
    let said = |text, state| Said { text, language: Language::Korean, state };
    let entered = services.reply(&said("만능봇 불러 줘", None), &World::at(now()));
    for text in ["이건 뭐야?", "", "페퍼로니 세 판"] {
        let reply = services.reply(&said(text, entered.state.as_deref()), &World::at(now()));
        assert_eq!(reply.answer.words(), format!("fallback: {text}"));
    }
}

#[test]
fn a_file_that_cannot_be_right_is_told_of() {
    let check = |from: &str, to: &str, line: usize, reason: &str| {
        let error = dialogue::block::Bot::parse(&PIZZA.replace(from, to)).expect_err(reason);
        assert_eq!(error.line, Some(line), "{error}");
        assert!(error.reason.contains(reason), "{error}");
    };
    check("'https://pizza.example/sizes'", "'file:///etc/passwd'", 6, "http");
    check("skill: orders\n    parameters", "skill: kitchen\n    parameters", 13, "no skill \"kitchen\"");
    check("timeout: 3", "timeout: 300", 5, "seconds");
    check("{event: late, skill: orders}", "{event: late}", 30, "says nothing");
    check("{event: late, skill: orders}", "{event: ready, skill: orders}", 30, "already");
    check("validate: {skill: sizes}", "validate: {skill: shapes}", 16, "no skill \"shapes\"");
}
