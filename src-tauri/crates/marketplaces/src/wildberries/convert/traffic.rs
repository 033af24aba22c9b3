//! How buyers find cards, and how cards are rated.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{
    CardIssue, CardQuality, Currency, FunnelDay, IssueLevel, Money, SearchTerm, Turnover,
};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde_json::Value;

use super::super::wire::{CardHistory, HistoryDay, ItemRating, SearchText, Span, StockItem};
use super::needed;
use crate::http::row;
use crate::page::BadRow;

/// Days of a card; a bad one loses itself.
pub(crate) fn funnel(raw: &Value) -> Vec<Result<FunnelDay, BadRow>> {
    let card = || -> Result<(i64, Currency, Vec<Value>), BadRow> {
        let card: CardHistory = row(raw)?;
        let currency = card.currency.parse();
        let currency = currency.map_err(|_| BadRow::new(raw, "currency", "unknown currency"))?;
        let nm_id = needed(raw, "product.nmId", card.product.nm_id)?;
        Ok((nm_id, currency, card.history))
    };
    match card() {
        Err(bad) => vec![Err(bad)],
        Ok((nm_id, currency, days)) => {
            let days = days.iter();
            days.map(|raw| day(raw, nm_id, currency)).collect()
        }
    }
}

fn day(raw: &Value, nm_id: i64, currency: Currency) -> Result<FunnelDay, BadRow> {
    let told: HistoryDay = row(raw)?;
    let money = |amount: Decimal| {
        Money::from_major(amount, currency)
            .map_err(|error| BadRow::new(raw, "sum", error.to_string()))
    };
    let date: Option<NaiveDate> = told.date.get(..10).and_then(|text| text.parse().ok());
    Ok(FunnelDay {
        listing: nm_id.into(),
        day: needed(raw, "date", date)?,
        views: None,
        opens: told.open_count,
        carts: told.cart_count,
        orders: told.order_count,
        ordered: told.order_sum.map(money).transpose()?,
        buyouts: told.buyout_count,
        bought: told.buyout_sum.map(money).transpose()?,
        cancels: None,
    })
}

/// A search term of a period.
pub(crate) fn search_term(
    raw: &Value,
    (from, until): (NaiveDate, NaiveDate),
) -> Result<SearchTerm, BadRow> {
    let told: SearchText = row(raw)?;
    let whole = |amount: Option<Decimal>| amount.and_then(|amount| amount.to_i64());
    let query = Some(told.text).filter(|query| !query.is_empty());
    Ok(SearchTerm {
        listing: Some(needed(raw, "nmId", told.nm_id)?.into()),
        query: needed(raw, "text", query)?,
        from,
        until,
        searches: whole(told.frequency.current),
        position: told.avg_position.current,
        opens: whole(told.open_card.current),
        carts: whole(told.add_to_cart.current),
        orders: whole(told.orders.current),
        percentile: told.open_card.percentile,
        price: None,
        sellers: None,
    })
}

/// A card's rating, and whether WB hides it.
pub(crate) fn quality(raw: &Value, at: DateTime<Utc>) -> Result<CardQuality, BadRow> {
    let told: ItemRating = row(raw)?;
    let issue = |level, field: &str, text: &str| CardIssue {
        level,
        field: Some(field.to_owned()),
        text: text.to_owned(),
    };
    let hidden = told.is_shadowed == Some(true);
    let hidden = hidden.then(|| issue(IssueLevel::Error, "isShadowed", "товар скрыт из каталога"));
    let out = told.disqualified.unwrap_or_default() > 0;
    let out = out.then(|| {
        let text = "есть отзывы, исключённые из рейтинга";
        issue(IssueLevel::Advice, "disqualified", text)
    });
    Ok(CardQuality {
        listing: needed(raw, "nmId", told.nm_id)?.into(),
        score: None,
        rating: told.feedback_rating.current,
        ratings: None,
        issues: hidden.into_iter().chain(out).collect(),
        at: Some(at),
    })
}

