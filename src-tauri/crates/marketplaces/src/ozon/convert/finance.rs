//! An accrual as rows of one amount each. What its parts do not add up to is a row of its own, so
//! that the rows always add up to Ozon's own total.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::{ExternalId, LedgerKind, LedgerRow, Money};

use super::{money, sku};
use crate::feed::Flaw;
use crate::ozon::wire::finance::{Accrual, Fee};
use crate::ozon::wire::promotion::Sum;

/// Names of the kinds of accruals.
pub(in crate::ozon) type Kinds = HashMap<i64, String>;

/// Stems of their names, and what they are for. The first that fits holds.
const STEMS: [(&str, LedgerKind); 22] = [
    ("эквайринг", LedgerKind::Acquiring),
    ("acquiring", LedgerKind::Acquiring),
    ("обратн", LedgerKind::ReturnLogistics),
    ("возврат", LedgerKind::ReturnLogistics),
    ("return", LedgerKind::ReturnLogistics),
    ("хранени", LedgerKind::Storage),
    ("размещени", LedgerKind::Storage),
    ("storage", LedgerKind::Storage),
    ("реклам", LedgerKind::Advertising),
    ("продвижени", LedgerKind::Advertising),
    ("клик", LedgerKind::Advertising),
    ("штраф", LedgerKind::Penalty),
    ("подписк", LedgerKind::Subscription),
    ("premium", LedgerKind::Subscription),
    ("компенсац", LedgerKind::Compensation),
    ("бонус", LedgerKind::Subsidy),
    ("корректир", LedgerKind::Correction),
    ("логистик", LedgerKind::Logistics),
    ("доставк", LedgerKind::Logistics),
    ("миля", LedgerKind::Logistics),
    ("магистраль", LedgerKind::Logistics),
    ("приемк", LedgerKind::Acceptance),
];

/// One accrual.
pub(in crate::ozon) fn ledger(
    row: &Accrual,
    kinds: &Kinds,
) -> Result<Option<Vec<LedgerRow>>, Flaw> {
    if row.accrual_id.is_empty() {
        return Err(Flaw::missing("accrual_id"));
    }
    let day = row.date.get(..10).and_then(|day| day.parse().ok());
    let total = sum(&row.total_amount).ok_or(Flaw::missing("total_amount"))?;
    let mut book = Book {
        row,
        kinds,
        day: day.ok_or(Flaw::missing("date"))?,
        total,
        rows: Vec::new(),
    };
    for product in &row.posting.products {
        let of = &product.commission;
        book.put(
            LedgerKind::Sale,
            "sale_amount",
            &of.sale_amount,
            product.sku,
        );
        book.put(
            LedgerKind::Commission,
            "commission",
            &of.commission,
            product.sku,
        );
        for fee in &product.delivery.services {
            book.fee(fee, product.sku);
        }
    }
    for item in &row.item_fees.fees {
        for fee in &item.fees {
            book.fee(fee, item.sku);
        }
    }
    book.fee(&row.non_item_fee, None);
    for fee in &row.container_fees.fees {
        book.fee(fee, None);
    }
    Ok(Some(book.closed()))
}

struct Book<'a> {
    row: &'a Accrual,
    kinds: &'a Kinds,
    day: NaiveDate,
    total: Money,
    rows: Vec<LedgerRow>,
}

