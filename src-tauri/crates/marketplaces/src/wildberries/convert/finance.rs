//! What WB reckons. A line of a report holds several amounts; each becomes a row of its own, so
//! that the rows of a line add up to what the seller gets for it.

use chrono::{DateTime, NaiveDate, Utc};
use domain::{Balance, Currency, Document, LedgerKind, LedgerRow, Money};
use rust_decimal::Decimal;
use serde_json::Value;

use super::super::wire::{self, AccountBalance, AdBalance, Cashback, ReportLine};
use super::{moment, needed};
use crate::http::row;
use crate::page::BadRow;

/// WB's word for goods that came back.
const RETURN: &str = "Возврат";

/// The rows of a line.
pub(crate) fn ledger(raw: &Value) -> Vec<Result<LedgerRow, BadRow>> {
    match read_line(raw) {
        Ok(rows) => rows.into_iter().map(Ok).collect(),
        Err(bad) => vec![Err(bad)],
    }
}

/// The number of a line, which the next page follows.
pub(crate) fn line_id(raw: &Value) -> Option<i64> {
    row::<ReportLine>(raw).ok()?.rrd_id
}

fn read_line(raw: &Value) -> Result<Vec<LedgerRow>, BadRow> {
    let line: ReportLine = row(raw)?;
    let id = needed(raw, "rrdId", line.rrd_id)?;
    let currency: Currency = line
        .currency
        .parse()
        .map_err(|_| BadRow::new(raw, "currency", "unknown currency"))?;
    let day: Option<NaiveDate> = line.rr_date.get(..10).and_then(|text| text.parse().ok());
    let day = needed(raw, "rrDate", day)?;
    let mut rows = Vec::new();
    for (kind, amount) in amounts(&line) {
        let amount = Money::from_major(amount, currency)
            .map_err(|error| BadRow::new(raw, "amount", error.to_string()))?;
        let goods = matches!(kind, LedgerKind::Sale | LedgerKind::Return);
        rows.push(LedgerRow {
            external_id: format!("{id}:{}", kind.as_str()).into(),
            report: line.report_id.as_deref().map(Into::into),
            day,
            word: word(&line, &kind),
            kind,
            order: line.srid.as_deref().map(Into::into),
            listing: line.nm_id.filter(|nm_id| *nm_id > 0).map(Into::into),
            quantity: line.quantity.filter(|_| goods).unwrap_or_default(),
            amount,
        });
    }
    Ok(rows)
}

/// Fines and deductions are named apart from the line's own reason.
fn word(line: &ReportLine, kind: &LedgerKind) -> String {
    let named = matches!(kind, LedgerKind::Penalty | LedgerKind::Service);
    match named && !line.bonus_type_name.is_empty() {
        true => line.bonus_type_name.clone(),
        false => line.seller_oper_name.clone(),
    }
}

/// Amounts other than nothing, as the seller gets them.
fn amounts(line: &ReportLine) -> Vec<(LedgerKind, Decimal)> {
    let of = |amount: Option<Decimal>| amount.unwrap_or_default();
    let back = line.doc_type_name == RETURN;
    let sign = if back { -Decimal::ONE } else { Decimal::ONE };
    let pieces = Decimal::from(line.quantity.unwrap_or(1).max(1));
    // Only a line about goods has a price that counts; its parts are what WB keeps of it.
    let (pay, fee) = (of(line.for_pay), of(line.acquiring_fee));
    let price = match pay.is_zero() {
        true => Decimal::ZERO,
        false => of(line.retail_price_with_disc) * pieces,
    };
    let fee = if pay.is_zero() { Decimal::ZERO } else { fee };
    let (goods, delivery) = match back {
        true => (LedgerKind::Return, LedgerKind::ReturnLogistics),
        false if line.return_amount.unwrap_or_default() > 0 => {
            (LedgerKind::Sale, LedgerKind::ReturnLogistics)
        }
        false => (LedgerKind::Sale, LedgerKind::Logistics),
    };
    let all = [
        (goods, price * sign),
        (LedgerKind::Acquiring, -fee * sign),
        (LedgerKind::Commission, (pay + fee - price) * sign),
        (delivery, -of(line.delivery_service)),
        (LedgerKind::Penalty, -of(line.penalty)),
        (LedgerKind::Storage, -of(line.paid_storage)),
        (LedgerKind::Acceptance, -of(line.paid_acceptance)),
        (
            LedgerKind::Service,
            -of(line.deduction) - of(line.cashback_commission_change),
        ),
        (
            LedgerKind::Subsidy,
            of(line.cashback_discount) - of(line.cashback_amount),
        ),
    ];
    let some = all.into_iter().filter(|(_, amount)| !amount.is_zero());
    some.collect()
}

fn balance(kind: &str, amount: Option<Decimal>, code: &str, at: DateTime<Utc>) -> Option<Balance> {
    Some(Balance {
        kind: kind.to_owned(),
        amount: Money::from_major(amount?, code.parse().ok()?).ok()?,
        at,
    })
}

