//! `sam verify-log`: nobody has changed the journal.

use std::process::ExitCode;

use api::{Api, ApiError, Caller};
use serde_json::{Value, json};

use crate::exit;
use crate::home::At;
use crate::tell::Tell;

/// Reads the whole chain.
pub(crate) async fn verify(at: &At, tell: &Tell) -> Result<ExitCode, ApiError> {
    let api = Api::open(at.looking()).await?;
    let checked = api.call(&Caller::OWNER, "journal_verify", json!({})).await;
    api.close().await;
    let checked = checked?;
    tell.object(&checked);
    let number = |name: &str| {
        let value = checked.get(name).and_then(Value::as_i64);
        value.map_or_else(|| "?".to_owned(), |value| value.to_string())
    };
    let intact = checked.get("intact").and_then(Value::as_bool) == Some(true);
    let key = if intact {
        "verify.intact"
    } else {
        "verify.broken"
    };
    tell.line(&tell.words(
        key,
        &[("rows", number("rows")), ("row", number("first_bad"))],
    ));
    Ok(if intact {
        ExitCode::SUCCESS
    } else {
        ExitCode::from(exit::NOT_INTACT)
    })
}