impl Book<'_> {
    fn fee(&mut self, fee: &Fee, sku: Option<i64>) {
        let id = fee.type_id.unwrap_or_default();
        let unnamed = || format!("Начисление {id}");
        let word = self.kinds.get(&id).cloned().unwrap_or_else(unnamed);
        self.put(kind(&word), &word, &fee.accrued, sku);
    }

    /// Zero is Ozon's word for "none".
    fn put(&mut self, kind: LedgerKind, word: &str, of: &Sum, sku: Option<i64>) {
        if let Some(amount) = sum(of).filter(|amount| amount.minor != 0) {
            self.push(kind, word, amount, sku);
        }
    }

    fn push(&mut self, kind: LedgerKind, word: &str, amount: Money, number: Option<i64>) {
        let kind = match kind {
            LedgerKind::Sale if amount.minor < 0 => LedgerKind::Return,
            kind => kind,
        };
        let listing = sku(number);
        let name = format!("{}:{}", self.row.accrual_id, self.rows.len());
        self.rows.push(LedgerRow {
            external_id: ExternalId::from(name.as_str()),
            report: None,
            day: self.day,
            kind,
            word: word.to_owned(),
            order: self.row.unit_number.as_deref().map(Into::into),
            listing,
            quantity: 0,
            amount,
        });
    }

    fn closed(mut self) -> Vec<LedgerRow> {
        let same = self
            .rows
            .iter()
            .filter(|row| row.amount.currency == self.total.currency);
        let told: i64 = same
            .map(|row| row.amount.minor)
            .fold(0, i64::saturating_add);
        let left = self.total.minor.saturating_sub(told);
        if left != 0 {
            let amount = Money::new(left, self.total.currency);
            self.push(LedgerKind::Correction, "total_amount", amount, None);
        }
        self.rows
    }
}

fn sum(of: &Sum) -> Option<Money> {
    money(of.amount, &of.currency)
}

fn kind(word: &str) -> LedgerKind {
    let lower = word.to_lowercase().replace('ё', "е");
    let known = STEMS.iter().find(|(stem, _)| lower.contains(stem));
    known.map_or(LedgerKind::Service, |(_, kind)| kind.clone())
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn rub(amount: &str) -> Value {
        json!({ "amount": amount, "currency": "RUB" })
    }

    fn read(value: Value) -> Vec<LedgerRow> {
        let kinds = Kinds::from([
            (1, "Логистика".to_owned()),
            (2, "Обратная логистика".to_owned()),
        ]);
        let row = serde_json::from_value(value).expect("a row");
        ledger(&row, &kinds).expect("no flaw").expect("rows")
    }

    #[test]
    fn a_posting_is_a_row_for_each_amount_and_they_add_up() {
        let rows = read(
            json!({ "accrual_id": 5, "accrued_category": "POSTING", "date": "2026-11-20",
            "unit_number": "1-1-1", "total_amount": rub("815.50"), "item_fees": null,
            "posting": { "delivery_schema": "FBS", "products": [{ "sku": "7",
                "commission": { "sale_amount": rub("1000"), "commission": rub("-170"), "bonus": rub("0") },
                "delivery": { "services": [{ "accrued": rub("-25"), "type_id": 1 }] } }] } }),
        );
        let told: Vec<_> = rows
            .iter()
            .map(|row| (row.kind.as_str(), row.amount.minor))
            .collect();
        let expected = [
            ("sale", 100_000),
            ("commission", -17_000),
            ("logistics", -2_500),
            ("correction", 1_050),
        ];
        assert_eq!(told, expected, "and what its parts leave open");
        let sum: i64 = rows.iter().map(|row| row.amount.minor).sum();
        assert_eq!(sum, 81_550, "Ozon's own total");
        assert_eq!(
            rows[0].external_id,
            "5:0".into(),
            "each has a name of its own"
        );
    }

    #[test]
    fn goods_that_came_back_are_a_return() {
        let rows = read(
            json!({ "accrual_id": "6", "date": "2026-11-20T00:00:00Z", "total_amount": rub("-1012.5"),
            "posting": { "products": [{ "sku": 7, "commission": { "sale_amount": rub("-1000") },
                "delivery": { "services": [{ "accrued": rub("-12.5"), "type_id": 2 }] } }] } }),
        );
        let told: Vec<&str> = rows.iter().map(|row| row.kind.as_str()).collect();
        assert_eq!(told, ["return", "return_logistics"], "and its way back");
    }

    #[test]
    fn what_belongs_to_no_goods_keeps_its_word() {
        let rows = read(
            json!({ "accrual_id": 8, "date": "2026-11-20", "total_amount": rub("-90"),
            "posting": null, "non_item_fee": { "accrued": rub("-90"), "type_id": 77 } }),
        );
        let told = (rows.len(), rows[0].kind.as_str(), rows[0].word.as_str());
        assert_eq!(
            told,
            (1, "service", "Начисление 77"),
            "a kind that nobody named"
        );
    }
}
