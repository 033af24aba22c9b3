//! Cards: their quality, categories and what cards need (`getOfferCardsContentStatus`,
//! `getCategoriesTree`, `getCategoryContentParameters`, answers to updates).

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use super::Paging;
use crate::loose;

/// `OfferCardsContentStatusDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Cards {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) offer_cards: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `OfferCardDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Card {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) offer_id: String,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) content_rating: Option<Decimal>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) recommendations: Vec<Recommendation>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) errors: Vec<OfferError>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) warnings: Vec<OfferError>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) parameter_values: Vec<ParameterValue>,
}

/// `ParameterValueDTO`; a characteristic with several values comes several times.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct ParameterValue {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) parameter_id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) value_id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) value: String,
}

/// `OfferCardRecommendationDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Recommendation {
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(in crate::yandex) kind: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) percent: Option<i64>,
}

/// `OfferErrorDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct OfferError {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) message: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) comment: Option<String>,
}

/// `CategoryDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Category {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) name: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) children: Vec<Self>,
}

/// `CategoryContentParametersDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Parameters {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) parameters: Vec<Value>,
}

/// `CategoryParameterDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Parameter {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) name: String,
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(in crate::yandex) kind: String,
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::yandex) required: Option<bool>,
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::yandex) multivalue: Option<bool>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) unit: Units,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) values: Vec<Choice>,
}

/// `CategoryParameterUnitDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Units {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) default_unit_id: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) units: Vec<Unit>,
}

/// `UnitDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Unit {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) name: String,
}

/// `ParameterValueOptionDTO`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Choice {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) value: String,
}

/// `UpdateOfferMappingsResponse`, `UpdateOfferContentResponse`: one error, and nothing is taken.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Outcome {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) results: Vec<ItemOutcome>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) result: Moved,
}

/// `UpdateOfferMappingResultDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct ItemOutcome {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) errors: Vec<Fault>,
}

/// `OfferMappingErrorDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Fault {
    #[serde(rename = "type", deserialize_with = "loose::text")]
    pub(in crate::yandex) kind: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) message: String,
}

/// `AddOffersToArchiveDTO`, `DeleteOffersFromArchiveDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Moved {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) not_archived_offers: Vec<NotMoved>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) not_unarchived_offer_ids: Vec<Value>,
}

/// `AddOffersToArchiveErrorDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct NotMoved {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) error: String,
}
