//! How many days the stock lasts.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

/// One whole day of the window. The day that is not over stays out of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DaySales {
    /// Units sold, returns not taken off.
    pub sold: u32,
    /// There was something to sell.
    pub in_stock: bool,
}

impl DaySales {
    /// A day on which something was sold was in stock, whatever the count at
    /// its end says.
    fn counts(self) -> bool {
        self.in_stock || self.sold > 0
    }
}

/// What the owner wants to be told, and how much it takes to say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CoverRules {
    /// Order soon at so many days of cover or fewer.
    pub soon_days: u32,
    /// Urgent at so many days of cover or fewer.
    pub urgent_days: u32,
    /// Fewer days in stock say nothing of a day's sales.
    pub least_days: u32,
    /// Fewer units sold say nothing either.
    pub least_units: u32,
}

impl Default for CoverRules {
    fn default() -> Self {
        Self {
            soon_days: 21,
            urgent_days: 10,
            least_days: 7,
            least_units: 3,
        }
    }
}

/// How pressing it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// Enough, or not known to be too little.
    Ok,
    /// Order soon.
    Soon,
    /// Order now.
    Urgent,
    /// Nothing is left.
    Out,
}

impl Level {
    /// The word in the store and on screens.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Soon => "soon",
            Self::Urgent => "urgent",
            Self::Out => "out",
        }
    }
}

/// What a figure rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Basis {
    /// Days in stock within the window.
    pub days: u32,
    /// Units sold on them.
    pub sold: u64,
}

/// Why there is no number of days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Thin {
    /// Too few days in stock.
    FewDays,
    /// Too few sales.
    FewSales,
}

/// How long a stock lasts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cover {
    /// Units a day, over days in stock only, to two decimals; `None` without such a day.
    pub per_day: Option<Decimal>,
    /// Whole days that the stock lasts, rounded down; the reason when the data
    /// do not carry it.
    pub days_left: Result<u32, Thin>,
    /// How pressing it is. Thin data raise no alarm, an empty stock always does.
    pub level: Level,
    /// What it rests on.
    pub basis: Basis,
}

/// How long `quantity` units last if they sell as on the days of `window`.
/// Days out of stock are left out: they show the stock, not the demand.
pub fn cover(quantity: i64, window: &[DaySales], rules: CoverRules) -> Cover {
    let basis = basis(window);
    let days_left = days_left(quantity, basis, rules);
    Cover {
        per_day: per_day(basis),
        days_left,
        level: level(quantity, days_left, rules),
        basis,
    }
}

fn basis(window: &[DaySales]) -> Basis {
    let counted = window.iter().filter(|day| day.counts());
    counted.fold(Basis { days: 0, sold: 0 }, |sum, day| Basis {
        days: sum.days.saturating_add(1),
        sold: sum.sold.saturating_add(u64::from(day.sold)),
    })
}

fn per_day(basis: Basis) -> Option<Decimal> {
    let days = Decimal::from(basis.days);
    Decimal::from(basis.sold)
        .checked_div(days)
        .map(|rate| rate.round_dp(2).normalize())
}

/// The exact ratio, rounded once: `per_day` is rounded for people alone.
fn days_left(quantity: i64, basis: Basis, rules: CoverRules) -> Result<u32, Thin> {
    if quantity <= 0 {
        return Ok(0);
    }
    if basis.days < rules.least_days.max(1) {
        return Err(Thin::FewDays);
    }
    if basis.sold < u64::from(rules.least_units.max(1)) {
        return Err(Thin::FewSales);
    }
    let lasts = Decimal::from(quantity)
        .checked_mul(Decimal::from(basis.days))
        .and_then(|units| units.checked_div(Decimal::from(basis.sold)));
    Ok(lasts
        .and_then(|days| days.floor().to_u32())
        .unwrap_or(u32::MAX))
}

