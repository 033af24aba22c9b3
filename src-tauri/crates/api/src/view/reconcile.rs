//! A reconciliation for screens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::money::Money;

/// Arguments of `reconciliation_get`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReconcileQuery {
    /// Account.
    pub account: i64,
    /// First day, `YYYY-MM-DD`.
    pub from: String,
    /// Last day.
    pub to: String,
}

/// What the store counted against the marketplace's own report.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct Reconciliation {
    /// One table for each currency.
    pub tables: Vec<ReconcileTable>,
    /// The marketplace has such a report.
    pub offered: bool,
    /// When the report was last read.
    pub read_at: Option<String>,
    /// The first day of which the store has all orders.
    pub since: String,
    /// The last day that the report will not change any more.
    pub settled: String,
    /// Orders that finance reports name.
    pub orders_named: i64,
    /// Those of them that the store has.
    pub orders_found: i64,
    /// The marketplace's own reports and what lies here of them, the latest first.
    pub reports: Vec<ReportTotals>,
}

/// Totals of one report against the rows of the ledger.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReportTotals {
    /// The marketplace's identity of the report.
    pub report: String,
    /// Its kind in the marketplace's words.
    pub kind: String,
    /// Its first day.
    pub from: String,
    /// Its last day.
    pub to: String,
    /// One line for each kind of amount.
    pub lines: Vec<ReportTotal>,
}

/// One total.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReportTotal {
    /// What it is of: key under `reconcile.about.`, else the marketplace's own word.
    pub about: String,
    /// The same in the marketplace's words.
    pub word: String,
    /// As the marketplace reports.
    pub reported: Money,
    /// The sum of the rows here; `None` without any.
    pub rows: Option<Money>,
    /// Key under `reconcile.why.`: agrees, retention, late, in_sum_only, unexplained.
    pub why: String,
}

/// Both sides in one currency; the lines between add up.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReconcileTable {
    /// From what the store counts to what the marketplace reports.
    pub lines: Vec<ReconcileLine>,
    /// Days on which something is unexplained.
    pub odd_days: u32,
}

/// One line.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReconcileLine {
    /// Key under `reconcile.`: sold, cancelled, returned, late, retention, unexplained, reported.
    pub cause: String,
    /// Pieces.
    pub units: i64,
    /// Money.
    pub money: Money,
}
