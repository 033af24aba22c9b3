//! Accruals day by day, and the balance.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{NaiveDate, TimeDelta};
use domain::{Balance, LedgerRow};
use serde::{Deserialize, Serialize};
use serde_json::json;
use tokio::sync::OnceCell;

use super::convert::finance::{Kinds, ledger};
use super::convert::money;
use super::day;
use super::line::Line;
use super::wire::finance::{Accrual, AccrualList, AccrualTypes, BalanceReport};
use crate::Result;
use crate::contract::Source;
use crate::error::{ErrorKind, MarketplaceError};
use crate::feed::rows;
use crate::page::{Cursor, Page, Window};

/// Accruals of a day; the passport asks for its role.
pub(super) const BY_DAY: &str = "/v1/finance/accrual/by-day";

/// The balance; the passport asks for its role.
pub(super) const BALANCE: &str = "/v1/finance/balance";

/// What is booked late is found by the next round.
const AGAIN: TimeDelta = TimeDelta::days(3);

/// A page token lives for 15 minutes; an older one is refused, and the day begins anew.
const OPERATION: &str = "ledger.page";

/// Reads accruals.
pub(super) struct Accruals {
    line: Arc<Line>,
    kinds: OnceCell<Kinds>,
}

/// Reads the balance.
pub(super) struct Balances(pub(super) Arc<Line>);

#[derive(Debug, Clone, Default, Serialize, Deserialize)]
struct Position {
    day: Option<NaiveDate>,
    last_id: Option<String>,
}

#[async_trait]
impl Source<LedgerRow> for Accruals {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<LedgerRow>> {
        let position: Position = Cursor::position(after);
        let today = day(window.now);
        let date = position.day.unwrap_or(day(window.since)).min(today);
        let kinds = self.kinds().await?;
        let body = |last_id: &str| json!({ "date": date.to_string(), "last_id": last_id });
        let token = position.last_id.as_deref();
        let list: AccrualList = self.line.page(OPERATION, BY_DAY, body, token).await?;
        let (found, bad) = rows(&list.accruals, |row: Accrual| ledger(&row, kinds));
        let last_id = list
            .last_id
            .filter(|last| !list.accruals.is_empty() && position.last_id.as_ref() != Some(last));
        let more = last_id.is_some() || date < today;
        let next = match (&last_id, more) {
            (Some(_), _) => date,
            (None, true) => date + TimeDelta::days(1),
            (None, false) => today - AGAIN,
        };
        let next = Position {
            day: Some(next),
            last_id,
        };
        Ok(Page::new(
            found.into_iter().flatten().collect(),
            bad,
            Cursor::at(&next),
            more,
        ))
    }
}

impl Accruals {
    /// Reads accruals over `line`.
    pub(super) fn new(line: &Arc<Line>) -> Self {
        Self {
            line: Arc::clone(line),
            kinds: OnceCell::new(),
        }
    }

    async fn kinds(&self) -> Result<&Kinds> {
        let ask = || async {
            let path = "/v1/finance/accrual/types";
            let told: AccrualTypes = self.line.ask(OPERATION, path, json!({})).await?;
            let named = told.accrual_types.into_iter().filter_map(|one| {
                let name = if one.description.is_empty() {
                    one.name
                } else {
                    one.description
                };
                Some((one.id?, name))
            });
            Ok::<_, MarketplaceError>(named.collect())
        };
        self.kinds.get_or_try_init(ask).await
    }
}

#[async_trait]
impl Source<Balance> for Balances {
    async fn page(&self, _after: Option<&Cursor>, window: Window) -> Result<Page<Balance>> {
        const OPERATION: &str = "balances.page";
        let to = day(window.now);
        let from = to - TimeDelta::days(29);
        let body = json!({ "date_from": from.to_string(), "date_to": to.to_string() });
        let told: BalanceReport = self.0.ask(OPERATION, BALANCE, body).await?;
        let closing = &told.total.closing_balance;
        let amount = money(closing.value, &closing.currency_code).ok_or_else(|| {
            let message = "no balance is told";
            MarketplaceError::new(ErrorKind::Unreadable, OPERATION, message)
        })?;
        let row = Balance {
            kind: "current".to_owned(),
            amount,
            at: window.now,
        };
        Ok(Page::of([Ok(row)], Cursor::at(&()), false))
    }

    fn names_all(&self) -> bool {
        true
    }
}
