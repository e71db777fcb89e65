//! The messenger in real Chromium, against the real server as a child process with the real models.
//!
//! ```text
//! cargo test -p ieum --test browser            all
//! cargo test -p ieum --test browser speech     those with "speech" in the name
//! ```
//!
//! Adding a test: a function in `browser/stories/` and a line below. It waits for what a person would see (the page's
//! text and the attributes of `web/messenger/state-attributes.js`), never for an amount of time.

#[path = "browser/chromium.rs"]
mod chromium;
#[path = "browser/page.rs"]
mod page;
#[path = "scenario/server.rs"]
#[allow(dead_code, reason = "the scenarios use more of it")]
mod server;
#[path = "browser/stories/mod.rs"]
mod stories;
#[path = "scenario/voice.rs"]
#[allow(dead_code, reason = "the scenarios use more of it")]
mod voice;

use libtest_mimic::{Arguments, Failed, Trial};

use chromium::Chromium;
use stories::{
    accessibility, alerts, appearance, cards, connection, console, history, numbers, passkeys, photos,
    recommendations, sign_in, speech, tabs, typing,
};

fn main() {
    let mut arguments = Arguments::from_args();
    // The models take all cores; side by side the stories would only wait for one another.
    arguments.test_threads.get_or_insert(1);
    let tests = vec![
        story("typing_gets_an_answer", typing::gets_an_answer),
        story("typing_korean_is_not_sent_half", typing::korean_is_not_sent_half),
        story("typing_survives_a_reload_as_a_draft", typing::survives_a_reload),
        story("markup_stays_text", typing::markup_stays_text),
        story("history_survives_reload_and_restart", history::survives),
        story("history_is_paged_upward", history::is_paged_upward),
        story("a_message_written_offline_arrives_once", connection::arrives_once),
        story("two_tabs_stay_in_step", tabs::stay_in_step),
        story("speech_is_heard_and_answered_aloud", speech::is_answered_aloud),
        story("speaking_again_stops_the_voice", speech::stops_the_voice),
        story("speech_outlives_a_break", speech::outlives_a_break),
        story("silence_is_explained", speech::silence_is_explained),
        story("language_and_theme_switch", appearance::switches),
        story("phone_goes_from_list_to_chat_and_back", appearance::phone),
        story("everything_works_by_keyboard", accessibility::keyboard),
        story("everything_has_a_name", accessibility::names),
        story("a_timer_rings_and_is_stopped", alerts::rings),
        story("photos_are_talked_about", photos::are_talked_about),
        story("recommendations_follow_what_is_tapped", recommendations::follow_what_is_tapped),
        story("cards_of_every_kind_are_drawn_and_pressed", cards::are_drawn_and_pressed),
        story("cards_work_by_keyboard_on_a_phone", cards::work_by_keyboard),
        story("wrong_cards_never_break_the_log", cards::wrong_ones_never_break_the_log),
        story("recommendations_fit_a_phone", recommendations::fit_a_phone),
        story("sign_in_opens_the_door", sign_in::opens_the_door),
        story("passkeys_sign_in", passkeys::sign_in),
        story("docs_are_drawn", sign_in::docs_are_drawn),
        story("console_makes_a_bot", console::makes_a_bot),
        story("console_tables_are_read", numbers::tables_are_read),
    ];
    libtest_mimic::run(&arguments, tests).exit();
}

/// One test: a fresh browser, the story, and a clean farewell whatever the story's end.
fn story<F>(name: &'static str, tell: F) -> Trial
where
    F: AsyncFnOnce(&Chromium) -> anyhow::Result<()> + Send + 'static,
{
    Trial::test(name, move || {
        let runtime = tokio::runtime::Runtime::new()?;
        let told = runtime.block_on(async {
            let browser = Chromium::find()?;
            tell(&browser).await
        });
        told.map_err(|error| Failed::from(format!("{error:#}")))
    })
}
