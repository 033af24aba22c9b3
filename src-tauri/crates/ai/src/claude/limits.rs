//! `anthropic-ratelimit-*` headers: what is left until when.

use chrono::{DateTime, Utc};
use reqwest::header::HeaderMap;

use crate::limit::Limit;

const NAMES: [&str; 4] = ["requests", "tokens", "input-tokens", "output-tokens"];

/// The limits that the headers tell.
pub(super) fn of(headers: &HeaderMap) -> Vec<Limit> {
    NAMES.iter().filter_map(|name| one(headers, name)).collect()
}

fn one(headers: &HeaderMap, name: &'static str) -> Option<Limit> {
    let text = |part| {
        let header = format!("anthropic-ratelimit-{name}-{part}");
        headers.get(header)?.to_str().ok()
    };
    let limit = text("limit").and_then(|value| value.parse().ok());
    let remaining = text("remaining").and_then(|value| value.parse().ok());
    let reset = text("reset").and_then(|value| DateTime::parse_from_rfc3339(value).ok());
    let told = limit.is_some() || remaining.is_some();
    told.then(|| Limit {
        name,
        limit,
        remaining,
        reset: reset.map(|at| at.with_timezone(&Utc)),
    })
}
