//! The error catalogue: every error that leaves the process, one line each.
//!
//! A line gives the code (stable, part of the API), the kind (which decides the HTTP status in `gateway` and the log
//! level), and what a person is told in Korean and English: what happened and what to do. `docs/errors.md` is generated
//! from this table.

use std::fmt;

use crate::Language;

/// How an error is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The request is wrong: send another one.
    Invalid,
    /// Sign in first.
    Unauthenticated,
    /// Signed in, but not allowed.
    Forbidden,
    /// There is no such thing.
    NotFound,
    /// It contradicts what is there.
    Conflict,
    /// It was changed by somebody else since it was read.
    Stale,
    /// Too much at once.
    TooLarge,
    /// Too often.
    TooMany,
    /// It cannot be read: wrong format.
    Unsupported,
    /// Not now: try again later.
    Unavailable,
    /// A server of somebody else's does not do its part.
    Elsewhere,
    /// Our own fault. The details go to the log, not to the client.
    Internal,
}

macro_rules! catalogue {
    ($($name:ident, $code:literal, $kind:ident, $ko:literal, $en:literal;)+) => {
        /// Every error that leaves the process.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Code { $(#[doc = $en] $name,)+ }

        impl Code {
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The stable name in the API.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }

            pub const fn kind(self) -> Kind {
                match self { $(Self::$name => Kind::$kind,)+ }
            }

            /// What happened and what to do, for the person.
            pub const fn message(self, language: Language) -> &'static str {
                match (self, language) {
                    $((Self::$name, Language::Korean) => $ko, (Self::$name, Language::English) => $en,)+
                }
            }
        }
    };
}

