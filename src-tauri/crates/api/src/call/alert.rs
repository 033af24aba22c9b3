//! Warnings.

use chrono::TimeDelta;
use domain::AlertId;

use super::iso;
use crate::context::{Decide, View};
use crate::error::ApiError;
use crate::view::alert::{Alert, AlertKind, AlertLevel, Snooze};
use crate::view::{ById, Nothing};

/// Longest snooze: a month.
const MOST_HOURS: u32 = 720;

/// Open warnings, the worst first, snoozed ones last.
pub(crate) async fn list(view: &View, _: Nothing) -> Result<Vec<Alert>, ApiError> {
    let Some(partner) = view.maybe_partner().await? else {
        return Ok(Vec::new());
    };
    let alerts = store::alert::list(&mut *view.read().await?, partner, view.now()).await?;
    Ok(alerts.into_iter().map(card).collect())
}

/// A warning as screens see it.
pub(crate) fn card(alert: store::alert::Alert) -> Alert {
    Alert {
        id: alert.id.0,
        kind: kind(alert.alert.kind),
        level: level(alert.alert.level),
        marketplace: alert.marketplace.map(|id| id.to_string()),
        title_key: alert.alert.title_key,
        detail: alert.alert.detail,
        page: alert.alert.page,
        at: iso(alert.raised_at),
        snoozed_until: alert.snoozed_until.map(iso),
    }
}

fn kind(kind: domain::AlertKind) -> AlertKind {
    match kind {
        domain::AlertKind::Stock => AlertKind::Stock,
        domain::AlertKind::Approval => AlertKind::Approval,
        domain::AlertKind::Token => AlertKind::Token,
        domain::AlertKind::Shop => AlertKind::Shop,
        domain::AlertKind::Budget => AlertKind::Budget,
        domain::AlertKind::BadReview => AlertKind::BadReview,
        domain::AlertKind::Store => AlertKind::Store,
        domain::AlertKind::Change => AlertKind::Change,
    }
}

fn level(level: domain::AlertLevel) -> AlertLevel {
    match level {
        domain::AlertLevel::Info => AlertLevel::Info,
        domain::AlertLevel::Warn => AlertLevel::Warn,
        domain::AlertLevel::Bad => AlertLevel::Bad,
    }
}

/// Silent for some hours.
pub(crate) async fn snooze(decide: &Decide, args: Snooze) -> Result<Alert, ApiError> {
    if !(1..=MOST_HOURS).contains(&args.hours) {
        return Err(ApiError::bad_input("hours", "1 to 720"));
    }
    let id = AlertId(args.id);
    let until = decide.view.now() + TimeDelta::hours(i64::from(args.hours));
    decide.decisions.snooze(id, until).await?;
    let alerts = list(&decide.view, Nothing {}).await?;
    alerts
        .into_iter()
        .find(|alert| alert.id == args.id)
        .ok_or_else(|| ApiError::not_found("alert"))
}

/// Put aside until its cause has gone away once.
pub(crate) async fn close(decide: &Decide, args: ById) -> Result<Nothing, ApiError> {
    let now = decide.view.now();
    decide.decisions.close(AlertId(args.id), now).await?;
    Ok(Nothing {})
}
