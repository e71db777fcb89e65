//! HTTP and WebSocket, Wyoming, sign-in, wire types, OpenAPI.
//!
//! ```text
//! gateway::check_binding(address, tls.is_some(), hub.can_sign_in(&owner).await?)?;
//! let router = gateway::router(Gateway::new(hub, clock, random, settings, shutdown.clone()));
//! gateway::serve(listener, tls, router, shutdown).await?;
//! ```
//!
//! Where to start reading: [`v1::turns::take`](mod@v1), the template of every operation. Each has one file, with the
//! same parts in the same order: request and response, problems, operation (its documentation above its handler),
//! helpers. An operation is registered in [`router`], which serves and documents it at once; `docs/openapi.json` is
//! that document, and the contract tests call every operation through a real socket.
//!
//! The gateway holds no state of its own but the attempts to sign in, the challenges of passkeys and the requests of the last minute: what is
//! remembered is in the hub.

#![allow(unused_qualifications, reason = "what utoipa generates is written with full paths")]

mod acting;
mod binding;
mod body;
mod certificate;
mod docs;
mod fetch;
mod gateway;
mod gorse;
mod guard;
mod health;
mod images;
mod kakao;
mod openai;
pub mod passkeys;
mod password;
mod problem;
mod proxy;
mod quota;
mod rate;
mod router;
mod serve;
mod settings;
mod signed_in;
mod throttle;
pub mod tls;
mod v1;
mod web;
mod whole_file;
pub mod wire;
pub mod wyoming;

pub use binding::{Refusal, check_binding};
pub use docs::openapi;
pub use gateway::Gateway;
pub use openai::Served;
pub use openai::outside::{Outside, OutsideError};
pub use password::{hash_password, verify_password};
pub use proxy::PictureKey;
pub use router::router;
pub use serve::serve;
pub use settings::{Limits, Settings};
pub use signed_in::{hash_api_key, invitation_path, new_api_key, new_invitation};
