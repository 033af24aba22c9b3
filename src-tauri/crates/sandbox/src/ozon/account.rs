//! Money: `/v1/finance/accrual/by-day`, `/v1/finance/accrual/types`, `/v1/finance/balance`.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use serde_json::{Value, json};

use super::goods::sku;
use super::posting::posting_number;
use super::{STALL, card, price, refuse};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Charge, ChargeKind, Order};

/// Accruals of a page.
const LIMIT: usize = 100;

/// Orders are charged for no longer than this.
const LONGEST: TimeDelta = TimeDelta::days(20);

/// Numbers of the kinds, and their names.
const KINDS: [(ChargeKind, i64, &str); 7] = [
    (ChargeKind::Acquiring, 1, "Оплата эквайринга"),
    (ChargeKind::Logistics, 2, "Логистика"),
    (ChargeKind::ReturnLogistics, 3, "Обратная логистика"),
    (ChargeKind::Storage, 4, "Размещение товаров на складах Ozon"),
    (ChargeKind::Advertising, 5, "Продвижение: оплата за клик"),
    (ChargeKind::Subscription, 6, "Подписка Premium Pro"),
    (ChargeKind::Penalty, 7, "Штраф за отмену"),
];

/// `/v1/finance/accrual/types`.
pub(super) fn types(_: &Bazaar, _: &Call) -> Reply {
    let rows = KINDS.map(|(_, id, name)| json!({"id": id, "name": name, "description": name}));
    Reply::json(&json!({"accrual_types": rows}))
}

/// The day in Moscow.
fn day(at: DateTime<Utc>) -> NaiveDate {
    (at + TimeDelta::hours(3)).date_naive()
}

fn money(kopecks: i64) -> Value {
    let sign = if kopecks < 0 { "-" } else { "" };
    json!({"amount": format!("{sign}{}", card::money(kopecks.abs())), "currency": "RUB"})
}

/// `/v1/finance/accrual/by-day`.
pub(super) fn by_day(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::invalid("invalid JSON");
    };
    let Ok(Some(date)) = ask.day("/date") else {
        return refuse::invalid("date: value is required as YYYY-MM-DD");
    };
    let after = match ask.text("/last_id") {
        None => return refuse::invalid("last_id: value is required"),
        Some("") => 0,
        Some(last) => match last.parse::<usize>() {
            Ok(last) => last,
            Err(_) => return refuse::invalid("last_id: invalid value"),
        },
    };
    let all = all(bazaar, date, call.now);
    let rows: Vec<&Value> = all.iter().skip(after).take(LIMIT).collect();
    let next = after + rows.len();
    let last = if next < all.len() {
        next.to_string()
    } else {
        String::new()
    };
    Reply::json(&json!({"accruals": rows, "last_id": last}))
}

/// What was booked in days up to now, order by order, and what belongs to none: the accruals of
/// these days, and what the reports about them add up.
pub(super) fn booked(
    bazaar: &Bazaar,
    (from, until): (NaiveDate, NaiveDate),
    now: DateTime<Utc>,
) -> Vec<Charge> {
    let begin = from.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(3);
    let end = until.and_time(NaiveTime::MIN).and_utc() + TimeDelta::hours(21);
    let end = now.min(end);
    let orders = bazaar.world.orders_since(&STALL, begin - LONGEST, end);
    let of_orders = orders
        .iter()
        .flat_map(|order| bazaar.world.charges(&STALL, order, end));
    let days = from.iter_days().take_while(|day| *day <= until);
    let of_days = days.flat_map(|day| bazaar.world.day_charges(&STALL, day));
    let all = of_orders.chain(of_days);
    all.filter(|one| (from..=until).contains(&day(one.at)) && one.at <= now)
        .collect()
}

/// All accruals of a day that are booked by now.
fn all(bazaar: &Bazaar, date: NaiveDate, now: DateTime<Utc>) -> Vec<Value> {
    let begin = date.and_time(NaiveTime::MIN).and_utc() - TimeDelta::hours(3);
    let until = now.min(begin + TimeDelta::days(1));
    let orders = bazaar.world.orders_since(&STALL, begin - LONGEST, until);
    let mut all = Vec::new();
    for order in &orders {
        let charges = bazaar.world.charges(&STALL, order, until);
        let own: Vec<&Charge> = charges.iter().filter(|one| day(one.at) == date).collect();
        if !own.is_empty() {
            all.push(posting(bazaar, order, &own, date));
        }
    }
    let of_day = bazaar.world.day_charges(&STALL, date).into_iter();
    all.extend(
        of_day
            .filter(|one| one.at <= now)
            .map(|one| plain(&one, date)),
    );
    all
}

