//! The connection check and the seller's card.

use http::{Method, StatusCode};
use serde_json::json;

use super::{STALL, ids, keys, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::Route;

const RATING: Limit = Limit::new("rating", 1, 60, 1);

pub(super) fn routes() -> Vec<Route> {
    let path = "/api/common/v1/rating";
    vec![Route::read(
        Method::GET,
        "feedbacks-api",
        path,
        &RATING,
        rating,
    )]
}

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

/// GET /api/common/v1/rating: for tokens of the service kind alone.
fn rating(bazaar: &Bazaar, call: &Call) -> Reply {
    if !keys::is_service(call) {
        return refuse::made_up(StatusCode::FORBIDDEN, call);
    }
    let reviews = bazaar.world.reviews(&STALL, call.now);
    let stars: u64 = reviews.iter().map(|review| u64::from(review.rating)).sum();
    let count = u64::try_from(reviews.len()).unwrap_or(0);
    let hundredths = (stars * 100).checked_div(count).unwrap_or(0);
    let rating = format!("{}.{:02}", hundredths / 100, hundredths % 100);
    let rating = rating.parse::<f64>().unwrap_or_default();
    Reply::json(&json!({"feedbackCount": count, "valuation": rating}))
}
