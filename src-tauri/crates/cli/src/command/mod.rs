//! One file per command.

pub(crate) mod accounts;
pub(crate) mod backup;
pub(crate) mod engine;
pub(crate) mod export;
mod keys;
pub(crate) mod probe;
pub(crate) mod rules;
pub(crate) mod sandbox;
pub(crate) mod status;
pub(crate) mod sync;
pub(crate) mod verify;

use std::path::Path;
use std::sync::Arc;

use api::{Api, ApiError, Caller, Code, Options, Places};
use serde_json::{Value, json};

pub(crate) use keys::open_for_work;

/// The error of a store that another process works on, with who that is.
pub(crate) async fn other_engine(store: &Path) -> ApiError {
    let error = ApiError::new(
        Code::ViewerOnly,
        "another process is the engine of this store",
    );
    let options = Options {
        places: Places::of_store(store),
        demo: None,
        secrets: Some(Arc::new(api::NoKeys::default())),
        engine: false,
    };
    let Ok(api) = Api::open(options).await else {
        return error;
    };
    let session = api
        .call(&Caller::OWNER, "session_get", json!({}))
        .await
        .unwrap_or_default();
    api.close().await;
    named(error, &session)
}

/// Adds who the engine is.
pub(crate) fn named(error: ApiError, session: &Value) -> ApiError {
    let text = |path: &str| match session.pointer(path) {
        Some(Value::String(text)) => text.clone(),
        Some(Value::Number(number)) => number.to_string(),
        _ => "?".to_owned(),
    };
    error
        .with("host", text("/engine_owner/host"))
        .with("pid", text("/engine_owner/pid"))
}

/// Minor units as people write them.
pub(crate) fn decimal(minor: i64, exponent: u32) -> String {
    let scale = 10_i64.checked_pow(exponent).filter(|scale| *scale > 1);
    match scale {
        None => minor.to_string(),
        Some(scale) => {
            let sign = if minor < 0 { "-" } else { "" };
            let width = usize::try_from(exponent).unwrap_or(0);
            let (whole, rest) = (minor.abs() / scale, minor.abs() % scale);
            format!("{sign}{whole}.{rest:0width$}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::decimal;

    #[test]
    fn minor_units_are_written_with_their_decimals() {
        assert_eq!(decimal(1_234_567, 6), "1.234567", "millionths");
        assert_eq!(decimal(-5, 2), "-0.05", "less than one");
        assert_eq!(decimal(90_000, 0), "90000", "whole sums");
    }
}
