//! What answers to reviews and to questions have in common: numbers as
//! identities, replies in pages.

use domain::{Answer, ExternalId};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::line::Line;
use super::wire::feedback::Reply;
use super::wire::{Envelope, Paging};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::readable;
use crate::http::Call;

/// Pages of fifty replies; nobody reads further down.
const MOST_PAGES: usize = 20;

/// All replies to a text. One that cannot be read is not ours.
pub(super) async fn all<P>(
    line: &Line,
    call: impl Fn() -> Call + Send + Sync,
    split: impl Fn(P) -> (Vec<Value>, Paging) + Send + Sync,
) -> Result<Vec<Reply>>
where
    P: DeserializeOwned + Default + Send,
{
    let (mut replies, mut token) = (Vec::new(), None::<String>);
    for _ in 0..MOST_PAGES {
        let page: Envelope<P> = match &token {
            None => line.ask(&call()).await?,
            Some(token) => line.ask(&call().query("pageToken", token)).await?,
        };
        let (raw, paging) = split(page.result);
        replies.extend(readable::<Reply>(&raw));
        token = paging.next();
        if token.is_none() {
            break;
        }
    }
    Ok(replies)
}

/// An identity as the number that requests want.
pub(super) fn number(operation: &'static str, id: &ExternalId) -> Result<i64> {
    id.as_str().parse().map_err(|_| {
        MarketplaceError::new(ErrorKind::Rejected, operation, "the identity is no number")
    })
}

/// The answer that another one takes the place of.
pub(super) fn replaced(operation: &'static str, answer: &Answer) -> Result<i64> {
    let Some(id) = &answer.replaces else {
        let message = "it is not said which answer is meant";
        return Err(MarketplaceError::new(
            ErrorKind::Rejected,
            operation,
            message,
        ));
    };
    number(operation, id)
}

/// Whether a text that was asked for by its identity is there.
pub(super) fn there(operation: &'static str, found: &[Value]) -> Result<()> {
    if found.is_empty() {
        let message = "the marketplace no longer shows it";
        return Err(MarketplaceError::new(
            ErrorKind::NotFound,
            operation,
            message,
        ));
    }
    Ok(())
}
