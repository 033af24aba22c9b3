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
use store::sales::{Figures, ShopFigures, Span};

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
    /// Where the last day is not over, the last day before counts up to the same hour only.
    pub(crate) before_until: Option<DateTime<Utc>>,
    pub(crate) zone: Tz,
}

impl Dates {
    /// The period at that moment, in that zone. The period before has as many days; a month is
    /// set against the same days of the month before.
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
        let (before_from, before_to) = match period {
            Period::Month => month_before(from, to),
            _ => (back(from, days), back(to, days)),
        };
        // In a shorter month the days run out first: then its last day counts whole.
        let same_day = period != Period::Month || before_to.day() == to.day();
        let unfinished = to == today && same_day;
        Self {
            from,
            to,
            before_from,
            before_to,
            before_until: unfinished.then(|| now - (to - before_to)),
            zone,
        }
    }

    /// The last day before that counts whole.
    pub(crate) fn before_whole_to(&self) -> NaiveDate {
        let day_before = self.before_to.pred_opt().unwrap_or(self.before_to);
        self.before_until.map_or(self.before_to, |_| day_before)
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

    pub(crate) fn view(&self, shops: &[&Account]) -> PeriodDays {
        let mut zones = vec![self.zone.name().to_owned()];
        for shop in shops {
            let name = shop.zone.name().to_owned();
            if !zones.contains(&name) {
                zones.push(name);
            }
        }
        PeriodDays {
            from: self.from.to_string(),
            to: self.to.to_string(),
            days: self.count(),
            zone: self.zone.name().to_owned(),
            zones,
        }
    }
}

/// The same days of the month before, as far as it has them.
fn month_before(from: NaiveDate, to: NaiveDate) -> (NaiveDate, NaiveDate) {
    let last = from.pred_opt().unwrap_or(from);
    let first = last.with_day(1).unwrap_or(last);
    (first, last.with_day(to.day()).unwrap_or(last))
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

/// Sums of shops' figures, one for each currency.
pub(crate) fn by_currency(shops: &[ShopFigures]) -> Vec<Figures> {
    let mut sums: BTreeMap<Currency, Figures> = BTreeMap::new();
    for row in shops {
        sums.entry(row.figures.revenue.currency)
            .and_modify(|sum| sum.add(&row.figures))
            .or_insert(row.figures);
    }
    sums.into_values().collect()
}

/// Sales of the period before by shop. Where it ends with a day up to an hour, that day's orders
/// are read, the others come from the roll-ups.
pub(crate) async fn by_account_before(
    conn: &mut SqliteConnection,
    partner: PartnerId,
    account: Option<i64>,
    dates: &Dates,
) -> Result<Vec<ShopFigures>, ApiError> {
    let last = dates.before_to.to_string();
    let whole_to = dates.before_whole_to().to_string();
    let from = dates.before_from.to_string();
    let span = |to| Span {
        partner,
        account: account.map(AccountId),
        from: &from,
        to,
    };
    let mut rows = store::sales::by_account(conn, &span(&whole_to)).await?;
    if let Some(until) = dates.before_until {
        rows.extend(store::sales::last_day_until(conn, &span(&last), until).await?);
    }
    Ok(rows)
}

/// Units and orders over all currencies: pieces add up, money does not.
pub(crate) fn sum(figures: &[Figures], part: fn(&Figures) -> i64) -> i64 {
    figures.iter().map(part).sum()
}

/// Share of ended orders that were bought, in percent. `None` while most of the orders are still
/// under way: cancellations come before deliveries, so that an early share would be too low.
pub(crate) fn buyout(figures: &[Figures]) -> Option<Decimal> {
    let bought = sum(figures, |f| f.delivered_orders);
    let ended = bought + sum(figures, |f| f.cancelled_orders + f.returned_orders);
    let open = sum(figures, |f| f.orders - f.delivered_orders);
    (ended > 0 && ended >= open)
        .then(|| (Decimal::from(bought) * Decimal::ONE_HUNDRED / Decimal::from(ended)).round_dp(1))
}

/// Average wait for an answer; `None` while none was sent.
pub(crate) fn average_minutes(wait_ms: i64, sent: i64) -> Option<Decimal> {
    (sent > 0).then(|| (Decimal::from(wait_ms) / Decimal::from(60_000 * sent)).round_dp(0))
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
    rows: &[ShopFigures],
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
    feeds: &[store::feed::FeedRow],
    accounts: &[&Account],
    now: DateTime<Utc>,
) -> Option<i64> {
    let own = feeds
        .iter()
        .filter(|feed| accounts.iter().any(|a| a.id == feed.account));
    let oldest = own.filter_map(|feed| feed.last_ok_at).min();
    oldest.map(|at| (now - at).num_seconds().max(0))
}

#[cfg(test)]
mod tests;