catalogue! {
    BadRequest, "bad_request", Invalid,
        "요청 형식이 올바르지 않아요. 문서를 확인해 주세요.",
        "The request is malformed. See the API documentation.";
    UnknownMessage, "unknown_message", Invalid,
        "알 수 없는 메시지 종류예요. 앱을 새로 고쳐 주세요.",
        "This message type is unknown. Reload the page, or update the client.";
    TextEmpty, "text_empty", Invalid,
        "내용이 비어 있어요. 하고 싶은 말을 적어 주세요.",
        "The text is empty. Write what you want to say.";
    TextTooLong, "text_too_long", TooLarge,
        "글이 너무 길어요. 1,000자까지 보낼 수 있어요.",
        "The text is too long. Up to 1,000 characters can be sent.";
    AudioUnreadable, "audio_unreadable", Unsupported,
        "소리 파일을 읽을 수 없어요. WAV, FLAC, MP3, OGG, WebM, M4A 파일로 보내 주세요.",
        "The audio cannot be read. Send a WAV, FLAC, MP3, OGG, WebM or M4A file.";
    AudioTooLong, "audio_too_long", TooLarge,
        "녹음이 너무 길어요. 나누어서 보내 주세요.",
        "The recording is too long. Send it in parts.";
    AudioSilent, "audio_silent", Invalid,
        "말소리가 들리지 않았어요. 마이크를 확인하고 다시 말해 주세요.",
        "No speech was heard. Check the microphone and say it again.";
    ImageUnreadable, "image_unreadable", Unsupported,
        "사진을 읽을 수 없어요. JPEG, PNG, WebP, GIF, BMP 파일로 보내 주세요.",
        "The image cannot be read. Send a JPEG, PNG, WebP, GIF or BMP file.";
    ImageTooLarge, "image_too_large", TooLarge,
        "사진이 너무 커요. 20MB, 5천만 화소까지 보낼 수 있어요.",
        "The image is too large. Up to 20 MB and 50 million pixels can be sent.";
    LinkUnreachable, "link_unreachable", Invalid,
        "주소에서 사진을 가져올 수 없어요. 주소를 확인해 주세요.",
        "Nothing can be fetched from this address. Check it.";
    PictureUnavailable, "picture_unavailable", Elsewhere,
        "사진을 가져오지 못했어요. 나중에 다시 열어 주세요.",
        "The picture could not be fetched. Open it again later.";
    MarkupUnreadable, "markup_unreadable", Invalid,
        "SSML을 읽을 수 없어요. 문서를 확인해 주세요.",
        "The SSML cannot be read. See the API documentation.";
    VoiceUnknown, "voice_unknown", Invalid,
        "그런 목소리는 없어요. 목소리 이름을 확인해 주세요.",
        "There is no such voice. Check its name.";
    FormatUnavailable, "format_unavailable", Unsupported,
        "이 소리 형식을 만들 프로그램이 설치되어 있지 않아요. 다른 형식을 골라 주세요.",
        "This sound format needs a program that is not installed. Choose another format, or install it.";
    ModelUnknown, "model_not_found", NotFound,
        "그런 모델은 없어요. 모델 목록을 확인해 주세요.",
        "There is no such model. See the list of models.";
    EngineBusy, "engine_busy", TooMany,
        "지금 요청이 많아요. 잠시 후에 다시 시도해 주세요.",
        "The engine is busy. Try again in a moment.";
    BodyTooLarge, "body_too_large", TooLarge,
        "보낸 내용이 너무 커요.",
        "The request body is too large.";
    SignInRequired, "sign_in_required", Unauthenticated,
        "먼저 로그인해 주세요.",
        "Sign in first.";
    KeyUnknown, "invalid_api_key", Unauthenticated,
        "API 키가 맞지 않아요. ieum keys add로 새 키를 만들 수 있어요.",
        "The API key is wrong. `ieum keys add` makes a new one.";
    WrongPassword, "wrong_password", Unauthenticated,
        "이름이나 비밀번호가 맞지 않아요.",
        "The name or the password is wrong.";
    ForeignOrigin, "foreign_origin", Forbidden,
        "다른 사이트에서 온 요청은 받을 수 없어요.",
        "Requests from other web sites are refused.";
    NotFound, "not_found", NotFound,
        "찾을 수 없어요.",
        "There is no such thing.";
    NotAllowed, "not_allowed", Forbidden,
        "이 일을 할 권한이 없어요. 권한이 있는 사람에게 부탁해 주세요.",
        "You are not allowed to do this. Ask somebody who is.";
    OwnerOnly, "owner_only", Forbidden,
        "이 서버의 주인만 할 수 있어요.",
        "Only the owner of this server can do this.";
    ScopeMissing, "scope_missing", Forbidden,
        "이 API 키로는 할 수 없는 일이에요. 필요한 권한이 있는 키를 써 주세요.",
        "This API key may not do this. Use one with the scope that is needed.";
    SignUpClosed, "sign_up_closed", Forbidden,
        "이 서버에서는 계정을 새로 만들 수 없어요. 서버 주인에게 물어보세요.",
        "New accounts cannot be made on this server. Ask its owner.";
    InvitationUnknown, "invitation_unknown", Forbidden,
        "초대가 없거나 이미 쓰였거나 기간이 지났어요. 새 초대를 부탁해 주세요.",
        "There is no such invitation, or it was used or has expired. Ask for a new one.";
    NameInvalid, "name_invalid", Invalid,
        "이 이름은 쓸 수 없어요. 1자에서 40자까지 적어 주세요.",
        "This name cannot be used. Write 1 to 40 characters.";
    NameTaken, "name_taken", Conflict,
        "이미 있는 이름이에요. 다른 이름을 골라 주세요.",
        "This name is taken. Choose another one.";
    PasswordInvalid, "password_invalid", Invalid,
        "비밀번호는 8자 이상이어야 해요.",
        "A password needs at least 8 characters.";
    PasskeyRefused, "passkey_refused", Unauthenticated,
        "이 패스키로는 로그인할 수 없어요. 다시 해 보거나 다른 방법으로 로그인해 주세요.",
        "This passkey does not sign in here. Try again, or sign in another way.";
    PasskeyInvalid, "passkey_invalid", Invalid,
        "패스키를 만들지 못했어요. 처음부터 다시 해 주세요.",
        "The passkey could not be made. Begin again.";
    PasskeysUnavailable, "passkeys_unavailable", Invalid,
        "이 주소에서는 패스키를 쓸 수 없어요. 서버의 이름으로 된 주소로 열어 주세요.",
        "Passkeys do not work at this address. Open the server by its name.";
    LastSignIn, "last_sign_in", Conflict,
        "로그인할 방법이 하나는 남아 있어야 해요. 먼저 다른 패스키를 만들거나 비밀번호를 정해 주세요.",
        "One way to sign in must remain. Make another passkey or set a password first.";
    LastOwner, "last_owner", Conflict,
        "조직에는 소유자가 한 명은 있어야 해요. 먼저 다른 소유자를 정해 주세요.",
        "A partner needs an owner. Make somebody else an owner first.";
    BotFaulty, "bot_faulty", Invalid,
        "봇 파일에 잘못된 곳이 있어요. 알려 드린 줄을 고쳐 주세요.",
        "The bot file has a mistake. Correct the line that is named.";
    BotTooLarge, "bot_too_large", TooLarge,
        "봇이 너무 커요. 지식 파일을 줄이거나 나누어 주세요.",
        "The bot is too large. Shorten its knowledge files, or split it.";
    BotIdTaken, "bot_id_taken", Conflict,
        "이미 있는 봇 아이디예요. 다른 아이디를 골라 주세요.",
        "This bot id is taken. Choose another one.";
    DraftChanged, "draft_changed", Stale,
        "그사이 다른 사람이 초안을 고쳤어요. 새로 불러와서 다시 고쳐 주세요.",
        "Somebody else has changed the draft meanwhile. Load it again and repeat your change.";
    TestsFailed, "tests_failed", Conflict,
        "테스트가 모두 통과하지 않아서 배포하지 않았어요. 테스트 결과를 확인해 주세요.",
        "Not all tests pass, so nothing was deployed. See the test results.";
    QuotaReached, "quota_reached", Conflict,
        "더 만들 수 없어요. 쓰지 않는 것을 지우거나 서버 주인에게 물어보세요.",
        "No more of these can be made. Remove some, or ask the owner of the server.";
    EventReused, "event_reused", Conflict,
        "같은 번호로 다른 내용을 보낼 수 없어요.",
        "This event id was already used for something else. Use a fresh one.";
    TooManyRequests, "too_many_requests", TooMany,
        "요청이 너무 많아요. 잠시 후에 다시 시도해 주세요.",
        "Too many requests. Wait a moment and try again.";
    EngineUnavailable, "engine_unavailable", Unavailable,
        "엔진이 아직 준비되지 않았어요. ieum doctor로 상태를 확인해 주세요.",
        "The engine is not ready. Run `ieum doctor` to see why.";
    StorageFull, "storage_full", Unavailable,
        "저장 공간이 부족해서 기록하지 못했어요. 공간을 비우고 다시 보내 주세요.",
        "The disk is full, so nothing was recorded. Free some space and send it again.";
    StorageReadOnly, "storage_read_only", Unavailable,
        "데이터 폴더에 쓸 수 없어요. 폴더 권한을 확인해 주세요.",
        "The data folder cannot be written. Check its permissions.";
    ShuttingDown, "shutting_down", Unavailable,
        "서버가 다시 시작하고 있어요. 곧 자동으로 연결돼요.",
        "The server is restarting. The connection comes back by itself.";
    Internal, "internal", Internal,
        "문제가 생겼어요. 다시 시도해 주세요.",
        "Something went wrong. Please try again.";
}

/// An error as it is shown: a code of the catalogue and, where it helps, what exactly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub code: Code,
    /// For developers: the field, the limit, the value. Never a secret, never an internal detail.
    pub detail: Option<String>,
}

impl Problem {
    pub fn new(code: Code, detail: impl Into<String>) -> Self {
        Self { code, detail: Some(detail.into()) }
    }
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self { code, detail: None }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.message(Language::English))?;
        match &self.detail {
            Some(detail) => write!(f, " ({detail})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_unique_snake_case_and_spoken_in_both_languages() {
        for (i, code) in Code::ALL.iter().enumerate() {
            assert!(code.as_str().chars().all(|c| c.is_ascii_lowercase() || c == '_'), "{code:?}");
            assert!(Code::ALL[..i].iter().all(|other| other.as_str() != code.as_str()), "{code:?}");
            assert_eq!(Language::of(code.message(Language::Korean)), Some(Language::Korean), "{code:?}");
            assert_eq!(Language::of(code.message(Language::English)), Some(Language::English), "{code:?}");
        }
    }
}
