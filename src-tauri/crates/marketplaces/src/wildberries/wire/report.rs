//! Lists of reports with their totals (WB API 13-finances).

use rust_decimal::Decimal;
use serde::Deserialize;

use crate::loose;

/// A report of sales: a row of `POST /api/finance/v1/sales-reports/list`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct SalesReport {
    #[serde(flatten)]
    pub(crate) head: ReportHead,
    /// 1 the main one, 2 about goods that WB bought out.
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) report_type: Option<i64>,
    /// What was sold.
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) retail_amount_sum: Option<Decimal>,
    /// What is paid for the goods.
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) for_pay_sum: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) delivery_service_sum: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) paid_storage_sum: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) paid_acceptance_sum: Option<Decimal>,
    /// Other deductions.
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) deduction_sum: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) penalty_sum: Option<Decimal>,
    /// Points withheld for the loyalty programme.
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) cashback_amount_sum: Option<Decimal>,
    /// What WB adds for its discounts.
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) cashback_discount_sum: Option<Decimal>,
    /// The price of taking part in it.
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) cashback_commission_change_sum: Option<Decimal>,
    /// What is paid out.
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) bank_payment_sum: Option<Decimal>,
}

/// A report about what taking payments cost: a row of `POST /api/finance/v1/acquiring/list`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct AcquiringReport {
    #[serde(flatten)]
    pub(crate) head: ReportHead,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) acquiring_fee_sum: Option<Decimal>,
}

/// What both begin with.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct ReportHead {
    /// Exceeds 2^53 in daily reports.
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) report_id: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) date_from: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) date_to: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) currency: String,
}
