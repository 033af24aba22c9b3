//! Sales by day and marketplace, drawn by `charts`.

use chrono::NaiveDate;
use domain::{AccountId, Currency};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use store::sales::{ShopFigures, Span};

use super::figures::{self, Dates};
use crate::context::View;
use crate::error::{ApiError, Code};
use crate::view::chart::{Chart, ChartPoint, ChartQuery, ChartSeries, Measure, Plot};
use crate::view::figure::Period;
use crate::view::settings::Locale;

/// Sales of a period. A single day says little as a line: it is drawn within its week.
pub(crate) async fn sales(view: &View, query: ChartQuery) -> Result<Chart, ApiError> {
    if !(120..=4000).contains(&query.width) || !(80..=2000).contains(&query.height) {
        return Err(ApiError::bad_input("width", "120 to 4000 by 80 to 2000"));
    }
    let partner = view.maybe_partner().await?;
    let mut conn = view.read().await?;
    let accounts = match partner {
        Some(partner) => store::account::list(&mut conn, Some(partner)).await?,
        None => Vec::new(),
    };
    let period = match query.period {
        Period::Today | Period::Yesterday => Period::Week,
        longer => longer,
    };
    let dates = Dates::of(period, view.now(), figures::zone(&accounts, query.account));
    let (from, to) = (dates.from.to_string(), dates.to.to_string());
    let rows = match partner {
        Some(partner) => {
            let account = query.account.map(AccountId);
            let span = Span {
                partner,
                account,
                from: &from,
                to: &to,
            };
            store::sales::by_day(&mut conn, &span).await?
        }
        None => Vec::new(),
    };
    draw(&query, &dates.days(), &rows)
}

fn draw(query: &ChartQuery, days: &[NaiveDate], rows: &[ShopFigures]) -> Result<Chart, ApiError> {
    let registry = engine::Registry::all();
    let series: Vec<charts::Series> = lines(rows)
        .into_iter()
        .zip(1_u8..)
        .map(|((marketplace, currency), colour)| charts::Series {
            id: format!("{marketplace}-{currency}"),
            label: registry
                .get(&marketplace.as_str().into())
                .map_or_else(|| marketplace.clone(), |c| c.profile().name.to_owned()),
            colour_index: colour,
            unit: unit(query.measure, currency),
            values: days
                .iter()
                .map(|day| Some(value(query.measure, rows, &marketplace, currency, *day)))
                .collect(),
        })
        .collect();
    let drawn = charts::sales_chart(&charts::SalesChart {
        days: days
            .iter()
            .map(|day| charts::Day {
                x: day.to_string(),
                label: day.format("%d.%m").to_string(),
            })
            .collect(),
        series,
        last_unfinished: true,
        width: query.width,
        height: query.height,
        scale_label: &|_unit, value| short(query.locale, value),
        empty: "",
        summary: "",
    })
    .map_err(|error| ApiError::new(Code::Internal, error.to_string()))?;
    Ok(view_of(drawn))
}

/// Marketplaces and currencies that sold, in the order of their accounts.
fn lines(rows: &[ShopFigures]) -> Vec<(String, Currency)> {
    let mut keys: Vec<(AccountId, String, Currency)> = rows
        .iter()
        .map(|row| {
            (
                row.account,
                row.marketplace.to_string(),
                row.figures.revenue.currency,
            )
        })
        .collect();
    keys.sort();
    let mut named: Vec<(String, Currency)> = keys
        .into_iter()
        .map(|(_, marketplace, currency)| (marketplace, currency))
        .collect();
    named.dedup();
    named
}

fn unit(measure: Measure, currency: Currency) -> String {
    match measure {
        Measure::Revenue => currency.code().to_owned(),
        Measure::Orders => "count".to_owned(),
    }
}

fn value(
    measure: Measure,
    rows: &[ShopFigures],
    marketplace: &str,
    currency: Currency,
    day: NaiveDate,
) -> charts::Value {
    let day = day.to_string();
    let own = rows.iter().filter(|row| {
        row.day == day
            && row.marketplace.as_str() == marketplace
            && row.figures.revenue.currency == currency
    });
    let amount: i64 = own
        .map(|row| match measure {
            Measure::Revenue => row.figures.revenue.minor,
            Measure::Orders => row.figures.orders,
        })
        .sum();
    let major = match measure {
        Measure::Revenue => domain::Money::new(amount, currency).major(),
        Measure::Orders => Decimal::from(amount),
    };
    charts::Value {
        y: major.to_f64().unwrap_or(0.0),
        label: major.normalize().to_string(),
    }
}

/// Short figures for the scale, as the page writes them elsewhere.
fn short(locale: Locale, value: f64) -> String {
    let (step, divided) = match value.abs() {
        v if v >= 1e9 => (Some(2), value / 1e9),
        v if v >= 1e6 => (Some(1), value / 1e6),
        v if v >= 1e4 => (Some(0), value / 1e3),
        _ => (None, value),
    };
    let text = format!("{divided:.1}");
    let figure = text.strip_suffix(".0").unwrap_or(&text);
    let unit: &str = step
        .and_then(|step| units(locale).get(step).copied())
        .unwrap_or_default();
    match locale {
        Locale::En => format!("{figure}{unit}"),
        _ if unit.is_empty() => figure.replace('.', ","),
        _ => format!("{}\u{a0}{unit}", figure.replace('.', ",")),
    }
}

/// Thousands, millions, milliards.
const fn units(locale: Locale) -> [&'static str; 3] {
    match locale {
        Locale::En => ["K", "M", "B"],
        Locale::Ru => ["тыс.", "млн", "млрд"],
        Locale::UzLatn => ["ming", "mln", "mlrd"],
        Locale::UzCyrl => ["минг", "млн", "млрд"],
    }
}

fn view_of(drawn: charts::ChartSvg) -> Chart {
    let plot = drawn.plot;
    Chart {
        svg: drawn.svg,
        view: (drawn.view[0], drawn.view[1]),
        plot: Plot {
            x0: plot.x0,
            y0: plot.y0,
            x1: plot.x1,
            y1: plot.y1,
        },
        series: drawn
            .series
            .into_iter()
            .map(|line| ChartSeries {
                id: line.id,
                label: line.label,
                colour: line.colour,
                unit: line.unit,
                points: line
                    .points
                    .into_iter()
                    .map(|p| ChartPoint {
                        px: p.px,
                        py: p.py,
                        x: p.x,
                        y: p.y,
                        label: p.label,
                    })
                    .collect(),
            })
            .collect(),
        summary: drawn.summary,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_scale_speaks_the_language_of_the_page() {
        let all = [Locale::En, Locale::Ru, Locale::UzLatn, Locale::UzCyrl];
        let written = |value| all.map(|locale| short(locale, value));
        assert_eq!(
            written(2_500_000.0),
            ["2.5M", "2,5\u{a0}млн", "2,5\u{a0}mln", "2,5\u{a0}млн"],
            "millions, with the comma where it is the custom"
        );
        assert_eq!(
            written(9_000.0),
            ["9000", "9000", "9000", "9000"],
            "small figures need no word"
        );
        assert_eq!(
            written(20_000.0),
            ["20K", "20\u{a0}тыс.", "20\u{a0}ming", "20\u{a0}минг"],
            "thousands"
        );
    }
}
