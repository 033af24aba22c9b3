//! A listing that runs out: one alert per listing, raised and cleared with a
//! gap between the two, so that it does not flicker.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, Utc};
use domain::{AlertKind, AlertLevel, PartnerId};
use store::Tx;
use store::account::Account;
use store::alert::NewAlert;
use store::settings;
use store::stock::ListingStock;

use crate::error::Result;

/// Days of sales that the pace is taken from.
const PACE_DAYS: i64 = 28;
/// Fewest pieces sold in those days for a pace that means something.
const LEAST_SOLD: i64 = 3;
/// Listings looked at per round beside those with a warning, those that last shortest first.
const LOOKED_AT: i64 = 500;

/// What to do about a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// Warn.
    Raise {
        /// How bad.
        level: AlertLevel,
        /// Days that the stock lasts.
        days: i64,
    },
    /// The cause has gone away.
    Clear,
    /// Leave it as it is.
    Leave,
}

/// Decides on one listing. `warn_days` is the owner's setting. Without a pace nothing is said
/// about the days ahead; yet what lies there has not run out.
pub fn decide(available: i64, sold: i64, warn_days: i64) -> Wanted {
    if sold < LEAST_SOLD {
        return if available > 0 {
            Wanted::Clear
        } else {
            Wanted::Leave
        };
    }
    // Rounded down: a warning comes rather early than late.
    let days = available.max(0).saturating_mul(PACE_DAYS) / sold.max(1);
    match days {
        days if days <= warn_days / 2 => Wanted::Raise {
            level: AlertLevel::Bad,
            days,
        },
        days if days <= warn_days => Wanted::Raise {
            level: AlertLevel::Warn,
            days,
        },
        days if days > warn_days + 2 => Wanted::Clear,
        _ => Wanted::Leave,
    }
}

/// Applies the rule to every listing of an account.
pub(crate) async fn apply(tx: &mut Tx, account: &Account, now: DateTime<Utc>) -> Result<()> {
    let warn = settings::STOCK_DAYS
        .get(tx.conn(), Some(account.partner))
        .await?;
    let today = now.with_timezone(&account.zone).date_naive();
    let from = today
        .checked_sub_days(Days::new(PACE_DAYS.unsigned_abs()))
        .unwrap_or(today);
    let until = today.checked_sub_days(Days::new(1)).unwrap_or(today);
    let span = (from.to_string(), until.to_string());
    let of = (account.partner, account.id);
    let levels = store::stock::watched(tx.conn(), of, (&span.0, &span.1), LOOKED_AT).await?;
    for (level, offered) in &levels {
        let wanted = if *offered {
            decide(level.available, level.sold, i64::from(warn))
        } else {
            // Nobody misses what is no longer offered.
            Wanted::Clear
        };
        one(tx, account.partner, level, wanted, now).await?;
    }
    Ok(())
}

async fn one(
    tx: &mut Tx,
    partner: PartnerId,
    stock: &ListingStock,
    wanted: Wanted,
    now: DateTime<Utc>,
) -> Result<()> {
    let cause = format!("stock:{}", stock.listing);
    match wanted {
        Wanted::Raise { level, days } => {
            store::alert::raise(tx, &alert(partner, stock, &cause, level, days), now).await?;
        }
        Wanted::Clear => {
            store::alert::clear(tx, &cause, now).await?;
        }
        Wanted::Leave => {}
    }
    Ok(())
}

fn alert(
    partner: PartnerId,
    stock: &ListingStock,
    cause: &str,
    level: AlertLevel,
    days: i64,
) -> NewAlert {
    let title_key = if stock.available <= 0 {
        "alert.stock_out"
    } else {
        "alert.stock_low"
    };
    NewAlert {
        partner,
        account: Some(stock.account),
        cause: cause.to_owned(),
        kind: AlertKind::Stock,
        level,
        title_key: title_key.to_owned(),
        detail: BTreeMap::from([
            ("title".to_owned(), stock.title.clone()),
            ("article".to_owned(), stock.article.clone()),
            ("quantity".to_owned(), stock.available.to_string()),
            ("days".to_owned(), days.to_string()),
        ]),
        page: "/overview".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn thin_sales_never_warn() {
        assert_eq!(
            decide(0, 2, 7),
            Wanted::Leave,
            "two pieces in four weeks are no pace"
        );
        assert_eq!(
            decide(5, 2, 7),
            Wanted::Clear,
            "and what is there again has not run out, whatever was said before"
        );
    }

    #[test]
    fn sold_out_is_bad_and_low_is_a_warning() {
        let out = Wanted::Raise {
            level: AlertLevel::Bad,
            days: 0,
        };
        assert_eq!(decide(0, 28, 7), out, "nothing left of one a day");
        let low = Wanted::Raise {
            level: AlertLevel::Warn,
            days: 6,
        };
        assert_eq!(decide(6, 28, 7), low, "six days at one a day");
        assert_eq!(
            decide(100, 28, 7),
            Wanted::Clear,
            "a hundred days are enough"
        );
    }

    proptest! {
        #[test]
        fn more_stock_is_never_worse(stock in 0_i64..10_000, more in 0_i64..10_000, sold in 0_i64..10_000) {
            let rank = |wanted| match wanted {
                Wanted::Raise { level: AlertLevel::Bad, .. } => 3,
                Wanted::Raise { .. } => 2,
                Wanted::Leave => 1,
                Wanted::Clear => 0,
            };
            prop_assert!(
                rank(decide(stock + more, sold, 7)) <= rank(decide(stock, sold, 7)),
                "adding stock never raises an alert"
            );
        }
    }
}
