//! What is wrong with a document, where, and what to write instead: in English, then in Korean.

use std::fmt;
use std::time::Duration;

use roxmltree::{Error, Node, TextPos};

/// The elements that are spoken.
const ELEMENTS: &str = "p, s, voice, lang, prosody, break, say-as, sub";

/// One mistake.
#[derive(Clone, Debug, PartialEq)]
pub struct Wrong {
    place: TextPos,
    english: String,
    korean: String,
}

impl Wrong {
    pub(super) fn at(node: Node<'_, '_>, english: String, korean: String) -> Self {
        Self { place: node.document().text_pos_at(node.range().start), english, korean }
    }

    pub(super) fn not_xml(error: &Error) -> Self {
        let place = error.pos();
        if matches!(error, Error::NodesLimitReached) {
            let english = "there are too many elements: say it in several requests".into();
            return Self {
                place, english, korean: "요소가 너무 많아요. 나누어 보내 주세요".into()
            };
        }
        if matches!(error, Error::DtdDetected) {
            let english = "a document type cannot be declared here".into();
            return Self {
                place, english, korean: "문서 형식 선언(DOCTYPE)은 쓸 수 없어요".into()
            };
        }
        // The parser tells the place as well, which stands in front already.
        let told = error.to_string();
        let reason = told.rsplit_once(" at ").map_or(told.as_str(), |(reason, _)| reason);
        Self {
            place,
            english: format!("this is not well-formed XML: {reason} (write &amp; for & and &lt; for <)"),
            korean: "XML 문법에 맞지 않아요 (&는 &amp;로, <는 &lt;로 쓰세요)".into(),
        }
    }

    pub(super) fn no_speak(root: Node<'_, '_>) -> Self {
        let name = root.tag_name().name();
        Self::at(
            root,
            format!("the document begins with <{name}>, not with <speak>: write <speak>안녕하세요</speak>"),
            format!("문서가 <speak>가 아니라 <{name}> 요소로 시작해요. <speak>안녕하세요</speak>처럼 쓰세요"),
        )
    }

    pub(super) fn too_deep(limit: usize) -> Self {
        Self {
            place: TextPos::new(1, 1),
            english: format!("more than {limit} elements stand within each other"),
            korean: format!("요소가 {limit}겹보다 깊게 겹쳐 있어요"),
        }
    }

    pub(super) fn unknown_element(node: Node<'_, '_>) -> Self {
        let name = node.tag_name().name();
        if name == "speak" {
            let english = "<speak> stands only around everything".into();
            return Self::at(node, english, "<speak>는 맨 바깥에만 쓸 수 있어요".into());
        }
        Self::at(
            node,
            format!("<{name}> is not spoken; there are {ELEMENTS}"),
            format!("<{name}> 요소는 읽을 수 없어요. 쓸 수 있는 요소: {ELEMENTS}"),
        )
    }

    pub(super) fn unknown_language(node: Node<'_, '_>, tag: &str) -> Self {
        Self::at(
            node,
            format!("the language {tag:?} is not spoken; there are ko-KR and en-US"),
            format!("{tag:?} 언어는 말할 수 없어요. ko-KR과 en-US를 쓸 수 있어요"),
        )
    }

    pub(super) fn missing(node: Node<'_, '_>, attribute: &str, example: &str) -> Self {
        let name = node.tag_name().name();
        Self::at(
            node,
            format!("<{name}> needs {attribute}, such as {attribute}=\"{example}\""),
            format!("<{name}> 요소에는 {attribute} 속성이 필요해요. 예: {attribute}=\"{example}\""),
        )
    }

    /// An attribute's value is none of those that it can have.
    pub(super) fn value(node: Node<'_, '_>, attribute: &str, found: &str, known: &str) -> Self {
        let name = node.tag_name().name();
        Self::at(
            node,
            format!("{attribute}={found:?} of <{name}> is not understood; it can be {known}"),
            format!("<{name}> 요소의 {attribute}={found:?} 값을 알 수 없어요. 쓸 수 있는 값: {known}"),
        )
    }

    pub(super) fn silent_too_long(node: Node<'_, '_>, one: Duration, all: Duration) -> Self {
        let (one, all) = (one.as_secs(), all.as_secs());
        Self::at(
            node,
            format!("a pause lasts at most {one} s, and all together {all} s"),
            format!("쉬는 시간은 한 번에 {one}초, 모두 합해 {all}초까지예요"),
        )
    }
}

impl fmt::Display for Wrong {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let TextPos { row, col } = self.place;
        let (english, korean) = (&self.english, &self.korean);
        write!(f, "line {row}, column {col}: {english} / {row}번째 줄 {col}번째 글자: {korean}")
    }
}

/// Only these attributes may stand here; namespaces and what belongs to `xml:` may stand everywhere.
pub(super) fn check_attributes(node: Node<'_, '_>, known: &[&str]) -> Result<(), Wrong> {
    let own = |attribute: &roxmltree::Attribute<'_, '_>| attribute.namespace().is_none();
    let Some(unknown) =
        node.attributes().find(|attribute| own(attribute) && !known.contains(&attribute.name()))
    else {
        return Ok(());
    };
    let (element, name, known) = (node.tag_name().name(), unknown.name(), known.join(", "));
    Err(Wrong::at(
        node,
        format!("<{element}> has no attribute {name} here; it can have {known}"),
        format!("<{element}> 요소에 {name} 속성은 쓸 수 없어요. 쓸 수 있는 속성: {known}"),
    ))
}