/// What lies on the seller's account.
pub(crate) fn account(told: &AccountBalance, at: DateTime<Utc>) -> Vec<Balance> {
    let lies = |kind, amount| balance(kind, amount, &told.currency, at);
    let both = [
        lies("current", told.current),
        lies("withdrawable", told.for_withdraw),
    ];
    both.into_iter().flatten().collect()
}

/// What can be spent on advertising: the account, what may be taken from sales, bonuses.
pub(crate) fn advertising(told: &AdBalance, at: DateTime<Utc>) -> Vec<Result<Balance, BadRow>> {
    let lies = |kind, amount| balance(kind, amount, &told.currency, at);
    let own = [
        lies("advertising", told.balance),
        lies("advertising_net", told.net),
        lies("bonus", told.bonus),
    ];
    let ending = told.cashbacks.iter().map(|raw| {
        let one: Cashback = row(raw)?;
        let kind = format!("promo_bonus {}", one.expiration_date);
        let lies = balance(kind.trim(), one.sum, &told.currency, at);
        needed(raw, "sum", lies)
    });
    own.into_iter().flatten().map(Ok).chain(ending).collect()
}

/// A document.
pub(crate) fn document(raw: &Value) -> Result<Document, BadRow> {
    let found: wire::Document = row(raw)?;
    Ok(Document {
        external_id: needed(raw, "serviceName", found.service_name)?.into(),
        name: found.name,
        kind: found.category,
        day: moment(&found.creation_time).map(|at| at.date_naive()),
        formats: found.extensions,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;

    /// The official example, what we do not read left out.
    pub(in super::super) fn example() -> Value {
        json!({"reportId": 1_234_567, "currency": "RUB", "rrdId": 1_232_610_467,
            "nmId": 1_234_567, "docTypeName": "Продажа", "quantity": 1,
            "sellerOperName": "Продажа", "rrDate": "2025-10-20",
            "retailPriceWithDisc": "399.68", "returnAmount": 0, "deliveryService": "0",
            "forPay": "376.99", "acquiringFee": "14.89",
            "bonusTypeName": "Штраф МП. Невыполненный заказ", "penalty": "231.35",
            "paidStorage": "12647.29", "deduction": "6354", "paidAcceptance": "865",
            "cashbackAmount": "2", "cashbackDiscount": "19", "cashbackCommissionChange": "0.2",
            "srid": "0f1c3999172603062979867564654dac5b702849"})
    }

    fn read(raw: &Value) -> Vec<(String, i64)> {
        let rows = ledger(raw).into_iter().map(|row| row.expect("a good line"));
        rows.map(|row| (row.kind.as_str().to_owned(), row.amount.minor))
            .collect()
    }

    #[test]
    fn the_rows_of_a_line_add_up_to_what_the_seller_gets() {
        let rows = read(&example());
        let sum = |kinds: &[&str]| -> i64 {
            let own = rows
                .iter()
                .filter(|(kind, _)| kinds.contains(&kind.as_str()));
            own.map(|(_, amount)| amount).sum()
        };
        let goods = sum(&["sale", "commission", "acquiring"]);
        assert_eq!(goods, 37_699, "what is paid for the goods: {rows:?}");
        assert_eq!(sum(&["acquiring"]), -1_489, "the bank's part");
        assert_eq!(sum(&["penalty"]), -23_135, "a fine is taken");
        assert_eq!(
            sum(&["service"]),
            -635_420,
            "deductions and the loyalty programme's price"
        );
        assert_eq!(sum(&["subsidy"]), 1_700, "what WB adds less what it keeps");
    }

    #[test]
    fn goods_that_come_back_are_taken_back_whole() {
        let mut raw = example();
        raw["docTypeName"] = json!(RETURN);
        let rows = read(&raw);
        let goods = rows
            .iter()
            .filter(|(kind, _)| matches!(kind.as_str(), "return" | "commission" | "acquiring"));
        let sum: i64 = goods.map(|(_, amount)| amount).sum();
        assert_eq!(sum, -37_699, "the same, the other way round: {rows:?}");
    }

    #[test]
    fn a_line_without_a_number_or_a_day_is_a_bad_row() {
        for path in ["/rrdId", "/rrDate", "/currency"] {
            let mut raw = example();
            *raw.pointer_mut(path).expect("it is there") = Value::Null;
            assert!(
                matches!(ledger(&raw).as_slice(), [Err(_)]),
                "{path} is needed"
            );
        }
    }

    #[test]
    fn bonuses_for_advertising_are_told_with_their_end() {
        let told = json!({"balance": 11083, "net": 0, "bonus": 15187, "currency": "RUB",
            "cashbacks": [{"sum": 5000, "percent": 50, "expiration_date": "2026-12-01"}]});
        let told: AdBalance = row(&told).expect("balances");
        let rows = advertising(&told, DateTime::UNIX_EPOCH);
        let kinds: Vec<_> = rows.iter().flatten().map(|row| row.kind.as_str()).collect();
        let expected = [
            "advertising",
            "advertising_net",
            "bonus",
            "promo_bonus 2026-12-01",
        ];
        assert_eq!(kinds, expected, "each purse of its own");
    }
}
