//! Products of the catalogue (`getOfferMappings`).

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use super::Paging;
use crate::loose;

/// `GetOfferMappingsResultDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Offers {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) offer_mappings: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) paging: Paging,
}

/// `GetOfferMappingDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct OfferMapping {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) offer: Offer,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) mapping: Mapping,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) showcase_urls: Vec<ShowcaseUrl>,
}

/// `GetOfferDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Offer {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) offer_id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) name: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) description: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) vendor: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) vendor_code: Option<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) barcodes: Vec<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) pictures: Vec<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) manufacturer_countries: Vec<String>,
    pub(in crate::yandex) weight_dimensions: Option<WeightDimensions>,
    pub(in crate::yandex) shelf_life: Option<TimePeriod>,
    pub(in crate::yandex) life_time: Option<TimePeriod>,
    pub(in crate::yandex) guarantee_period: Option<TimePeriod>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) params: Vec<Param>,
    pub(in crate::yandex) basic_price: Option<Price>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) campaigns: Vec<CampaignStatus>,
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::yandex) archived: Option<bool>,
    /// As the seller files it; the card may be filed elsewhere.
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) market_category_id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) card_status: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) media_files: MediaFiles,
}

/// `OfferMediaFilesDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct MediaFiles {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::yandex) pictures: Vec<MediaFile>,
}

/// `OfferMediaFileDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct MediaFile {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) url: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) upload_state: String,
}

/// `OfferWeightDimensionsDTO`: centimetres and kilograms, with the packaging.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct WeightDimensions {
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) length: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) width: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) height: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) weight: Option<Decimal>,
}

/// `TimePeriodDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct TimePeriod {
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) time_period: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) time_unit: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) comment: Option<String>,
}

/// `OfferParamDTO`: a characteristic; one with several values comes several times.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct Param {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) name: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) value: String,
}

/// `GetPriceWithDiscountDTO`, `CurrencyValueDTO`: major units.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Price {
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::yandex) value: Option<Decimal>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) currency_id: String,
}

/// `OfferCampaignStatusDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::yandex) struct CampaignStatus {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) status: String,
}

/// `GetMappingDTO`: the card on Market.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct Mapping {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) market_sku: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) market_sku_name: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) market_category_name: Option<String>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::yandex) market_category_id: Option<i64>,
}

/// `ShowcaseUrlDTO`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(in crate::yandex) struct ShowcaseUrl {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::yandex) showcase_type: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::yandex) showcase_url: Option<String>,
}
