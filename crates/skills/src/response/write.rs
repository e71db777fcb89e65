//! An answer as JSON, exactly as the contract has it: what is not set is not there.

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::{Carousel, CarouselItems, SkillResponse};

impl SkillResponse {
    /// The answer as it is sent.
    pub fn write(&self) -> String {
        // Nothing in it can fail to be written: all keys are texts.
        serde_json::to_string(self).unwrap_or_default()
    }
}

impl Serialize for SkillResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("version", "2.0")?;
        if self.use_callback {
            map.serialize_entry("useCallback", &true)?;
        }
        if let Some(template) = &self.template {
            map.serialize_entry("template", template)?;
        }
        if !self.contexts.is_empty() {
            map.serialize_entry("context", &serde_json::json!({"values": self.contexts}))?;
        }
        if !self.data.is_empty() {
            map.serialize_entry("data", &self.data)?;
        }
        map.end()
    }
}

impl Serialize for Carousel {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("type", self.items.kind())?;
        map.serialize_entry("items", &self.items)?;
        if let Some(header) = &self.header {
            map.serialize_entry("header", header)?;
        }
        map.end()
    }
}

impl CarouselItems {
    /// The contract's name of these cards.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::TextCards(_) => "textCard",
            Self::BasicCards(_) => "basicCard",
            Self::CommerceCards(_) => "commerceCard",
            Self::ListCards(_) => "listCard",
            Self::ItemCards(_) => "itemCard",
        }
    }
}

/// `{"title": ...}`.
pub fn title<S: Serializer>(title: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    only("title", title, serializer)
}

/// `{"imageUrl": ...}`.
pub fn image<S: Serializer>(address: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    only("imageUrl", address, serializer)
}

fn only<S: Serializer>(key: &str, value: &Option<String>, serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(1))?;
    map.serialize_entry(key, value)?;
    map.end()
}
