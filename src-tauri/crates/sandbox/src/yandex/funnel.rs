//! The report "Sales analytics": one row for each offer and day, as CSV in an archive.

use chrono::NaiveDate;
use serde_json::Value;

use super::member::at;
use super::{STALL, refuse, reports};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::zipped::csv;

/// `POST /v2/reports/shows-sales/generate`.
pub(super) fn begin(bazaar: &Bazaar, call: &Call) -> Reply {
    let (ask, from, to) = match reports::of_period(bazaar, call) {
        Ok(asked) => asked,
        Err(refusal) => return refusal,
    };
    if from > to || ask.text("/grouping") != Some("OFFERS") || call.query("format") != Some("CSV") {
        return refuse::bad("only whole periods by offers, as CSV, are made here");
    }
    reports::begin(bazaar, call, "shows-sales", &call.json())
}

/// The sheet and its columns, as the documentation names them.
pub(super) const SHEET: &str = "sales_funnel_report.csv";
const COLUMNS: [&str; 13] = [
    "DAY",
    "MONTH",
    "YEAR",
    "OFFER_ID",
    "OFFER_NAME",
    "SHOWS",
    "CLICKS",
    "TO_CART",
    "ORDER_ITEMS",
    "ORDER_ITEMS_TOTAL_AMOUNT",
    "ORDER_ITEMS_DELIVERED_COUNT",
    "ORDER_ITEMS_DELIVERED_TOTAL_AMOUNT",
    "ORDER_ITEMS_CANCELED_COUNT",
];

/// The rows of a report that was asked for.
pub(super) fn sheet(bazaar: &Bazaar, body: &Value) -> String {
    let day = |name: &str| {
        at(body, &format!("/{name}"))
            .as_str()
            .and_then(|text| text.parse::<NaiveDate>().ok())
    };
    let (Some(from), Some(to)) = (day("dateFrom"), day("dateTo")) else {
        return csv(&COLUMNS, []);
    };
    let days = from.iter_days().take_while(|day| *day <= to);
    let goods = bazaar.world.products();
    let rows = days.flat_map(|day| goods.iter().map(move |product| (day, product)));
    csv(
        &COLUMNS,
        rows.map(|(day, product)| {
            let funnel = bazaar.world.funnel(&STALL, product.number, day);
            [
                day.format("%d-%m-%Y").to_string(),
                day.format("%m-%Y").to_string(),
                day.format("%Y").to_string(),
                product.article.clone(),
                product.name.ru.clone(),
                funnel.views.to_string(),
                funnel.opens.to_string(),
                funnel.carts.to_string(),
                funnel.orders.to_string(),
                (funnel.ordered / 100).to_string(),
                funnel.buyouts.to_string(),
                (funnel.bought / 100).to_string(),
                funnel.cancels.to_string(),
            ]
        }),
    )
}
