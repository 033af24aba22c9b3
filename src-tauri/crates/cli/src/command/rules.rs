//! `sam rules`: which rule packs hold, and what a dropped-in one changes.

use std::process::ExitCode;

use api::ApiError;
use api::rules::{PackView, packs};
use serde_json::json;

use crate::home::At;
use crate::tell::Tell;

/// Lists the packs with every value that differs from the built-in one.
pub(crate) fn rules(at: &At, tell: &Tell) -> Result<ExitCode, ApiError> {
    let found = packs(&at.places);
    for pack in &found.packs {
        tell.line(&line(tell, pack));
        for difference in &pack.differences {
            let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
            let (before, after) = (shown(&difference.before), shown(&difference.after));
            tell.line(&format!("  {}: {before} -> {after}", difference.place));
        }
    }
    for problem in &found.problems {
        tell.note(&format!("{}: {}", problem.file, problem.why));
    }
    tell.object(&json!(found));
    Ok(match found.problems.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(crate::exit::FAILED),
    })
}

fn line(tell: &Tell, pack: &PackView) -> String {
    let place = match &pack.file {
        Some(file) => file.clone(),
        None => tell.words("rules.built_in", &[]),
    };
    format!("{:<14} {}  {place}", pack.marketplace, pack.date)
}
