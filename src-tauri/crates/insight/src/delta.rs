//! How much a figure changed.

use rust_decimal::Decimal;

/// The change from `before` to `now` in percent, to one decimal. `None` when
/// there was nothing before: from zero no percentage leads anywhere.
/// A figure that grows out of a loss counts as grown.
pub fn delta_percent(now: Decimal, before: Decimal) -> Option<Decimal> {
    if before.is_zero() {
        return None;
    }
    let change = now.checked_sub(before)?.checked_div(before.abs())?;
    Some(
        change
            .checked_mul(Decimal::ONE_HUNDRED)?
            .round_dp(1)
            .normalize(),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn delta(now: i64, before: i64) -> Option<Decimal> {
        delta_percent(now.into(), before.into())
    }

    #[test]
    fn changes_are_told_to_one_decimal() {
        assert_eq!(delta(114, 100), Some(Decimal::from(14)), "up");
        assert_eq!(
            delta(202, 214),
            Some(Decimal::new(-56, 1)),
            "down, -5.607..."
        );
        assert_eq!(
            delta(50, -100),
            Some(Decimal::from(150)),
            "out of a loss is up"
        );
        assert_eq!(delta(5, 0), None, "nothing to compare with");
    }

    proptest! {
        #[test]
        fn the_sign_is_the_direction(now in any::<i64>(), before in any::<i64>()) {
            let Some(delta) = delta(now, before) else {
                prop_assert_eq!(before, 0, "only a zero base has no percentage");
                return Ok(());
            };
            if delta > Decimal::ZERO {
                prop_assert!(now > before, "{delta} % from {before} to {now}");
            } else if delta < Decimal::ZERO {
                prop_assert!(now < before, "{delta} % from {before} to {now}");
            }
        }

        #[test]
        fn doubling_is_always_a_hundred(before in 1_i64..i64::MAX / 2) {
            prop_assert_eq!(delta(before * 2, before), Some(Decimal::ONE_HUNDRED), "exactly");
        }

        #[test]
        fn no_amount_breaks_it(now in any::<i128>(), before in any::<i128>()) {
            let decimal = |n| Decimal::try_from_i128_with_scale(n, 6).unwrap_or(Decimal::MAX);
            let _ = delta_percent(decimal(now), decimal(before));
            prop_assert_eq!(delta_percent(decimal(now), Decimal::ZERO), None, "and zero is none");
        }
    }
}
