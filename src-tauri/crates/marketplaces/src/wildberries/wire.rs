//! Wildberries' words, as far as we use them (WB API of 2026-10-24). Nothing is demanded that
//! could be missing, nothing is refused that could be new.

use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::loose;

/// Answer of `POST /content/v2/get/cards/list`, and of `/trash`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct CardsPage {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) cards: Vec<Value>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) cursor: CardsCursor,
}

/// Where a walk over cards stands; `total` is the number of cards in this answer.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct CardsCursor {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) updated_at: Option<String>,
    /// In the place of `updatedAt` for the bin.
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) trashed_at: Option<String>,
    #[serde(rename = "nmID", deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) total: Option<i64>,
}

/// A card: one colour of a product with its sizes.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Card {
    #[serde(rename = "nmID", deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) vendor_code: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) subject_name: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) brand: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) title: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) description: Option<String>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) photos: Vec<Photo>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) characteristics: Vec<Characteristic>,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) sizes: Vec<Size>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) updated_at: Option<String>,
}

/// A picture of a card in its largest form.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Photo {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) big: Option<String>,
}

/// A characteristic; the value is a text, a number or a list of them.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct Characteristic {
    #[serde(deserialize_with = "loose::text")]
    pub(crate) name: String,
    pub(crate) value: Value,
}

/// A size of a card; things without sizes have one that is called "0".
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Size {
    #[serde(rename = "chrtID", deserialize_with = "loose::whole")]
    pub(crate) chrt_id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) tech_size: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) skus: Vec<Value>,
}

/// A seller's warehouse (`GET /api/v3/warehouses`).
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct Warehouse {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) name: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) delivery_type: Option<i64>,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) is_deleting: Option<bool>,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) is_processing: Option<bool>,
}

/// Answer of `POST /api/v3/stocks/{warehouseId}`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct SellerStocks {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) stocks: Vec<Value>,
}

/// What lies of one size in a seller's warehouse.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct SellerStock {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) chrt_id: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) amount: Option<i64>,
}

/// Answers of the reports: everything lies in `data`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, bound(deserialize = "T: DeserializeOwned + Default"))]
pub(crate) struct Data<T> {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) data: T,
}

/// Rows of `POST /api/analytics/v1/stocks-report/wb-warehouses`.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(crate) struct WbStocks {
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) items: Vec<Value>,
}

/// What lies of one size in Wildberries' warehouses.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct WbStock {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) chrt_id: Option<i64>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) warehouse_name: String,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) quantity: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) in_way_to_client: Option<i64>,
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) in_way_from_client: Option<i64>,
}

/// Rows of `POST /api/analytics/v1/order-feed`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct OrderFeed {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) snapshot_time: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) currency: String,
    #[serde(deserialize_with = "loose::or_empty")]
    pub(crate) orders: Vec<Value>,
}

/// One unit sold.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct FeedOrder {
    #[serde(deserialize_with = "loose::whole")]
    pub(crate) nm_id: Option<i64>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) srid: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) created_at: String,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) updated_at: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) status: String,
    #[serde(deserialize_with = "loose::truth")]
    pub(crate) is_mp: Option<bool>,
    #[serde(deserialize_with = "loose::text")]
    pub(crate) seller_price: String,
}

/// Answer of `GET /api/v1/seller-info`.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub(crate) struct SellerInfo {
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) name: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) sid: Option<String>,
    #[serde(deserialize_with = "loose::maybe_text")]
    pub(crate) trade_mark: Option<String>,
}

mod ad;
mod advice;
mod card;
mod chat;
mod claim;
mod feedback;
mod finance;
mod parcel;
mod pin;
mod price;
mod promotion;
mod rating;
mod refusal;
mod report;
mod stock;
mod tariff;
mod traffic;

pub(super) use ad::{
    Advert, AdvertCard, AdvertGroup, Adverts, Budget, Figures, FullStats, QueryCard, QueryDay,
    QueryStats,
};
pub(super) use advice::{AdvisedBid, BidAdvice, CardLeast, LeastBid, LeastBids};
pub(super) use card::{CardError, CardErrors, Subject, SubjectField};
pub(super) use chat::{ChatInfo, ChatList, Event, EventAnswer, EventPage};
pub(super) use claim::{Claim, Claims};
pub(super) use feedback::{Answer, Feedback, FeedbackPage, Question, QuestionPage};
pub(super) use finance::{
    AccountBalance, AdBalance, Cashback, Document, DocumentFile, DocumentList, ReportLine,
};
pub(super) use parcel::{
    Outcome, Outcomes, Stickers, Supplies, Supply, Task, TaskMarks, TaskStatus, Tasks,
};
pub(super) use pin::{Pin, PinLimit, PinLimits, PinOutcome, Pins};
pub(super) use price::{
    Goods, GoodsList, HeldGoods, Quarantine, SizePrice, Upload, UploadGoods, UploadedGoods,
};
pub(super) use promotion::{Nomenclature, Nomenclatures, Promotion, Promotions};
pub(super) use rating::SellerRating;
pub(super) use refusal::{Refusal, says_no};
pub(super) use report::{AcquiringReport, ReportHead, SalesReport};
pub(super) use stock::StockRefusal;
pub(super) use tariff::{Commission, Commissions, RatesAnswer, WarehouseRates};
pub(super) use traffic::{CardHistory, HistoryDay, ItemRating, Items, SearchText, Span, StockItem};
