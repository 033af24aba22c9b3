//! Days of the funnel, search terms, turnover, what is missing in cards.

use chrono::NaiveDate;
use domain::{
    CardIssue, CardQuality, Currency, FunnelDay, IssueLevel, Money, SearchTerm, Turnover,
};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::sku;
use crate::feed::Flaw;
use crate::ozon::wire::traffic::{FunnelRow, RatingGroup, RatingRow, TermRow, TurnoverRow};

/// Metrics that everybody may ask for, then those of Premium Plus.
pub(in crate::ozon) const METRICS: [&str; 7] = [
    "revenue",
    "ordered_units",
    "hits_view",
    "hits_view_pdp",
    "hits_tocart",
    "delivered_units",
    "cancellations",
];

/// How many of them everybody may ask for.
pub(in crate::ozon) const OPEN_METRICS: usize = 2;

/// A day of a product; `currency` is the cabinet's, where it is known.
pub(in crate::ozon) fn funnel(
    row: &FunnelRow,
    currency: Option<Currency>,
) -> Result<Option<FunnelDay>, Flaw> {
    let of = |at: usize| {
        row.dimensions
            .get(at)
            .map_or("", |dimension| dimension.id.as_str())
    };
    let number: Option<i64> = of(0).parse().ok();
    let day: Option<NaiveDate> = of(1).get(..10).and_then(|day| day.parse().ok());
    let figure = |at: usize| row.metrics.get(at).and_then(|figure| figure.0);
    let pieces = |at: usize| figure(at).and_then(|figure| figure.trunc().to_i64());
    let sum = |at: usize| Money::from_major(figure(at)?, currency?).ok();
    Ok(Some(FunnelDay {
        listing: sku(number).ok_or(Flaw::missing("dimensions[0].id"))?,
        day: day.ok_or(Flaw::missing("dimensions[1].id"))?,
        views: pieces(2),
        opens: pieces(3),
        carts: pieces(4),
        orders: pieces(1),
        ordered: sum(0),
        buyouts: pieces(5),
        bought: None,
        cancels: pieces(6),
    }))
}

/// A search term of a product between two days.
pub(in crate::ozon) fn term(
    row: TermRow,
    (from, until): (NaiveDate, NaiveDate),
) -> Result<Option<SearchTerm>, Flaw> {
    if row.query.is_empty() {
        return Err(Flaw::missing("query"));
    }
    Ok(Some(SearchTerm {
        listing: Some(sku(row.sku).ok_or(Flaw::missing("sku"))?),
        query: row.query,
        from,
        until,
        searches: row.unique_search_users,
        position: row.position.filter(|place| !place.is_zero()),
        opens: row.unique_view_users,
        carts: None,
        orders: row.order_count,
        percentile: None,
        price: None,
        sellers: None,
    }))
}

/// How fast a product turns.
pub(in crate::ozon) fn turnover(
    row: TurnoverRow,
    day: NaiveDate,
) -> Result<Option<Turnover>, Flaw> {
    Ok(Some(Turnover {
        listing: sku(row.sku).ok_or(Flaw::missing("sku"))?,
        place: String::new(),
        day,
        available: row.current_stock,
        per_day: row.ads,
        days: row.idc,
        grade: row.idc_grade.filter(|word| word != "GRADES_NONE"),
    }))
}

/// The rating of a card, with what would raise it.
pub(in crate::ozon) fn quality(row: &RatingRow) -> Result<Option<CardQuality>, Flaw> {
    let score = row
        .rating
        .filter(|score| (Decimal::ZERO..=Decimal::ONE_HUNDRED).contains(score));
    Ok(Some(CardQuality {
        listing: sku(row.sku).ok_or(Flaw::missing("sku"))?,
        score,
        rating: None,
        ratings: None,
        issues: row.groups.iter().flat_map(issues).collect(),
        at: None,
    }))
}

/// Conditions that are not met, and characteristics that are not filled in.
fn issues(group: &RatingGroup) -> Vec<CardIssue> {
    let issue = |field: Option<&str>, text: &str| CardIssue {
        level: IssueLevel::Advice,
        field: field.map(str::to_owned),
        text: text.to_owned(),
    };
    let open = group
        .conditions
        .iter()
        .filter(|one| one.fulfilled == Some(false));
    let open = open.map(|one| issue(None, &one.description));
    let empty = group
        .improve_attributes
        .iter()
        .map(|one| issue(Some(&one.name), &group.name));
    open.chain(empty)
        .filter(|issue| !issue.text.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn figures_come_in_the_order_in_which_they_were_asked_for() {
        let row = json!({ "dimensions": [{ "id": "179737222", "name": "Чайник" }, { "id": "2026-11-20", "name": "" }],
            "metrics": [1990.5, 3, "120", 17.0] });
        let row: FunnelRow = serde_json::from_value(row).expect("a row");
        let day = funnel(&row, Some(Currency::RUB))
            .expect("no flaw")
            .expect("a day");
        assert_eq!(
            day.ordered,
            Some(Money::new(199_050, Currency::RUB)),
            "no digit is lost"
        );
        let told = (day.orders, day.views, day.opens, day.carts);
        assert_eq!(
            told,
            (Some(3), Some(120), Some(17), None),
            "what was not told is none"
        );
    }

    #[test]
    fn the_official_example_says_what_is_missing() {
        let row = json!({ "sku": 179_737_222, "rating": 42.5, "groups": [{ "key": "media", "name": "Медиа",
            "rating": 70, "weight": 25, "conditions": [
                { "key": "media_images_2", "description": "Добавлено 2 изображения", "fulfilled": true, "cost": 50 },
                { "key": "media_video", "description": "Добавлено видео", "fulfilled": false, "cost": 15 }],
            "improve_attributes": [{ "id": 4080, "name": "3D-изображение" }], "improve_at_least": 2 }] });
        let row: RatingRow = serde_json::from_value(row).expect("a row");
        let card = quality(&row).expect("no flaw").expect("a card");
        assert_eq!(card.score, Some(Decimal::new(425, 1)), "of a hundred");
        let told: Vec<_> = card
            .issues
            .iter()
            .map(|one| (one.field.as_deref(), one.text.as_str()))
            .collect();
        let expected = [(None, "Добавлено видео"), (Some("3D-изображение"), "Медиа")];
        assert_eq!(
            told, expected,
            "what is not done, and what is not filled in"
        );
    }
}
