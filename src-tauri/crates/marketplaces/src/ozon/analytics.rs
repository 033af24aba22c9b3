//! Figures: days of the funnel, search terms of the last week, turnover, the rating of cards.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{Datelike, NaiveDate, TimeDelta};
use domain::{CardQuality, Currency, FunnelDay, SearchTerm, Turnover};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::convert::traffic::{METRICS, OPEN_METRICS, funnel, quality, term, turnover};
use super::day;
use super::line::Line;
use super::wire::product::{ProductList, ProductListItem};
use super::wire::traffic::{FunnelReport, RatingList, TermList, TurnoverList};
use crate::Result;
use crate::contract::Source;
use crate::feed::{Flaw, rows};
use crate::page::{BadRow, Cursor, Page, Window};

/// The funnel; the passport asks for its role.
pub(super) const DATA: &str = "/v1/analytics/data";

/// "Once a minute."
const MINUTE: Duration = Duration::from_secs(60);

/// Rows of a page of figures.
const LIMIT: usize = 1000;

/// Days that one request covers; of the last ones cancellations still come in.
const SPAN: TimeDelta = TimeDelta::days(7);

/// Products of a page, and search terms of each.
const PRODUCTS: u32 = 50;
const TERMS: u32 = 15;
const TERMS_OF_PAGE: u32 = 100;

/// Reads days of the funnel.
pub(super) struct Funnel(pub(super) Arc<Line>);

/// Reads search terms.
pub(super) struct Terms(pub(super) Arc<Line>);

/// Reads turnover.
pub(super) struct Turning(pub(super) Arc<Line>);

