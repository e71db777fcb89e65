//! What a link to another server looks like.

use std::fmt;

use ureq::http::Uri;

/// A longer link is none.
pub const MOST_LINK: usize = 2048;

/// Why a text is no link.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LinkError {
    TooLong,
    Unreadable,
    OtherScheme,
    NoServer,
}

impl fmt::Display for LinkError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLong => write!(f, "is longer than {MOST_LINK} bytes"),
            Self::Unreadable => f.write_str("is no link"),
            Self::OtherScheme => f.write_str("does not begin with http:// or https://"),
            Self::NoServer => f.write_str("is no link to a server"),
        }
    }
}

impl std::error::Error for LinkError {}

/// A plain link: http or https, no names and passwords in it.
pub fn link(text: &str) -> Result<Uri, LinkError> {
    if text.len() > MOST_LINK {
        return Err(LinkError::TooLong);
    }
    let address: Uri = text.parse().map_err(|_| LinkError::Unreadable)?;
    if !matches!(address.scheme_str(), Some("http" | "https")) {
        return Err(LinkError::OtherScheme);
    }
    match address.authority() {
        Some(authority) if !authority.as_str().contains('@') => Ok(address),
        _ => Err(LinkError::NoServer),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_names_a_server_and_nobody() {
        let check =
            |text: &str, expected: Option<LinkError>| assert_eq!(link(text).err(), expected, "{text}");
        check("https://shop.example/skill?key=1", None);
        check("http://127.0.0.1:8080", None);
        check("ftp://shop.example/", Some(LinkError::OtherScheme));
        check("/skill", Some(LinkError::OtherScheme));
        check("https://me:secret@shop.example/", Some(LinkError::NoServer));
        check("https://shop.example/한 글", Some(LinkError::Unreadable));
        check(&format!("https://shop.example/{}", "a".repeat(MOST_LINK)), Some(LinkError::TooLong));
    }
}
