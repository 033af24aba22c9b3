//! Periods, sums and what they are made of: shared by tiles, explanations and
//! charts, so that no two of them can disagree.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use chrono_tz::Tz;
use domain::{AccountId, Currency, PartnerId};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sqlx::SqliteConnection;
use store::account::Account;
use store::sales::{Figures, Span};

use crate::error::ApiError;
use crate::view::figure::{FigureValue, Period, Unit};
use crate::view::money::Money;
use crate::view::overview::PeriodDays;

/// The days of a period and of the one before it.
#[derive(Debug, Clone)]
pub(crate) struct Dates {
    pub(crate) from: NaiveDate,
    pub(crate) to: NaiveDate,
    pub(crate) before_from: NaiveDate,
    pub(crate) before_to: NaiveDate,
    pub(crate) zone: Tz,
}

impl Dates {
    /// The period at that moment, in that zone. The period before has as many days.
    pub(crate) fn of(period: Period, now: DateTime<Utc>, zone: Tz) -> Self {
        let today = now.with_timezone(&zone).date_naive();
        let back =
            |date: NaiveDate, days: u64| date.checked_sub_days(Days::new(days)).unwrap_or(date);
        let (from, to) = match period {
            Period::Today => (today, today),
            Period::Yesterday => (back(today, 1), back(today, 1)),
            Period::Week => (back(today, 6), today),
            Period::ThirtyDays => (back(today, 29), today),
            Period::Month => (today.with_day(1).unwrap_or(today), today),
        };
        let days = u64::try_from((to - from).num_days()).unwrap_or(0) + 1;
        Self {
            from,
            to,
            before_from: back(from, days),
            before_to: back(from, 1),
            zone,
        }
    }

    pub(crate) fn count(&self) -> u32 {
        u32::try_from((self.to - self.from).num_days() + 1).unwrap_or(1)
    }

    /// Every day, oldest first.
    pub(crate) fn days(&self) -> Vec<NaiveDate> {
        self.from
            .iter_days()
            .take_while(|day| *day <= self.to)
            .collect()
    }

    pub(crate) fn view(&self) -> PeriodDays {
        PeriodDays {
            from: self.from.to_string(),
            to: self.to.to_string(),
            days: self.count(),
            zone: self.zone.name().to_owned(),
        }
    }
}

/// The zone in which days are counted for several shops: that of the first.
pub(crate) fn zone(accounts: &[Account], only: Option<i64>) -> Tz {
    let wanted = accounts
        .iter()
        .find(|account| only.is_none_or(|id| account.id.0 == id));
    wanted.map_or(chrono_tz::Asia::Tashkent, |account| account.zone)
}

/// Sums of sales, one per currency.
pub(crate) async fn totals(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    account: Option<i64>,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<Vec<Figures>, ApiError> {
    let (from, to) = (from.to_string(), to.to_string());
    let span = Span {
        partner,
        account: account.map(AccountId),
        from: &from,
        to: &to,
    };
    Ok(store::sales::totals(conn, &span).await?)
}

/// Units and orders over all currencies: pieces add up, money does not.
pub(crate) fn sum(figures: &[Figures], part: fn(&Figures) -> i64) -> i64 {
    figures.iter().map(part).sum()
}

/// Share of ended orders that were bought, in percent; `None` while none has ended.
pub(crate) fn buyout(figures: &[Figures]) -> Option<Decimal> {
    let bought = sum(figures, |f| f.delivered_orders);
    let lost = sum(figures, |f| f.cancelled_orders + f.returned_orders);
    let ended = bought + lost;
    (ended > 0)
        .then(|| (Decimal::from(bought) * Decimal::ONE_HUNDRED / Decimal::from(ended)).round_dp(1))
}

/// Revenue per currency.
pub(crate) fn revenue(figures: &[Figures]) -> Vec<FigureValue> {
    figures.iter().map(|f| money(f.revenue)).collect()
}

pub(crate) fn money(money: domain::Money) -> FigureValue {
    FigureValue {
        money: Some(Money::from(money)),
        number: None,
        unit: Unit::Money,
    }
}

pub(crate) fn ai_cost(micros: i64) -> FigureValue {
    FigureValue {
        money: Some(Money::ai_cost(micros)),
        number: None,
        unit: Unit::Money,
    }
}

pub(crate) fn number(value: Decimal, unit: Unit) -> FigureValue {
    FigureValue {
        money: None,
        number: value.to_f64(),
        unit,
    }
}

pub(crate) fn count(value: i64) -> FigureValue {
    number(Decimal::from(value), Unit::Count)
}

/// Change in percent, for the screen; `None` when there was nothing before.
pub(crate) fn delta(now: Decimal, before: Decimal) -> Option<f64> {
    insight::delta_percent(now, before).and_then(|delta| delta.to_f64())
}

/// Sums by day and currency, zero where nothing was sold.
pub(crate) fn by_day(
    rows: &[store::sales::ShopFigures],
    days: &[NaiveDate],
    part: fn(&Figures) -> i64,
) -> BTreeMap<Currency, Vec<i64>> {
    let mut sums: BTreeMap<Currency, Vec<i64>> = BTreeMap::new();
    for row in rows {
        let line = sums
            .entry(row.figures.revenue.currency)
            .or_insert_with(|| vec![0; days.len()]);
        let place = days.iter().position(|day| day.to_string() == row.day);
        if let Some(slot) = place.and_then(|place| line.get_mut(place)) {
            *slot += part(&row.figures);
        }
    }
    sums
}

/// Age of the data: the oldest good round among the feeds of the shops.
pub(crate) fn age(
    feeds: &[store::feed::Feed],
    accounts: &[&Account],
    now: DateTime<Utc>,
) -> Option<i64> {
    let own = feeds
        .iter()
        .filter(|feed| accounts.iter().any(|a| a.id == feed.account));
    let oldest = own.filter_map(|feed| feed.last_ok_at).min();
    oldest.map(|at| (now - at).num_seconds().max(0))
}
