//! Reports, balances, documents (WB API 13-finances, 08-promotion).

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// A line of `POST /api/finance/v1/sales-reports/detailed`. Amounts are texts; what has none is "0".
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct ReportLine {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) rrd_id: Option<i64>,
    /// Exceeds 2^53 in daily reports.
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) report_id: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) currency: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) doc_type_name: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) seller_oper_name: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) bonus_type_name: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) quantity: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) return_amount: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) rr_date: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) srid: Option<String>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) retail_price_with_disc: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) for_pay: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) acquiring_fee: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) delivery_service: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) penalty: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) paid_storage: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) paid_acceptance: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) deduction: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) cashback_amount: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) cashback_discount: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) cashback_commission_change: Option<Decimal>,
}

/// Answer of `GET /api/v1/account/balance`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AccountBalance {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) currency: String,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) current: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) for_withdraw: Option<Decimal>,
}

/// Answer of `GET /adv/v1/balance`, in whole units.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct AdBalance {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) currency: String,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) balance: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) net: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) bonus: Option<Decimal>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) cashbacks: Vec<Value>,
}

/// Bonuses for advertising that end on a day.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Cashback {
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) sum: Option<Decimal>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) expiration_date: String,
}

/// Rows of `GET /api/v1/documents/list`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct DocumentList {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) documents: Vec<Value>,
}

/// A document.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Document {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) service_name: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) name: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) category: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) extensions: Vec<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) creation_time: String,
}

/// Answer of `GET /api/v1/documents/download`, the file in base64.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct DocumentFile {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) file_name: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) document: String,
}