/// Reads ratings of cards.
pub(super) struct Ratings(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Days {
    from: Option<NaiveDate>,
    #[serde(default)]
    offset: usize,
}

#[async_trait]
impl Source<FunnelDay> for Funnel {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<FunnelDay>> {
        const OPERATION: &str = "funnel.page";
        let Days { from, offset } = Cursor::position(after);
        let today = day(window.now);
        let from = from.unwrap_or(day(window.since)).min(today);
        let to = (from + SPAN - TimeDelta::days(1)).min(today);
        let shop = self.0.shop(OPERATION).await?;
        let metrics = match shop.has_premium_plus() {
            true => METRICS.as_slice(),
            false => &METRICS[..OPEN_METRICS],
        };
        let currency: Option<Currency> = shop.company.currency.parse().ok();
        let body = json!({
            "date_from": from.to_string(),
            "date_to": to.to_string(),
            "dimension": ["sku", "day"],
            "limit": LIMIT,
            "metrics": metrics,
            "offset": offset,
        });
        let report: FunnelReport = self.0.ask(OPERATION, DATA, body).await?;
        let data = report.result.data;
        let (rows, bad) = rows(&data, |row| funnel(&row, currency));
        let full = data.len() >= LIMIT;
        let more = full || to < today;
        let next = match (full, more) {
            (true, _) => Days {
                from: Some(from),
                offset: offset + LIMIT,
            },
            (false, true) => Days {
                from: Some(to + TimeDelta::days(1)),
                offset: 0,
            },
            (false, false) => Days {
                from: Some(today - SPAN),
                offset: 0,
            },
        };
        Ok(Page {
            rows,
            bad,
            cursor: Cursor::at(&next),
            more,
            wait: more.then_some(MINUTE),
        })
    }
}

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Products {
    last_id: Option<String>,
    /// A page of what these products have.
    #[serde(default)]
    page: u32,
}

impl Line {
    /// SKUs of a page of products, those that could not be read, and the token of the next page.
    async fn skus(&self, operation: &'static str, token: Option<&str>) -> Result<Skus> {
        let body = |last_id: &str| json!({ "filter": { "visibility": "ALL" }, "last_id": last_id, "limit": PRODUCTS });
        let list: ProductList = self
            .page(operation, "/v3/product/list", body, token)
            .await?;
        let list = list.result;
        // A product that was never on sale has no SKU.
        let (found, bad) = rows(&list.items, |item: ProductListItem| match item.product_id {
            Some(_) => Ok(item.sku.filter(|sku| *sku > 0).map(|sku| sku.to_string())),
            None => Err(Flaw::missing("product_id")),
        });
        let full = list.items.len() >= PRODUCTS as usize;
        let next = list
            .last_id
            .filter(|last| full && token != Some(last.as_str()));
        Ok(Skus { found, bad, next })
    }
}

/// A page of products by their SKUs.
struct Skus {
    found: Vec<String>,
    bad: Vec<BadRow>,
    next: Option<String>,
}

#[async_trait]
impl Source<SearchTerm> for Terms {
    /// The last whole week that is reckoned: figures come a day or two late.
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<SearchTerm>> {
        const OPERATION: &str = "search_terms.page";
        let Products { last_id, page } = Cursor::position(after);
        let (from, until) = week(day(window.now));
        let Skus {
            found: skus,
            mut bad,
            next,
        } = self.0.skus(OPERATION, last_id.as_deref()).await?;
        let list: TermList = match skus.is_empty() {
            true => TermList::default(),
            false => {
                let body = json!({
                    "date_from": format!("{from}T00:00:00Z"),
                    "date_to": format!("{until}T00:00:00Z"),
                    "limit_by_sku": TERMS,
                    "page": page,
                    "page_size": TERMS_OF_PAGE,
                    "skus": skus,
                });
                let path = "/v1/analytics/product-queries/details";
                self.0.ask(OPERATION, path, body).await?
            }
        };
        let (rows, broken) = rows(&list.queries, |row| term(row, (from, until)));
        bad.extend(broken);
        let pages = list.page_count.unwrap_or_default();
        let within = !list.queries.is_empty() && i64::from(page) + 1 < pages;
        let more = within || next.is_some();
        let next = match within {
            true => Products {
                last_id,
                page: page + 1,
            },
            false => Products {
                last_id: next,
                page: 0,
            },
        };
        Ok(Page::new(rows, bad, Cursor::at(&next), more))
    }
}

/// The last Monday to Sunday that ended two days ago or earlier.
fn week(today: NaiveDate) -> (NaiveDate, NaiveDate) {
    let settled = today - TimeDelta::days(2);
    let since_sunday = i64::from(settled.weekday().num_days_from_sunday());
    let until = settled - TimeDelta::days(since_sunday);
    (until - TimeDelta::days(6), until)
}

#[async_trait]
impl Source<Turnover> for Turning {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Turnover>> {
        let Days { offset, .. } = Cursor::position(after);
        let today = day(window.now);
        let body = json!({ "limit": LIMIT, "offset": offset });
        let path = "/v1/analytics/turnover/stocks";
        let list: TurnoverList = self.0.ask("turnover.page", path, body).await?;
        let (rows, bad) = rows(&list.items, |row| turnover(row, today));
        let more = list.items.len() >= LIMIT;
        let offset = if more { offset + LIMIT } else { 0 };
        Ok(Page {
            rows,
            bad,
            cursor: Cursor::at(&Days { from: None, offset }),
            more,
            wait: more.then_some(MINUTE),
        })
    }
}

#[async_trait]
impl Source<CardQuality> for Ratings {
    async fn page(&self, after: Option<&Cursor>, _window: Window) -> Result<Page<CardQuality>> {
        const OPERATION: &str = "quality.page";
        let Products { last_id, .. } = Cursor::position(after);
        let Skus {
            found: skus,
            mut bad,
            next,
        } = self.0.skus(OPERATION, last_id.as_deref()).await?;
        let products: Vec<Value> = match skus.is_empty() {
            true => Vec::new(),
            false => {
                let path = "/v1/product/rating-by-sku";
                let list: RatingList = self.0.ask(OPERATION, path, json!({ "skus": skus })).await?;
                list.products
            }
        };
        let (rows, broken) = rows(&products, |row| quality(&row));
        bad.extend(broken);
        let more = next.is_some();
        let cursor = Cursor::at(&Products {
            last_id: next,
            page: 0,
        });
        Ok(Page::new(rows, bad, cursor, more))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_week_is_whole_and_reckoned() {
        let date = |text: &str| text.parse::<NaiveDate>().expect("a day");
        // 2026-11-22 is a Sunday.
        let told = |today: &str| week(date(today));
        let before = (date("2026-11-09"), date("2026-11-15"));
        assert_eq!(told("2026-11-22"), before, "it is not over");
        assert_eq!(told("2026-11-23"), before, "not reckoned yet");
        let after = (date("2026-11-16"), date("2026-11-22"));
        assert_eq!(told("2026-11-24"), after, "two days later");
    }
}
