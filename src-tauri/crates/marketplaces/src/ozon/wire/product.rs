//! Products: the list, their state, their characteristics.

use chrono::{DateTime, Utc};
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer};
use serde_json::Value;

use crate::loose;

/// `productv3GetProductListResponse`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct ProductList {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) result: ProductListResult,
}

/// Its `result`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct ProductListResult {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) items: Vec<Value>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(in crate::ozon) last_id: Option<String>,
}

/// `productv3GetProductListResponseItem`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct ProductListItem {
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) product_id: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) sku: Option<i64>,
}

/// `v3GetProductInfoListResponse`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct InfoList {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) items: Vec<Value>,
}

/// `v3GetProductInfoListResponseItem`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Info {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) id: String,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) offer_id: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) sku: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) name: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) barcodes: Vec<String>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::ozon) price: Option<Decimal>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) currency_code: String,
    #[serde(deserialize_with = "pictures")]
    pub(in crate::ozon) primary_image: Vec<String>,
    #[serde(deserialize_with = "pictures")]
    pub(in crate::ozon) images: Vec<String>,
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::ozon) is_archived: Option<bool>,
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::ozon) is_autoarchived: Option<bool>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) sources: Vec<Source>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) statuses: Statuses,
    pub(in crate::ozon) visibility_details: Option<Visibility>,
    #[serde(deserialize_with = "loose::moment")]
    pub(in crate::ozon) updated_at: Option<DateTime<Utc>>,
}

/// `GetProductInfoListResponseSource`: older products have a SKU per scheme.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Source {
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) sku: Option<i64>,
}

/// `GetProductInfoListResponseStatuses`; the words are not listed anywhere.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Statuses {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) moderate_status: String,
}

/// `GetProductInfoListResponseVisibilityDetails`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Visibility {
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::ozon) has_price: Option<bool>,
    #[serde(deserialize_with = "loose::truth")]
    pub(in crate::ozon) has_stock: Option<bool>,
}

/// `productv4GetProductAttributesV4Response`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct CardList {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) result: Vec<Value>,
}

/// `productv4GetProductAttributesV4ResponseResult`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Card {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) id: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) description_category_id: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) type_id: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) attributes: Vec<Characteristic>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) complex_attributes: Vec<Characteristic>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::ozon) depth: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::ozon) width: Option<Decimal>,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::ozon) height: Option<Decimal>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) dimension_unit: String,
    #[serde(deserialize_with = "loose::amount")]
    pub(in crate::ozon) weight: Option<Decimal>,
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) weight_unit: String,
}

/// A characteristic: a number instead of a name. A complex one may hold others.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct Characteristic {
    #[serde(deserialize_with = "loose::whole")]
    pub(in crate::ozon) id: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) values: Vec<CharacteristicValue>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(in crate::ozon) attributes: Vec<Characteristic>,
}

/// One value of it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub(in crate::ozon) struct CharacteristicValue {
    #[serde(deserialize_with = "loose::text")]
    pub(in crate::ozon) value: String,
}

/// Lists of addresses; `primary_image` has come as one text, too.
fn pictures<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let found = Value::deserialize(from)?;
    let one = found.as_str().map(str::to_owned);
    let all = found.as_array().into_iter().flatten();
    let all = all.filter_map(|item| item.as_str().map(str::to_owned));
    Ok(one
        .into_iter()
        .chain(all)
        .filter(|url| !url.is_empty())
        .collect())
}
