//! What is written down while reading, in words for the partner.

use serde_json::Value;

use crate::finding::{Finding, Severity};

/// More findings help nobody.
const MOST: usize = 100;
/// As much of what was sent is quoted.
const QUOTED: usize = 80;

#[derive(Debug, Default)]
pub struct Notes {
    pub findings: Vec<Finding>,
}

impl Notes {
    /// It is shown nevertheless.
    pub fn warn(&mut self, path: &str, say: &Say, sent: &Value) {
        self.add(path, Severity::Warning, say, sent);
    }

    /// It was left out, or cut.
    pub fn error(&mut self, path: &str, say: &Say, sent: &Value) {
        self.add(path, Severity::Error, say, sent);
    }

    fn add(&mut self, path: &str, severity: Severity, say: &Say, sent: &Value) {
        if self.findings.len() < MOST {
            self.findings.push(Finding {
                path: path.to_owned(),
                severity,
                korean: say.korean.clone(),
                english: say.english.clone(),
                sent: quoted(sent),
            });
        }
    }
}

/// The beginning of a value. Long ones are not written out only to be cut.
fn quoted(value: &Value) -> String {
    let text = match value {
        Value::Null => String::new(),
        Value::String(text) => text.chars().take(QUOTED + 1).collect(),
        Value::Array(items) => format!("[{}]", items.len()),
        Value::Object(object) => {
            let keys = object.keys().take(8).map(String::as_str).collect::<Vec<_>>().join(", ");
            format!("{{{keys}}}")
        }
        other => other.to_string(),
    };
    match text.char_indices().nth(QUOTED) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// One thing to say, in both languages.
pub struct Say {
    korean: String,
    english: String,
}

impl Say {
    fn new(korean: impl Into<String>, english: impl Into<String>) -> Self {
        Self { korean: korean.into(), english: english.into() }
    }

    pub fn missing() -> Self {
        Self::new(
            "꼭 있어야 하는 값이에요. 없어서 이 부분을 뺐어요.",
            "It is required; without it this part was left out.",
        )
    }

    pub fn missing_but_shown() -> Self {
        Self::new(
            "계약에서는 꼭 있어야 하는 값이에요. 없는 대로 보여 줘요.",
            "The contract requires it; it is shown without.",
        )
    }

    pub fn too_long(most: usize) -> Self {
        Self::new(
            format!("최대 {most}자예요. 넘는 부분은 잘랐어요."),
            format!("It has at most {most} characters; the rest was cut."),
        )
    }

    pub fn together_too_long(most: usize) -> Self {
        Self::new(
            format!("제목과 설명을 합쳐 최대 {most}자예요. 넘는 부분은 잘랐어요."),
            format!("Title and description together have at most {most} characters; the rest was cut."),
        )
    }

    pub fn too_many(most: usize) -> Self {
        Self::new(
            format!("최대 {most}개예요. 나머지는 뺐어요."),
            format!("There are at most {most}; the others were left out."),
        )
    }

    pub fn folded(most: usize) -> Self {
        Self::new(
            format!("{most}자를 넘어서 카카오톡에서는 줄이 화면에 맞게 잘릴 수 있어요."),
            format!("It is longer than {most} characters, and KakaoTalk may cut the line."),
        )
    }

    pub fn string() -> Self {
        Self::new("문자열이어야 해요.", "It has to be a string.")
    }

    pub fn string_taken() -> Self {
        Self::new("문자열이어야 해요. 문자열로 바꿔 읽었어요.", "It has to be a string; it was read as one.")
    }

    pub fn number() -> Self {
        Self::new("숫자여야 해요.", "It has to be a number.")
    }

    pub fn number_taken() -> Self {
        Self::new("숫자여야 해요. 숫자로 바꿔 읽었어요.", "It has to be a number; it was read as one.")
    }

    pub fn whole_number() -> Self {
        Self::new("정수여야 해요. 반올림했어요.", "It has to be a whole number; it was rounded.")
    }

    pub fn flag_taken() -> Self {
        Self::new("true 또는 false여야 해요.", "It has to be true or false.")
    }

    pub fn object() -> Self {
        Self::new("객체여야 해요. 이 부분을 뺐어요.", "It has to be an object; this part was left out.")
    }

    pub fn list() -> Self {
        Self::new("배열이어야 해요. 이 부분을 뺐어요.", "It has to be an array; this part was left out.")
    }

    pub fn list_of_one() -> Self {
        Self::new(
            "배열이어야 해요. 하나만 든 배열로 읽었어요.",
            "It has to be an array; it was read as an array of one.",
        )
    }

    pub fn object_of_list() -> Self {
        Self::new(
            "배열이 아니라 객체여야 해요. 첫 번째 것을 읽었어요.",
            "It has to be an object, not an array; the first one was read.",
        )
    }

    pub fn link() -> Self {
        Self::new(
            "http:// 또는 https://로 시작하는 주소여야 해요.",
            "It has to be an address that begins with http:// or https://.",
        )
    }

    pub fn other_name(name: &str) -> Self {
        Self::new(
            format!("계약에서 쓰는 이름: `{name}`. 그 이름으로 읽었어요."),
            format!("The contract calls it `{name}`; it was read as that."),
        )
    }

    pub fn twice() -> Self {
        Self::new(
            "같은 이름이 두 번 있어요. 마지막 값을 읽었어요.",
            "The name is there twice; the last value counts.",
        )
    }

    pub fn encoding(name: &str) -> Self {
        Self::new(
            format!("응답은 UTF-8이어야 해요. {name} 인코딩으로 읽었어요."),
            format!("The answer has to be UTF-8; it was read as {name}."),
        )
    }

    pub fn written_twice() -> Self {
        Self::new(
            "JSON이 문자열로 한 번 더 싸여 있어요. 풀어서 읽었어요.",
            "The JSON is wrapped in a string once more; it was unwrapped.",
        )
    }

    pub fn version() -> Self {
        Self::new("\"2.0\"이어야 해요.", "It has to be \"2.0\".")
    }

    pub fn version_missing() -> Self {
        Self::new(
            "\"version\": \"2.0\"이 있어야 해요. 없으면 카카오톡은 옛 형식으로 읽어요.",
            "\"version\": \"2.0\" has to be there; without it KakaoTalk reads the old format.",
        )
    }

    pub fn old_version() -> Self {
        Self::new(
            "옛 1.0 형식이에요. 읽었지만 2.0 형식으로 바꿔 주세요.",
            "This is the old format 1.0; it was read, but better send 2.0.",
        )
    }

    pub fn nothing_to_show() -> Self {
        Self::new("보여 줄 내용이 없어요.", "There is nothing to show.")
    }

    pub fn no_outputs() -> Self {
        Self::new("말풍선이 한 개에서 세 개까지 있어야 해요.", "There have to be one to three outputs.")
    }

    pub fn no_component() -> Self {
        Self::new(
            "아는 말풍선 종류가 아니에요. 이 말풍선을 뺐어요.",
            "It is no component of the contract; it was left out.",
        )
    }

    pub fn unknown(known: &str) -> Self {
        Self::new(
            format!("쓸 수 있는 값: {known}. 이 부분을 뺐어요."),
            format!("It has to be one of {known}; this part was left out."),
        )
    }

    pub fn unknown_but_shown(known: &str) -> Self {
        Self::new(
            format!("쓸 수 있는 값: {known}. 없는 것으로 읽었어요."),
            format!("It has to be one of {known}; it was read as if it were not there."),
        )
    }

    pub fn taken_as(name: &str) -> Self {
        Self::new(format!("`{name}` 값으로 읽었어요."), format!("It was read as `{name}`."))
    }

    pub fn needs(name: &str) -> Self {
        Self::new(
            format!("이 동작에는 `{name}` 값이 있어야 해요. 이 부분을 뺐어요."),
            format!("This action needs `{name}`; this part was left out."),
        )
    }

    pub fn needs_but_kept(name: &str) -> Self {
        Self::new(
            format!("이 동작에는 `{name}` 값이 있어야 해요. 동작 없이 보여 줘요."),
            format!("This action needs `{name}`; it is shown without an action."),
        )
    }

    pub fn card_wrapped() -> Self {
        Self::new(
            "캐러셀의 카드는 컴포넌트 이름으로 한 번 더 싸지 않아요. 풀어서 읽었어요.",
            "The cards of a carousel are not wrapped in the component's name; it was unwrapped.",
        )
    }

    pub fn one_of(first: &str, second: &str) -> Self {
        Self::new(
            format!("`{first}` 또는 `{second}` 가운데 하나는 있어야 해요. 이 부분을 뺐어요."),
            format!("One of `{first}` and `{second}` is required; this part was left out."),
        )
    }

    pub fn only_one_of(first: &str, second: &str) -> Self {
        Self::new(
            format!("`{first}` 값과 `{second}` 값은 함께 쓸 수 없어요. `{first}` 값을 읽었어요."),
            format!("`{first}` and `{second}` exclude each other; `{first}` was read."),
        )
    }

    pub fn no_header_here() -> Self {
        Self::new(
            "이 종류의 캐러셀에는 header를 쓸 수 없어요. 뺐어요.",
            "A carousel of this kind has no header; it was left out.",
        )
    }

    pub fn currency() -> Self {
        Self::new("통화는 \"won\"뿐이에요.", "The only currency is \"won\".")
    }

    pub fn rate_without_price() -> Self {
        Self::new(
            "discountRate는 discountedPrice가 있을 때만 보여요.",
            "discountRate is shown only with a discountedPrice.",
        )
    }

    pub fn extra_too_large(most: usize) -> Self {
        Self::new(
            format!("최대 {most}바이트예요. 뺐어요."),
            format!("It has at most {most} bytes; it was left out."),
        )
    }

    pub fn description_without_title() -> Self {
        Self::new("설명만 있고 제목이 없어요.", "There is a description, but no title.")
    }
}
