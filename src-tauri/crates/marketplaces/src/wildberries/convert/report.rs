//! Totals of reports, as the seller gets them. Where the lines of the ledger are told under one
//! kind, a total bears that kind, so that both can be held against each other; a total over
//! several kinds bears WB's own name.

use chrono::NaiveDate;
use domain::{Currency, ExternalId, LedgerKind, Money, Statement};
use rust_decimal::Decimal;
use serde_json::Value;

use super::super::wire::{AcquiringReport, ReportHead, SalesReport};
use super::needed;
use crate::http::row;
use crate::page::BadRow;

/// WB's words for the types of reports, and for the one about payments.
const MAIN: &str = "Основной";
const BOUGHT_OUT: &str = "По выкупам";
const PAYMENTS: &str = "Издержки на приём платежей";

type Totals = Vec<Result<Statement, BadRow>>;

/// What a total is of, WB's words for it, and the amount.
type Total = (LedgerKind, &'static str, Option<Decimal>);

/// The totals of a weekly report. Its number is that of its lines.
pub(crate) fn sales_report(raw: &Value) -> Totals {
    let read = || -> Result<Totals, BadRow> {
        let report: SalesReport = row(raw)?;
        let kind = match report.report_type {
            Some(1) => MAIN.to_owned(),
            Some(2) => BOUGHT_OUT.to_owned(),
            other => other.map_or_else(String::new, |word| word.to_string()),
        };
        let id = needed(raw, "reportId", report.head.report_id.clone())?;
        let head = Head::of(raw, &report.head, (id.as_str().into(), kind))?;
        Ok(head.rows(raw, &totals(&report)))
    };
    read().unwrap_or_else(|bad| vec![Err(bad)])
}

/// The total of a report about payments, which is numbered apart.
pub(crate) fn acquiring_report(raw: &Value) -> Totals {
    let read = || -> Result<Totals, BadRow> {
        let report: AcquiringReport = row(raw)?;
        let id = needed(raw, "reportId", report.head.report_id.clone())?;
        let named = (format!("acquiring:{id}").into(), PAYMENTS.to_owned());
        let head = Head::of(raw, &report.head, named)?;
        let fee = report.acquiring_fee_sum.map(|fee| -fee);
        let word = "Сумма издержек по эквайрингу";
        Ok(head.rows(raw, &[(LedgerKind::Acquiring, word, fee)]))
    };
    read().unwrap_or_else(|bad| vec![Err(bad)])
}

fn totals(report: &SalesReport) -> [Total; 11] {
    let less = |amount: Option<Decimal>| amount.map(|amount| -amount);
    let own = |name: &str| LedgerKind::Other(name.to_owned());
    [
        (own("retailAmountSum"), "Продажа", report.retail_amount_sum),
        (
            own("forPaySum"),
            "К перечислению за товар",
            report.for_pay_sum,
        ),
        (
            own("deliveryServiceSum"),
            "Стоимость доставки",
            less(report.delivery_service_sum),
        ),
        (
            LedgerKind::Storage,
            "Стоимость хранения",
            less(report.paid_storage_sum),
        ),
        (
            LedgerKind::Acceptance,
            "Стоимость операций при приёмке",
            less(report.paid_acceptance_sum),
        ),
        (
            LedgerKind::Service,
            "Прочие удержания/выплаты",
            less(report.deduction_sum),
        ),
        (
            LedgerKind::Service,
            "Стоимость участия в программе лояльности",
            less(report.cashback_commission_change_sum),
        ),
        (
            LedgerKind::Penalty,
            "Общая сумма штрафов",
            less(report.penalty_sum),
        ),
        (
            LedgerKind::Subsidy,
            "Компенсация скидки по программе лояльности",
            report.cashback_discount_sum,
        ),
        (
            LedgerKind::Subsidy,
            "Сумма баллов, удержанных по программе лояльности",
            less(report.cashback_amount_sum),
        ),
        (
            LedgerKind::Payout,
            "Итого к оплате",
            report.bank_payment_sum,
        ),
    ]
}

/// What all totals of a report share.
struct Head {
    report: ExternalId,
    kind: String,
    from: NaiveDate,
    until: NaiveDate,
    currency: Currency,
}

impl Head {
    fn of(
        raw: &Value,
        told: &ReportHead,
        (report, kind): (ExternalId, String),
    ) -> Result<Self, BadRow> {
        let day = |path: &str, text: &str| {
            let date: Option<NaiveDate> = text.get(..10).and_then(|text| text.parse().ok());
            needed(raw, path, date)
        };
        let currency = told.currency.parse();
        Ok(Self {
            report,
            kind,
            from: day("dateFrom", &told.date_from)?,
            until: day("dateTo", &told.date_to)?,
            currency: currency.map_err(|_| BadRow::new(raw, "currency", "unknown currency"))?,
        })
    }

    /// A total that is not told is no zero.
    fn rows(&self, raw: &Value, totals: &[Total]) -> Totals {
        let row = |(about, word, amount): &Total| {
            let amount = Money::from_major((*amount)?, self.currency)
                .map_err(|error| BadRow::new(raw, "amount", error.to_string()));
            Some(amount.map(|amount| Statement {
                report: self.report.clone(),
                kind: self.kind.clone(),
                from: self.from,
                until: self.until,
                about: about.clone(),
                word: (*word).to_owned(),
                quantity: None,
                amount,
            }))
        };
        totals.iter().filter_map(row).collect()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use serde_json::json;

    use super::*;

    /// The official example.
    pub(in super::super) fn example() -> Value {
        json!({"reportId": 307_401_554, "sellerFinanceName": "ИП Кружинин В. Р.",
            "dateFrom": "2026-03-16", "dateTo": "2026-03-22", "createDate": "2026-03-23",
            "currency": "RUB", "reportType": 1, "retailAmountSum": "258",
            "forPaySum": "183.79", "avgSalePercent": 0, "deliveryServiceSum": "2558.47",
            "paidStorageSum": "626.84", "paidAcceptanceSum": "243.81", "deductionSum": "150",
            "penaltySum": "1457.61", "additionalPaymentSum": "9509.71",
            "cashbackAmountSum": "2", "cashbackDiscountSum": "19",
            "cashbackCommissionChangeSum": "0.2", "paymentSchedule": "-1",
            "bankPaymentSum": "5172.94"})
    }

    fn read(rows: Totals) -> Vec<(String, i64)> {
        let good = rows.into_iter().map(|row| row.expect("a good row"));
        good.map(|row| (row.about.as_str().to_owned(), row.amount.minor))
            .collect()
    }

    #[test]
    fn totals_bear_the_kinds_of_the_lines_and_their_signs() {
        let told = read(sales_report(&example()));
        let of = |kind: &str| -> i64 {
            let own = told.iter().filter(|(about, _)| about == kind);
            own.map(|(_, amount)| amount).sum()
        };
        assert_eq!(of("forPaySum"), 18_379, "what the seller gets");
        assert_eq!(of("storage"), -62_684, "what is taken");
        assert_eq!(
            of("service"),
            -15_020,
            "deductions and the loyalty programme, as in the lines"
        );
        assert_eq!(of("subsidy"), 1_700, "what WB adds less what it keeps");
        assert_eq!(of("payout"), 517_294, "what is paid out");
        assert_eq!(
            told.len(),
            11,
            "nothing of which the sign is unknown: {told:?}"
        );
    }

    #[test]
    fn a_report_is_named_as_its_lines_name_it() {
        let rows = sales_report(&example());
        let first = rows[0].as_ref().expect("a good row");
        assert_eq!(
            (first.report.as_str(), first.kind.as_str()),
            ("307401554", MAIN),
            "the number of the lines"
        );
        assert_eq!(first.until.to_string(), "2026-03-22", "the last day");
        let fee = json!({"reportId": 307_401_554, "dateFrom": "2026-03-16",
            "dateTo": "2026-03-22", "createDate": "2026-03-31", "currency": "RUB",
            "acquiringFeeSum": "258", "acquiringFeeVatSum": "83.79"});
        let rows = acquiring_report(&fee);
        let [Ok(fee)] = rows.as_slice() else {
            panic!("the tax is a part of the fee: {rows:?}")
        };
        assert_eq!(fee.report.as_str(), "acquiring:307401554", "another report");
        assert_eq!(fee.amount.minor, -25_800, "what the banks take");
    }

    #[test]
    fn what_cannot_be_read_is_a_bad_row_and_what_is_not_told_is_none() {
        for path in ["reportId", "dateFrom", "dateTo", "currency"] {
            let mut raw = example();
            raw[path] = Value::Null;
            assert!(matches!(sales_report(&raw).as_slice(), [Err(_)]), "{path}");
        }
        let mut raw = example();
        raw["penaltySum"] = Value::Null;
        assert_eq!(
            sales_report(&raw).len(),
            10,
            "no fine is not a fine of zero"
        );
    }
}