fn level(quantity: i64, days_left: Result<u32, Thin>, rules: CoverRules) -> Level {
    match days_left {
        _ if quantity <= 0 => Level::Out,
        Ok(days) if days <= rules.urgent_days => Level::Urgent,
        Ok(days) if days <= rules.soon_days => Level::Soon,
        _ => Level::Ok,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rstest::rstest;

    use super::*;

    fn sold(units: &[u32]) -> Vec<DaySales> {
        units
            .iter()
            .map(|sold| DaySales {
                sold: *sold,
                in_stock: true,
            })
            .collect()
    }

    const OUT: DaySales = DaySales {
        sold: 0,
        in_stock: false,
    };

    #[test]
    fn days_out_of_stock_do_not_lower_the_demand() {
        let mut window = sold(&[4, 4, 4, 4, 4, 4, 4]);
        window.extend([OUT; 7]);
        let cover = cover(41, &window, CoverRules::default());
        assert_eq!(
            cover.per_day,
            Some(Decimal::from(4)),
            "28 units on 7 days, not on 14"
        );
        assert_eq!(cover.days_left, Ok(10), "41 / 4 rounded down");
        assert_eq!(cover.level, Level::Urgent, "ten days are urgent");
        assert_eq!(
            cover.basis,
            Basis { days: 7, sold: 28 },
            "what it rests on is told"
        );
    }

    #[test]
    fn a_day_that_sold_out_counts() {
        let last = DaySales {
            sold: 9,
            in_stock: false,
        };
        let mut window = sold(&[1, 1, 1, 1, 1, 1]);
        window.push(last);
        let cover = cover(10, &window, CoverRules::default());
        assert_eq!(
            cover.basis,
            Basis { days: 7, sold: 15 },
            "its sales were real"
        );
    }

    #[rstest]
    #[case(&[5, 5, 5, 5, 5, 5], Thin::FewDays)]
    #[case(&[], Thin::FewDays)]
    #[case(&[0, 0, 0, 1, 0, 1, 0, 0, 0], Thin::FewSales)]
    fn thin_data_give_no_number_and_no_alarm(#[case] units: &[u32], #[case] why: Thin) {
        let cover = cover(1, &sold(units), CoverRules::default());
        assert_eq!(cover.days_left, Err(why), "the reason is told");
        assert_eq!(
            cover.level,
            Level::Ok,
            "one unit left of hardly anything sold"
        );
    }

    #[test]
    fn an_empty_stock_is_out_however_thin_the_data() {
        for quantity in [0, -3] {
            let cover = cover(quantity, &[], CoverRules::default());
            assert_eq!(
                (cover.level, cover.days_left),
                (Level::Out, Ok(0)),
                "{quantity} left"
            );
        }
    }

    #[rstest]
    #[case(10, Level::Urgent)]
    #[case(11, Level::Soon)]
    #[case(21, Level::Soon)]
    #[case(22, Level::Ok)]
    fn the_thresholds_belong_to_the_graver_level(#[case] quantity: i64, #[case] level: Level) {
        let cover = cover(quantity, &sold(&[1; 14]), CoverRules::default());
        assert_eq!(cover.level, level, "{quantity} days left");
    }

    fn window() -> impl Strategy<Value = Vec<DaySales>> {
        let day =
            (0_u32..50, any::<bool>()).prop_map(|(sold, in_stock)| DaySales { sold, in_stock });
        prop::collection::vec(day, 0..60)
    }

    fn rules() -> impl Strategy<Value = CoverRules> {
        (0_u32..60, 0_u32..60, 0_u32..30, 0_u32..30).prop_map(|(a, b, least_days, least_units)| {
            CoverRules {
                soon_days: a.max(b),
                urgent_days: a.min(b),
                least_days,
                least_units,
            }
        })
    }

    proptest! {
        #[test]
        fn what_is_promised_is_there(quantity in 0_i64..100_000, window in window(), rules in rules()) {
            let cover = cover(quantity, &window, rules);
            if let Ok(days) = cover.days_left {
                let (days, basis) = (u128::from(days), cover.basis);
                let sold = u128::from(basis.sold);
                let (stock, over) = (u128::try_from(quantity).unwrap(), u128::from(basis.days));
                prop_assert!(days * sold <= stock * over, "{days} days need more than there is");
                if quantity > 0 {
                    prop_assert!((days + 1) * sold > stock * over, "one more day would fit");
                }
            }
        }

        #[test]
        fn more_stock_is_never_graver(quantity in -5_i64..5_000, more in 0_i64..500, window in window(), rules in rules()) {
            let (less, more) = (cover(quantity, &window, rules), cover(quantity + more, &window, rules));
            prop_assert!(more.level <= less.level, "{more:?} is graver than {less:?}");
        }

        #[test]
        fn empty_days_out_of_stock_change_nothing(quantity in 0_i64..5_000, window in window(), out in 0_usize..30, rules in rules()) {
            let mut longer = window.clone();
            longer.extend(vec![OUT; out]);
            prop_assert_eq!(cover(quantity, &window, rules), cover(quantity, &longer, rules), "demand is unseen then");
        }

        #[test]
        fn no_number_breaks_it(quantity in any::<i64>(), sold in any::<u32>(), days in 0_usize..20) {
            let window = vec![DaySales { sold, in_stock: true }; days];
            let cover = cover(quantity, &window, CoverRules { least_days: 0, least_units: 0, ..CoverRules::default() });
            prop_assert_eq!(cover.per_day.is_some(), days > 0, "a rate needs a day");
        }
    }
}
