//! Quantities at hand.

use serde::{Deserialize, Serialize};

use crate::ids::ExternalId;
use crate::order::Scheme;

/// What lies in one warehouse for one listing, in pieces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLevel {
    /// The listing's `external_id` or one of its aliases.
    pub listing: ExternalId,
    /// Warehouse in the marketplace's words; empty when it names none.
    pub warehouse: String,
    /// Whose warehouse it is.
    pub scheme: Scheme,
    /// Pieces that can be sold now.
    pub available: i64,
    /// Pieces held for orders.
    pub reserved: i64,
    /// Pieces that left for buyers and lie in no warehouse; `None` where nobody tells.
    pub to_buyers: Option<i64>,
    /// Pieces on their way back from buyers; `None` where nobody tells.
    pub from_buyers: Option<i64>,
}
