//! Named corrections of the official files: what is wrong, how we know, what holds instead.

use serde::Deserialize;
use serde_json::Value;

/// One correction. `at` are JSON pointers into the cut file; `add` is appended to a list or merged
/// into an object there, `set` replaces what is there.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Patch {
    name: String,
    pub(crate) spec: String,
    /// What is wrong and how we know; for the reader of patches.json, and never empty.
    why: String,
    at: Vec<String>,
    #[serde(default)]
    add: Option<Value>,
    #[serde(default)]
    set: Option<Value>,
}

pub(crate) fn read(text: &str) -> Result<Vec<Patch>, String> {
    serde_json::from_str(text).map_err(|error| format!("patches.json: {error}"))
}

impl Patch {
    /// Corrects `spec`; fails when there is nothing to correct any more, so that a patch goes away
    /// together with the defect.
    pub(crate) fn apply(&self, spec: &mut Value) -> Result<(), String> {
        if self.why.trim().is_empty() {
            return Err(format!("patch `{}` gives no reason", self.name));
        }
        for at in &self.at {
            let target = spec.pointer_mut(at);
            let target = target.ok_or_else(|| format!("patch `{}`: no {at}", self.name))?;
            let before = target.clone();
            match (&self.add, &self.set) {
                (Some(more), None) => add(target, more),
                (None, Some(value)) => *target = value.clone(),
                _ => return Err(format!("patch `{}`: exactly one of add and set", self.name)),
            }
            if *target == before {
                return Err(format!(
                    "patch `{}`: {at} is right already, drop it",
                    self.name
                ));
            }
        }
        Ok(())
    }
}

fn add(target: &mut Value, more: &Value) {
    match (target, more) {
        (Value::Array(list), Value::Array(more)) => {
            let new: Vec<_> = more
                .iter()
                .filter(|value| !list.contains(value))
                .cloned()
                .collect();
            list.extend(new);
        }
        (Value::Object(object), Value::Object(more)) => object.extend(more.clone()),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::read;

    fn apply(patch: &Value, spec: &mut Value) -> Result<(), String> {
        let mut patch = patch.clone();
        for (name, value) in [
            ("name", json!("p")),
            ("spec", json!("s")),
            ("why", json!("a reason")),
        ] {
            let object = patch.as_object_mut().expect("an object");
            object.entry(name).or_insert(value);
        }
        read(&json!([patch]).to_string())?.remove(0).apply(spec)
    }

    #[test]
    fn lists_grow_and_objects_merge() {
        let mut spec = json!({ "list": [1], "object": { "a": 1 } });
        apply(&json!({ "at": ["/list"], "add": [1, 2] }), &mut spec).expect("something to add");
        apply(&json!({ "at": ["/object"], "add": { "b": 2 } }), &mut spec).expect("a new member");
        assert_eq!(
            spec,
            json!({ "list": [1, 2], "object": { "a": 1, "b": 2 } }),
            "both grew once"
        );
    }

    #[test]
    fn a_patch_that_mends_nothing_must_go() {
        let mut spec = json!({ "list": [1, 2] });
        let again = apply(&json!({ "at": ["/list"], "add": [1] }), &mut spec);
        assert!(
            again.is_err_and(|text| text.contains("drop it")),
            "the file was corrected"
        );
        let nowhere = apply(&json!({ "at": ["/gone"], "add": [1] }), &mut spec);
        assert!(nowhere.is_err(), "the place is gone");
    }

    #[test]
    fn a_patch_needs_a_reason_and_one_action() {
        let mut spec = json!({ "list": [] });
        let silent = apply(
            &json!({ "at": ["/list"], "add": [1], "why": " " }),
            &mut spec,
        );
        assert!(silent.is_err(), "nobody could check it");
        let both = apply(
            &json!({ "at": ["/list"], "add": [1], "set": [2] }),
            &mut spec,
        );
        assert!(both.is_err(), "which of the two?");
    }
}
