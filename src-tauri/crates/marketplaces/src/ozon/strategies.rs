//! What pricing strategies say about single products: the price by the strategy, and where the
//! competitor's can be seen. Only products that the seller put into one are asked about.

use std::collections::BTreeSet;

use domain::PriceSignal;
use serde_json::{Value, json};

use super::convert::price::strategy;
use super::line::Line;
use super::wire::strategy::{Strategy, StrategyAnswer, StrategyList, StrategyProducts};
use crate::Result;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::readable;

const OPERATION: &str = "price_signals.page";

/// Strategies of a page, at most.
const PAGE: usize = 50;

/// Pages of strategies; nobody keeps so many.
const PAGES: usize = 20;

/// Products of one step: each is a request of its own.
const STEP: usize = 20;

/// Signals of the next products after `after`, and the last of them where others follow. A key
/// whose role lacks the methods is told nothing.
pub(super) async fn signals(
    line: &Line,
    after: Option<i64>,
) -> Result<(Vec<PriceSignal>, Option<i64>)> {
    match read(line, after).await {
        Err(error) if is_closed(&error) => Ok((Vec::new(), None)),
        read => read,
    }
}

fn is_closed(error: &MarketplaceError) -> bool {
    matches!(error.kind, ErrorKind::Forbidden | ErrorKind::Unsupported)
}

async fn read(line: &Line, after: Option<i64>) -> Result<(Vec<PriceSignal>, Option<i64>)> {
    let products = products(line).await?;
    let mut left = products.into_iter().filter(|id| Some(*id) > after);
    let step: Vec<i64> = left.by_ref().take(STEP).collect();
    let mut all = Vec::new();
    if !step.is_empty() {
        let currency = line.shop(OPERATION).await?.company.currency.parse().ok();
        for id in &step {
            let path = "/v1/pricing-strategy/product/info";
            let body = json!({ "product_id": id });
            let told: StrategyAnswer = line.ask(OPERATION, path, body).await?;
            all.extend(strategy(*id, &told.result, currency));
        }
    }
    let last = step.last().copied().filter(|_| left.next().is_some());
    Ok((all, last))
}

/// Products of all strategies, by their numbers. One that cannot be read would leave out products
/// without a word.
async fn products(line: &Line) -> Result<BTreeSet<i64>> {
    let mut all = BTreeSet::new();
    for page in 1..=PAGES {
        let body = json!({ "page": page, "limit": PAGE });
        let path = "/v1/pricing-strategy/list";
        let told: StrategyList = line.ask(OPERATION, path, body).await?;
        let strategies: Vec<Strategy> = readable(&told.strategies);
        if strategies.len() < told.strategies.len() {
            return Err(unreadable("a strategy"));
        }
        for strategy in strategies
            .iter()
            .filter(|one| one.products_count != Some(0))
        {
            let body = json!({ "strategy_id": strategy.id });
            let path = "/v1/pricing-strategy/products/list";
            let told: StrategyProducts = line.ask(OPERATION, path, body).await?;
            let ids: Option<Vec<i64>> = told.result.product_id.iter().map(number).collect();
            all.extend(ids.ok_or_else(|| unreadable("a product of a strategy"))?);
        }
        if told.strategies.len() < PAGE {
            break;
        }
    }
    Ok(all)
}

fn unreadable(what: &str) -> MarketplaceError {
    MarketplaceError::new(ErrorKind::Unreadable, OPERATION, what)
}

fn number(id: &Value) -> Option<i64> {
    id.as_i64().or_else(|| id.as_str()?.parse().ok())
}
