use chrono::NaiveDate;
use domain::{Currency, LedgerKind, LedgerRow, Money};

use super::*;
use crate::fixture::{self, start};
use crate::kept;
use crate::sheet::Reading;

fn day(number: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, number).unwrap()
}

fn row(id: &str, report: Option<&str>, at: u32, kind: LedgerKind, minor: i64) -> LedgerRow {
    LedgerRow {
        external_id: id.into(),
        report: report.map(Into::into),
        day: day(at),
        kind,
        word: String::new(),
        order: None,
        listing: None,
        quantity: 1,
        amount: Money::new(minor, Currency::RUB),
    }
}

fn told(report: &str, about: LedgerKind, word: &str, minor: i64) -> Statement {
    Statement {
        report: report.into(),
        kind: "weekly".to_owned(),
        from: day(9),
        until: day(15),
        about,
        word: word.to_owned(),
        quantity: None,
        amount: Money::new(minor, Currency::RUB),
    }
}

async fn held_of(rows: Vec<LedgerRow>, totals: Vec<Statement>) -> Vec<HeldTotal> {
    let (_dir, store, _, account) = fixture::shop().await;
    let reading = Reading {
        account,
        round: 1,
        now: start(),
    };
    let kept = store.write(move |tx| {
        Box::pin(async move {
            kept::keep(tx, reading, &rows).await?;
            kept::keep(tx, reading, &totals).await
        })
    });
    kept.await.unwrap();
    let mut conn = store.read().await.unwrap();
    let span = ("2026-11-01", "2026-11-30");
    held(&mut conn, account, span).await.unwrap()
}

#[tokio::test]
async fn rows_that_name_their_report_are_its_rows_whatever_their_day() {
    let rows = vec![
        row("1", Some("77"), 16, LedgerKind::Sale, 500),
        row("2", Some("77"), 10, LedgerKind::Sale, 200),
        row("3", Some("78"), 10, LedgerKind::Sale, 900),
        row("4", Some("77"), 10, LedgerKind::Storage, -30),
    ];
    let found = held_of(rows, vec![told("77", LedgerKind::Sale, "sold", 700)]).await;
    assert_eq!(found.len(), 1, "one report, one kind");
    assert_eq!(found[0].rows, Some(700), "its own rows of its own kind");
}

#[tokio::test]
async fn rows_without_a_report_are_taken_by_their_day_and_words_of_a_kind_add_up() {
    let rows = vec![
        row("1", None, 8, LedgerKind::Service, -7),
        row("2", None, 9, LedgerKind::Service, -100),
        row("3", None, 15, LedgerKind::Service, -50),
        row("4", None, 16, LedgerKind::Service, -9),
    ];
    let totals = vec![
        told("m", LedgerKind::Service, "packing", -90),
        told("m", LedgerKind::Service, "other", -60),
        told("m", LedgerKind::Payout, "paid", -900),
    ];
    let found = held_of(rows, totals).await;
    let of = |about: &str| found.iter().find(|total| total.about == about).unwrap();
    assert_eq!(of("service").reported, -150, "both words of one kind");
    assert_eq!(of("service").word, "other", "one of them");
    assert_eq!(
        of("service").rows,
        Some(-150),
        "from the first day to the last"
    );
    assert_eq!(
        of("payout").rows,
        None,
        "no row is a payout: not the same as nought"
    );
}

#[tokio::test]
async fn reports_and_their_rows_are_found_by_an_index() {
    let (_dir, store, _, _) = fixture::shop().await;
    let mut conn = store.read().await.unwrap();
    let plan = fixture::plan(&mut conn, HELD).await;
    let used = |index: &str| plan.iter().any(|step| step.contains(index));
    assert!(
        used("statements_period"),
        "reports by their last day: {plan:?}"
    );
    assert!(used("ledger_report"), "rows by their report: {plan:?}");
    let scans = |step: &String| step.starts_with("SCAN") && !step.starts_with("SCAN told");
    assert!(!plan.iter().any(scans), "no table is scanned: {plan:?}");
}