/// How long a card's stock lasts.
pub(crate) fn turnover(raw: &Value, day: NaiveDate) -> Result<Turnover, BadRow> {
    let told: StockItem = row(raw)?;
    let grade = told.metrics.availability;
    Ok(Turnover {
        listing: needed(raw, "nmID", told.nm_id)?.into(),
        place: String::new(),
        day,
        available: told.metrics.stock_count,
        per_day: told.metrics.avg_orders,
        days: span(&told.metrics.sale_rate),
        grade: (!grade.is_empty()).then_some(grade),
    })
}

/// Days and hours; -2 hours are none at all, -1 without end, -3 not reckoned (WB API 11-analytics).
fn span(told: &Span) -> Option<Decimal> {
    match told.hours? {
        -2 => Some(Decimal::ZERO),
        hours if hours < 0 => None,
        hours => {
            let part = Decimal::from(hours).checked_div(Decimal::from(24))?;
            Decimal::from(told.days.unwrap_or_default()).checked_add(part.round_dp(2))
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_funnel_is_told_day_by_day() {
        // The official example.
        let raw = json!({"product": {"nmId": 268_913_787, "title": "Кроссовки для бега"},
            "history": [{"date": "2024-10-23", "openCount": 45, "cartCount": 34,
                "orderCount": 19, "orderSum": 1262, "buyoutCount": 19, "buyoutSum": 1262},
                {"date": null, "openCount": 1}], "currency": "RUB"});
        let rows = funnel(&raw);
        let [Ok(row), Err(_)] = rows.as_slice() else {
            panic!("one good day and a bad one: {rows:?}")
        };
        assert_eq!(row.opens, Some(45), "opened so often");
        assert_eq!(
            row.ordered.map(|money| money.minor),
            Some(126_200),
            "whole roubles"
        );
        assert_eq!(row.views, None, "not told, so not zero");
    }

    #[test]
    fn a_term_says_how_it_does_among_others() {
        // The official example, what we do not read left out.
        let raw = json!({"text": "костюм", "nmId": 211_131_895, "rating": 6,
            "frequency": {"current": 5, "dynamics": 50}, "avgPosition": {"current": 5.5},
            "openCard": {"current": 5, "dynamics": 50, "percentile": 50},
            "addToCart": {"current": 5}, "orders": {"current": "5"}});
        let days = (NaiveDate::default(), NaiveDate::default());
        let term = search_term(&raw, days).expect("the official example");
        assert_eq!(
            term.position.map(|place| place.to_string()).as_deref(),
            Some("5.5"),
            "a place"
        );
        assert_eq!(term.percentile, Some(Decimal::from(50)), "better than half");
        assert_eq!(term.orders, Some(5), "a number as a text");
    }

    #[test]
    fn a_hidden_card_is_an_error() {
        let raw = json!({"nmId": 7, "feedbackRating": {"current": 4.8}, "isShadowed": true,
            "disqualified": 0});
        let row = quality(&raw, DateTime::UNIX_EPOCH).expect("a card");
        assert_eq!(row.issues.len(), 1, "one issue: {:?}", row.issues);
        assert_eq!(row.issues[0].level, IssueLevel::Error, "nobody sees it");
    }

    #[rstest::rstest]
    #[case(json!({"days": 5, "hours": 12}), Some("5.5"))]
    #[case(json!({"days": 0, "hours": -2}), Some("0"))]
    #[case(json!({"days": 0, "hours": -1}), None)]
    #[case(json!({"days": 0, "hours": -3}), None)]
    fn stock_lasts_as_long_as_wb_reckons(#[case] rate: Value, #[case] expected: Option<&str>) {
        let mut raw = stock_example();
        raw["metrics"]["saleRate"] = rate;
        let told = turnover(&raw, NaiveDate::default()).expect("the official example");
        let days = told.days.map(|days| days.normalize().to_string());
        assert_eq!(days.as_deref(), expected, "in days");
        assert_eq!(
            (told.available, told.grade.as_deref()),
            (Some(50), Some("deficient")),
            "what is there, and WB's word"
        );
    }

    /// The official example of a row of `POST /api/v2/stocks-report/products/products`, what we do
    /// not read left out.
    pub(in super::super) fn stock_example() -> Value {
        json!({"nmID": 123_456_789, "isDeleted": false, "metrics": {"avgOrders": 200,
            "stockCount": 50, "saleRate": {"days": 5, "hours": 15}, "availability": "deficient"}})
    }
}
