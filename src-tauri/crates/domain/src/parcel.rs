//! What the seller has to hand over: assembly tasks, postings, orders of the seller's own stock.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::ids::ExternalId;
use crate::order::Scheme;

/// A parcel that the seller handles. A round names all that are still in the seller's hands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parcel {
    /// The identity under which it is handled.
    pub external_id: ExternalId,
    /// The buyer's order (`Order::external_id`) that it belongs to.
    pub order: ExternalId,
    /// Who stores and delivers.
    pub scheme: Scheme,
    /// Where it stands.
    pub state: ParcelState,
    /// The same in the marketplace's words.
    pub word: String,
    /// When the buyer ordered.
    pub created_at: DateTime<Utc>,
    /// When it must have been handed over.
    pub ship_by: Option<DateTime<Utc>>,
    /// The warehouse that it leaves from, by its identity.
    pub warehouse: Option<ExternalId>,
    /// The supply, act or delivery slot that it is in.
    pub supply: Option<ExternalId>,
    /// What is in it.
    pub lines: Vec<ParcelLine>,
    /// What the seller may do next.
    pub acts: Vec<ParcelAct>,
}

/// Goods of one listing in a parcel.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParcelLine {
    /// The identity of the line, where acts name it.
    pub item: Option<ExternalId>,
    /// The listing's `external_id` or one of its aliases.
    pub listing: ExternalId,
    /// Title as ordered.
    pub title: String,
    /// Pieces.
    pub quantity: i64,
    /// Kinds of marks that each piece must carry (in the marketplace's words: `sgtin`, `imei`).
    pub marks: Vec<String>,
}

/// Where a parcel stands, over all marketplaces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParcelState {
    /// Waits for the seller.
    New,
    /// The seller confirmed it and packs.
    Packing,
    /// Packed, waits for the handing over.
    Packed,
    /// Handed over.
    HandedOver,
    /// Ended before the buyer had it.
    Cancelled,
    /// A word that this version does not know.
    Other(String),
}

impl ParcelState {
    /// The word in the store.
    pub fn as_str(&self) -> &str {
        match self {
            Self::New => "new",
            Self::Packing => "packing",
            Self::Packed => "packed",
            Self::HandedOver => "handed_over",
            Self::Cancelled => "cancelled",
            Self::Other(word) => word,
        }
    }
}

/// Something that the seller does to a parcel.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ParcelAct {
    /// Takes it on; where there are supplies, puts it into one.
    Confirm,
    /// Gives the marks of its pieces.
    Mark,
    /// Packs it; it is ready to be handed over.
    Pack,
    /// Hands it over to the marketplace or to the own courier.
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

impl ParcelAct {
    /// The word in the store and in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Confirm => "confirm",
            Self::Mark => "mark",
            Self::Pack => "pack",
            Self::HandOver => "hand_over",
            Self::Arrive => "arrive",
            Self::Deliver => "deliver",
            Self::Cancel => "cancel",
            Self::Label => "label",
        }
    }
}

/// Parcels that travel to the marketplace together: a supply, a shipment, an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Supply {
    /// The marketplace's identity of it.
    pub external_id: ExternalId,
    /// Its name or number as the seller knows it.
    pub name: String,
    /// Where it stands, in the marketplace's words.
    pub state: String,
    /// Whether parcels can still be put into it.
    pub open: bool,
    /// To the marketplace's shelves, or of parcels of the seller's own.
    pub scheme: Scheme,
    /// Where it goes.
    pub warehouse: Option<String>,
    /// When it was made.
    pub created_at: Option<DateTime<Utc>>,
    /// When it is due or was taken.
    pub at: Option<DateTime<Utc>>,
    /// Pieces or parcels in it, when told.
    pub amount: Option<i64>,
}
