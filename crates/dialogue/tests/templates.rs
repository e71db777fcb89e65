//! What bots say is right for every value, and what is wrong with a template is explained.

use dialogue::template::{Level, Manner, Template, Value, Values, pick};
use domain::Language;
use jiff::civil::{date, datetime, time};
use proptest::prelude::*;

fn manner() -> Manner {
    Manner { language: Language::Korean, level: Level::Polite, today: date(2026, 11, 24) }
}

fn filled(template: &str, value: Value, manner: &Manner) -> String {
    let values = Values::from([("x".to_owned(), value)]);
    Template::parse(template)
        .unwrap_or_else(|error| panic!("{template}: {error}"))
        .fill(&values, manner)
        .written
}

#[test]
fn particles_fit_the_value() {
    for (template, rows) in [
        (
            "{{ x|을 }}",
            "사과+를 귤+을 서울+을 3+을 2+를 10+을 1,000+을 2L+를 3kg+을 50%+를 3:30+을 24°C+를 PC+를 USB+를 SUV+를 \
             Apple+을 사과(국산)+를 귤(제주)+을 「토지」+를 “집”+을 사과🍎+를 귤🍊+을 010-1234-5678+을 5km+를 \
             12,000원+을 R&B+를 A/S+를 😀+를",
        ),
        ("{{ x }}을/를", "사과+를 귤+을"),
        ("{{ x }}를/을", "사과+를 귤+을"),
        ("{{ x }}은(는)", "사과+는 귤+은 7+은 9+는"),
        ("{{ x }}(으)로", "부산+으로 서울+로 제주+로 7+로 3+으로 5km+로 KTX+로 집+으로 물+로 2L+로"),
        ("{{ x|으로 }}", "부산+으로 서울+로 1호선+으로"),
        ("{{ x|로 }}", "부산+으로 서울+로"),
        ("{{ x|으로서 }}", "선생님+으로서 의사+로서 딸+로서"),
        ("{{ x|이 }}", "사과+가 귤+이 20+이 5+가 LG+가 iPhone+이"),
        ("{{ x|와 }}", "사과+와 귤+과"),
        ("{{ x|이에요 }}", "사과+예요 귤+이에요 3시+예요 30분+이에요 12+예요 11+이에요"),
        ("{{ x }}이에요/예요", "사과+예요 귤+이에요"),
        ("{{ x|아 }}", "지수+야 이음+아"),
        ("{{ x }}(이)라고", "사과+라고 귤+이라고"),
        ("{{ x|라고 }}", "사과+라고 귤+이라고"),
        ("{{ x|이나 }}", "사과+나 귤+이나"),
        ("{{ x }}(이)나", "사과+나 귤+이나"),
        ("{{ x|랑 }}", "사과+랑 귤+이랑"),
        ("{{ x|이라도 }}", "사과+라도 귤+이라도"),
        ("{{ x|이세요 }}", "누구+세요 손님+이세요"),
    ] {
        for row in rows.split_whitespace() {
            let (value, particle) = row.rsplit_once('+').expect("a value and its particle");
            let got = filled(template, Value::text(value), &manner());
            assert_eq!(got, format!("{value}{particle}"), "{template}");
        }
    }
    // One value after the other, said in full.
    for (value, template, expected) in [
        ("2L", "{{ x|을 }} 샀어요", "2L를 샀어요"),
        ("3kg", "{{ x|이에요 }}", "3kg이에요"),
        ("강남역", "{{ x|으로 }} 갈게요", "강남역으로 갈게요"),
        ("서울", "{{ x }}(으)로 갈게요", "서울로 갈게요"),
        ("4.5", "{{ x|이에요 }}", "4.5예요"),
    ] {
        assert_eq!(filled(template, Value::text(value), &manner()), expected, "{value} {template}");
    }
}

#[test]
fn values_are_written_as_people_write_them() {
    let english = Manner { language: Language::English, ..manner() };
    let check = |template: &str, value: Value, korean: &str, in_english: &str| {
        assert_eq!(filled(template, value.clone(), &manner()), korean, "{template}");
        assert_eq!(filled(template, value, &english), in_english, "{template}");
    };
    let decimal = |text: &str| text.parse().expect("a number");
    check("{{ x }}", Value::Number(decimal("1234567.50")), "1,234,567.5", "1,234,567.5");
    check("{{ x|number }}", Value::text("12000"), "12,000", "12,000");
    check("{{ x|money }}", Value::text("12000"), "12,000원", "₩12,000");
    check("{{ x }}", Value::Money(decimal("12.5"), "USD".into()), "12.5달러", "$12.50");
    check("{{ x }}", Value::Money(decimal("-3"), "USD".into()), "-3달러", "-$3");
    check("{{ x|date }}", Value::text("2026-11-25"), "11월 25일 수요일", "Wednesday, November 25");
    check("{{ x|date }}", Value::text("2027-01-02"), "2027년 1월 2일 토요일", "Saturday, January 2, 2027");
    check("{{ x|time }}", Value::text("15:30:00"), "오후 3시 30분", "3:30 PM");
    check("{{ x|time }}", Value::Time(time(0, 0, 0, 0)), "오전 12시", "12:00 AM");
    let moment = datetime(2026, 11, 25, 19, 0, 0, 0);
    check("{{ x }}", Value::Moment(moment), "11월 25일 수요일 오후 7시", "Wednesday, November 25 at 7:00 PM");
    check("{{ x|time }}", Value::Moment(moment), "오후 7시", "7:00 PM");
    check("{{ x|date }}", Value::text("2026-11-25T19:00"), "11월 25일 수요일", "Wednesday, November 25");
    check("{{ x|duration }}", Value::text("PT1H30M"), "1시간 30분", "1 hour 30 minutes");
    check("{{ x|phone }}", Value::text("01012345678"), "010-1234-5678", "010-1234-5678");
    check("{{ x|phone }}", Value::text("021234567"), "02-123-4567", "02-123-4567");
    check("{{ x }}", Value::List(vec!["사과".into(), "배".into()]), "사과, 배", "사과 and 배");
    // What is no date stays as it is.
    check("{{ x|date }}", Value::text("언젠가"), "언젠가", "언젠가");
}

