//! Parcels, supplies and documents for screens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::change::Change;

/// Parcels by where they stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ParcelQueue {
    /// Everything that is still to be handed over.
    ToDo,
    /// To be confirmed.
    New,
    /// To be packed.
    Packing,
    /// To be handed over.
    Packed,
    /// Handed over.
    HandedOver,
    /// Given up.
    Cancelled,
}

/// Arguments of `parcels_list`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ParcelsQuery {
    /// One account or all.
    pub account: Option<i64>,
    /// Which queue.
    pub queue: ParcelQueue,
    /// Words of the goods, or a part of the number.
    pub search: Option<String>,
    /// Where the last page ended.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// A page of parcels.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ParcelsPage {
    /// Those that are due first before others.
    pub rows: Vec<ParcelRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// How many parcels each queue has, of the chosen account.
    pub counts: ParcelCounts,
    /// What each shop wants to know and gives.
    pub shops: Vec<ParcelShop>,
    /// Marketplaces among the partner's that let orders be read and nothing done to them.
    pub read_only: Vec<String>,
    /// Marketplaces among the partner's whose orders cannot be read.
    pub not_offered: Vec<String>,
}

/// How many parcels stand where.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ParcelCounts {
    /// Still to be handed over.
    pub to_do: i64,
    /// To be confirmed.
    pub new: i64,
    /// To be packed.
    pub packing: i64,
    /// To be handed over.
    pub packed: i64,
    /// Handed over.
    pub handed_over: i64,
    /// Given up.
    pub cancelled: i64,
}

/// What a shop wants to know of a parcel's step, and what papers it gives.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ParcelShop {
    /// Account.
    pub account: i64,
    /// Marketplace.
    pub marketplace: String,
    /// Parcels are confirmed by putting them into a supply: one of these.
    pub supplies: Option<Vec<SupplyName>>,
    /// Reasons for giving a parcel up, of which one is named; none where it asks for none.
    pub reasons: Vec<String>,
    /// Labels can be had.
    pub labels: bool,
    /// Papers of a supply.
    pub papers: Vec<String>,
    /// Documents can be had.
    pub documents: bool,
}

/// A supply that is open.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SupplyName {
    /// The marketplace's identity.
    pub key: String,
    /// Its name.
    pub name: String,
}

/// Something that the seller does to a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ParcelAct {
    /// Takes it on.
    Confirm,
    /// Gives the marks of its pieces.
    Mark,
    /// Packs it.
    Pack,
    /// Hands it over.
    HandOver,
    /// Says that it waits at the pickup point.
    Arrive,
    /// Says that the buyer has it.
    Deliver,
    /// Gives it up.
    Cancel,
    /// Its label can be had.
    Label,
}

/// One parcel.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ParcelRow {
    /// Account.
    pub account: i64,
    /// Marketplace.
    pub marketplace: String,
    /// The number under which it is handled.
    pub key: String,
    /// The number of the buyer's order.
    pub order: String,
    /// `seller` = the marketplace delivers, `seller_delivery` = the seller does.
    pub scheme: String,
    /// new, packing, packed, handed_over, cancelled, or the marketplace's own word.
    pub state: String,
    /// When the buyer ordered.
    pub created_at: String,
    /// When it must have been handed over, when told.
    pub ship_by: Option<String>,
    /// The supply that it is in.
    pub supply: Option<String>,
    /// What is in it.
    pub lines: Vec<ParcelLine>,
    /// What can be done next.
    pub acts: Vec<ParcelAct>,
    /// When its label was last kept on this machine.
    pub label_at: Option<String>,
    /// A change that is under way.
    pub change: Option<Change>,
}

/// Goods of one listing in a parcel.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ParcelLine {
    /// Title.
    pub title: String,
    /// Article.
    pub article: String,
    /// First picture.
    pub image: Option<String>,
    /// Pieces.
    pub quantity: i64,
    /// Kinds of marks that each piece must carry, in the marketplace's words.
    pub marks: Vec<String>,
}

/// Arguments of `parcels_propose`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProposeParcels {
    /// Account.
    pub account: i64,
    /// Parcels by their numbers, at most 200.
    pub parcels: Vec<String>,
    /// What is done.
    pub act: ParcelAct,
    /// Why they are given up: one of `ParcelShop.reasons`.
    pub reason: Option<String>,
    /// The supply that they are put into.
    pub supply: Option<String>,
    /// Codes of one parcel's pieces, for `mark`.
    pub marks: Vec<PieceMark>,
}

/// The code of a piece.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PieceMark {
    /// The place of its line in the parcel, from 0.
    pub line: u32,
    /// The kind of mark.
    pub kind: String,
    /// The code.
    pub code: String,
}

/// Arguments of `supplies_list`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SuppliesQuery {
    /// One account or all.
    pub account: Option<i64>,
}

/// Supplies, open ones first, then the newest.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SuppliesPage {
    /// At most 200.
    pub rows: Vec<SupplyRow>,
}

/// One supply.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct SupplyRow {
    /// Account.
    pub account: i64,
    /// Marketplace.
    pub marketplace: String,
    /// The marketplace's identity.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Where it stands, in the marketplace's words.
    pub state: String,
    /// Parcels can still be put into it.
    pub open: bool,
    /// `marketplace` = to its shelves, else of the seller's own parcels.
    pub scheme: String,
    /// When it was made.
    pub created_at: Option<String>,
    /// When it is due or was taken.
    pub at: Option<String>,
    /// Pieces or parcels in it, when told.
    pub amount: Option<i64>,
    /// It can be handed over.
    pub hand_over: bool,
    /// Papers that it has.
    pub papers: Vec<String>,
    /// A change that is under way.
    pub change: Option<Change>,
}

/// What is done with a supply.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum SupplyAct {
    /// It is made.
    Open,
    /// It is on its way.
    HandOver,
    /// It is given up.
    Cancel,
}

/// Arguments of `supply_propose`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ProposeSupply {
    /// Account.
    pub account: i64,
    /// The supply; none makes one.
    pub supply: Option<String>,
    /// The name.
    pub name: String,
    /// What is done.
    pub act: SupplyAct,
}

/// Arguments of `documents_list`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DocumentsQuery {
    /// One account or all.
    pub account: Option<i64>,
    /// Where the last page ended.
    pub after: Option<String>,
    /// Rows wanted, at most 200.
    pub limit: u32,
}

/// A page of documents.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DocumentsPage {
    /// The newest first.
    pub rows: Vec<DocumentRow>,
    /// Where the next page begins.
    pub next: Option<String>,
    /// Marketplaces among the partner's that give no documents.
    pub not_offered: Vec<String>,
}

/// One document.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct DocumentRow {
    /// Account.
    pub account: i64,
    /// Marketplace.
    pub marketplace: String,
    /// The marketplace's identity.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its kind in the marketplace's words.
    pub kind: String,
    /// Its day, `YYYY-MM-DD`.
    pub day: Option<String>,
    /// Formats that it can be had in.
    pub formats: Vec<String>,
}
