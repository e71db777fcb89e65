//! Who may use an engine next: order, fairness, bounds.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll, Waker};

use domain::PersonId;
use hub::{Busy, Caller, Gate, Permit, Room};

/// Calls that wait at a gate, in the order in which they came.
#[derive(Default)]
struct Waiting {
    calls: Vec<(String, Call)>,
}

type Call = Pin<Box<dyn Future<Output = Result<Permit, Busy>>>>;

impl Waiting {
    /// Adds a call; what it gets at once.
    fn call(&mut self, gate: &Gate, name: &str) -> Poll<Result<Permit, Busy>> {
        let (gate, caller) = (gate.clone(), caller(name));
        let mut call: Call = Box::pin(async move { gate.enter(&caller).await });
        let first = poll(&mut call);
        if first.is_pending() {
            self.calls.push((name.to_owned(), call));
        }
        first
    }

    /// Those who have come in since the last look.
    fn entered(&mut self) -> Vec<(String, Permit)> {
        let mut entered = Vec::new();
        self.calls.retain_mut(|(name, call)| match poll(call) {
            Poll::Ready(permit) => {
                entered.push((name.clone(), permit.unwrap()));
                false
            }
            Poll::Pending => true,
        });
        entered
    }

    /// Serves one after the other until nobody is left.
    fn order(&mut self, first: Permit) -> Vec<String> {
        let mut order = Vec::new();
        drop(first);
        loop {
            let mut entered = self.entered();
            let Some((name, permit)) = entered.pop() else { return order };
            assert!(entered.is_empty(), "one place, one call");
            order.push(name);
            drop(permit);
        }
    }
}

/// "A1" is the first call of program A; "a1" the first of a speaking person.
fn caller(name: &str) -> Caller {
    let letter = name.chars().next().unwrap();
    let person = PersonId::fixed(u128::from(u32::from(letter.to_ascii_uppercase())));
    if letter.is_lowercase() { Caller::talking(person) } else { Caller::sending(person) }
}

fn poll(call: &mut Call) -> Poll<Result<Permit, Busy>> {
    call.as_mut().poll(&mut Context::from_waker(Waker::noop()))
}

fn enter(waiting: &mut Waiting, gate: &Gate, name: &str) -> Permit {
    match waiting.call(gate, name) {
        Poll::Ready(Ok(permit)) => permit,
        Poll::Ready(Err(Busy)) => panic!("{name} was refused"),
        Poll::Pending => panic!("{name} has to wait"),
    }
}

const ROOM: Room = Room { at_once: 1, waiting_each: 4, waiting: 8 };

#[test]
fn callers_take_turns_and_talkers_come_first() {
    let check = |calls: &str, expected: &str| {
        let gate = Gate::new(ROOM);
        let mut waiting = Waiting::default();
        let first = enter(&mut waiting, &gate, "Z");
        for name in calls.split_whitespace() {
            assert!(waiting.call(&gate, name).is_pending(), "{name}");
        }
        assert_eq!(waiting.order(first).join(" "), expected, "{calls}");
    };
    check("A1 B1 C1", "A1 B1 C1");
    check("A1 A2 A3 B1 C1", "A1 B1 C1 A2 A3");
    check("A1 A2 A3 B1 B2 C1", "A1 B1 C1 A2 B2 A3");
    check("A1 A2 b1 B1 a1 b2", "b1 a1 b2 A1 B1 A2");
}

#[test]
fn one_place_is_kept_for_those_who_talk() {
    let gate = Gate::new(Room { at_once: 2, ..ROOM });
    let mut waiting = Waiting::default();
    let file = enter(&mut waiting, &gate, "A1");
    assert!(waiting.call(&gate, "B1").is_pending());
    let talk = enter(&mut waiting, &gate, "c1");
    assert!(waiting.call(&gate, "d1").is_pending());
    drop(talk);
    assert_eq!(waiting.entered().iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["d1"]);
    drop(file);
    assert_eq!(waiting.entered().iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["B1"]);
}

