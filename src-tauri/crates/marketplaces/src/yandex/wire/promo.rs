//! Promotions of Market (`getPromos`, `getPromoOffers`, answers to changes).

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use super::Paging;
use crate::loose;

/// `GetPromosResultDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Promos {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) promos: Vec<Value>,
}

/// `GetPromoDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Promo {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) name: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) period: Period,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) assortment_info: Assortment,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) mechanics_info: Mechanics,
}

/// `PromoPeriodDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Period {
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) date_time_from: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) date_time_to: Option<DateTime<Utc>>,
}

/// `GetPromoAssortmentInfoDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Assortment {
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::yandex) processing: Option<bool>,
}

/// `GetPromoMechanicsInfoDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Mechanics {
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(in crate::yandex) kind: String,
}

/// `GetPromoOffersResultDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct PromoOffers {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) offers: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `GetPromoOfferDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct PromoOffer {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) offer_id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) status: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) params: Params,
}

/// `PromoOfferParamsDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Params {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) discount_params: Discount,
}

/// `PromoOfferDiscountParamsDTO`: in roubles.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Discount {
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) promo_price: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) max_promo_price: Option<Decimal>,
}

/// `UpdatePromoOffersResultDTO`, `DeletePromoOffersResultDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Rejections {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) rejected_offers: Vec<Rejected>,
}

/// `RejectedPromoOfferUpdateDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Rejected {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) reason: String,
}
