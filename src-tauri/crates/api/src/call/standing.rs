//! How a shop stands on its marketplace.

use chrono::Days;
use domain::AccountId;
use store::standing::{PlaceRow, RatingRow};

use crate::context::View;
use crate::error::ApiError;
use crate::view::ById;
use crate::view::standing::{CategoryPlace, Rating, Standing};

/// A place that is older says nothing of today.
const FRESH: Days = Days::new(30);

/// A shop's ratings and places.
pub(crate) async fn get(view: &View, by: ById) -> Result<Standing, ApiError> {
    let partner = view.partner().await?;
    let mut conn = view.read().await?;
    let account = store::account::get(&mut conn, AccountId(by.id)).await?;
    if account.partner != partner {
        return Err(ApiError::not_found("shop"));
    }
    let today = view.now().with_timezone(&account.zone).date_naive();
    let since = today.checked_sub_days(FRESH).unwrap_or(today);
    let ratings = store::standing::ratings(&mut conn, account.id).await?;
    let places = store::standing::places(&mut conn, account.id, since).await?;
    Ok(Standing {
        ratings: ratings.into_iter().map(rating).collect(),
        places: places.into_iter().map(place).collect(),
    })
}

fn rating(row: RatingRow) -> Rating {
    Rating {
        place: row.place,
        code: row.code,
        name: row.name,
        value: row.value,
        unit: row.unit.as_str().to_owned(),
        grade: row.grade,
        day: row.day.to_string(),
    }
}

fn place(row: PlaceRow) -> CategoryPlace {
    CategoryPlace {
        category: row.category,
        day: row.day.to_string(),
        place: row.place,
        sellers: row.sellers,
        ours: row.ours.map(Into::into),
        nearest: row.nearest.map(Into::into),
    }
}
