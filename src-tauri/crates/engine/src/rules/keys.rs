//! A key that ends soon, or no longer works.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use domain::{AlertKind, AlertLevel, Passport};
use store::Tx;
use store::account::Account;
use store::alert::NewAlert;

use crate::error::Result;

/// Days before the end at which a warning comes.
const WARN_DAYS: i64 = 14;

/// Warns about a key's end.
pub(crate) async fn apply(
    tx: &mut Tx,
    account: &Account,
    passport: &Passport,
    now: DateTime<Utc>,
) -> Result<()> {
    let cause = format!("token:{}", account.id);
    let left = passport.expires_at.map(|end| (end - now).num_days());
    match left {
        Some(days) if days <= WARN_DAYS => {
            let level = if days <= 3 {
                AlertLevel::Bad
            } else {
                AlertLevel::Warn
            };
            let detail = [
                ("days", days.max(0).to_string()),
                ("shop", account.name.clone()),
            ];
            let new = NewAlert {
                partner: account.partner,
                account: Some(account.id),
                cause,
                kind: AlertKind::Token,
                level,
                title_key: "alert.token_expires".to_owned(),
                detail: detail.into_iter().map(|(k, v)| (k.to_owned(), v)).collect(),
                page: format!("/shops/{}", account.id),
            };
            store::alert::raise(tx, &new, now).await?;
        }
        _ => {
            store::alert::clear(tx, &cause, now).await?;
        }
    }
    Ok(())
}

/// Warns about a shop that does not work until a person acts; clears it when it does.
pub(crate) async fn shop(
    tx: &mut Tx,
    account: &Account,
    failed: Option<&str>,
    now: DateTime<Utc>,
) -> Result<()> {
    let cause = format!("shop:{}", account.id);
    let Some(code) = failed else {
        store::alert::clear(tx, &cause, now).await?;
        return Ok(());
    };
    let new = NewAlert {
        partner: account.partner,
        account: Some(account.id),
        cause,
        kind: AlertKind::Shop,
        level: AlertLevel::Bad,
        title_key: "alert.shop_failed".to_owned(),
        detail: BTreeMap::from([
            ("shop".to_owned(), account.name.clone()),
            ("code".to_owned(), code.to_owned()),
        ]),
        page: format!("/shops/{}", account.id),
    };
    store::alert::raise(tx, &new, now).await?;
    Ok(())
}
