//! Services behind bots: they judge, correct, do and take back; slow, stuck and broken ones cost their own turns only.

use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dialogue::service::{Call, Checked, Fulfil, Performed, Roster, rehearsal};
use domain::Language;

mod stage;

use stage::{by_letters, now};

/// A bot that a service stands behind, understood by its letters alone.
const BOOKSHOP: &str = "
bot: bookshop
name: 책방
blocks:
  - id: order
    title: 책 주문
    examples: [책 주문할게요, '[세 권](sys.number) 주문해 주세요', 책 사고 싶어요]
    fulfil: true
    parameters:
      - {name: count, entity: sys.number, prompts: [몇 권이요?], validate: {service: true}, most_tries: 5}
    confirm: ask
    response: '{{ count }}권, 주문 번호 {{ number|이에요 }}.'
    undo: 주문을 취소했어요.
";

/// Has nine books and gives the order a number; a tenth book breaks it.
struct Bookshop;

impl Fulfil for Bookshop {
    fn check(&self, call: &Call, parameter: &str) -> Checked {
        assert_eq!((call.bot.id.as_str(), call.block.id.as_str(), parameter), ("bookshop", "order", "count"));
        match call.values[parameter].parse::<u32>() {
            Ok(0..=10) => Checked::Accepted,
            _ => Checked::Refused(Some("책이 모자라요.".into())),
        }
    }

    fn perform(&self, call: &Call) -> Performed {
        match call.values["count"].as_str() {
            "10" => Performed::Failed(None),
            _ => Performed::with([("number".to_owned(), "7".to_owned())].into()),
        }
    }

    fn take_back(&self, _: &Call) -> bool {
        true
    }
}

#[test]
fn a_service_judges_does_and_takes_back() {
    let services = by_letters(BOOKSHOP, Arc::new(Bookshop));
    let written = "
- dialogue: refused, accepted, undone, failed
  turns:
    - {say: 책방에서 책 주문할게요, asks: count}
    - {say: 스무 권이요, asks: count, answer: 책이 모자라요. 몇 권이요?}
    - {say: 세 권이요, asks: confirm, values: {count: '3'}}
    - {say: 네, answer: '3권, 주문 번호 7이에요.'}
    - {say: 방금 거 취소해 줘, answer: 주문을 취소했어요.}
    - {say: 책방에서 책 주문할게요, asks: count}
    - {say: 열 권, asks: confirm}
    - {say: 응, answer: 처리할 수 없어요, asks: nothing}
    - {say: 방금 거 취소해 줘, answer: 되돌릴 것이 없어요}
";
    goes(&services, written);
}

fn goes(services: &dialogue::service::Services, written: &str) {
    let rehearsals = rehearsal::read(written).expect("well formed");
    for turn in rehearsal::play(services, &rehearsals[0], Language::Korean, &now()).expect("a moment") {
        assert!(turn.wrong.is_empty(), "{}: {:?}\n{}", turn.said, turn.wrong, turn.trace);
    }
}

/// Means a dozen when it hears twelve hundred, and never answers about thirteen.
struct Odd {
    /// Lets go of those who wait.
    wait: Mutex<Receiver<()>>,
}

impl Fulfil for Odd {
    fn check(&self, call: &Call, parameter: &str) -> Checked {
        match call.values[parameter].as_str() {
            "1200" => Checked::Corrected("열두 권".into()),
            "13" => {
                let _ = self.wait.lock().expect("nobody panics with it").recv();
                Checked::Accepted
            }
            "14" => panic!("a service that breaks"),
            "15" => Checked::Refused(None),
            _ => Checked::Accepted,
        }
    }

    fn perform(&self, _: &Call) -> Performed {
        Performed::with([("number".to_owned(), "8".to_owned())].into())
    }

    fn take_back(&self, _: &Call) -> bool {
        false
    }
}

/// A bookshop whose service is waited for so long.
fn odd(limit: Duration) -> (dialogue::service::Services, Sender<()>) {
    let (let_go, wait) = channel();
    let roster = Roster::new(limit);
    let service: Arc<dyn Fulfil> = Arc::new(Odd { wait: Mutex::new(wait) });
    roster.replace([("bookshop".to_owned(), service)]);
    (by_letters(BOOKSHOP, Arc::new(roster)), let_go)
}

#[test]
fn a_service_corrects_a_value_and_a_broken_one_is_told_of() {
    let (services, _let_go) = odd(Duration::from_secs(60));
    goes(
        &services,
        "
- dialogue: corrected, refused in the usual words, broken and taken up again
  turns:
    - {say: 책방에서 책 주문할게요, asks: count}
    - {say: 천이백 권이요, asks: confirm, values: {count: '12'}}
    - {say: 아니 열다섯 권, asks: confirm, values: {count: '12'}, answer: 안 돼요}
    - {say: 열네 권으로 할게요, answer: 처리할 수 없어요, asks: nothing}
    - {say: 아홉 권, asks: confirm, values: {count: '9'}}
    - {say: 네, answer: '9권, 주문 번호 8이에요.'}
    - {say: 방금 거 취소해 줘, answer: 되돌릴 수 없어요}
",
    );
}

#[test]
fn nobody_waits_for_a_service_that_is_stuck() {
    // No time at all: whoever does not answer at once does not answer.
    let (services, let_go) = odd(Duration::ZERO);
    let stuck = "
- dialogue: stuck
  turns:
    - {say: 책방에서 열세 권 주문해 주세요, answer: 처리할 수 없어요, asks: nothing}
";
    // More calls than may be on their way: the later ones fail without a thread of their own.
    for _ in 0..120 {
        goes(&services, stuck);
    }
    drop(let_go);
}