fn posting(bazaar: &Bazaar, order: &Order, own: &[&Charge], date: NaiveDate) -> Value {
    let mut products: Vec<usize> = own.iter().filter_map(|one| one.product).collect();
    products.sort_unstable();
    products.dedup();
    let rows: Vec<Value> = products
        .iter()
        .map(|number| {
            let of: Vec<&&Charge> = own
                .iter()
                .filter(|one| one.product == Some(*number))
                .collect();
            product(bazaar, *number, &of)
        })
        .collect();
    let id = i64::try_from(order.number % 1_000_000_000).unwrap_or(0) * 1000
        + i64::from(date_number(date) % 1000);
    json!({
        "accrual_id": id,
        "accrued_category": "POSTING",
        "date": date.to_string(),
        "posting": {
            "delivery_schema": if order.warehouse.own { "FBS" } else { "FBO" },
            "products": rows,
        },
        "total_amount": money(own.iter().map(|one| one.amount).sum()),
        "unit_number": posting_number(order),
    })
}

fn date_number(date: NaiveDate) -> i32 {
    chrono::Datelike::num_days_from_ce(&date)
}

fn product(bazaar: &Bazaar, number: usize, of: &[&&Charge]) -> Value {
    use ChargeKind::{Commission, Return, Sale};
    let sum = |kinds: &[ChargeKind]| -> i64 {
        of.iter()
            .filter(|one| kinds.contains(&one.kind))
            .map(|one| one.amount)
            .sum()
    };
    let services: Vec<Value> = of
        .iter()
        .filter_map(|one| {
            let (_, id, _) = KINDS.iter().find(|(kind, ..)| *kind == one.kind)?;
            Some(json!({"accrued": money(one.amount), "type_id": id}))
        })
        .collect();
    json!({
        "commission": {
            "bonus": money(0),
            "coinvestment": money(0),
            "commission": money(sum(&[Commission])),
            "commission_ratio": "0.17",
            "sale_amount": money(sum(&[Sale, Return])),
            "sale_commission": money(sum(&[Commission])),
        },
        "delivery": {"services": services},
        "sku": bazaar.world.products().get(number).map(sku),
    })
}

fn plain(one: &Charge, date: NaiveDate) -> Value {
    let kind = KINDS.iter().find(|(kind, ..)| *kind == one.kind);
    let id = kind.map_or(0, |(_, id, _)| *id);
    json!({
        "accrual_id": 9_000_000_000_i64 + i64::from(date_number(date)) * 10 + id,
        "accrued_category": "NON_ITEM",
        "date": date.to_string(),
        "non_item_fee": {"accrued": money(one.amount), "type_id": id},
        "total_amount": money(one.amount),
        "unit_number": "",
    })
}

/// `/v1/finance/balance`: what the last week brought.
pub(super) fn balance(bazaar: &Bazaar, call: &Call) -> Reply {
    let days = Ask::of(call).map(|ask| {
        (
            ask.day("/date_from").ok().flatten(),
            ask.day("/date_to").ok().flatten(),
        )
    });
    let Some((Some(from), Some(to))) = days else {
        return refuse::invalid("date_from, date_to: value is required as YYYY-MM-DD");
    };
    if to < from || to - from > TimeDelta::days(30) {
        return refuse::invalid("the period must not be longer than 30 days");
    }
    let begin = call.now - TimeDelta::days(7);
    let orders = bazaar.world.orders_since(&STALL, begin - LONGEST, call.now);
    let booked = orders
        .iter()
        .flat_map(|order| bazaar.world.charges(&STALL, order, call.now));
    let closing: i64 = booked
        .filter(|one| one.at >= begin)
        .map(|one| one.amount)
        .sum();
    let sum = |kopecks: i64| json!({"currency_code": "RUB", "value": price::major(kopecks)});
    Reply::json(&json!({"total": {
        "accrued": sum(closing),
        "closing_balance": sum(closing),
        "opening_balance": sum(0),
        "payments": [],
    }}))
}
