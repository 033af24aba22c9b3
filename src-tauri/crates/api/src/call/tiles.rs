//! The tiles of the first page.

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::{AccountId, Capability, Feed};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use sqlx::SqliteConnection;
use store::sales::{Figures, ShopFigures, Span};

use super::figures;
use super::overview::Page;
use crate::error::ApiError;
use crate::view::figure::{FigureValue, Unit};
use crate::view::overview::{Direction, Tile, TileKey};

/// Days of a spark.
const SPARK_DAYS: u64 = 14;

impl Page {
    /// The tiles; `before` are the shops' figures of the period before.
    pub(super) async fn tiles(
        &self,
        conn: &mut SqliteConnection,
        before: &[ShopFigures],
    ) -> Result<Vec<Tile>, ApiError> {
        let dates = &self.dates;
        let account = self.query.account;
        let now = figures::totals(conn, self.partner, account, (dates.from, dates.to)).await?;
        let before = figures::by_currency(before);
        let sparks = self.sparks(conn).await?;
        let mut tiles = vec![
            self.revenue(&now, &before, &sparks),
            self.counted(TileKey::Orders, &now, &before, |f| f.orders, &sparks),
            self.counted(TileKey::Units, &now, &before, |f| f.units, &sparks),
            self.buyout(&now, &before),
        ];
        tiles.extend(self.answers(conn).await?);
        Ok(tiles)
    }

    /// Figures of the last days, for sparks.
    async fn sparks(&self, conn: &mut SqliteConnection) -> Result<Vec<ShopFigures>, ApiError> {
        let from = self.spark_from().to_string();
        let to = self.dates.to.to_string();
        let account = self.query.account.map(AccountId);
        let span = Span {
            partner: self.partner,
            account,
            from: &from,
            to: &to,
        };
        Ok(store::sales::by_day(conn, &span).await?)
    }

    fn spark_from(&self) -> chrono::NaiveDate {
        self.dates
            .to
            .checked_sub_days(Days::new(SPARK_DAYS - 1))
            .unwrap_or(self.dates.to)
    }

    fn spark_days(&self) -> Vec<chrono::NaiveDate> {
        self.spark_from()
            .iter_days()
            .take_while(|day| *day <= self.dates.to)
            .collect()
    }

    fn revenue(&self, now: &[Figures], before: &[Figures], sparks: &[ShopFigures]) -> Tile {
        let days = self.spark_days();
        let by_day = figures::by_day(sparks, &days, |f| f.revenue.minor);
        let first = now.first().map(|f| f.revenue);
        let spark = first
            .and_then(|money| by_day.get(&money.currency))
            .map(|line| line.iter().map(|minor| to_f64(*minor)).collect())
            .unwrap_or_default();
        let delta = first.and_then(|money| {
            let same = before
                .iter()
                .find(|f| f.revenue.currency == money.currency)?;
            figures::delta(money.major(), same.revenue.major())
        });
        self.tile(
            TileKey::Revenue,
            figures::revenue(now),
            figures::revenue(before),
            delta,
            spark,
        )
    }

    fn counted(
        &self,
        key: TileKey,
        now: &[Figures],
        before: &[Figures],
        part: fn(&Figures) -> i64,
        sparks: &[ShopFigures],
    ) -> Tile {
        let (a, b) = (figures::sum(now, part), figures::sum(before, part));
        let days = self.spark_days();
        let by_day = figures::by_day(sparks, &days, part);
        let spark = (0..days.len())
            .map(|place| {
                by_day
                    .values()
                    .filter_map(|line| line.get(place))
                    .sum::<i64>()
            })
            .map(to_f64)
            .collect();
        let delta = figures::delta(Decimal::from(a), Decimal::from(b));
        self.tile(
            key,
            vec![figures::count(a)],
            vec![figures::count(b)],
            delta,
            spark,
        )
    }

    fn buyout(&self, now: &[Figures], before: &[Figures]) -> Tile {
        let (a, b) = (figures::buyout(now), figures::buyout(before));
        let value = |share: Option<Decimal>| -> Vec<FigureValue> {
            share
                .map(|share| figures::number(share, Unit::Percent))
                .into_iter()
                .collect()
        };
        // A share changes by points, not by percent of itself.
        let delta = a.zip(b).and_then(|(a, b)| (a - b).to_f64());
        self.tile(TileKey::Buyout, value(a), value(b), delta, Vec::new())
    }

