//! The connection check and the seller's card.

use serde_json::json;

use super::{ids, keys};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};

/// GET /ping.
pub(super) fn ping(_bazaar: &Bazaar, call: &Call) -> Reply {
    Reply::json(&json!({"TS": ids::moscow(call.now), "Status": "OK"}))
}

/// GET /api/v1/seller-info.
pub(super) fn info(bazaar: &Bazaar, _call: &Call) -> Reply {
    Reply::json(&json!({
        "name": "OOO «Zarafshon Uy»",
        "sid": keys::sid(bazaar),
        "tin": "309876543",
        "tradeMark": "Zarafshon Uy",
        "country": "Узбекистан",
    }))
}
