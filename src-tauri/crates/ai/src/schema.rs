//! The only place that names the JSON schema library: checks an answer against
//! the schema of its request.

use serde_json::Value;

use crate::error::{AiError, Kind};

/// How many mistakes are told to the model.
const MISTAKES_TOLD: usize = 5;
/// A path is cut here: its parts may be the model's own words.
const LONGEST_MISTAKE: usize = 200;

/// A compiled schema.
pub struct Shape(jsonschema::Validator);

impl Shape {
    /// Compiles the schema. Nothing is fetched: references stay inside it.
    ///
    /// # Errors
    /// `BadRequest` when it is no valid schema.
    pub fn of(schema: &Value, operation: &'static str) -> Result<Self, AiError> {
        jsonschema::options()
            .offline()
            .build(schema)
            .map(Self)
            .map_err(|_| AiError::lasting(Kind::BadRequest, operation, "not a valid JSON schema"))
    }

    /// Reads an answer.
    ///
    /// # Errors
    /// What is wrong, in words that hold no value of the answer.
    pub fn read(&self, text: &str) -> Result<Value, String> {
        let value: Value = serde_json::from_str(text.trim()).map_err(|error| {
            format!(
                "not JSON at line {} column {}",
                error.line(),
                error.column()
            )
        })?;
        let mistakes: Vec<String> = self
            .0
            .iter_errors(&value)
            .take(MISTAKES_TOLD)
            .map(|error| told(&error))
            .collect();
        if mistakes.is_empty() {
            Ok(value)
        } else {
            Err(mistakes.join("; "))
        }
    }
}

/// The place and the broken rule, without the value and without names that the model made up.
fn told(error: &jsonschema::ValidationError<'_>) -> String {
    let place = error.instance_path().as_str();
    let place = if place.is_empty() {
        "the whole answer"
    } else {
        place
    };
    let rule = error.schema_path().as_str();
    let told = if rule.ends_with("Properties") {
        format!("{place}: a property that the schema does not know ({rule})")
    } else {
        format!("{place}: {} ({rule})", error.masked())
    };
    told.chars().take(LONGEST_MISTAKE).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shape() -> Shape {
        let schema = json!({
            "type": "object", "additionalProperties": false, "required": ["text", "confidence"],
            "properties": {
                "text": { "type": "string", "maxLength": 10 },
                "confidence": { "type": "integer", "minimum": 0, "maximum": 100 },
            },
        });
        Shape::of(&schema, "test").unwrap_or_else(|error| panic!("{error}"))
    }

    #[test]
    fn an_answer_that_fits_is_taken() {
        let value = shape().read(" {\"text\": \"Rahmat\", \"confidence\": 90}\n");
        assert_eq!(
            value,
            Ok(json!({"text": "Rahmat", "confidence": 90})),
            "blanks are no mistake"
        );
    }

    #[test]
    fn mistakes_are_told_without_the_values() {
        let wrong = r#"{"text": "SECRET WORDS OF A BUYER", "confidence": 900, "HOSTILE": 1}"#;
        let told = shape().read(wrong).unwrap_err();
        assert!(told.contains("/text"), "the place is told: {told}");
        assert!(told.contains("100"), "the rule is told: {told}");
        assert!(!told.contains("SECRET"), "no value is repeated: {told}");
        assert!(
            !told.contains("HOSTILE"),
            "no made-up name is repeated: {told}"
        );
    }

    #[test]
    fn broken_json_is_told_by_its_place() {
        let told = shape().read("{\"text\": ").unwrap_err();
        assert!(told.starts_with("not JSON at line 1"), "{told}");
    }

    #[test]
    fn a_schema_that_is_none_is_our_mistake() {
        let error = Shape::of(&json!({"type": "nonsense"}), "test").err();
        assert_eq!(
            error.map(|e| e.kind),
            Some(Kind::BadRequest),
            "found before any money is spent"
        );
    }
}
