//! Totals of reports. Of a half month Ozon reckons them; of a month they are the sums of its report's
//! own rows.

use chrono::{Datelike, Months, NaiveDate};
use domain::{Currency, ExternalId, LedgerKind, Money, Statement};
use rust_decimal::Decimal;

use crate::feed::Flaw;
use crate::ozon::wire::statement::{CashFlow, Realized, RealizedPart};

/// Kinds of reports, by the names of their methods.
const CASH_FLOW: &str = "cash-flow-statement";
const REALIZATION: &str = "realization";

/// What of a product's row is added up: words, what they are about, and how they count. What came
/// back counts the other way round.
type Part = (
    &'static str,
    LedgerKind,
    fn(&RealizedPart) -> Option<Decimal>,
);

const PARTS: [Part; 5] = [
    ("standard_fee", LedgerKind::Commission, |part| {
        part.standard_fee.map(|fee| -fee)
    }),
    ("bonus", LedgerKind::Subsidy, |part| part.bonus),
    ("bank_coinvestment", LedgerKind::Subsidy, |part| {
        part.bank_coinvestment
    }),
    ("stars", LedgerKind::Subsidy, |part| part.stars),
    ("pick_up_point_coinvestment", LedgerKind::Subsidy, |part| {
        part.pick_up_point_coinvestment
    }),
];

/// Totals of a period that was over before `today`; none of one that still goes on, since its rows
/// do, too. Zero is Ozon's word for none.
pub(in crate::ozon) fn cash_flow(
    row: &CashFlow,
    today: NaiveDate,
) -> Result<Option<Vec<Statement>>, Flaw> {
    let day = |text: &str| text.get(..10).and_then(|day| day.parse().ok());
    let from = day(&row.period.begin).ok_or(Flaw::missing("period.begin"))?;
    let until = day(&row.period.end).ok_or(Flaw::missing("period.end"))?;
    if until >= today {
        return Ok(None);
    }
    let unknown = |_| Flaw::new("currency_code", "unknown");
    let currency: Currency = row.currency_code.parse().map_err(unknown)?;
    let report = Report {
        kind: CASH_FLOW,
        days: (from, until),
        currency,
    };
    let told = [
        ("orders_amount", LedgerKind::Sale, row.orders_amount),
        ("returns_amount", LedgerKind::Return, row.returns_amount),
        (
            "commission_amount",
            LedgerKind::Commission,
            row.commission_amount,
        ),
        (
            "item_delivery_and_return_amount",
            LedgerKind::Logistics,
            row.item_delivery_and_return_amount,
        ),
        ("services_amount", LedgerKind::Service, row.services_amount),
    ];
    let mut all = Vec::new();
    for (word, about, amount) in told {
        let amount = amount.ok_or(Flaw::missing("cash_flows[].amount"))?;
        all.extend(report.total(about, word, amount, None));
    }
    Ok(Some(all))
}

/// Totals of a month's report.
pub(in crate::ozon) fn realization(
    rows: &[Realized],
    month: NaiveDate,
    currency: Currency,
) -> Vec<Statement> {
    let last = month + Months::new(1) - chrono::TimeDelta::days(1);
    let report = Report {
        kind: REALIZATION,
        days: (month.with_day(1).unwrap_or(month), last),
        currency,
    };
    let sold = || rows.iter().map(|row| &row.delivery_commission);
    let back = || rows.iter().map(|row| &row.return_commission);
    let (gone, came) = (pieces(sold()), pieces(back()));
    let sales = sum(sold(), |part| part.amount);
    let returns = -sum(back(), |part| part.amount);
    let mut all = Vec::new();
    all.extend(report.total(
        LedgerKind::Sale,
        "delivery_commission.amount",
        sales,
        Some(gone),
    ));
    all.extend(report.total(
        LedgerKind::Return,
        "return_commission.amount",
        returns,
        Some(came),
    ));
    for (word, about, of) in PARTS {
        all.extend(report.total(about, word, sum(sold(), of) - sum(back(), of), None));
    }
    all
}

fn pieces<'a>(parts: impl Iterator<Item = &'a RealizedPart>) -> i64 {
    parts.filter_map(|part| part.quantity).sum()
}

fn sum<'a>(
    parts: impl Iterator<Item = &'a RealizedPart>,
    of: impl Fn(&RealizedPart) -> Option<Decimal>,
) -> Decimal {
    parts.filter_map(of).sum()
}

/// A report of some days.
struct Report {
    kind: &'static str,
    days: (NaiveDate, NaiveDate),
    currency: Currency,
}

impl Report {
    fn total(
        &self,
        about: LedgerKind,
        word: &str,
        amount: Decimal,
        quantity: Option<i64>,
    ) -> Option<Statement> {
        let amount = Money::from_major(amount, self.currency).ok()?;
        let (from, until) = self.days;
        (amount.minor != 0).then(|| Statement {
            report: ExternalId::from(format!("{}:{from}", self.kind).as_str()),
            kind: self.kind.to_owned(),
            from,
            until,
            about,
            word: word.to_owned(),
            quantity,
            amount,
        })
    }
}
