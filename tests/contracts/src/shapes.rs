//! The one place that knows the validator library.

use jsonschema::{Draft, Validator};
use serde_json::Value;

use crate::dates::is_date_time;

/// A compiled schema.
pub(crate) struct Shape {
    validator: Validator,
}

impl Shape {
    /// Compiles a document of JSON Schema 2020-12.
    pub(crate) fn new(document: &Value) -> Result<Self, String> {
        let validator = jsonschema::options()
            .with_draft(Draft::Draft202012)
            .should_validate_formats(true)
            .with_format("date-time", is_date_time)
            .build(document)
            .map_err(|error| format!("the description itself is broken: {error}"))?;
        Ok(Self { validator })
    }

    /// Every violation: where, and what.
    pub(crate) fn violations(&self, value: &Value) -> Vec<String> {
        let say = |error: jsonschema::ValidationError<'_>| {
            let text: String = error.to_string().chars().take(300).collect();
            format!("{}: {text}", error.instance_path())
        };
        self.validator.iter_errors(value).map(say).collect()
    }
}
