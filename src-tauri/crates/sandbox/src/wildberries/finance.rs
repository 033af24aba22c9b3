//! Weekly reports from the world's charges, the balance, and documents: one for each closed week.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, Utc};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::{STALL, ids, orders, refuse};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::Route;
use crate::world::{Charge, ChargeKind};

const REPORTS: Limit = Limit::new("finance", 1, 60, 1);
const BALANCE: Limit = Limit::new("balance", 1, 60, 1);
const DOCUMENTS: Limit = Limit::new("documents", 1, 10, 5);

pub(super) fn routes() -> Vec<Route> {
    let (finance, documents) = ("finance-api", "documents-api");
    vec![
        Route::read(
            Method::POST,
            finance,
            "/api/finance/v1/sales-reports/detailed",
            &REPORTS,
            lines,
        ),
        Route::read(
            Method::GET,
            finance,
            "/api/v1/account/balance",
            &BALANCE,
            balance,
        ),
        Route::read(
            Method::GET,
            documents,
            "/api/v1/documents/list",
            &DOCUMENTS,
            list,
        ),
        Route::read(
            Method::GET,
            documents,
            "/api/v1/documents/download",
            &DOCUMENTS,
            download,
        ),
    ]
}

fn day(at: DateTime<Utc>) -> NaiveDate {
    let zone = FixedOffset::east_opt(3 * 3600);
    zone.map_or(at.date_naive(), |zone| at.with_timezone(&zone).date_naive())
}

pub(super) fn monday(day: NaiveDate) -> NaiveDate {
    day - Days::new(u64::from(day.weekday().num_days_from_monday()))
}

/// Charges of one thing at one moment.
#[derive(Debug, Default)]
struct Line {
    srid: String,
    product: Option<usize>,
    quantity: u32,
    amounts: Vec<(ChargeKind, i64)>,
}

impl Line {
    fn of(&self, kind: ChargeKind) -> i64 {
        let own = self.amounts.iter().filter(|(one, _)| *one == kind);
        own.map(|(_, amount)| amount).sum()
    }
}

/// Lines of all closed weeks by their numbers, which rise with time.
fn all(bazaar: &Bazaar, now: DateTime<Utc>) -> BTreeMap<u64, (NaiveDate, Line)> {
    let mut lines: BTreeMap<(DateTime<Utc>, String, Option<usize>), Line> = BTreeMap::new();
    for order in bazaar.world.orders(&STALL, now) {
        let srids = orders::srids(bazaar, &order);
        for charge in bazaar.world.charges(&STALL, &order, now) {
            let own = |line: usize| srids.iter().find(|(_, one)| one.product == line);
            let srid = charge.product.and_then(own);
            let srid = srid.map(|(srid, _)| srid.clone()).unwrap_or_default();
            book(&mut lines, &charge, srid);
        }
    }
    let begin = day(bazaar.world.start()) - Days::new(100);
    for turn in 0..200 {
        let date = begin + Days::new(turn);
        for charge in bazaar.world.day_charges(&STALL, date) {
            book(&mut lines, &charge, format!("{:?}", charge.kind));
        }
    }
    let closed = monday(day(now));
    let told = lines.into_iter().filter(|((at, ..), _)| day(*at) < closed);
    let numbered = told.zip(0_u64..).map(|(((at, ..), line), turn)| {
        let seconds = u64::try_from(at.timestamp()).unwrap_or(0);
        (seconds * 1000 + turn % 1000, (day(at), line))
    });
    numbered.collect()
}

fn book(
    lines: &mut BTreeMap<(DateTime<Utc>, String, Option<usize>), Line>,
    charge: &Charge,
    srid: String,
) {
    let line = lines
        .entry((charge.at, srid.clone(), charge.product))
        .or_default();
    line.srid = if charge.product.is_some() {
        srid
    } else {
        String::new()
    };
    line.product = charge.product;
    line.quantity = charge.quantity;
    line.amounts.push((charge.kind, charge.amount));
}

/// Kopecks as WB writes amounts.
pub(super) fn text(minor: i64) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    format!("{sign}{}.{:02}", minor.abs() / 100, minor.abs() % 100)
}

fn row(bazaar: &Bazaar, number: u64, date: NaiveDate, line: &Line) -> Value {
    let goods = line
        .product
        .and_then(|place| bazaar.world.products().get(place));
    let back = line.of(ChargeKind::Return);
    let price = if back == 0 {
        line.of(ChargeKind::Sale)
    } else {
        -back
    };
    let kept = line.of(ChargeKind::Commission) + line.of(ChargeKind::Acquiring);
    let pay = if back == 0 {
        price + kept
    } else {
        price - kept
    };
    let (kind, reason) = match line.amounts.first() {
        Some((ChargeKind::Sale, _)) => ("Продажа", "Продажа"),
        Some((ChargeKind::Return, _)) => ("Возврат", "Возврат"),
        Some((ChargeKind::Logistics | ChargeKind::ReturnLogistics, _)) => ("", "Логистика"),
        Some((ChargeKind::Storage, _)) => ("", "Хранение"),
        Some((ChargeKind::Penalty, _)) => ("", "Штраф"),
        Some((ChargeKind::Commission | ChargeKind::Acquiring, _)) => ("Продажа", "Продажа"),
        _ => ("", "Удержание"),
    };
    let ways = line.of(ChargeKind::Logistics) + line.of(ChargeKind::ReturnLogistics);
    let taken = line.of(ChargeKind::Subscription) + line.of(ChargeKind::Advertising);
    let pieces = i64::from(line.quantity.max(1));
    json!({
        "reportId": monday(date).num_days_from_ce(),
        "dateTo": (monday(date) + Days::new(6)).to_string(),
        "currency": "RUB",
        "rrdId": number,
        "nmId": goods.map_or(0, |product| ids::nm(bazaar, product)),
        "docTypeName": kind,
        "sellerOperName": reason,
        "bonusTypeName": "",
        "quantity": line.quantity,
        "returnAmount": u8::from(line.of(ChargeKind::ReturnLogistics) != 0),
        "rrDate": date.to_string(),
        "srid": line.srid,
        "retailPriceWithDisc": text(price / pieces),
        "forPay": text(pay),
        "acquiringFee": text(line.of(ChargeKind::Acquiring).abs()),
        "deliveryService": text(-ways),
        "penalty": text(-line.of(ChargeKind::Penalty)),
        "paidStorage": text(-line.of(ChargeKind::Storage)),
        "paidAcceptance": "0",
        "deduction": text(-taken),
        "cashbackAmount": "0",
        "cashbackDiscount": "0",
        "cashbackCommissionChange": "0",
    })
}

