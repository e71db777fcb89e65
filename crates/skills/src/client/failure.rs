//! Why a call came to nothing, in words for the partner.

use std::fmt;
use std::io;
use std::time::Duration;

use domain::Language;
use korean::particle::attach;
use outbound::Sent;
use ureq::Error;

use crate::response::Unreadable;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// It was not done in time: nothing came, or not all of it.
    Timeout(Duration),
    /// Nobody has this name.
    HostNotFound,
    /// Nothing listens there.
    Refused,
    /// It cannot be reached: no way to it, or the connection was cut before it stood.
    Unreachable(String),
    /// It leads into a private network, which the operator has not allowed.
    PrivateAddress,
    /// Its certificate is not trusted.
    Certificate(String),
    /// The connection was cut in the middle.
    Broken(String),
    /// It does not speak HTTP as it should.
    NoHttp(String),
    /// It leads elsewhere, and redirects are not followed.
    Redirected(u16),
    /// It answers with another status than success.
    Status(u16),
    /// The answer has more bytes than this.
    TooLarge(u64),
    /// The answer cannot be read.
    Garbage(Unreadable),
    /// It failed too often in a row, and is left alone for a while.
    CircuitOpen,
    /// So many calls of its bot are open that another has no room.
    Crowded,
}

impl Failure {
    pub(super) fn of(error: Error, limit: Duration, most: u64) -> Self {
        if outbound::leads_inside(&error) {
            return Self::PrivateAddress;
        }
        match error {
            Error::Timeout(_) => Self::Timeout(limit),
            Error::HostNotFound => Self::HostNotFound,
            Error::BodyExceedsLimit(_) => Self::TooLarge(most),
            Error::Io(error) => of_io(&error, limit),
            Error::ConnectionFailed => Self::Unreachable("no connection".into()),
            Error::Tls(why) => Self::Certificate(why.into()),
            Error::Rustls(error) => Self::Certificate(error.to_string()),
            error => Self::NoHttp(error.to_string()),
        }
    }

    /// A short name for logs, statistics and JSON.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Timeout(_) => "timeout",
            Self::HostNotFound => "host_not_found",
            Self::Refused => "refused",
            Self::Unreachable(_) => "unreachable",
            Self::PrivateAddress => "private_address",
            Self::Certificate(_) => "certificate",
            Self::Broken(_) => "broken",
            Self::NoHttp(_) => "no_http",
            Self::Redirected(_) => "redirected",
            Self::Status(_) => "status",
            Self::TooLarge(_) => "too_large",
            Self::Garbage(_) => "garbage",
            Self::CircuitOpen => "circuit_open",
            Self::Crowded => "crowded",
        }
    }

    pub fn text(&self, language: Language) -> String {
        match language {
            Language::Korean => self.korean(),
            Language::English => self.to_string(),
        }
    }

    fn korean(&self) -> String {
        match self {
            Self::Timeout(limit) => format!("{} 안에 응답하지 않았어요.", seconds(*limit, "초")),
            Self::HostNotFound => "주소의 서버 이름을 찾을 수 없어요.".into(),
            Self::Refused => "연결을 거절했어요. 서버가 켜져 있는지, 포트가 맞는지 확인해 주세요.".into(),
            Self::Unreachable(why) => format!("서버에 연결할 수 없어요. ({why})"),
            Self::PrivateAddress => "사설망 주소라서 부르지 않았어요. 운영자가 허용해야 해요.".into(),
            Self::Certificate(why) => format!("인증서를 믿을 수 없어요. ({why})"),
            Self::Broken(why) => format!("응답하는 도중에 연결이 끊겼어요. ({why})"),
            Self::NoHttp(why) => format!("올바른 HTTP 응답이 아니에요. ({why})"),
            Self::Redirected(status) => {
                format!("다른 주소로 보냈어요(HTTP {status}). 마지막 주소를 직접 등록해 주세요.")
            }
            Self::Status(status) => {
                let status = attach(&status.to_string(), "으로/로");
                format!("HTTP {status} 응답했어요. 200이어야 해요.")
            }
            Self::TooLarge(most) => format!("응답이 너무 커요. 최대 {most}바이트예요."),
            Self::Garbage(why) => why.text(Language::Korean).to_owned(),
            Self::CircuitOpen => "여러 번 이어서 실패해서 잠시 부르지 않고 있어요.".into(),
            Self::Crowded => {
                "아직 응답하지 않은 호출이 많아서 부르지 않았어요. 스킬이 더 빨리 응답해야 해요.".into()
            }
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Timeout(limit) => write!(f, "It did not answer within {}.", seconds(*limit, " s")),
            Self::HostNotFound => f.write_str("No server has this name."),
            Self::Refused => {
                f.write_str("The connection was refused. Is the server running, and is the port right?")
            }
            Self::Unreachable(why) => write!(f, "The server cannot be reached ({why})."),
            Self::PrivateAddress => {
                f.write_str("It leads into a private network, which the operator has not allowed.")
            }
            Self::Certificate(why) => write!(f, "Its certificate is not trusted ({why})."),
            Self::Broken(why) => write!(f, "The connection broke in the middle of the answer ({why})."),
            Self::NoHttp(why) => write!(f, "It is no proper HTTP answer ({why})."),
            Self::Redirected(status) => {
                write!(f, "It redirects (HTTP {status}), which is not followed: register the last address.")
            }
            Self::Status(status) => write!(f, "It answered with HTTP {status} instead of 200."),
            Self::TooLarge(most) => write!(f, "The answer is too large: it may have {most} bytes."),
            Self::Garbage(why) => f.write_str(why.text(Language::English)),
            Self::CircuitOpen => {
                f.write_str("It failed several times in a row and is not called for a while.")
            }
            Self::Crowded => {
                f.write_str("Too many calls of this bot are open: its skills have to answer sooner.")
            }
        }
    }
}

impl std::error::Error for Failure {}

fn of_io(error: &io::Error, limit: Duration) -> Failure {
    use io::ErrorKind as Kind;
    match error.kind() {
        Kind::TimedOut | Kind::WouldBlock => Failure::Timeout(limit),
        Kind::ConnectionRefused => Failure::Refused,
        Kind::HostUnreachable | Kind::NetworkUnreachable | Kind::AddrNotAvailable => {
            Failure::Unreachable(error.kind().to_string())
        }
        // What TLS does not like comes wrapped like this.
        Kind::InvalidData if error.to_string().contains("certificate") => {
            Failure::Certificate(error.to_string())
        }
        Kind::InvalidData => Failure::Unreachable(format!("TLS: {error}")),
        kind if Sent::so_far().anything => Failure::Broken(kind.to_string()),
        kind => Failure::Unreachable(kind.to_string()),
    }
}

/// "5초", "0.5 s".
fn seconds(limit: Duration, unit: &str) -> String {
    format!("{}{unit}", limit.as_secs_f64())
}
