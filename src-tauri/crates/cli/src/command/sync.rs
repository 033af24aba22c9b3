//! `sam sync`: one round of every feed, or of those that are named.

use std::process::ExitCode;

use api::ApiError;
use api::once::FeedRound;
use serde_json::json;

use super::open_for_work;
use crate::args;
use crate::exit;
use crate::home::At;
use crate::tell::Tell;

/// Reads, tells each feed as it ends, and ends with the code of the worst.
pub(crate) async fn sync(at: &At, tell: &Tell, wish: args::Sync) -> Result<ExitCode, ApiError> {
    let api = open_for_work(at, tell, wish.keys, None).await?;
    let rounds = api
        .read_once(wish.shop, &wish.feed, |round| tell.line(&line(tell, round)))
        .await;
    api.close().await;
    let rounds = rounds?;
    tell.object(&json!({ "feeds": rounds }));
    if rounds.is_empty() {
        tell.note(&tell.words("sync.no_shops", &[]));
    }
    let problems = rounds.iter().filter_map(|round| round.problem.as_ref());
    let worst = problems
        .map(exit::code)
        .min_by_key(|code| if *code == exit::FAILED { 9 } else { *code });
    Ok(worst.map_or(ExitCode::SUCCESS, ExitCode::from))
}

fn line(tell: &Tell, round: &FeedRound) -> String {
    let feed = round.feed.map_or("", |feed| feed.as_str());
    let head = format!("{:>4} {:<12} {feed:<10}", round.shop, round.marketplace);
    match &round.problem {
        Some(problem) => format!("{head} {}", tell.error(problem)),
        None if round.not_offered => format!("{head} {}", tell.words("sync.not_offered", &[])),
        None => {
            let values = [
                ("count", round.rows.to_string()),
                ("bad", round.bad_rows.to_string()),
            ];
            format!("{head} {}", tell.words("sync.rows", &values))
        }
    }
}
