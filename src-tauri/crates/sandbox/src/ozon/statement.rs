//! Totals of what was booked: `/v1/finance/cash-flow-statement/list` by the half month,
//! `/v2/finance/realization` by the month. Both add up the accruals of their days.

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, TimeDelta, Utc};
use serde_json::{Value, json};

use super::goods::sku;
use super::{account, price, refuse};
use crate::ask::Ask;
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::world::{Charge, ChargeKind, Product};

/// The day in Moscow.
fn today(now: DateTime<Utc>) -> NaiveDate {
    (now + TimeDelta::hours(3)).date_naive()
}

/// The half month of a day: up to the 15th, and from the 16th on.
fn half(day: NaiveDate) -> Option<(NaiveDate, NaiveDate)> {
    let first = day.with_day(1)?;
    let middle = day.with_day(15)?;
    match day <= middle {
        true => Some((first, middle)),
        false => Some((middle + Days::new(1), first + Months::new(1) - Days::new(1))),
    }
}

/// Half months that have begun and touch these days, the newest first.
fn halves(from: NaiveDate, until: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let (mut all, mut at) = (Vec::new(), from);
    while at <= until {
        let Some(period) = half(at) else { break };
        all.push(period);
        at = period.1 + Days::new(1);
    }
    all.reverse();
    all
}

/// `/v1/finance/cash-flow-statement/list`.
pub(super) fn cash_flow(bazaar: &Bazaar, call: &Call) -> Reply {
    let Some(ask) = Ask::of(call) else {
        return refuse::invalid("invalid JSON");
    };
    let (Ok(Some(from)), Ok(Some(to))) = (ask.instant("/date/from"), ask.instant("/date/to"))
    else {
        return refuse::invalid("date: value is required");
    };
    let whole = |pointer: &str| ask.whole(pointer).filter(|value| *value > 0);
    let (Some(page), Some(size)) = (whole("/page"), whole("/page_size")) else {
        return refuse::invalid("page, page_size: value must be greater than 0");
    };
    let (page, size) = (
        usize::try_from(page).unwrap_or(1),
        usize::try_from(size).unwrap_or(1),
    );
    let until = to.date_naive().min(today(call.now));
    let all = halves(from.date_naive(), until);
    let rows = all.iter().skip((page - 1).saturating_mul(size)).take(size);
    let rows: Vec<Value> = rows.map(|period| flow(bazaar, *period, call.now)).collect();
    let pages = all.len().div_ceil(size);
    Reply::json(&json!({"result": {"cash_flows": rows, "page_count": pages}}))
}

fn flow(bazaar: &Bazaar, (from, until): (NaiveDate, NaiveDate), now: DateTime<Utc>) -> Value {
    use ChargeKind::{Commission, Logistics, Return, ReturnLogistics, Sale};
    let booked = account::booked(bazaar, (from, until), now);
    let sum = |kinds: &[ChargeKind]| {
        let of = booked.iter().filter(|one| kinds.contains(&one.kind));
        of.map(|one| one.amount).sum::<i64>()
    };
    let known = [Sale, Return, Commission, Logistics, ReturnLogistics];
    let rest: i64 = booked.iter().map(|one| one.amount).sum::<i64>() - sum(&known);
    json!({
        "period": {
            "begin": format!("{from}T00:00:00Z"),
            "end": format!("{until}T00:00:00Z"),
            "id": 11_567_022_278_500_i64 + i64::from(from.num_days_from_ce()),
        },
        "orders_amount": signed(sum(&[Sale])),
        "returns_amount": signed(sum(&[Return])),
        "commission_amount": signed(sum(&[Commission])),
        "item_delivery_and_return_amount": signed(sum(&[Logistics, ReturnLogistics])),
        "services_amount": signed(rest),
        "currency_code": "RUB",
    })
}

/// Major units as a number.
fn signed(kopecks: i64) -> Value {
    match kopecks < 0 {
        false => price::major(kopecks),
        true => {
            let plain = price::major(-kopecks).to_string();
            format!("-{plain}")
                .parse::<serde_json::Number>()
                .map_or(Value::Null, Value::Number)
        }
    }
}

