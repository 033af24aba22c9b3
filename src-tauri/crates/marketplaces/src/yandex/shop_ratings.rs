//! The index of quality of each shop, and what it is made of.

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{NaiveDate, TimeDelta};
use domain::{RatingUnit, ShopRating};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::ask::Ask;
use super::line::Line;
use super::shops::{ShopAt, Walk, selling};
use super::wire::Envelope;
use super::wire::standing::{Index, Part, Rated, ShopIndex};
use crate::Result;
use crate::contract::Source;
use crate::feed::{Flaw, rows};
use crate::page::{Cursor, Page, Window};

const OPERATION: &str = "shop_ratings.page";

/// Shops of one request.
const MOST: usize = 50;

/// Days that are looked at for the last index. Thirty can be asked for.
const DAYS: TimeDelta = TimeDelta::days(14);

/// Market's days are those of Moscow.
const MOSCOW: TimeDelta = TimeDelta::hours(3);

/// The index itself; its parts have words of Market's own.
const INDEX: (&str, &str) = ("rating", "Индекс качества");

/// Reads ratings of shops.
pub(super) struct Indices(pub(super) Arc<Line>);

/// The shops that are still to be asked about.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Position {
    shops: Vec<ShopAt>,
}

#[async_trait]
impl Source<ShopRating> for Indices {
    async fn page(&self, after: Option<&Cursor>, window: Window) -> Result<Page<ShopRating>> {
        let mut position: Position = Cursor::position(after);
        if position.shops.is_empty() {
            position.shops = Walk::begin(&self.0, OPERATION, selling).await?.all();
        }
        let left = position.shops.len().saturating_sub(MOST);
        let shops = position.shops.split_off(left);
        if shops.is_empty() {
            return Ok(Page::of([], Cursor::at(&position), false));
        }
        let today = (window.now + MOSCOW).date_naive();
        let ids: Vec<i64> = shops.iter().map(|shop| shop.id).collect();
        let body = json!({
            "campaignIds": ids,
            "dateFrom": (today - DAYS).to_string(),
            "dateTo": today.to_string(),
        });
        let path = self.0.cabinet().await?.path("v2", "/ratings/quality");
        let ask = Ask::post(OPERATION, "ratings-quality", path, body);
        let found: Envelope<Rated> = self.0.read(&ask).await?;
        let (rows, bad) = rows(&found.result.campaign_ratings, |row| ratings(row, &shops));
        let more = !position.shops.is_empty();
        let rows = rows.into_iter().flatten().collect();
        Ok(Page::new(rows, bad, Cursor::at(&position), more))
    }

    fn names_all(&self) -> bool {
        true
    }
}

/// The last index of a shop and its parts; a shop that has none yet is left out.
pub(super) fn ratings(
    row: ShopIndex,
    shops: &[ShopAt],
) -> std::result::Result<Option<Vec<ShopRating>>, Flaw> {
    let id = row.campaign_id.ok_or(Flaw::missing("campaignId"))?;
    let shop = shops.iter().find(|shop| shop.id == id);
    let place = shop.map_or_else(|| id.to_string(), |shop| format!("{} {id}", shop.placement));
    let dated = row.ratings.into_iter().map(|index| {
        let day: Option<NaiveDate> = index.calculation_date.parse().ok();
        day.map(|day| (day, index))
            .ok_or(Flaw::missing("ratings.calculationDate"))
    });
    let dated: Vec<(NaiveDate, Index)> = dated.collect::<std::result::Result<_, _>>()?;
    let Some((day, index)) = dated.into_iter().max_by_key(|(day, _)| *day) else {
        return Ok(None);
    };
    let (code, name) = INDEX;
    let whole = told(&place, day, (code, name), index.rating, RatingUnit::Points);
    let mut all = vec![whole.ok_or(Flaw::missing("ratings.rating"))?];
    for part in &index.components {
        all.push(component(&place, day, part)?);
    }
    Ok(Some(all))
}

fn component(place: &str, day: NaiveDate, part: &Part) -> std::result::Result<ShopRating, Flaw> {
    let word = part.component_type.as_str();
    if word.is_empty() {
        return Err(Flaw::missing("ratings.components.componentType"));
    }
    let told = told(place, day, (word, word), part.value, RatingUnit::Percent);
    told.ok_or(Flaw::missing("ratings.components.value"))
}

fn told(
    place: &str,
    day: NaiveDate,
    (code, name): (&str, &str),
    value: Option<Decimal>,
    unit: RatingUnit,
) -> Option<ShopRating> {
    Some(ShopRating {
        place: place.to_owned(),
        code: code.to_owned(),
        name: name.to_owned(),
        value: Some(value?),
        unit,
        grade: None,
        day,
    })
}
