//! `POST /api/call`: one call of the API.

use api::ApiError;
use axum::Json;
use axum::extract::State;
use axum::extract::rejection::JsonRejection;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde_json::{Value, json};

use super::Serving;

/// What is called.
#[derive(Deserialize)]
pub(super) struct Asked {
    name: String,
    #[serde(default)]
    args: Value,
}

/// Answers `{"ok": …}` or `{"error": …}`, both with status 200: the words for an error are the page's.
pub(super) async fn call(
    State(serving): State<Serving>,
    asked: Result<Json<Asked>, JsonRejection>,
) -> Response {
    let outcome = match asked {
        Ok(Json(asked)) => {
            serving
                .api
                .call(&serving.caller, &asked.name, asked.args)
                .await
        }
        Err(refused) => Err(ApiError::bad_input("body", refused.status().to_string())),
    };
    let body = match outcome {
        Ok(value) => json!({ "ok": value }),
        Err(error) => json!({ "error": error }),
    };
    ([(header::CACHE_CONTROL, "no-store")], Json(body)).into_response()
}
