//! Contacts and other rows of signs: telephone numbers, e-mail, links, IP addresses, tags, cards, street addresses.

use std::fmt;
use std::net::Ipv6Addr;
use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::text::Text;
use crate::{Found, Value};

/// A pattern that is compiled once.
macro_rules! pattern {
    ($pattern:literal) => {
        LazyLock::new(|| Regex::new($pattern).expect("a constant pattern, covered by the golden files"))
    };
}

mod phone;

/// A way to reach somebody or something, in one normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    pub kind: ContactKind,
    /// A telephone number as digits, with + and the country where it was said; the others without what cannot be seen.
    pub value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ContactKind {
    Phone,
    Email,
    Link,
    Ip,
    Guid,
    Hashtag,
    Mention,
    /// A payment card, its check digit right.
    Card,
    /// A street or lot address in Korea.
    Address,
}

impl ContactKind {
    pub fn name(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Email => "email",
            Self::Link => "link",
            Self::Ip => "ip",
            Self::Guid => "guid",
            Self::Hashtag => "hashtag",
            Self::Mention => "mention",
            Self::Card => "card",
            Self::Address => "address",
        }
    }
}

impl fmt::Display for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.kind.name(), self.value)
    }
}

impl Contact {
    /// As Kakao's skills read it: the entity and its keys.
    pub fn kakao(&self) -> (&'static str, Vec<(&'static str, String)>) {
        let entity = match self.kind {
            ContactKind::Phone => "sys.phone",
            ContactKind::Email => "sys.email",
            ContactKind::Link => "sys.url",
            ContactKind::Ip => "sys.ip",
            ContactKind::Guid => "sys.guid",
            ContactKind::Hashtag => "sys.hashtag",
            ContactKind::Mention => "sys.mention",
            ContactKind::Card => "sys.card",
            ContactKind::Address => "sys.location.address",
        };
        (entity, vec![("value", self.value.clone())])
    }
}

/// Every contact of the sentence. Of those that overlap the first kind wins, so that an e-mail address holds no link.
pub(crate) fn find(text: &Text) -> Vec<Found> {
    let row = Row::new(text);
    let mut taken: Vec<Range<usize>> = Vec::new();
    let mut found = Vec::new();
    for (kind, spans) in row.spans().into_iter().chain([(ContactKind::Phone, phone::find(text, &row))]) {
        for span in spans {
            if taken.iter().all(|other| span.end <= other.start || other.end <= span.start) {
                let value = value(kind, text, span.clone());
                found.push(text.found(span.clone(), Value::Contact(Contact { kind, value })));
                taken.push(span);
            }
        }
    }
    found
}

fn value(kind: ContactKind, text: &Text, span: Range<usize>) -> String {
    match kind {
        ContactKind::Card => text.letters()[span].iter().filter(|c| c.is_ascii_digit()).collect(),
        ContactKind::Phone => phone::digits(&text.letters()[span]),
        ContactKind::Email | ContactKind::Guid | ContactKind::Ip => text.letters()[span].iter().collect(),
        _ => text.cased()[span].iter().collect(),
    }
}

/// The text as patterns read it, and the letter that each byte belongs to.
struct Row<'a> {
    cased: &'a [char],
    text: String,
    letters: Vec<usize>,
}

impl<'a> Row<'a> {
    fn new(text: &'a Text<'_>) -> Self {
        let mut row = Self { cased: text.cased(), text: String::new(), letters: Vec::new() };
        for (index, letter) in row.cased.iter().enumerate() {
            row.text.push(*letter);
            row.letters.resize(row.text.len(), index);
        }
        row
    }

    /// Where a pattern matches, in letters.
    fn matches(&self, pattern: &Regex) -> Vec<Range<usize>> {
        pattern
            .find_iter(&self.text)
            .filter(|found| !found.is_empty())
            .map(|found| self.letters(found.range()))
            .collect()
    }

    fn letters(&self, bytes: Range<usize>) -> Range<usize> {
        self.letters[bytes.start]..self.letters[bytes.end - 1] + 1
    }

