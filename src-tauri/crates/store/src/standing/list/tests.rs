use domain::{CategoryPlace, Currency, ShopRating};

use super::*;
use crate::fixture::{self, start};
use crate::kept;
use crate::sheet::Reading;

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, number).unwrap()
}

fn place(category: &str, at: u32, place: Option<i64>) -> CategoryPlace {
    CategoryPlace {
        category: category.into(),
        name: String::new(),
        day: day(at),
        place,
        sellers: Some(80),
        ours: Some(Money::new(90_000, Currency::RUB)),
        all: None,
        average: None,
        nearest: None,
        leaders: None,
    }
}

#[tokio::test]
async fn the_last_day_with_a_place_is_told() {
    let (_dir, store, _, account) = fixture::shop().await;
    let reading = Reading {
        account,
        round: 1,
        now: start(),
    };
    let rows = vec![
        place("kettles", 17, Some(9)),
        place("kettles", 18, Some(4)),
        place("kettles", 19, None),
        place("mugs", 19, Some(2)),
        place("bowls", 1, Some(1)),
    ];
    let rating = ShopRating {
        place: String::new(),
        code: "returns".to_owned(),
        name: "Returns".to_owned(),
        value: Some("0.7".parse().unwrap()),
        unit: RatingUnit::Other("parrots".to_owned()),
        grade: None,
        day: day(19),
    };
    let kept = store.write(move |tx| {
        Box::pin(async move {
            kept::keep(tx, reading, &rows).await?;
            kept::keep(tx, reading, &[rating]).await
        })
    });
    kept.await.unwrap();
    let mut conn = store.read().await.unwrap();
    let found = places(&mut conn, account, day(10)).await.unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|row| (row.category.as_str(), row.day, row.place))
        .collect();
    assert_eq!(
        told,
        [("mugs", day(19), 2), ("kettles", day(18), 4)],
        "a day without orders hides no place, and what is long past is none"
    );
    let ratings = ratings(&mut conn, account).await.unwrap();
    assert_eq!(ratings[0].value, Some(0.7), "as told");
    assert_eq!(
        ratings[0].unit,
        RatingUnit::Other("parrots".to_owned()),
        "an unknown unit is kept"
    );
}
