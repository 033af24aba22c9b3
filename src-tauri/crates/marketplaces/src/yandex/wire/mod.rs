//! Yandex Market's own words (Partner API, snapshot of 2026-07-17): only the
//! fields that are used, each of them tolerant. Words of enumerations stay
//! text, since "other values may be returned".

pub(super) mod bid;
pub(super) mod card;
pub(super) mod chat;
pub(super) mod feedback;
pub(super) mod funnel;
pub(super) mod money;
pub(super) mod offer;
pub(super) mod order;
pub(super) mod price;
pub(super) mod promo;
pub(super) mod question;
pub(super) mod returned;
pub(super) mod shipment;
pub(super) mod shop;
pub(super) mod standing;
pub(super) mod statement;
pub(super) mod stock;
pub(super) mod turnover;
pub(super) mod warehouse;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::loose;

/// `{"status": "OK", "result": {…}}`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, bound = "T: DeserializeOwned + Default")]
pub(super) struct Envelope<T> {
    /// The content.
    #[serde(deserialize_with = "loose::or_empty")]
    pub(super) result: T,
}

/// `PackagingForwardScrollingPagerDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Paging {
    #[serde(rename = "nextPageToken", deserialize_with = "loose::maybe_text")]
    next_page_token: Option<String>,
}

impl Paging {
    /// The token of the next page; none on the last one.
    pub(super) fn next(self) -> Option<String> {
        self.next_page_token
    }
}
