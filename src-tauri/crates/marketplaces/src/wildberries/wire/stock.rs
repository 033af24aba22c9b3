//! Why quantities are not taken (WB API 02-items, 409 of `PUT /api/v3/stocks/{warehouseId}`).

use serde::Deserialize;

use crate::loose;

/// One reason with the sizes that it is about; none where it is about all.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct StockRefusal {
    #[serde(deserialize_with = "loose::text")]
    code: String,
    #[serde(deserialize_with = "loose::text")]
    message: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) data: Vec<RefusedSize>,
}

/// A size that is refused.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct RefusedSize {
    #[serde(deserialize_with = "loose::whole")]
    chrt_id: Option<i64>,
}

impl StockRefusal {
    /// Whether it is about that size.
    pub(crate) fn names(&self, chrt_id: i64) -> bool {
        self.data.iter().any(|one| one.chrt_id == Some(chrt_id))
    }

    /// WB's words.
    pub(crate) fn words(&self) -> String {
        match self.message.is_empty() {
            true => self.code.clone(),
            false => self.message.clone(),
        }
    }
}
