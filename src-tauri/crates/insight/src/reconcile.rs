//! What the store counted against what a marketplace's own report says, by named causes. Whatever
//! no cause explains is told as that.

use chrono::NaiveDate;

/// Pieces and money of one kind on one day, in one currency.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Amount {
    /// Pieces.
    pub units: i64,
    /// Minor units.
    pub minor: i64,
}

impl Amount {
    /// Pieces and minor units.
    pub const fn new(units: i64, minor: i64) -> Self {
        Self { units, minor }
    }

    fn plus(self, other: Self) -> Self {
        Self {
            units: self.units.saturating_add(other.units),
            minor: self.minor.saturating_add(other.minor),
        }
    }

    fn minus(self, other: Self) -> Self {
        Self {
            units: self.units.saturating_sub(other.units),
            minor: self.minor.saturating_sub(other.minor),
        }
    }

    /// Nothing at all.
    pub fn is_zero(self) -> bool {
        self == Self::default()
    }
}

/// One day on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// The day, in the marketplace's zone.
    pub day: NaiveDate,
    /// Sold as the store counts it: neither cancelled nor returned since.
    pub sold: Amount,
    /// Ordered on the day and cancelled since.
    pub cancelled: Amount,
    /// Ordered on the day and returned since.
    pub returned: Amount,
    /// Ordered as the marketplace's report says; `None` where it has no row of the day.
    pub reported: Option<Amount>,
}

/// Where both sides begin and end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Edges {
    /// The first day of which the store has all orders.
    pub since: NaiveDate,
    /// The last day that the report is about and that will change no more.
    pub settled: NaiveDate,
}

/// Both sides and what lies between them: `sold`, the causes and `unexplained` add up to
/// `reported`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Reconciled {
    /// As the store counts.
    pub sold: Amount,
    /// Cancelled after the day.
    pub cancelled: Amount,
    /// Returned.
    pub returned: Amount,
    /// On days that the report has not, or not wholly, told yet.
    pub late: Amount,
    /// On days before the store's history begins.
    pub retention: Amount,
    /// Nobody knows why.
    pub unexplained: Amount,
    /// As the marketplace reports.
    pub reported: Amount,
    /// Days on which something is unexplained.
    pub odd_days: u32,
}

/// Holds both sides against each other.
pub fn reconcile(days: &[Day], edges: Edges) -> Reconciled {
    let mut sum = Reconciled::default();
    for day in days {
        let ours = day.sold.plus(day.cancelled).plus(day.returned);
        let theirs = day.reported.unwrap_or_default();
        let rest = theirs.minus(ours);
        sum.sold = sum.sold.plus(day.sold);
        sum.cancelled = sum.cancelled.plus(day.cancelled);
        sum.returned = sum.returned.plus(day.returned);
        sum.reported = sum.reported.plus(theirs);
        let cause = if day.day < edges.since {
            &mut sum.retention
        } else if day.day > edges.settled || day.reported.is_none() {
            &mut sum.late
        } else {
            sum.odd_days += u32::from(!rest.is_zero());
            &mut sum.unexplained
        };
        *cause = cause.plus(rest);
    }
    sum
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, number).expect("a day of November")
    }

    fn edges() -> Edges {
        Edges {
            since: day(5),
            settled: day(20),
        }
    }

    fn one(number: u32, sold: i64, cancelled: i64, reported: Option<i64>) -> Day {
        Day {
            day: day(number),
            sold: Amount::new(sold, sold * 100),
            cancelled: Amount::new(cancelled, cancelled * 100),
            returned: Amount::default(),
            reported: reported.map(|units| Amount::new(units, units * 100)),
        }
    }

    #[test]
    fn each_difference_has_its_cause() {
        let days = [
            one(4, 0, 0, Some(7)),
            one(10, 10, 2, Some(12)),
            one(11, 10, 0, Some(9)),
            one(21, 5, 0, Some(3)),
            one(22, 4, 0, None),
        ];
        let found = reconcile(&days, edges());
        assert_eq!(found.retention.units, 7, "before the store's history");
        assert_eq!(
            found.cancelled.units, 2,
            "the report counts what was cancelled later"
        );
        assert_eq!(
            found.unexplained.units, -1,
            "one piece that the report does not know"
        );
        assert_eq!(found.late.units, -6, "the report is not there yet");
        assert_eq!(found.odd_days, 1, "one day to look at");
    }

    proptest! {
        #[test]
        fn the_causes_add_up(rows in prop::collection::vec((1_u32..29, -50_i64..500, 0_i64..50, prop::option::of(-50_i64..500)), 0..60)) {
            let days: Vec<Day> = rows.into_iter().map(|(at, sold, off, told)| one(at, sold, off, told)).collect();
            let sum = reconcile(&days, edges());
            let parts = [sum.sold, sum.cancelled, sum.returned, sum.late, sum.retention, sum.unexplained];
            let whole = parts.into_iter().fold(Amount::default(), Amount::plus);
            prop_assert_eq!(whole, sum.reported, "nothing is lost between the two sides");
        }
    }
}