#[test]
fn what_is_said_may_differ_from_what_is_written() {
    let template = Template::parse("{{ x|을 }} 봐요").unwrap();
    let value = Value::Said { written: "https://ieum.example".into(), said: "홈페이지".into() };
    let filled = template.fill(&Values::from([("x".to_owned(), value)]), &manner());
    assert_eq!(
        (filled.written.as_str(), filled.spoken.as_str()),
        ("https://ieum.example를 봐요", "홈페이지를 봐요")
    );
}

#[test]
fn the_bot_is_as_polite_as_it_was_told() {
    for (level, expected) in [
        ("해요체", "예약했어요. 두 명이에요."),
        ("합쇼체", "예약했습니다. 두 명입니다."),
        ("해체", "예약했어. 두 명이야."),
    ] {
        let manner = Manner { level: Level::named(level).unwrap(), ..manner() };
        assert_eq!(
            filled("예약[했어요|했습니다|했어]. {{ x|이에요 }}.", Value::text("두 명"), &manner),
            expected
        );
    }
    assert_eq!(Level::named("반말체"), None);
    assert_eq!(filled("[메뉴] {{ x }} [a|b]", Value::text("밥"), &manner()), "[메뉴] 밥 [a|b]");
}

#[test]
fn conditions_ask_whether_a_value_is_there() {
    let template = "{% if x %}{{ x }}{% else %}없어요{% endif %}{% if not x %}!{% endif %}{% if x == \"밥\" %}?{% endif %}";
    assert_eq!(filled(template, Value::text("밥"), &manner()), "밥?");
    assert_eq!(filled(template, Value::text("국"), &manner()), "국");
    assert_eq!(filled(template, Value::text(" "), &manner()), "없어요!");
    let missing = Template::parse("{{ y|을 }} {{ x }}").unwrap().fill(&Values::new(), &manner());
    assert_eq!((missing.written.as_str(), missing.missing.len()), (" ", 2));
}

#[test]
fn mistakes_are_explained_with_their_place() {
    for (template, expected) in [
        ("{{ x", "line 1, column 1: {{ has no }}"),
        ("안녕\n  {{ }}", "line 2, column 3: the braces are empty"),
        ("{{ a b }}", "line 1, column 1: \"a b\" is no name"),
        ("{{ x|weekday }}", "\"weekday\" is no filter and no particle that changes; filters are date, time"),
        ("{{ x|에서 }}", "no particle that changes"),
        ("{% if x %}a", "line 1, column 1: {% if … %} has no {% endif %}"),
        ("a{% endif %}", "line 1, column 2: {% endif %} belongs to no {% if … %}"),
        ("{% for x %}", "{% for x %} is not known; there are if, else and endif"),
        ("{% if x", "{% has no %}"),
    ] {
        let error = Template::parse(template).expect_err(template).to_string();
        assert!(error.contains(expected), "{template}: {error}");
    }
    let deep = "{% if x %}".repeat(20) + &"{% endif %}".repeat(20);
    assert!(Template::parse(&deep).unwrap_err().reason.contains("more than 8"));
    assert!(Template::parse(&"가".repeat(10_001)).unwrap_err().reason.contains("longer than"));
    let template = Template::parse("{{ itme|을 }} {{ item }}").unwrap();
    assert_eq!(template.names(), ["item", "itme"]);
    let error = template.check(&["item", "count"]).unwrap_err();
    assert_eq!(error.reason, "there is no value \"itme\"; do you mean \"item\"?");
    assert_eq!((error.line, error.column), (1, 1));
    assert!(template.check(&["item", "itme"]).is_ok());
}

#[test]
fn wordings_change_and_can_be_foretold() {
    let mut last = None;
    let mut counts = [0; 3];
    for turn in 0..300 {
        let chosen = pick(3, turn, last);
        assert_eq!(chosen, pick(3, turn, last));
        assert_ne!(Some(chosen), last);
        counts[chosen] += 1;
        last = Some(chosen);
    }
    assert!(counts.iter().all(|count| *count > 60), "{counts:?}");
    assert_eq!((pick(1, 7, Some(0)), pick(0, 7, None)), (0, 0));
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn any_text_is_a_template_or_explained(text in "\\PC{0,60}", value in "\\PC{0,20}") {
        if let Ok(template) = Template::parse(&text) {
            let values = Values::from([("x".to_owned(), Value::text(value))]);
            prop_assert!(template.fill(&values, &manner()).missing.len() <= 30);
        }
    }
}
