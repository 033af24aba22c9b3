//! Ratings of the seller.

use chrono::NaiveDate;
use domain::{RatingUnit, ShopRating};
use rust_decimal::Decimal;

use crate::feed::Flaw;
use crate::ozon::day;
use crate::ozon::wire::rating::{ErrorIndex, LocalIndex, RatingItem};

/// A rating as it is today.
pub(in crate::ozon) fn rating(
    row: RatingItem,
    today: NaiveDate,
) -> Result<Option<ShopRating>, Flaw> {
    if row.rating.is_empty() {
        return Err(Flaw::missing("rating"));
    }
    let status = row.status.filter(|word| word != "UNKNOWN_STATUS");
    Ok(Some(ShopRating {
        grade: status,
        ..plain(
            (&row.rating, &row.name),
            row.current_value,
            unit(&row.value_type),
            today,
        )
    }))
}

/// Which of what is measured in time or counted is not told: the words stay.
fn unit(word: &str) -> RatingUnit {
    match word {
        "PERCENT" => RatingUnit::Percent,
        "REVIEW_SCORE" => RatingUnit::Stars,
        "INDEX" => RatingUnit::Points,
        other => RatingUnit::Other(other.to_owned()),
    }
}

/// How much of what is sold lies near its buyers, percent.
pub(in crate::ozon) fn local(row: &LocalIndex) -> Result<Option<ShopRating>, Flaw> {
    let at = row
        .calculation_date
        .ok_or(Flaw::missing("calculation_date"))?;
    let names = ("localization_index", "Индекс локализации");
    let value = row.localization_percentage;
    Ok(Some(plain(names, value, RatingUnit::Percent, day(at))))
}

/// The index of errors of parcels, over the days that it is reckoned for.
pub(in crate::ozon) fn errors(row: &ErrorIndex) -> Option<ShopRating> {
    let until = row.period_to.get(..10)?.parse().ok()?;
    let names = ("fbs_error_index", "Индекс ошибок FBS и rFBS");
    row.index?;
    Some(plain(names, row.index, RatingUnit::Points, until))
}

fn plain(
    (code, name): (&str, &str),
    value: Option<Decimal>,
    unit: RatingUnit,
    day: NaiveDate,
) -> ShopRating {
    ShopRating {
        place: String::new(),
        code: code.to_owned(),
        name: name.to_owned(),
        value,
        unit,
        grade: None,
        day,
    }
}
