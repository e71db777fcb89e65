//! What a person is told when a part below the hub fails. The details go to the log.

use domain::{Code, Problem};
use speech::SpeechError;
use store::StoreError;

/// The store failed.
pub(crate) fn told(error: StoreError) -> Problem {
    match error {
        StoreError::Full => Code::StorageFull.into(),
        StoreError::ReadOnly => Code::StorageReadOnly.into(),
        StoreError::Conflict("name" | "slug") => Code::NameTaken.into(),
        StoreError::Conflict("bot") => Code::BotIdTaken.into(),
        StoreError::Conflict("passkey") => Code::PasskeyInvalid.into(),
        StoreError::Conflict("draft") => Code::DraftChanged.into(),
        StoreError::Conflict("last owner") => Code::LastOwner.into(),
        StoreError::Conflict(what) => Problem::new(Code::BadRequest, format!("{what} is taken")),
        StoreError::Missing("invitation") => Code::InvitationUnknown.into(),
        StoreError::Missing(what) => Problem::new(Code::NotFound, what),
        StoreError::Damaged(_) | StoreError::Failed(_) => {
            tracing::error!(%error, "the store failed");
            Code::Internal.into()
        }
    }
}

/// An engine that hears or speaks failed.
pub(crate) fn unheard(error: SpeechError) -> Problem {
    match error {
        SpeechError::Unreadable(detail) => Problem::new(Code::AudioUnreadable, detail),
        SpeechError::TooLong { limit, .. } => Problem::new(Code::AudioTooLong, format!("at most {limit} s")),
        SpeechError::TextTooLong { limit, .. } => {
            Problem::new(Code::TextTooLong, format!("at most {limit} characters"))
        }
        SpeechError::Markup(detail) => Problem::new(Code::MarkupUnreadable, detail),
        SpeechError::Phrase(detail) => Problem::new(Code::BadRequest, detail),
        SpeechError::NoSuchVoice { .. } => Problem::new(Code::VoiceUnknown, error.to_string()),
        SpeechError::NoEncoder { .. } => Problem::new(Code::FormatUnavailable, error.to_string()),
        SpeechError::Busy => Code::EngineBusy.into(),
        SpeechError::Model(_) => {
            tracing::error!(%error, "a speech model is missing");
            Code::EngineUnavailable.into()
        }
        SpeechError::Engine(_) => {
            tracing::error!(%error, "a speech engine failed");
            Code::Internal.into()
        }
    }
}
