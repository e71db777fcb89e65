//! Reading JSON from outside, with the field in the error.

use domain::{Code, Problem};
use serde::de::{DeserializeOwned, Deserializer};

/// Reads a value; what is wrong with it becomes a `bad_request` that names the field.
pub fn read_json<'de, T: DeserializeOwned, D>(json: D) -> Result<T, Problem>
where
    D: Deserializer<'de>,
    D::Error: std::fmt::Display,
{
    serde_path_to_error::deserialize(json).map_err(|error| {
        let (path, reason) = (error.path().to_string(), error.inner().to_string());
        match path.as_str() {
            "." => Problem::new(Code::BadRequest, reason),
            field => Problem::new(Code::BadRequest, format!("{field}: {reason}")),
        }
    })
}