    async fn answers(&self, conn: &mut SqliteConnection) -> Result<Vec<Tile>, ApiError> {
        let dates = &self.dates;
        let now = self.answering(conn, (dates.from, dates.to), None).await?;
        let span = (dates.before_from, dates.before_whole_to());
        let last = dates.before_until.map(|until| (dates.before_to, until));
        let before = self.answering(conn, span, last).await?;
        let minutes = |value: Option<Decimal>| -> Vec<FigureValue> {
            value
                .map(|value| figures::number(value, Unit::Minutes))
                .into_iter()
                .collect()
        };
        let change = figures::delta(Decimal::from(now.0), Decimal::from(before.0));
        let wait = now.1.zip(before.1).and_then(|(a, b)| figures::delta(a, b));
        let cost = figures::delta(Decimal::from(now.2), Decimal::from(before.2));
        let one = |value| vec![value];
        Ok(vec![
            self.tile(
                TileKey::Answered,
                one(figures::count(now.0)),
                one(figures::count(before.0)),
                change,
                Vec::new(),
            ),
            self.tile(
                TileKey::AnswerMinutes,
                minutes(now.1),
                minutes(before.1),
                wait,
                Vec::new(),
            ),
            self.tile(
                TileKey::AiCost,
                one(figures::ai_cost(now.2)),
                one(figures::ai_cost(before.2)),
                cost,
                Vec::new(),
            ),
        ])
    }

    /// Answers sent, their average wait in minutes, and what the AI cost; `last` is one more
    /// day, up to a moment.
    async fn answering(
        &self,
        conn: &mut SqliteConnection,
        (from, to): (NaiveDate, NaiveDate),
        last: Option<(NaiveDate, DateTime<Utc>)>,
    ) -> Result<(i64, Option<Decimal>, i64), ApiError> {
        let (from, to) = (from.to_string(), to.to_string());
        let span = |from, to| Span {
            partner: self.partner,
            account: self.query.account.map(AccountId),
            from,
            to,
        };
        let answered = store::answer::answered(conn, &span(&from, &to)).await?;
        let mut sent = answered.reviews + answered.questions;
        let mut wait = answered.wait_ms;
        let mut cost = store::usage::totals(conn, &span(&from, &to))
            .await?
            .cost_micros;
        if let Some((day, until)) = last {
            let day = day.to_string();
            let day = span(&day, &day);
            let answered = store::answer::answered_last_day_until(conn, &day, until).await?;
            sent += answered.reviews + answered.questions;
            wait += answered.wait_ms;
            cost += store::usage::last_day_until(conn, &day, until)
                .await?
                .cost_micros;
        }
        Ok((sent, figures::average_minutes(wait, sent), cost))
    }

    fn tile(
        &self,
        key: TileKey,
        values: Vec<FigureValue>,
        previous: Vec<FigureValue>,
        delta_percent: Option<f64>,
        spark: Vec<f64>,
    ) -> Tile {
        let (feed, good) = match key {
            TileKey::Revenue | TileKey::Orders | TileKey::Units | TileKey::Buyout => {
                (Feed::Orders, Direction::Up)
            }
            TileKey::Answered => (Feed::Reviews, Direction::Up),
            TileKey::AnswerMinutes | TileKey::AiCost => (Feed::Reviews, Direction::Down),
        };
        let missing = match feed {
            Feed::Orders => self.missing(),
            _ => self.not_offered(Capability::Reviews),
        };
        Tile {
            key,
            values,
            previous,
            delta_percent,
            good,
            spark,
            age_seconds: self.age_of(feed),
            missing,
            explain: word(key).to_owned(),
        }
    }
}

/// The tile's word, as `figure_explain` takes it.
fn word(key: TileKey) -> &'static str {
    match key {
        TileKey::Revenue => "revenue",
        TileKey::Orders => "orders",
        TileKey::Units => "units",
        TileKey::Buyout => "buyout",
        TileKey::Answered => "answered",
        TileKey::AnswerMinutes => "answer_minutes",
        TileKey::AiCost => "ai_cost",
    }
}

fn to_f64(value: i64) -> f64 {
    Decimal::from(value).to_f64().unwrap_or(0.0)
}
