//! How a figure came about: lines that add up to the tile, from the same sums.

use domain::AccountId;
use store::sales::{Figures, Span};

use super::figures::{self, Dates};
use crate::context::View;
use crate::error::ApiError;
use crate::view::figure::{Explain, FigureExplanation, FigureLine, FigureValue, Sign};

/// Explains a tile.
pub(crate) async fn explain(view: &View, query: Explain) -> Result<FigureExplanation, ApiError> {
    let partner = view.partner().await?;
    let mut conn = view.read().await?;
    let accounts = store::account::list(&mut conn, Some(partner)).await?;
    let dates = Dates::of(
        query.period,
        view.now(),
        figures::zone(&accounts, query.account),
    );
    let (from, to) = (dates.from.to_string(), dates.to.to_string());
    let account = query.account.map(AccountId);
    let span = Span {
        partner,
        account,
        from: &from,
        to: &to,
    };
    let lines = match query.explain.as_str() {
        "revenue" | "orders" | "units" | "buyout" => {
            let rows = store::sales::by_account(&mut conn, &span).await?;
            let named = rows.into_iter().filter_map(|row| {
                let account = accounts.iter().find(|account| account.id == row.account)?;
                (query.account.is_none_or(|id| id == account.id.0))
                    .then(|| (account.name.clone(), row.figures))
            });
            of_sales(&query.explain, &named.collect::<Vec<_>>())
        }
        "answered" | "answer_minutes" => {
            let answered = store::answer::answered(&mut conn, &span).await?;
            vec![
                line(
                    "figure.reviews",
                    figures::count(answered.reviews),
                    Sign::Plus,
                ),
                line(
                    "figure.questions",
                    figures::count(answered.questions),
                    Sign::Plus,
                ),
                line(
                    "figure.total",
                    figures::count(answered.reviews + answered.questions),
                    Sign::Equals,
                ),
            ]
        }
        "ai_cost" => {
            let used = store::usage::totals(&mut conn, &span).await?;
            vec![
                line("figure.calls", figures::count(used.calls), Sign::Plus),
                line(
                    "figure.input_tokens",
                    figures::count(used.input_tokens),
                    Sign::Plus,
                ),
                line(
                    "figure.output_tokens",
                    figures::count(used.output_tokens),
                    Sign::Plus,
                ),
                line(
                    "figure.total",
                    figures::ai_cost(used.cost_micros),
                    Sign::Equals,
                ),
            ]
        }
        _ => return Err(ApiError::not_found("figure")),
    };
    let feeds = store::feed::list(&mut conn, None).await?;
    let shown: Vec<_> = accounts
        .iter()
        .filter(|a| query.account.is_none_or(|id| a.id.0 == id))
        .collect();
    Ok(FigureExplanation {
        title_key: format!("tile.{}", query.explain),
        formula: format!("formula.{}", query.explain),
        rows: rows_beneath(&lines),
        lines,
        age_seconds: figures::age(&feeds, &shown, view.now()),
    })
}

fn of_sales(which: &str, shops: &[(String, Figures)]) -> Vec<FigureLine> {
    let all: Vec<Figures> = shops.iter().map(|(_, figures)| *figures).collect();
    if which == "buyout" {
        let bought = figures::sum(&all, |f| f.delivered_orders);
        let cancelled = figures::sum(&all, |f| f.cancelled_orders);
        let returned = figures::sum(&all, |f| f.returned_orders);
        return vec![
            line("figure.bought", figures::count(bought), Sign::Plus),
            line("figure.cancelled", figures::count(cancelled), Sign::Plus),
            line("figure.returned", figures::count(returned), Sign::Plus),
            line(
                "figure.ended",
                figures::count(bought + cancelled + returned),
                Sign::Equals,
            ),
        ];
    }
    let value = |figures: &Figures| match which {
        "revenue" => figures::money(figures.revenue),
        "orders" => figures::count(figures.orders),
        _ => figures::count(figures.units),
    };
    let mut lines: Vec<FigureLine> = shops
        .iter()
        .map(|(name, figures)| line(name, value(figures), Sign::Plus))
        .collect();
    lines.extend(sums(which, &all));
    lines
}

/// One sum per currency for money, one in all for pieces.
fn sums(which: &str, all: &[Figures]) -> Vec<FigureLine> {
    if which != "revenue" {
        let part: fn(&Figures) -> i64 = if which == "orders" {
            |f| f.orders
        } else {
            |f| f.units
        };
        return vec![line(
            "figure.total",
            figures::count(figures::sum(all, part)),
            Sign::Equals,
        )];
    }
    let mut currencies: Vec<_> = all.iter().map(|f| f.revenue.currency).collect();
    currencies.sort();
    currencies.dedup();
    currencies
        .into_iter()
        .map(|currency| {
            let same = all.iter().filter(|f| f.revenue.currency == currency);
            let minor = same.map(|f| f.revenue.minor).sum();
            let total = domain::Money::new(minor, currency);
            line("figure.total", figures::money(total), Sign::Equals)
        })
        .collect()
}

fn line(label: &str, value: FigureValue, sign: Sign) -> FigureLine {
    FigureLine {
        label: label.to_owned(),
        value,
        sign,
    }
}

fn rows_beneath(lines: &[FigureLine]) -> i64 {
    i64::try_from(
        lines
            .iter()
            .filter(|line| line.sign != Sign::Equals)
            .count(),
    )
    .unwrap_or(0)
}
