//! Lists of weekly reports: what WB adds up is the sum of the lines that it serves.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use http::{Method, StatusCode};
use serde_json::{Value, json};

use super::finance::{bad, monday, served, text};
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Limit;
use crate::venue::Route;

const HOST: &str = "finance-api";
const REPORTS: Limit = Limit::new("finance-list", 1, 60, 1);
const ACQUIRING: Limit = Limit::new("acquiring-list", 1, 60, 1);
const SELLER: &str = "OOO «Zarafshon Uy»";
/// Reports about acquiring are numbered apart.
const APART: i32 = 1_000_000;
/// Reports of one answer, at most.
const MOST: u64 = 1000;

pub(super) fn routes() -> Vec<Route> {
    let post = |path, limit, handler| Route::read(Method::POST, HOST, path, limit, handler);
    vec![
        post("/api/finance/v1/sales-reports/list", &REPORTS, reports),
        post("/api/finance/v1/acquiring/list", &ACQUIRING, acquiring),
    ]
}

/// Lines of one week.
struct Week {
    monday: NaiveDate,
    lines: Vec<Value>,
}

impl Week {
    /// Kopecks of a field over all lines.
    fn sum(&self, name: &str) -> i64 {
        self.lines.iter().map(|line| kopecks(line, name)).sum()
    }

    /// The same of goods: what comes back is taken off.
    fn of_goods(&self, each: impl Fn(&Value) -> i64) -> i64 {
        let signed = |line: &Value| match line.get("docTypeName") {
            Some(word) if word == "Возврат" => -each(line),
            _ => each(line),
        };
        self.lines.iter().map(signed).sum()
    }

    fn head(&self, number: i32) -> Value {
        json!({
            "reportId": number,
            "sellerFinanceName": SELLER,
            "dateFrom": self.monday.to_string(),
            "dateTo": (self.monday + Days::new(6)).to_string(),
            "createDate": (self.monday + Days::new(7)).to_string(),
            "currency": "RUB",
        })
    }
}

fn kopecks(line: &Value, name: &str) -> i64 {
    let told = line.get(name).and_then(Value::as_str).unwrap_or("0");
    let digits: String = told.chars().filter(|letter| *letter != '.').collect();
    let whole: i64 = digits.parse().unwrap_or(0);
    if told.contains('.') {
        whole
    } else {
        whole * 100
    }
}

/// Closed weeks that lie in the period of a request.
fn weeks(bazaar: &Bazaar, call: &Call) -> Option<Vec<Week>> {
    let body = call.json();
    let date = |name: &str| {
        let text = body.get(name)?.as_str()?.get(..10)?;
        text.parse::<NaiveDate>().ok()
    };
    let (from, to) = (date("dateFrom")?, date("dateTo")?);
    let number = |name: &str, or: u64| body.get(name).map_or(Some(or), Value::as_u64);
    let limit = number("limit", MOST).filter(|limit| *limit <= MOST)?;
    let size = |number: u64| usize::try_from(number).unwrap_or(0);
    let mut all: BTreeMap<NaiveDate, Vec<Value>> = BTreeMap::new();
    for (date, line) in served(bazaar, call.now) {
        all.entry(monday(date)).or_default().push(line);
    }
    let own = all
        .into_iter()
        .map(|(monday, lines)| Week { monday, lines });
    let own = own.filter(|week| week.monday >= from && week.monday + Days::new(6) <= to);
    let own = own.skip(size(number("offset", 0)?)).take(size(limit));
    Some(own.collect())
}

fn told(call: &Call, weeks: Option<Vec<Week>>, row: impl Fn(&Week) -> Value) -> Reply {
    match weeks {
        None => bad(call, "missing dateTo params"),
        Some(weeks) if weeks.is_empty() => Reply::empty(StatusCode::NO_CONTENT),
        Some(weeks) => Reply::json(&Value::Array(weeks.iter().map(row).collect())),
    }
}

fn with(mut head: Value, more: Value) -> Value {
    if let (Some(fields), Value::Object(more)) = (head.as_object_mut(), more) {
        fields.extend(more);
    }
    head
}

/// POST /api/finance/v1/sales-reports/list. Reports by the day alone are not kept.
fn reports(bazaar: &Bazaar, call: &Call) -> Reply {
    let weekly = call.json().get("period") != Some(&json!("daily"));
    let weeks = weeks(bazaar, call).map(|weeks| if weekly { weeks } else { Vec::new() });
    told(call, weeks, |week| {
        let price = |line: &Value| {
            let pieces = line.get("quantity").and_then(Value::as_i64).unwrap_or(1);
            kopecks(line, "retailPriceWithDisc") * pieces.max(1)
        };
        let pay = week.of_goods(|line| kopecks(line, "forPay"));
        let taken = [
            "deliveryService",
            "paidStorage",
            "paidAcceptance",
            "deduction",
            "penalty",
        ];
        let taken: i64 = taken.iter().map(|name| week.sum(name)).sum();
        with(
            week.head(week.monday.num_days_from_ce()),
            json!({
                "reportType": 1,
                "retailAmountSum": text(week.of_goods(price)),
                "forPaySum": text(pay),
                "avgSalePercent": 0,
                "deliveryServiceSum": text(week.sum("deliveryService")),
                "paidStorageSum": text(week.sum("paidStorage")),
                "paidAcceptanceSum": text(week.sum("paidAcceptance")),
                "deductionSum": text(week.sum("deduction")),
                "penaltySum": text(week.sum("penalty")),
                "additionalPaymentSum": "0",
                "cashbackAmountSum": "0",
                "cashbackDiscountSum": "0",
                "cashbackCommissionChangeSum": "0",
                "paymentSchedule": "0",
                "bankPaymentSum": text(pay - taken),
            }),
        )
    })
}

/// POST /api/finance/v1/acquiring/list.
fn acquiring(bazaar: &Bazaar, call: &Call) -> Reply {
    told(call, weeks(bazaar, call), |week| {
        let fee = week.of_goods(|line| kopecks(line, "acquiringFee"));
        with(
            week.head(APART + week.monday.num_days_from_ce()),
            json!({
                "acquiringFeeSum": text(fee),
                "acquiringFeeVatSum": text(fee * 22 / 122),
            }),
        )
    })
}
