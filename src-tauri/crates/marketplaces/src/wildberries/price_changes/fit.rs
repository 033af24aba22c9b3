//! Which prices WB can hold: a full price in whole units less a whole percent.

use domain::{Money, PriceChange};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use crate::contract::Unfit;

/// Whether a change can be said in WB's words; `sized` = for one size, whose discount is the
/// card's and not ours to say.
pub(super) fn fit(change: &PriceChange, sized: bool) -> Result<(), Unfit<PriceChange>> {
    let full = change.before.unwrap_or(change.price);
    if change.price.minor <= 0 || full.currency != change.price.currency {
        return Err(Unfit::new("price.amount"));
    }
    if full.minor < change.price.minor {
        return Err(Unfit::new("price.before_below"));
    }
    if whole(full).is_none() {
        return Err(unfit("price.whole_units", change, rounded(full)));
    }
    match sized || percent(change).is_some() {
        true => Ok(()),
        false => Err(unfit("price.whole_percent", change, Some(full))),
    }
}

/// An amount in whole units.
pub(super) fn whole(amount: Money) -> Option<i64> {
    let major = amount.major();
    major.is_integer().then(|| major.to_i64()).flatten()
}

/// The discount that makes the price of the one above it.
pub(super) fn percent(change: &PriceChange) -> Option<i64> {
    let full = change.before.unwrap_or(change.price);
    let discount = about(change.price, full)?;
    (less(full, discount)? == change.price).then_some(discount)
}

fn about(price: Money, full: Money) -> Option<i64> {
    let left = price.major().checked_div(full.major())? * Decimal::ONE_HUNDRED;
    let discount = 100 - left.round().to_i64()?;
    (0..100).contains(&discount).then_some(discount)
}

fn less(full: Money, discount: i64) -> Option<Money> {
    let price = full.major() * Decimal::from(100 - discount) / Decimal::ONE_HUNDRED;
    Money::from_major(price, full.currency).ok()
}

fn rounded(full: Money) -> Option<Money> {
    Money::from_major(full.major().round(), full.currency).ok()
}

/// The nearest change that fits, with that full price.
fn unfit(reason: &'static str, change: &PriceChange, full: Option<Money>) -> Unfit<PriceChange> {
    let near = || {
        let full = full.filter(|full| full.minor > 0)?;
        let price = match change.before {
            None => full,
            Some(_) => less(full, about(change.price, full)?)?,
        };
        Some(PriceChange {
            price,
            before: change.before.and(Some(full)).filter(|full| *full != price),
            ..change.clone()
        })
    };
    match near() {
        Some(nearest) => Unfit::new(reason).nearest(nearest),
        None => Unfit::new(reason),
    }
}

#[cfg(test)]
mod tests {
    use domain::{AccountId, Currency};
    use rstest::rstest;

    use super::*;

    fn change(price: i64, before: Option<i64>) -> PriceChange {
        let money = |minor| Money::new(minor, Currency::RUB);
        PriceChange {
            account: AccountId(7),
            listing: "98486".into(),
            article: "A".to_owned(),
            variant: String::new(),
            price: money(price),
            before: before.map(money),
            least: None,
            expected: None,
            expected_before: None,
        }
    }

    #[rstest]
    #[case(35_000, Some(50_000), Some(30))]
    #[case(50_000, None, Some(0))]
    #[case(66_450, Some(88_600), Some(25))]
    #[case(35_100, Some(50_000), None)]
    fn a_price_is_a_whole_percent_below(
        #[case] price: i64,
        #[case] before: Option<i64>,
        #[case] discount: Option<i64>,
    ) {
        assert_eq!(
            percent(&change(price, before)),
            discount,
            "{price} of {before:?}"
        );
    }

    #[rstest]
    #[case(35_100, Some(50_000), "price.whole_percent", Some((35_000, Some(50_000))))]
    #[case(199_950, None, "price.whole_units", Some((200_000, None)))]
    #[case(60_000, Some(50_000), "price.before_below", None)]
    #[case(0, None, "price.amount", None)]
    fn what_does_not_fit_names_what_would(
        #[case] price: i64,
        #[case] before: Option<i64>,
        #[case] reason: &str,
        #[case] nearest: Option<(i64, Option<i64>)>,
    ) {
        let wanted = change(price, before);
        let unfit = fit(&wanted, false).expect_err("it does not fit");
        assert_eq!(unfit.reason, reason, "screens have a text for it");
        let near = unfit.nearest.map(|near| *near);
        if let Some(near) = &near {
            assert_eq!(fit(near, false), Ok(()), "the nearest one fits");
        }
        let near = near.map(|near| (near.price.minor, near.before.map(|money| money.minor)));
        assert_eq!(near, nearest, "and is close");
    }
}
