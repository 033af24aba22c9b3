//! What a marketplace says in sum: totals of its own reports, against which rows are held.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::finance::LedgerKind;
use crate::ids::ExternalId;
use crate::money::Money;

/// One total of a marketplace's own report over a period. It says again what the rows of the
/// ledger say one by one, so it is held against them and never added to them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The marketplace's identity of the report, or one made of its kind and its first day.
    pub report: ExternalId,
    /// The report's kind in the marketplace's words.
    pub kind: String,
    /// Its first day, in the marketplace's zone.
    pub from: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
    /// What the total is of.
    pub about: LedgerKind,
    /// The same in the marketplace's words.
    pub word: String,
    /// Pieces, where it is about pieces.
    pub quantity: Option<i64>,
    /// What the seller gets; negative for what is taken.
    pub amount: Money,
}
