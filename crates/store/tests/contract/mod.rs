//! What every store must do, whatever database is behind it. `contract!` turns each case into a test.
//!
//! A case gets a [`Bed`]: data that can be opened again and again, as by restarts or by several nodes.

use std::sync::Arc;

use async_trait::async_trait;
use domain::{
    Alert, AlertId, AlertKind, AlertState, Answer, Bot, Capabilities, Conversation, ConversationId, EventId,
    Input, Language, Person, PersonId, Principal, Repeat, Touchpoint, TouchpointId, TouchpointKind, TurnId,
};
use jiff::Timestamp;
use store::{Completion, NewTurn, StateChange, Store};

pub mod alerts;
pub mod api_keys;
pub mod bot_records;
pub mod catalogs;
pub mod conversations;
pub mod galleries;
pub mod neighbours;
pub mod partner_bots;
pub mod partner_keys;
pub mod partners;
pub mod passkeys;
pub mod people;
pub mod preferences;
pub mod services;
pub mod touchpoints;
pub mod turns;

/// Data a store is opened on.
#[async_trait]
pub trait Bed: Send + Sync {
    /// Opens the same data, once more if need be.
    async fn open(&self) -> Arc<dyn Store>;
}

/// One test for each case of the contract, on a fresh bed each.
macro_rules! contract {
    ($bed:expr; $($module:ident: $($case:ident),+;)+) => {$(
        mod $module {
            $(
                #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
                async fn $case() {
                    $crate::contract::$module::$case(&$bed).await;
                }
            )+
        }
    )+};
    ($bed:expr) => {
        $crate::contract::contract! {
            $bed;
            people: are_found_by_id_and_name, the_first_is_the_owner, names_are_unique, are_updated,
                sessions_end_and_expire, leave_nothing_behind, survive_a_restart;
            api_keys: are_found_by_their_secret, have_names_of_their_own, open_nothing_once_removed,
                survive_a_restart;
            passkeys: are_found_by_what_their_keepers_call_them, belong_to_one_person, remember_their_use,
                one_way_in_remains, survive_a_restart;
            partners: belong_to_their_people, keep_an_owner, invitations_let_in_once, logs_come_in_pages;
            partner_keys: open_until_they_end, have_two_secrets_for_a_while;
            partner_bots: have_ids_of_their_own, drafts_are_not_overwritten_unseen, versions_go_live_and_back,
                are_reached_by_those_who_added_them;
            bot_records: hours_are_added_up, questions_wait_until_they_are_settled;
            touchpoints: are_saved_and_updated, belong_to_one_person, come_back_most_recent_first;
            conversations: are_opened_once, are_opened_once_by_many, come_back_oldest_first;
            turns: get_places_without_gaps, the_same_event_is_the_same_turn, the_same_event_from_many_is_one_turn,
                parallel_writers_leave_no_gap, are_completed_once, completion_is_all_or_nothing,
                every_input_and_answer_reads_back, an_answer_can_be_revised, pages_are_in_order,
                unanswered_ones_are_found_again, notices_are_given_once, what_is_missing_is_said, survive_a_restart;
            services: know_people_by_keys_of_their_own, await_an_answer_once_and_not_for_ever,
                keep_what_bots_told_for_a_while;
            alerts: ring_when_due, each_is_handed_out_once, are_cancelled_while_they_wait,
                are_silenced_while_they_ring, weekly_ones_wait_again, stop_with_the_turn_that_asks_for_it,
                belong_to_their_person, survive_a_restart;
            catalogs: items_read_back, feedback_is_counted_once_a_kind, feedback_has_the_partners_words,
                customers_read_back, vectors_of_items_read_back, people_and_catalogs_are_forgotten;
            galleries: pictures_read_back, belong_to_everybody_or_to_one, photos_read_back, count_what_is_written;
            preferences: are_kept_with_their_turn, have_one_place_each, are_forgotten, belong_to_their_person,
                survive_a_restart;
            neighbours: are_noticed_when_they_write;
        }
    };
}
pub(crate) use contract;

pub fn time(text: &str) -> Timestamp {
    text.parse().unwrap()
}

/// Noon of the day all cases play on, and some minutes.
pub fn noon(minutes: i64) -> Timestamp {
    time("2026-11-23T12:00:00.123456Z") + jiff::SignedDuration::from_mins(minutes)
}

pub fn person(number: u128, name: &str) -> Person {
    Person {
        id: PersonId::fixed(number),
        name: name.into(),
        language: Language::Korean,
        time_zone: "Asia/Seoul".into(),
        password: None,
        created_at: noon(0),
    }
}

pub fn touchpoint(number: u128, owner: &Person) -> Touchpoint {
    Touchpoint {
        id: TouchpointId::fixed(number),
        person: owner.id,
        kind: TouchpointKind::Messenger,
        name: "거실 창".into(),
        language: Language::English,
        capabilities: Capabilities { screen: true, microphone: true, ..Capabilities::default() },
        last_seen: noon(0),
    }
}

pub fn conversation(number: u128, owner: &Person) -> Conversation {
    Conversation {
        id: ConversationId::fixed(number),
        principal: Principal::Person(owner.id),
        bot: Bot::ASSISTANT,
        created_at: noon(0),
        state: None,
    }
}

pub fn new_turn(number: u128, conversation: ConversationId, text: &str) -> NewTurn {
    NewTurn {
        id: TurnId::fixed(number),
        conversation,
        event: EventId::fixed(number),
        touchpoint: None,
        input: Input::Text(text.into()),
        language: Language::Korean,
        received_at: noon(1),
    }
}

pub fn completion(number: u128, text: &str) -> Completion {
    Completion {
        turn: TurnId::fixed(number),
        outcome: Ok(Answer::text(text)),
        language: Language::Korean,
        answered_at: noon(2),
        trace: Some(r#"{"intent":"test"}"#.into()),
        state: StateChange::Keep,
        new_alerts: Vec::new(),
        stopped_alerts: Vec::new(),
        new_preferences: Vec::new(),
        forgotten_preferences: Vec::new(),
    }
}

pub fn alert(number: u128, owner: &Person, conversation: &Conversation, due: Timestamp) -> Alert {
    Alert {
        id: AlertId::fixed(number),
        person: owner.id,
        conversation: conversation.id,
        kind: AlertKind::Timer,
        label: "라면".into(),
        due,
        repeat: Repeat::Once,
        state: AlertState::Pending,
        created_at: noon(0),
    }
}

/// A store with one person and one conversation.
pub async fn with_a_conversation(bed: &dyn Bed) -> (Arc<dyn Store>, Person, Conversation) {
    let store = bed.open().await;
    let owner = person(1, "지우");
    store.add_person(&owner).await.unwrap();
    let conversation = store.open_conversation(&conversation(1, &owner)).await.unwrap();
    (store, owner, conversation)
}

/// Sets an alert the way it happens: with the turn that asked for it.
pub async fn set_alert(store: &dyn Store, turn: u128, alert: &Alert) {
    store.receive_turn(&new_turn(turn, alert.conversation, "알람 맞춰 줘")).await.unwrap();
    let setting = Completion { new_alerts: vec![alert.clone()], ..completion(turn, "네") };
    store.complete_turn(&setting).await.unwrap();
}
