//! What a marketplace said when it took something.

use domain::ExternalId;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What a marketplace said when it took an answer or a change.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The identity of what was taken, where it was named: the answer's own, the number of an upload.
    pub id: Option<ExternalId>,
    /// What was refused of it after the rest was taken, in the marketplace's words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fault: Option<String>,
}

impl Receipt {
    /// What bears this identity was taken.
    pub fn named(id: ExternalId) -> Self {
        let id = Some(id);
        Self { id, fault: None }
    }

    /// The identity at `pointer` of what was said, a text or a number. Words of another shape are
    /// no reason to doubt that it was taken.
    pub(crate) fn of(said: &Value, pointer: &str) -> Self {
        let id = match said.pointer(pointer) {
            Some(Value::String(id)) if !id.is_empty() => Some(id.as_str().into()),
            Some(Value::Number(id)) => Some(id.to_string().into()),
            _ => None,
        };
        Self { id, fault: None }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_receipt_names_the_answer_or_nothing() {
        let named = |said: Value| Receipt::of(&said, "/result/id").id;
        let text = named(json!({ "result": { "id": "c-9" } }));
        assert_eq!(text, Some("c-9".into()), "a text");
        let number = named(json!({ "result": { "id": 17 } }));
        assert_eq!(number, Some("17".into()), "a number");
        for said in [
            json!(null),
            json!("done"),
            json!({ "result": { "id": "" } }),
        ] {
            assert_eq!(
                named(said.clone()),
                None,
                "{said} names none, and is no error"
            );
        }
    }
}