    fn spans(&self) -> Vec<(ContactKind, Vec<Range<usize>>)> {
        static EMAIL: LazyLock<Regex> = pattern!(
            r"(?-u:\b)[A-Za-z0-9][A-Za-z0-9._%+'\-]{0,63}@(?:[A-Za-z0-9-]{1,63}\.){1,8}[A-Za-z]{2,24}(?-u:\b)"
        );
        static LINK: LazyLock<Regex> = pattern!(
            r"(?ix)(?-u:\b)(?: (?:https?|ftp|wss?|rtsp)://[a-z0-9가-힣\[][^\s<>\x22'`가-힣()]*(?:\([^\s()가-힣]*\)[^\s<>\x22'`가-힣()]*)*
              | www\.[a-z0-9-]+(?:\.[a-z0-9-]+)+(?:[/?\#:][^\s<>\x22'`가-힣()]*)?
              | localhost:\d{2,5}(?:/[^\s<>\x22'`가-힣()]*)?
              | (?:[a-z0-9-]{1,63}\.){1,6}(?:com|net|org|kr|io|dev|ai|app|gov|edu|info|tv|jp|uk|de|fr|cn|biz|xyz|site|shop|store|online|tech|gg|us|eu|me|co|ly)
                (?-u:\b)(?:[/?\#:][^\s<>\x22'`가-힣()]*)? )"
        );
        static IP: LazyLock<Regex> =
            pattern!(r"(?-u:\b)(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?-u:\b)");
        static IP6: LazyLock<Regex> = pattern!(r"(?i)[0-9a-f:]{2,39}(?:\.\d{1,3}){0,3}");
        static GUID: LazyLock<Regex> =
            pattern!(r"(?i)(?-u:\b)[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?-u:\b)");
        static CARD: LazyLock<Regex> =
            pattern!(r"(?-u:\b)(?:\d{4}[ -]?\d{4}[ -]?\d{4}[ -]?\d{4}|3\d{3}[ -]?\d{6}[ -]?\d{5})(?-u:\b)");
        static TAG: LazyLock<Regex> = pattern!(r"#[\p{L}_][\p{L}\p{N}_]{0,99}");
        static MENTION: LazyLock<Regex> = pattern!(r"@[\p{L}_][\p{L}\p{N}_.]{0,49}");
        static ADDRESS: LazyLock<Regex> = pattern!(
            r"(?x)(?:[가-힣]{2,8}(?:특별자치시|특별자치도|특별시|광역시|시|도)\ )?(?:[가-힣]{2,4}\ )?(?:[가-힣]{1,6}(?:시|군|구)\ ){1,3}(?:[가-힣0-9]{1,8}(?:읍|면|동|리|가)\ ){0,2}
              (?: [가-힣0-9·]{1,12}(?:로|길)\ ?(?:\d{1,4}번?길\ ?)?\d{1,4}(?:-\d{1,4})?
                | [가-힣0-9]{1,8}(?:동|리|가)\ \d{1,4}(?:-\d{1,4})?(?:번지)? )
              (?:,?\ ?\d{1,4}동)?(?:,?\ ?\d{1,4}호)?(?:,?\ ?\d{1,3}층)?
              | [가-힣0-9]{1,8}(?:동|리|가)\ \d{1,4}(?:-\d{1,4})?번지"
        );
        let starts_fresh = |span: &Range<usize>| self.begins(span.start);
        let filtered = |spans: Vec<Range<usize>>| spans.into_iter().filter(starts_fresh).collect::<Vec<_>>();
        let trimmed = |spans: Vec<Range<usize>>| {
            spans.into_iter().map(|span| self.without_marks(span)).collect::<Vec<_>>()
        };
        let ip: Vec<_> = self.matches(&IP).into_iter().filter(|span| !self.goes_on(span)).collect();
        let ip6: Vec<_> = self.matches(&IP6).into_iter().filter(|span| self.is_ip6(span)).collect();
        vec![
            (ContactKind::Email, self.matches(&EMAIL)),
            (ContactKind::Link, trimmed(self.matches(&LINK))),
            (ContactKind::Guid, self.matches(&GUID)),
            (ContactKind::Ip, ip),
            (ContactKind::Ip, ip6),
            (ContactKind::Card, self.matches(&CARD).into_iter().filter(|span| self.is_card(span)).collect()),
            (ContactKind::Address, filtered(self.matches(&ADDRESS))),
            (ContactKind::Hashtag, filtered(self.matches(&TAG))),
            (ContactKind::Mention, filtered(self.matches(&MENTION))),
        ]
    }

    fn letter(&self, at: usize) -> Option<char> {
        self.cased.get(at).copied()
    }

    fn begins(&self, at: usize) -> bool {
        at.checked_sub(1).and_then(|before| self.letter(before)).is_none_or(|c| !c.is_alphanumeric())
    }

    /// 1.2.3.4.5 is a version.
    fn goes_on(&self, span: &Range<usize>) -> bool {
        let digit = |at: usize| self.letter(at).is_some_and(|c| c.is_ascii_digit());
        let before = span.start > 1 && self.letter(span.start - 1) == Some('.') && digit(span.start - 2);
        before || self.letter(span.end) == Some('.') && digit(span.end + 1)
    }

    fn is_ip6(&self, span: &Range<usize>) -> bool {
        let letters: String = span.clone().filter_map(|at| self.letter(at)).collect();
        letters.len() > 3
            && letters.contains(':')
            && self.begins(span.start)
            && letters.parse::<Ipv6Addr>().is_ok()
    }

    /// By the check of Luhn: from the right, every second digit counts twice, by the sum of its own digits.
    fn is_card(&self, span: &Range<usize>) -> bool {
        let digits = span.clone().rev().filter_map(|at| self.letter(at)?.to_digit(10));
        let sum: u32 = digits
            .enumerate()
            .map(|(place, digit)| match digit * (1 + u32::from(place % 2 == 1)) {
                twice if twice > 9 => twice - 9,
                counted => counted,
            })
            .sum();
        sum.is_multiple_of(10) && !self.goes_on(span)
    }

    /// A link without the marks of the sentence behind it.
    fn without_marks(&self, span: Range<usize>) -> Range<usize> {
        let mut end = span.end;
        while end > span.start + 1 && self.letter(end - 1).is_some_and(|c| ".,!?;:…*".contains(c)) {
            end -= 1;
        }
        span.start..end
    }
}