/// Every line of the closed weeks with its day, as it is served.
pub(super) fn served(bazaar: &Bazaar, now: DateTime<Utc>) -> Vec<(NaiveDate, Value)> {
    let told = all(bazaar, now).into_iter();
    told.map(|(number, (date, line))| (date, row(bazaar, number, date, &line)))
        .collect()
}

/// POST /api/finance/v1/sales-reports/detailed; 204 when no line is left.
fn lines(bazaar: &Bazaar, call: &Call) -> Reply {
    let body = call.json();
    let date = |name: &str| {
        let text = body.get(name)?.as_str()?.get(..10)?;
        text.parse::<NaiveDate>().ok()
    };
    let number = |name: &str, or: u64| body.get(name).map_or(Some(or), Value::as_u64);
    let (Some(from), Some(to)) = (date("dateFrom"), date("dateTo")) else {
        return bad(call, "missing dateTo params");
    };
    let (Some(limit @ 1..=100_000), Some(after)) = (number("limit", 100_000), number("rrdId", 0))
    else {
        return bad(call, "limit, rrdId");
    };
    let told = all(bazaar, call.now)
        .into_iter()
        .filter(|(number, (date, _))| *number > after && (from..=to).contains(date));
    let rows = told.take(usize::try_from(limit).unwrap_or(1));
    let rows: Vec<Value> = rows
        .map(|(number, (date, line))| row(bazaar, number, date, &line))
        .collect();
    match rows.is_empty() {
        true => Reply::empty(StatusCode::NO_CONTENT),
        false => Reply::json(&Value::Array(rows)),
    }
}

pub(super) fn bad(call: &Call, detail: &str) -> Reply {
    refuse::numbered(
        StatusCode::BAD_REQUEST,
        "open-api-finreports",
        "decode error",
        detail,
        call,
    )
}

/// GET /api/v1/account/balance.
fn balance(_: &Bazaar, _: &Call) -> Reply {
    Reply::json(&json!({"currency": "RUB", "current": 184_196.21, "for_withdraw": 96_395.8}))
}

/// Weeks that are closed and lie in the history.
fn weeks(bazaar: &Bazaar, now: DateTime<Utc>) -> Vec<NaiveDate> {
    let last = monday(day(now));
    let first = monday(day(bazaar.world.start())) - Days::new(7 * 8);
    let all = (0..60).map(|turn| first + Days::new(7 * turn));
    all.take_while(|week| *week < last).collect()
}

/// GET /api/v1/documents/list.
fn list(bazaar: &Bazaar, call: &Call) -> Reply {
    if call.query("sort").is_some() != call.query("order").is_some() {
        return documents(call, "sort and order must be both set or both not set");
    }
    let size = |name: &str, or: usize| call.query(name).map_or(Some(or), |text| text.parse().ok());
    let (Some(limit @ 1..=50), Some(offset)) = (size("limit", 50), size("offset", 0)) else {
        return documents(call, "limit must be less than or equal to 50");
    };
    let date = |name: &str| {
        call.query(name)
            .and_then(|text| text.parse::<NaiveDate>().ok())
    };
    let mut weeks = weeks(bazaar, call.now);
    weeks.retain(|week| {
        let made = *week + Days::new(7);
        date("beginTime").is_none_or(|from| made >= from)
            && date("endTime").is_none_or(|to| made <= to)
    });
    if call.query("order") == Some("desc") {
        weeks.reverse();
    }
    let rows = weeks.iter().skip(offset).take(limit).map(|week| {
        json!({
            "serviceName": format!("weekly-implementation-report-{}", week.num_days_from_ce()),
            "name": "weekly-implementation-report",
            "category": "Еженедельный отчёт реализации",
            "extensions": ["zip", "xlsx"],
            "creationTime": format!("{}T06:12:44.879Z", *week + Days::new(7)),
            "viewed": false,
        })
    });
    Reply::json(&json!({"data": {"documents": rows.collect::<Vec<_>>()}}))
}

fn documents(call: &Call, detail: &str) -> Reply {
    refuse::numbered(
        StatusCode::BAD_REQUEST,
        "docs-public-api",
        "Bad Request",
        detail,
        call,
    )
}

/// GET /api/v1/documents/download.
fn download(bazaar: &Bazaar, call: &Call) -> Reply {
    let (Some(name), Some(extension)) = (call.query("serviceName"), call.query("extension")) else {
        return documents(call, "serviceName and extension are required");
    };
    let known = weeks(bazaar, call.now)
        .into_iter()
        .any(|week| name.ends_with(&format!("-{}", week.num_days_from_ce())));
    if !known {
        return documents(call, "document not found");
    }
    Reply::json(&json!({"data": {
        "fileName": format!("{name}.{extension}"),
        "extension": extension,
        "document": BASE64_STANDARD.encode(format!("Отчёт {name}")),
    }}))
}
