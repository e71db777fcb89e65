//! People with an account, and how one gets one.

pub mod list;
pub mod sign_up;
pub mod sign_up_mode;
