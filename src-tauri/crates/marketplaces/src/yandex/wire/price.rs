//! Prices, their quarantine, and what Market advises (`getDefaultPrices`,
//! `getBusinessQuarantineOffers`, `getOfferRecommendations`).

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use super::Paging;
use super::offer::Price;
use crate::loose;

/// `OfferDefaultPriceListResponseDTO`, `GetQuarantineOffersResultDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Offers {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) offers: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `OfferDefaultPriceResponseDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct OfferPrice {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) offer_id: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) price: DefaultPrice,
}

/// `OfferDefaultPriceDTO`: major units.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct DefaultPrice {
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) value: Option<Decimal>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) currency_id: String,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) discount_base: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) minimum_for_bestseller: Option<Decimal>,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::yandex) updated_at: Option<DateTime<Utc>>,
}

/// `QuarantineOfferDTO`; its prices are those of the verdicts.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct HeldOffer {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) offer_id: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) verdicts: Vec<Verdict>,
}

/// `PriceQuarantineVerdictDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Verdict {
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(in crate::yandex) kind: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) params: Vec<Parameter>,
}

/// `PriceQuarantineVerdictParameterDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Parameter {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) name: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) value: String,
}

/// `OfferRecommendationsResultDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Recommendations {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) offer_recommendations: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `OfferRecommendationDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct OfferRecommendation {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) offer: RecommendedOffer,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) recommendation: Recommendation,
}

/// `OfferForRecommendationDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct RecommendedOffer {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) offer_id: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) competitiveness: Option<String>,
}

/// `OfferRecommendationInfoDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Recommendation {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) offer_id: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) competitiveness_thresholds: Thresholds,
}

/// `PriceCompetitivenessThresholdsDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Thresholds {
    pub(in crate::yandex) optimal_price: Option<Price>,
    pub(in crate::yandex) average_price: Option<Price>,
}
