//! Weekly reports line by line, balances, documents.

use async_trait::async_trait;
use chrono::{Days, NaiveDate};
use domain::{Balance, Document, LedgerRow};
use http::Method;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::ads::moscow;
use super::api::Api;
use super::convert;
use super::keys::{self, Claims};
use super::profile::{ADVERT, DOCUMENTS, FINANCE};
use super::wire::{AccountBalance, AdBalance, Data, DocumentList};
use crate::Result;
use crate::http::Call;
use crate::page::{Cursor, Page, Window};

/// Lines of one answer. WB gives 100 000 at most; so many fit into one reading.
const LINES: usize = 20_000;
/// Documents of one answer, at most (WB API 13-finances).
const DOCUMENTS_MOST: usize = 50;
/// Days that are read again: a week's report comes on the Monday after it.
const REPORT_AGAIN: u64 = 15;
const DOCUMENTS_AGAIN: u64 = 3;
/// What we read of a line.
const FIELDS: [&str; 23] = [
    "rrdId",
    "reportId",
    "currency",
    "nmId",
    "docTypeName",
    "sellerOperName",
    "bonusTypeName",
    "quantity",
    "returnAmount",
    "rrDate",
    "srid",
    "retailPriceWithDisc",
    "forPay",
    "acquiringFee",
    "deliveryService",
    "penalty",
    "paidStorage",
    "paidAcceptance",
    "deduction",
    "cashbackAmount",
    "cashbackDiscount",
    "cashbackCommissionChange",
    "dateTo",
];

/// Reads reports.
pub(super) struct Ledger {
    pub(super) api: Api,
}

/// Reads balances.
pub(super) struct Balances {
    pub(super) api: Api,
}

/// Reads documents.
pub(super) struct Documents {
    pub(super) api: Api,
}

/// Where a feed of days stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    /// The period of the round under way.
    period: Option<(NaiveDate, NaiveDate)>,
    /// The last line, or rows that were read.
    after: i64,
    /// The last day of the last round.
    done: Option<NaiveDate>,
}

impl Position {
    fn period(self, again: u64, window: Window) -> (NaiveDate, NaiveDate) {
        self.period.unwrap_or_else(|| {
            let today = moscow(window.now);
            let from = self.done.map(|done| done - Days::new(again));
            (
                from.unwrap_or_else(|| moscow(window.since)).min(today),
                today,
            )
        })
    }

    fn next(self, period: (NaiveDate, NaiveDate), after: Option<i64>) -> Self {
        match after {
            Some(after) => Self {
                period: Some(period),
                after,
                done: self.done,
            },
            None => Self {
                done: Some(period.1),
                ..Self::default()
            },
        }
    }
}

#[async_trait]
impl crate::Source<LedgerRow> for Ledger {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<LedgerRow>> {
        const OPERATION: &str = "ledger.page";
        let place: Position = Cursor::position(after);
        let period = place.period(REPORT_AGAIN, window);
        let path = "/api/finance/v1/sales-reports/detailed";
        let call = Call::read(OPERATION, FINANCE, Method::POST, path)
            .bucket("finance")
            .json(json!({
                "dateFrom": period.0, "dateTo": period.1, "limit": LINES, "rrdId": place.after,
                "period": "weekly", "fields": FIELDS,
            }));
        let lines: Vec<Value> = self.api.read_some(&call).await?;
        let last = lines.iter().rev().find_map(convert::line_id);
        let on = last.filter(|last| lines.len() >= LINES && *last > place.after);
        let rows = lines.iter().flat_map(convert::ledger);
        Ok(Page::of(
            rows,
            Cursor::at(&place.next(period, on)),
            on.is_some(),
        ))
    }
}

#[async_trait]
impl crate::Source<Balance> for Balances {
    fn names_all(&self) -> bool {
        true
    }

    /// A token without one of the two categories tells the other. The account comes first: its one
    /// request a minute may have to be waited for, and then nothing was asked in vain.
    async fn page(&self, _: Option<&Cursor>, window: Window) -> Result<Page<Balance>> {
        const OPERATION: &str = "balances.page";
        let claims: &Claims = self.api.claims();
        let mut rows = Vec::new();
        if claims.has(keys::FINANCE) {
            let call = Call::read(OPERATION, FINANCE, Method::GET, "/api/v1/account/balance");
            let told: AccountBalance = self.api.read(&call.bucket("balance")).await?;
            rows.extend(convert::account(&told, window.now).into_iter().map(Ok));
        }
        if claims.has(keys::ADVERT) || rows.is_empty() {
            let call = Call::read(OPERATION, ADVERT, Method::GET, "/adv/v1/balance");
            let told: AdBalance = self.api.read(&call.bucket("ad-balance")).await?;
            rows.extend(convert::advertising(&told, window.now));
        }
        Ok(Page::of(rows, Cursor(json!(null)), false))
    }
}

#[async_trait]
impl crate::Source<Document> for Documents {
    /// From the oldest on: new ones come at the end and move nothing.
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<Document>> {
        const OPERATION: &str = "documents.page";
        let place: Position = Cursor::position(after);
        let period = place.period(DOCUMENTS_AGAIN, window);
        let call = Call::read(OPERATION, DOCUMENTS, Method::GET, "/api/v1/documents/list")
            .bucket("documents")
            .query("locale", "ru")
            .query("beginTime", &period.0)
            .query("endTime", &period.1)
            .query("sort", "date")
            .query("order", "asc")
            .query("limit", &DOCUMENTS_MOST)
            .query("offset", &place.after);
        let found: Data<DocumentList> = self.api.read(&call).await?;
        let found = found.data.documents;
        let read = i64::try_from(found.len()).unwrap_or_default();
        let on = (found.len() >= DOCUMENTS_MOST).then_some(place.after + read);
        let rows = found.iter().map(convert::document);
        Ok(Page::of(
            rows,
            Cursor::at(&place.next(period, on)),
            on.is_some(),
        ))
    }
}