/// `/v2/finance/realization`. It is there on the fifth of the next month.
pub(super) fn realization(bazaar: &Bazaar, call: &Call) -> Reply {
    let ask = Ask::of(call);
    let whole = |pointer: &str| ask.as_ref().and_then(|ask| ask.whole(pointer));
    let year = whole("/year").and_then(|year| i32::try_from(year).ok());
    let month = whole("/month").and_then(|month| u32::try_from(month).ok());
    let first = year.zip(month);
    let first = first.and_then(|(year, month)| NaiveDate::from_ymd_opt(year, month, 1));
    let Some(first) = first else {
        return refuse::invalid("month, year: value is required");
    };
    let next = first + Months::new(1);
    let made = next + Days::new(4);
    if NaiveDate::from_ymd_opt(2023, 8, 1).is_some_and(|oldest| first < oldest)
        || today(call.now) < made
    {
        return refuse::not_found("REPORT_NOT_FOUND");
    }
    let last = next - Days::new(1);
    let booked = account::booked(bazaar, (first, last), call.now);
    let goods = bazaar.world.products().iter();
    let rows = goods.filter_map(|product| row(product, &booked));
    let rows: Vec<Value> = rows
        .enumerate()
        .map(|(index, mut row)| {
            if let Some(row) = row.as_object_mut() {
                row.insert("rowNumber".to_owned(), json!(index + 1));
            }
            row
        })
        .collect();
    Reply::json(&json!({"result": {"header": header(first, last, made), "rows": rows}}))
}

fn header(first: NaiveDate, last: NaiveDate, made: NaiveDate) -> Value {
    json!({
        "contract_date": "2024-02-01",
        "contract_number": "ИР-41187/24",
        "currency_sys_name": "RUB",
        "doc_date": made.to_string(),
        "number": first.format("%Y%m").to_string(),
        "payer_inn": "7704217370",
        "payer_kpp": "997750001",
        "payer_name": "ООО «Интернет Решения»",
        "receiver_inn": "306112459",
        "receiver_kpp": "",
        "receiver_name": "ООО «Зарафшон Уй»",
        "start_date": first.to_string(),
        "stop_date": last.to_string(),
    })
}

/// What was sold and what came back of a product. The commission that went with each is its part.
fn row(product: &Product, booked: &[Charge]) -> Option<Value> {
    use ChargeKind::{Commission, Return, Sale};
    let own = || {
        let all = booked.iter();
        all.filter(|one| one.product == Some(product.number))
    };
    let fees = |back: bool| {
        let of = own().filter(move |one| one.kind == Commission && (one.amount > 0) == back);
        of.map(|one| one.amount.abs()).sum::<i64>()
    };
    let part = |kind: ChargeKind, fee: i64| {
        let of = || own().filter(move |one| one.kind == kind);
        let amount: i64 = of().map(|one| one.amount.abs()).sum();
        let pieces: u32 = of().map(|one| one.quantity).sum();
        (amount, pieces, fee)
    };
    let (sold, back) = (part(Sale, fees(false)), part(Return, fees(true)));
    if sold.1 == 0 && back.1 == 0 {
        return None;
    }
    let each = sold.0.max(back.0) / i64::from(sold.1.max(back.1).max(1));
    Some(json!({
        "commission_ratio": 0.17,
        "delivery_commission": commission(sold),
        "return_commission": commission(back),
        "item": {
            "barcode": "",
            "name": product.name.ru,
            "offer_id": product.article,
            "sku": sku(product),
        },
        "seller_price_per_instance": signed(each),
    }))
}

fn commission((amount, pieces, fee): (i64, u32, i64)) -> Value {
    json!({
        "amount": signed(amount),
        "bank_coinvestment": 0,
        "bonus": 0,
        "commission": 0,
        "compensation": 0,
        "pick_up_point_coinvestment": 0,
        "price_per_instance": signed(amount / i64::from(pieces.max(1))),
        "quantity": pieces,
        "standard_fee": signed(fee),
        "stars": 0,
        "total": signed(amount - fee),
    })
}
