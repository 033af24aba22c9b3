//! Transactions of the report on payments: what they are of, and when they were paid.

use chrono::NaiveDate;
use domain::LedgerKind;
use rust_decimal::Decimal;

use crate::feed::Flaw;
use crate::yandex::sheets::day;
use crate::yandex::wire::statement::Transaction;

/// What amounts are summed by.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::yandex) struct Total {
    /// What they are for.
    pub(in crate::yandex) about: LedgerKind,
    /// The same in Market's words.
    pub(in crate::yandex) word: String,
}

/// One amount of a payment order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::yandex) struct Part {
    /// The day of the payment order.
    pub(in crate::yandex) paid: NaiveDate,
    /// What it is summed with.
    pub(in crate::yandex) total: Total,
    /// Major units; negative for what is withheld.
    pub(in crate::yandex) amount: Decimal,
    /// Pieces, of amounts for goods.
    pub(in crate::yandex) pieces: Option<i64>,
}

/// One line of the sheet; none of what is in no payment order, or stands there for information.
pub(in crate::yandex) fn part(row: &Transaction) -> Result<Option<Part>, Flaw> {
    if row.bank_order_id.is_empty() || is_told_only(&row.payment_status) {
        return Ok(None);
    }
    let paid = day(&row.bank_order_date).ok_or(Flaw::missing("BANK_ORDER_DATE"))?;
    let amount = row
        .transaction_sum
        .ok_or(Flaw::missing("TRANSACTION_SUM"))?;
    let about = about(row);
    let pieces = match about {
        LedgerKind::Sale | LedgerKind::Return => row.count,
        _ => None,
    };
    let word = word(row, &about);
    Ok(Some(Part {
        paid,
        total: Total { about, word },
        amount,
        pieces,
    }))
}

/// Statuses of what is told and never paid, such as points and orders that were cancelled.
fn is_told_only(status: &str) -> bool {
    let status = plain(status);
    status.starts_with("справочно") || status.starts_with("не будет")
}

/// The words are on no page of the documentation: those that sheets have shown, the rest is kept
/// as it stands.
fn about(row: &Transaction) -> LedgerKind {
    let (kind, source) = (plain(&row.transaction_type), plain(&row.transaction_source));
    let is = |word: &str| source.starts_with(word);
    if kind.starts_with("возврат") || is("возврат") {
        LedgerKind::Return
    } else if is("платеж за скидку") || is("баллы за скидку") {
        LedgerKind::Subsidy
    } else if is("платеж покупателя") {
        LedgerKind::Sale
    } else if is("компенсац") {
        LedgerKind::Compensation
    } else if is("оплата услуг") || kind.starts_with("удержание") {
        LedgerKind::Service
    } else {
        LedgerKind::Other(row.transaction_source.clone())
    }
}

/// Services are told apart by their names, the rest by its source.
fn word(row: &Transaction, about: &LedgerKind) -> String {
    let what = match about {
        LedgerKind::Service => &row.offer_or_service_name,
        _ => &row.transaction_source,
    };
    let parts = [row.transaction_type.as_str(), what.as_str()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join(": ")
}

fn plain(text: &str) -> String {
    text.trim().to_lowercase().replace('ё', "е")
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    fn row(kind: &str, source: &str, status: &str) -> Transaction {
        Transaction {
            offer_or_service_name: "Размещение товаров".to_owned(),
            count: Some(2),
            transaction_sum: Some(Decimal::from(-10)),
            transaction_type: kind.to_owned(),
            transaction_source: source.to_owned(),
            payment_status: status.to_owned(),
            bank_order_date: "05.11.2026".to_owned(),
            bank_order_id: "92735".to_owned(),
        }
    }

    #[rstest]
    #[case("Начисление", "Платёж покупателя", LedgerKind::Sale, Some(2))]
    #[case(
        "Начисление",
        "Платёж за скидку маркетплейса",
        LedgerKind::Subsidy,
        None
    )]
    #[case("Возврат", "Возврат платежа покупателя", LedgerKind::Return, Some(2))]
    #[case("Удержание", "Оплата услуг Яндекс.Маркета", LedgerKind::Service, None)]
    #[case("Начисление", "Завтра", LedgerKind::Other("Завтра".to_owned()), None)]
    fn amounts_are_told_apart_by_their_source(
        #[case] kind: &str,
        #[case] source: &str,
        #[case] about: LedgerKind,
        #[case] pieces: Option<i64>,
    ) {
        let part = part(&row(kind, source, "Переведён по графику выплат"));
        let part = part.expect("readable").expect("paid");
        assert_eq!((part.total.about, part.pieces), (about, pieces), "{source}");
    }

    #[test]
    fn a_service_has_its_own_name() {
        let held = row(
            "Удержание",
            "Оплата услуг",
            "Удержан из платежей покупателей",
        );
        let part = part(&held).expect("readable").expect("paid");
        assert_eq!(
            part.total.word, "Удержание: Размещение товаров",
            "its total"
        );
    }

    #[rstest]
    #[case("Справочно: не будет пополнен баланс")]
    #[case("Не будет переведён из-за отмены заказа")]
    fn what_is_never_paid_is_in_no_total(#[case] status: &str) {
        let told = part(&row("Начисление", "Платёж покупателя", status));
        assert_eq!(told, Ok(None), "{status}");
    }

    #[test]
    fn what_no_payment_order_has_is_not_paid_yet() {
        let mut waits = row("Начисление", "Платёж покупателя", "Будет переведён");
        waits.bank_order_id = String::new();
        waits.bank_order_date = String::new();
        assert_eq!(part(&waits), Ok(None), "it will be told with its order");
    }
}
