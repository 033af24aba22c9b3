//! Totals of the marketplace's own reports against the rows of the ledger.

use chrono::{Days, NaiveDate};
use domain::{Currency, Feed, Money};
use insight::{Covered, Total, cause};
use sqlx::SqliteConnection;
use store::account::Account;
use store::feed::FeedRow;
use store::statement::HeldTotal;

use super::day;
use crate::error::ApiError;
use crate::view::reconcile::{ReportTotal, ReportTotals};

/// A month's report is made in the month that follows it.
const EARLIER: Days = Days::new(35);

/// Reports that end in a period or shortly before it.
pub(super) async fn held(
    conn: &mut SqliteConnection,
    account: &Account,
    feeds: &[FeedRow],
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<ReportTotals>, ApiError> {
    let from = from.checked_sub_days(EARLIER).unwrap_or(from).to_string();
    let span = (from.as_str(), &*to.to_string());
    let totals = store::statement::held(conn, account.id, span).await?;
    let covered = covered(conn, account, feeds).await?;
    let mut reports: Vec<ReportTotals> = Vec::new();
    for total in totals {
        let line = line(&total, covered)?;
        match reports.last_mut() {
            Some(last) if last.report == total.report => last.lines.push(line),
            _ => reports.push(report(total, line)),
        }
    }
    Ok(reports)
}

/// Days of which all rows of the ledger are here. That of the last reading is not over yet.
async fn covered(
    conn: &mut SqliteConnection,
    account: &Account,
    feeds: &[FeedRow],
) -> Result<Option<Covered>, ApiError> {
    let ledger = feeds.iter().find(|feed| feed.feed == Feed::Ledger);
    let read = ledger.and_then(|feed| feed.last_ok_at);
    let since = store::statement::ledger_since(conn, account.id).await?;
    let (Some(read), Some(since)) = (read, since) else {
        return Ok(None);
    };
    let today = read.with_timezone(&account.zone).date_naive();
    Ok(Some(Covered {
        since: day(&since)?,
        through: today.pred_opt().unwrap_or(today),
    }))
}

fn report(total: HeldTotal, line: ReportTotal) -> ReportTotals {
    ReportTotals {
        report: total.report,
        kind: total.kind,
        from: total.first_day,
        to: total.last_day,
        lines: vec![line],
    }
}

fn line(total: &HeldTotal, covered: Option<Covered>) -> Result<ReportTotal, ApiError> {
    let currency: Currency = total
        .currency
        .parse()
        .map_err(|_| ApiError::new(crate::Code::Internal, "an unknown currency is stored"))?;
    let why = cause(
        Total {
            from: day(&total.first_day)?,
            until: day(&total.last_day)?,
            reported: total.reported,
            rows: total.rows,
        },
        covered,
    );
    let money = |minor| Money::new(minor, currency).into();
    Ok(ReportTotal {
        about: total.about.clone(),
        word: total.word.clone(),
        reported: money(total.reported),
        rows: total.rows.map(money),
        why: why.as_str().to_owned(),
    })
}
