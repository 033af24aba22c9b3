//! Uzum's words, as far as we use them (Seller OpenAPI, state of 2026-08-20). Nothing is demanded
//! that could be missing, nothing is refused that could be new.

use rust_decimal::Decimal;
use serde::Deserialize;
use serde_json::Value;

use crate::loose;

/// The envelope of orders and stocks.
#[derive(Debug, Deserialize)]
pub(crate) struct Wrapped<T> {
    pub(crate) payload: Option<T>,
    /// Something when the request failed with a status of success.
    #[serde(default, deserialize_with = "loose::or_empty")]
    pub(crate) errors: Vec<Value>,
}

/// A shop.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Shop {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) name: Option<String>,
}

/// Answer of `GET /v1/product/shop/{shopId}`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct ProductPage {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) product_list: Vec<Value>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) total_products_amount: Option<i64>,
}

/// A product with its SKUs.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Product {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) product_id: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) title: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) category: Option<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) status: Status,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) image: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) preview_img: Option<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) sku_list: Vec<Value>,
}

/// Where a product stands.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Status {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) value: String,
}

/// A SKU of a product.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Sku {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) sku_id: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) sku_title: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) sku_full_title: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) product_title: Option<String>,
    /// A number here, a text in the stocks.
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) barcode: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) article: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) seller_item_code: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) ikpu: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) characteristics: Option<String>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) price: Option<i64>,
    /// Percent of the price that Uzum takes.
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) commission: Option<Decimal>,
    /// Pieces sold on an average day.
    #[serde(deserialize_with = "loose::amount")]
    pub(crate) avgdsales: Option<Decimal>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) rank_info: Rank,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) quantity_fbs: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) quantity_active: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) quantity_pending: Option<i64>,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) archived: Option<bool>,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) blocked: Option<bool>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) preview_image: Option<String>,
}

/// Uzum's grade of a SKU.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Rank {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) rank: Option<String>,
}

/// Payload of `GET /v3/fbs/sku/stocks`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct StockPage {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) sku_amount_list: Vec<Value>,
}

/// What a seller has of one SKU.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct SkuAmount {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) sku_id: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) amount: Option<i64>,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) fbs_linked: Option<bool>,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) dbs_linked: Option<bool>,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) fbs_allowed: Option<bool>,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) dbs_allowed: Option<bool>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) barcode: Option<String>,
}

/// Payload of `GET /v2/fbs/orders`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct OrderPage {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) orders: Vec<Value>,
}

/// An order. Dates are ISO texts by the description and numbers in life.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Order {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) status: String,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) scheme: String,
    pub(crate) date_created: Value,
    pub(crate) accepted_date: Value,
    pub(crate) delivering_date: Value,
    pub(crate) delivery_date: Value,
    pub(crate) delivered_to_delivery_point_date: Value,
    pub(crate) completed_date: Value,
    pub(crate) date_cancelled: Value,
    pub(crate) return_date: Value,
    pub(crate) deliver_until: Value,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) identifier_required: Option<bool>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) invoice_number: Option<i64>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) stock: Place,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) order_items: Vec<OrderItem>,
}

/// A place: a stock, a drop-off point.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Place {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) uuid: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) title: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) address: Option<String>,
}

/// A SKU within an order; it has no `skuId`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct OrderItem {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) product_id: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) product_title: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) sku_title: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) seller_sku_code: Option<String>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) seller_price: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) amount: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) amount_returns: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) cancelled: Option<i64>,
}

mod money;
mod notes;
mod refusal;

pub(crate) use money::{Item, ItemPage, Payment, PaymentPage};
pub(crate) use notes::{Invoice, Points, ReturnItem, ReturnNote, ShelfInvoice, Slots};
pub(super) use refusal::Refusal;
