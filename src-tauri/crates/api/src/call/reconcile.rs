//! What the store counted against the marketplace's own report.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use domain::{AccountId, Capability, Currency, Feed};
use insight::{Amount, Day, Edges, Reconciled};
use store::account::Account;
use store::reconcile::BothSides;

use super::iso;
use crate::context::View;
use crate::error::ApiError;
use crate::view::reconcile::{ReconcileLine, ReconcileQuery, ReconcileTable, Reconciliation};

mod reports;

/// How far back a new shop's orders are read.
const HISTORY: Days = Days::new(90);

/// Both sides of a period.
pub(crate) async fn get(view: &View, query: ReconcileQuery) -> Result<Reconciliation, ApiError> {
    let partner = view.partner().await?;
    let (from, to) = (day(&query.from)?, day(&query.to)?);
    if from > to {
        return Err(ApiError::bad_input(
            "from",
            "the period ends before it begins",
        ));
    }
    let mut conn = view.read().await?;
    let account = store::account::get(&mut conn, AccountId(query.account)).await?;
    if account.partner != partner {
        return Err(ApiError::not_found("shop"));
    }
    let feeds = store::feed::list(&mut conn, Some(account.id)).await?;
    let read = feeds.iter().find(|feed| feed.feed == Feed::Funnel);
    let read = read.and_then(|feed| feed.last_ok_at);
    let edges = edges(
        &account,
        read.map(|at| at.with_timezone(&account.zone).date_naive()),
    );
    let span = (query.from.as_str(), query.to.as_str());
    let sides = store::reconcile::days(&mut conn, account.id, span).await?;
    let found = store::reconcile::orders_found(&mut conn, account.id, span).await?;
    let (orders_named, orders_found) = found;
    let reports = reports::held(&mut conn, &account, &feeds, (from, to)).await?;
    Ok(Reconciliation {
        tables: tables(sides, edges)?,
        offered: offers(&account),
        read_at: read.map(iso),
        since: edges.since.to_string(),
        settled: edges.settled.to_string(),
        orders_named,
        orders_found,
        reports,
    })
}

fn day(text: &str) -> Result<NaiveDate, ApiError> {
    let wrong = |_| ApiError::bad_input("day", "not a day: YYYY-MM-DD");
    text.parse().map_err(wrong)
}

fn offers(account: &Account) -> bool {
    let registry = engine::Registry::all();
    let connector = registry.get(&account.marketplace);
    connector.is_some_and(|connector| connector.profile().offers(Capability::Analytics).0)
}

/// A report of the day on which it was read changes until the day is over, and cancellations go on
/// for a while.
fn edges(account: &Account, read: Option<NaiveDate>) -> Edges {
    let joined = account.created_at.with_timezone(&account.zone).date_naive();
    let since = joined.checked_sub_days(HISTORY).unwrap_or(joined);
    let settled = read.and_then(|read| read.checked_sub_days(Days::new(1)));
    Edges {
        since,
        settled: settled.unwrap_or(since),
    }
}

fn tables(sides: Vec<BothSides>, edges: Edges) -> Result<Vec<ReconcileTable>, ApiError> {
    let mut by_currency: BTreeMap<String, Vec<Day>> = BTreeMap::new();
    for side in sides {
        let amount = |(units, minor)| Amount::new(units, minor);
        let days = by_currency.entry(side.currency).or_default();
        days.push(Day {
            day: day(&side.day)?,
            sold: amount(side.sold),
            cancelled: amount(side.cancelled),
            returned: amount(side.returned),
            reported: side.reported.map(amount),
        });
    }
    by_currency
        .into_iter()
        .map(|(code, days)| table(&code, insight::reconcile(&days, edges)))
        .collect()
}

fn table(code: &str, sums: Reconciled) -> Result<ReconcileTable, ApiError> {
    let currency: Currency = code
        .parse()
        .map_err(|_| ApiError::new(crate::Code::Internal, "an unknown currency is stored"))?;
    let lines = [
        ("sold", sums.sold),
        ("cancelled", sums.cancelled),
        ("returned", sums.returned),
        ("late", sums.late),
        ("retention", sums.retention),
        ("unexplained", sums.unexplained),
        ("reported", sums.reported),
    ];
    let line = |(cause, amount): (&str, Amount)| ReconcileLine {
        cause: cause.to_owned(),
        units: amount.units,
        money: domain::Money::new(amount.minor, currency).into(),
    };
    Ok(ReconcileTable {
        lines: lines.map(line).into(),
        odd_days: sums.odd_days,
    })
}
