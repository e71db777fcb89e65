//! Who is asking.

pub mod begin_passkey;
pub mod forget_password;
pub mod me;
pub mod sign_in;
pub mod sign_out;
pub mod with_passkey;
