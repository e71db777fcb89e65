//! A skill's answer as an answer for people, and back.

mod answer;
mod price;
mod respond;
mod speech;

pub use answer::answer;
pub use respond::respond;