#[test]
fn lines_are_bounded_for_each_caller_and_for_all() {
    let gate = Gate::new(Room { at_once: 1, waiting_each: 2, waiting: 4 });
    let mut waiting = Waiting::default();
    let inside = enter(&mut waiting, &gate, "Z");
    let mut check = |name: &str, admitted: bool| {
        let refused = matches!(waiting.call(&gate, name), Poll::Ready(Err(Busy)));
        assert_eq!(!refused, admitted, "{name}");
    };
    for (name, admitted) in
        [("A1", true), ("A2", true), ("A3", false), ("B1", true), ("C1", true), ("D1", false)]
    {
        check(name, admitted);
    }
    // Those who talk have a line of their own.
    for (name, admitted) in [("a1", true), ("a2", true), ("a3", false), ("d1", true)] {
        check(name, admitted);
    }
    assert_eq!(waiting.order(inside), ["a1", "d1", "a2", "A1", "B1", "C1", "A2"]);
    drop(enter(&mut waiting, &gate, "A3"));
}

#[test]
fn who_gives_up_waiting_leaves_no_gap() {
    let gate = Gate::new(ROOM);
    let mut waiting = Waiting::default();
    let inside = enter(&mut waiting, &gate, "Z");
    for name in ["A1", "B1", "C1"] {
        assert!(waiting.call(&gate, name).is_pending());
    }
    drop(waiting.calls.remove(1));
    drop(inside);
    // Let in, but gone before it noticed: its place goes on to the next.
    drop(waiting.calls.remove(0));
    let entered = waiting.entered();
    assert_eq!(entered[0].0, "C1");
    drop(entered);
    drop(enter(&mut waiting, &gate, "D1"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn long_work_gives_way_between_its_parts() {
    let gate = Gate::new(ROOM);
    let mut long = gate.enter(&caller("A1")).await.unwrap();
    let runtime = tokio::runtime::Handle::current();
    // Nobody waits: it goes on at once.
    let on = runtime.clone();
    let mut long = tokio::task::spawn_blocking(move || {
        long.give_way(&on);
        long
    })
    .await
    .unwrap();
    let mut waiting = Waiting::default();
    for name in ["A2", "B1", "c1"] {
        assert!(waiting.call(&gate, name).is_pending());
    }
    let work = tokio::task::spawn_blocking(move || {
        long.give_way(&runtime);
        long
    });
    // The talker is served first, then the others that were there before, then the long work goes on.
    let mut order = Vec::new();
    while order.len() < 3 {
        let entered = waiting.entered();
        order.extend(entered.into_iter().map(|(name, _)| name));
        tokio::task::yield_now().await;
    }
    assert_eq!(order, ["c1", "A2", "B1"]);
    drop(work.await.unwrap());
    drop(enter(&mut waiting, &gate, "D1"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_waits_for_something_else_keeps_nobody_waiting() {
    let gate = Gate::new(ROOM);
    let mut slow = gate.enter(&caller("A1")).await.unwrap();
    let (runtime, other) = (tokio::runtime::Handle::current(), gate.clone());
    let on = runtime.clone();
    let slow = tokio::task::spawn_blocking(move || {
        // The engine is free while the client reads: refused or never let in, another call would not end here.
        slow.aside(&on, || drop(on.block_on(other.enter(&caller("B1"))).unwrap()));
        slow
    });
    drop(slow.await.unwrap());
}

#[test]
fn what_is_nearly_done_comes_first_and_is_never_refused() {
    let gate = Gate::new(ROOM);
    let mut waiting = Waiting::default();
    let first = enter(&mut waiting, &gate, "Z");
    for name in ["a1", "a2", "a3", "a4"] {
        assert!(waiting.call(&gate, name).is_pending(), "{name}");
    }
    assert!(matches!(waiting.call(&gate, "a5"), Poll::Ready(Err(Busy))));
    let caller = caller("a");
    let mut again: Call = Box::pin({
        let (gate, caller) = (gate.clone(), caller.clone());
        async move { gate.enter_again(&caller).await }
    });
    let mut last: Call = Box::pin({
        let gate = gate.clone();
        async move { gate.enter_to_finish(&caller).await }
    });
    assert!(poll(&mut again).is_pending() && poll(&mut last).is_pending());
    drop(first);
    let Poll::Ready(Ok(finished)) = poll(&mut last) else { panic!("the last part comes first") };
    assert!(poll(&mut again).is_pending(), "what goes on waits behind those who came before");
    assert_eq!(waiting.order(finished).join(" "), "a1 a2 a3 a4");
    assert!(matches!(poll(&mut again), Poll::Ready(Ok(_))));
}
