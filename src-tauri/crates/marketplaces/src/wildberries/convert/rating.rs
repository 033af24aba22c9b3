//! The rating of the shop.

use chrono::NaiveDate;
use domain::{RatingUnit, ShopRating};
use rust_decimal::Decimal;

use super::super::wire::SellerRating;

/// The rating and of how many reviews it is made.
pub(crate) fn shop_ratings(told: &SellerRating, day: NaiveDate) -> [ShopRating; 2] {
    let rating = |code: &str, name: &str, value, unit| ShopRating {
        place: String::new(),
        code: code.to_owned(),
        name: name.to_owned(),
        value,
        unit,
        grade: None,
        day,
    };
    let reviews = RatingUnit::Other("reviews".to_owned());
    [
        rating(
            "valuation",
            "Рейтинг продавца",
            told.valuation,
            RatingUnit::Stars,
        ),
        rating(
            "feedbackCount",
            "Количество отзывов",
            told.feedback_count.map(Decimal::from),
            reviews,
        ),
    ]
}
