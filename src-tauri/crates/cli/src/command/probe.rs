//! `sam probe`: why is there no data.

use std::process::ExitCode;

use api::ApiError;
use api::probe::Probed;
use serde_json::json;

use super::open_for_work;
use crate::args;
use crate::exit;
use crate::home::At;
use crate::tell::Tell;

/// Asks a shop everything once, tells each answer as it comes, and ends with the code of the first
/// that went wrong.
pub(crate) async fn probe(at: &At, tell: &Tell, wish: args::Probe) -> Result<ExitCode, ApiError> {
    let api = open_for_work(at, tell, wish.keys, None).await?;
    let results = api
        .probe(wish.shop, wish.base_url, |one| tell.line(&lines(tell, one)))
        .await;
    api.close().await;
    let results = results?;
    tell.object(&json!({ "shop": wish.shop, "probed": results }));
    let first = results.iter().find_map(|one| one.problem.as_ref());
    Ok(first.map_or(ExitCode::SUCCESS, |problem| {
        ExitCode::from(exit::code(problem))
    }))
}

fn lines(tell: &Tell, probed: &Probed) -> String {
    let mut lines = vec![format!("{:<14} {}", probed.what, summary(tell, probed))];
    lines.extend(probed.operations.iter().map(|one| {
        let status = one
            .status
            .map_or_else(|| "-".to_owned(), |status| status.to_string());
        let left = one
            .limit_left
            .map_or_else(String::new, |left| format!("  [{left}]"));
        format!("  {status:>4} {}{left}", one.request)
    }));
    lines.extend(
        probed
            .bad_rows
            .iter()
            .map(|bad| format!("       {}: {}", bad.path, bad.reason)),
    );
    lines.join("\n")
}

fn summary(tell: &Tell, probed: &Probed) -> String {
    let count = |rows: usize| {
        let values = [
            ("count", rows.to_string()),
            ("bad", probed.bad_rows.len().to_string()),
        ];
        tell.words("sync.rows", &values)
    };
    match (&probed.problem, probed.rows) {
        (Some(problem), _) => tell.error(problem),
        (None, _) if probed.prepares => tell.words("probe.prepares", &[]),
        (None, Some(rows)) => count(rows),
        (None, None) => tell.words("probe.works", &[]),
    }
}
