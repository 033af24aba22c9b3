//! The report on turnover of Market's shelves: one row for each offer, as CSV in an archive.

use chrono::{Days, NaiveDate};
use serde_json::Value;

use super::member::at;
use super::stocks::{article, shelves};
use super::{STALL, places, refuse, reports};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::zipped::csv;

/// The sheet and its columns, as the documentation names them.
pub(super) const SHEET: &str = "turnover.csv";
const COLUMNS: [&str; 7] = [
    "WAREHOUSE_NAME",
    "SHOP_SKU",
    "OFFER_NAME",
    "TURNOVER",
    "MARKET_RECOMMENDATION",
    "AVG_SOLD_ITEMS",
    "ITEMS_ON_STOCK",
];

/// Days that an average is of.
const WEEK: u32 = 7;

/// `POST /v2/reports/goods-turnover/generate`: of a shop that sells from Market's shelves.
pub(super) fn begin(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::bad("Request body is malformed");
    };
    let shelf = places::shop(bazaar, false).id;
    if ask
        .whole("/campaignId")
        .and_then(|id| u64::try_from(id).ok())
        != Some(shelf)
    {
        return refuse::forbidden("Access to campaign denied");
    }
    if ask.day("/date").is_err() || call.query("format") != Some("CSV") {
        return refuse::bad("only a day as YYYY-MM-DD, as CSV, is made here");
    }
    reports::begin(bazaar, call, "goods-turnover", &call.json())
}

/// The rows of a report that was asked for.
pub(super) fn sheet(bazaar: &Bazaar, call: &Call, body: &Value) -> String {
    let asked = at(body, "/date").as_str();
    let day: Option<NaiveDate> = asked.and_then(|text| text.parse().ok());
    let day = day.unwrap_or_else(|| bazaar.world.date(call.now));
    let goods = bazaar.world.products();
    let rows = shelves(bazaar, call.now).into_iter();
    let rows = rows.filter(|shelf| !shelf.warehouse.own).map(|shelf| {
        let product = goods.get(shelf.product);
        let sold: u64 = product.map_or(0, |product| {
            let days = (0..WEEK).filter_map(|back| day.checked_sub_days(Days::new(back.into())));
            days.map(|day| bazaar.world.funnel(&STALL, product.number, day).orders)
                .sum()
        });
        let (lasts, advice) = match u64::from(shelf.available * WEEK).checked_div(sold) {
            Some(days) => (
                days.to_string(),
                if days < 14 {
                    "Пополните запас"
                } else {
                    ""
                },
            ),
            None => ("Нет продаж".to_owned(), "Снизьте цену или вывезите товар"),
        };
        [
            shelf.warehouse.name.to_owned(),
            article(bazaar, &shelf).to_owned(),
            product.map_or_else(String::new, |product| product.name.ru.clone()),
            lasts,
            advice.to_owned(),
            format!("{}.{}", sold / u64::from(WEEK), sold % u64::from(WEEK)),
            shelf.available.to_string(),
        ]
    });
    csv(&COLUMNS, rows)
}
