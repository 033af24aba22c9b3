//! Ratings of the seller: `/v1/rating/summary`, `/v1/rating/index/fbs/info`.

use chrono::{Days, TimeDelta};
use serde_json::{Value, json};

use super::stamp;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};

/// Days that the index of errors is reckoned for.
const DAYS: u64 = 14;

/// `/v1/rating/summary`.
pub(super) fn summary(_: &Bazaar, call: &Call) -> Reply {
    let service = [
        item(
            "rating_on_time",
            "Отгружено вовремя",
            "PERCENT",
            (98.2, 97.5),
            true,
        ),
        item(
            "rating_cancels",
            "Доля отмен по вине продавца",
            "PERCENT",
            (0.8, 1.1),
            false,
        ),
        item(
            "rating_complaints",
            "Жалобы покупателей",
            "COUNT",
            (1.0, 1.0),
            false,
        ),
    ];
    let goods = [
        item(
            "rating_review_avg_score_total",
            "Средняя оценка товаров",
            "REVIEW_SCORE",
            (4.7, 4.7),
            true,
        ),
        item("rating_price", "Индекс цен", "INDEX", (1.02, 1.05), false),
    ];
    let local = call.now - TimeDelta::days(1);
    Reply::json(&json!({
        "groups": [
            {"group_name": "Качество обслуживания", "items": service},
            {"group_name": "Товары", "items": goods},
        ],
        "localization_index": [
            {"calculation_date": stamp(local), "localization_percentage": 64},
        ],
        "penalty_score_exceeded": false,
        "premium": !call.plays("no_subscription"),
        "premium_plus": !call.plays("no_subscription"),
    }))
}

fn item(code: &str, name: &str, unit: &str, (now, past): (f64, f64), higher: bool) -> Value {
    let (direction, meaning) = match (now > past, now < past) {
        (true, _) if higher => ("DIRECTION_RISE", "MEANING_GOOD"),
        (true, _) => ("DIRECTION_RISE", "MEANING_BAD"),
        (_, true) if higher => ("DIRECTION_FALL", "MEANING_BAD"),
        (_, true) => ("DIRECTION_FALL", "MEANING_GOOD"),
        _ => ("DIRECTION_NONE", "MEANING_NONE"),
    };
    json!({
        "change": {"direction": direction, "meaning": meaning},
        "current_value": now,
        "name": name,
        "past_value": past,
        "rating": code,
        "rating_direction": if higher { "HIGHER_IS_BETTER" } else { "LOWER_IS_BETTER" },
        "status": "OK",
        "value_type": unit,
    })
}

/// `/v1/rating/index/fbs/info`: the shop makes no errors of parcels.
pub(super) fn errors(_: &Bazaar, call: &Call) -> Reply {
    let last = (call.now + TimeDelta::hours(3)).date_naive() - Days::new(1);
    let first = last - Days::new(DAYS - 1);
    let days = first.iter_days().take_while(|day| *day <= last);
    let defects: Vec<Value> = days
        .map(|day| {
            json!({
                "date": day.to_string(),
                "index_by_date": 0,
                "processing_costs_sum_by_date": 0,
            })
        })
        .collect();
    Reply::json(&json!({
        "currency_code": "RUB",
        "defects": defects,
        "index": 0,
        "period_from": first.to_string(),
        "period_to": last.to_string(),
        "processing_costs_sum": 0,
    }))
}
