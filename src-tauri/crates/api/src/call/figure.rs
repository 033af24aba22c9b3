//! How a figure came about: lines that add up to the tile, from the same sums.

use domain::AccountId;
use rust_decimal::Decimal;
use store::sales::{Figures, Span};

use super::figures::{self, Dates};
use crate::context::View;
use crate::error::ApiError;
use crate::view::figure::{Explain, FigureExplanation, FigureLine, FigureValue, Sign, Unit};

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
    let (lines, rows) = match query.explain.as_str() {
        "revenue" | "orders" | "units" | "buyout" => {
            let rows = store::sales::by_account(&mut conn, &span).await?;
            let named = rows.into_iter().filter_map(|row| {
                let account = accounts.iter().find(|account| account.id == row.account)?;
                (query.account.is_none_or(|id| id == account.id.0))
                    .then(|| (account.name.clone(), row.figures))
            });
            of_sales(&query.explain, &named.collect::<Vec<_>>())
        }
        "answered" => of_answers(&store::answer::answered(&mut conn, &span).await?),
        "answer_minutes" => of_waits(&store::answer::answered(&mut conn, &span).await?),
        "ai_cost" => of_costs(&store::usage::by_model(&mut conn, &span).await?),
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
        rows,
        lines,
        age_seconds: figures::age(&feeds, &shown, view.now()),
    })
}

type Explained = (Vec<FigureLine>, i64);

fn of_answers(answered: &store::answer::Answered) -> Explained {
    let (reviews, questions) = (answered.reviews, answered.questions);
    let lines = vec![
        line("figure.reviews", figures::count(reviews), Sign::Plus),
        line("figure.questions", figures::count(questions), Sign::Plus),
        line(
            "figure.total",
            figures::count(reviews + questions),
            Sign::Equals,
        ),
    ];
    (lines, reviews + questions)
}

/// The average wait: all of it, by the number of answers.
fn of_waits(answered: &store::answer::Answered) -> Explained {
    let sent = answered.reviews + answered.questions;
    let waited = (Decimal::from(answered.wait_ms) / Decimal::from(60_000)).round_dp(0);
    let mut lines = vec![
        line(
            "figure.waited",
            figures::number(waited, Unit::Minutes),
            Sign::Plus,
        ),
        line("figure.answers", figures::count(sent), Sign::Over),
    ];
    lines.extend(
        figures::average_minutes(answered.wait_ms, sent).map(|minutes| {
            let value = figures::number(minutes, Unit::Minutes);
            line("figure.average", value, Sign::Equals)
        }),
    );
    (lines, sent)
}

/// What each model cost; the calls are the rows beneath.
fn of_costs(models: &[store::usage::ModelUse]) -> Explained {
    let cost = |micros| figures::ai_cost(micros);
    let mut lines: Vec<FigureLine> = models
        .iter()
        .map(|one| line(&one.model, cost(one.cost_micros), Sign::Plus))
        .collect();
    let total = models.iter().map(|one| one.cost_micros).sum();
    lines.push(line("figure.total", cost(total), Sign::Equals));
    (lines, models.iter().map(|one| one.calls).sum())
}

fn of_sales(which: &str, shops: &[(String, Figures)]) -> Explained {
    let all: Vec<Figures> = shops.iter().map(|(_, figures)| *figures).collect();
    if which == "buyout" {
        return of_buyout(&all);
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
    (lines, figures::sum(&all, |f| f.orders))
}

/// Bought, by all orders that have ended.
fn of_buyout(all: &[Figures]) -> Explained {
    let bought = figures::sum(all, |f| f.delivered_orders);
    let cancelled = figures::sum(all, |f| f.cancelled_orders);
    let returned = figures::sum(all, |f| f.returned_orders);
    let ended = bought + cancelled + returned;
    let mut lines = vec![
        line("figure.bought", figures::count(bought), Sign::Plus),
        line("figure.cancelled", figures::count(cancelled), Sign::Plus),
        line("figure.returned", figures::count(returned), Sign::Plus),
        line("figure.ended", figures::count(ended), Sign::Equals),
    ];
    lines.extend(figures::buyout(all).map(|share| {
        let value = figures::number(share, Unit::Percent);
        line("figure.share", value, Sign::Equals)
    }));
    (lines, ended)
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
