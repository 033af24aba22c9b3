//! Amounts of an order: what was paid, what Market charges, what it adds.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::{Currency, LedgerKind, LedgerRow, Money};
use rust_decimal::Decimal;

use crate::feed::Flaw;
use crate::yandex::wire::money::{Order, Payment};

/// The rows of one order. Test orders are left out.
pub(in crate::yandex) fn ledger(row: &Order) -> Result<Option<Vec<LedgerRow>>, Flaw> {
    if row.fake == Some(true) {
        return Ok(None);
    }
    if row.id.is_empty() {
        return Err(Flaw::missing("id"));
    }
    let currency = row.currency.parse::<Currency>();
    let currency = currency.map_err(|_| Flaw::missing("currency"))?;
    let made: Option<NaiveDate> = row.creation_date.parse().ok();
    let changed = row.status_update_date.map(|at| at.date_naive());
    let day = made.or(changed).ok_or(Flaw::missing("creationDate"))?;
    let entry = Entry { row, currency, day };
    let mut rows = Vec::new();
    for payment in &row.payments {
        rows.push(entry.payment(payment)?);
    }
    for (word, sum) in sums(
        row.commissions
            .iter()
            .map(|one| (one.kind.clone(), one.actual)),
    ) {
        rows.push(entry.line(&format!("fee:{word}"), service(&word), &word, -sum)?);
    }
    let subsidies = row.subsidies.iter().map(|one| {
        let sign = match one.operation_type.as_str() {
            "DEDUCTION" => -Decimal::ONE,
            _ => Decimal::ONE,
        };
        (one.kind.clone(), one.amount.map(|amount| amount * sign))
    });
    for (word, sum) in sums(subsidies) {
        rows.push(entry.line(&format!("subsidy:{word}"), LedgerKind::Subsidy, &word, sum)?);
    }
    Ok(Some(rows))
}

/// Amounts of one kind as one: they have no identity of their own.
fn sums(parts: impl Iterator<Item = (String, Option<Decimal>)>) -> BTreeMap<String, Decimal> {
    let mut sums = BTreeMap::new();
    for (word, amount) in parts {
        let sum: &mut Decimal = sums.entry(word).or_default();
        *sum = sum.checked_add(amount.unwrap_or_default()).unwrap_or(*sum);
    }
    sums.retain(|_, sum| !sum.is_zero());
    sums
}

/// What the rows of an order have in common.
struct Entry<'a> {
    row: &'a Order,
    currency: Currency,
    day: NaiveDate,
}

impl Entry<'_> {
    fn line(
        &self,
        part: &str,
        kind: LedgerKind,
        word: &str,
        amount: Decimal,
    ) -> Result<LedgerRow, Flaw> {
        let order = self.row.id.as_str();
        let amount = Money::from_major(amount, self.currency);
        let mut items = self
            .row
            .items
            .iter()
            .filter_map(|item| item.shop_sku.as_deref());
        // An amount of several goods is nobody's alone.
        let one = items.next().filter(|_| items.next().is_none());
        Ok(LedgerRow {
            external_id: format!("{order}:{part}").into(),
            report: None,
            day: self.day,
            kind,
            word: word.to_owned(),
            order: Some(order.into()),
            listing: one.map(Into::into),
            quantity: 0,
            amount: amount.map_err(|_| Flaw::new("amount", "out of range"))?,
        })
    }

    fn payment(&self, payment: &Payment) -> Result<LedgerRow, Flaw> {
        let total = payment.total.ok_or(Flaw::missing("payments.total"))?;
        let (kind, amount) = match (payment.kind.as_str(), payment.source.as_str()) {
            ("REFUND", _) => (LedgerKind::Return, -total.abs()),
            ("PAYMENT", "MARKETPLACE") => (LedgerKind::Subsidy, total),
            ("PAYMENT", _) => (LedgerKind::Sale, total),
            (other, _) => (LedgerKind::Other(other.to_owned()), total),
        };
        let word = format!("{}/{}", payment.kind, payment.source);
        let part = match payment.id.as_str() {
            "" => format!("pay:{word}:{}", payment.date),
            id => format!("pay:{id}:{word}"),
        };
        let mut line = self.line(&part, kind, &word, amount)?;
        line.day = payment.date.parse().unwrap_or(line.day);
        if matches!(line.kind, LedgerKind::Sale) {
            let pieces = self.row.items.iter().filter_map(|item| item.count);
            line.quantity = pieces.fold(0, i64::saturating_add);
        }
        Ok(line)
    }
}

/// What a service is for.
fn service(word: &str) -> LedgerKind {
    match word {
        "FEE" => LedgerKind::Commission,
        "AGENCY" | "PAYMENT_TRANSFER" => LedgerKind::Acquiring,
        "DELIVERY_TO_CUSTOMER" | "EXPRESS_DELIVERY_TO_CUSTOMER" | "CROSSREGIONAL_DELIVERY" => {
            LedgerKind::Logistics
        }
        "SORTING" | "INTAKE_SORTING" => LedgerKind::Acceptance,
        "RETURN_PROCESSING" => LedgerKind::ReturnLogistics,
        "RETURNED_ORDERS_STORAGE" => LedgerKind::Storage,
        "AUCTION_PROMOTION" | "LOYALTY_PARTICIPATION_FEE" => LedgerKind::Advertising,
        "FULFILLMENT"
        | "FULFILLMENT_WITHDRAW"
        | "ITEM_BOOKING"
        | "ILLIQUID_GOODS_SALE"
        | "INSTALLMENT" => LedgerKind::Service,
        other => LedgerKind::Other(other.to_owned()),
    }
}
