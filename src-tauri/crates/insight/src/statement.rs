//! A total of a marketplace's own report against the rows of the ledger that it is the sum of.

use chrono::NaiveDate;

/// A total and what the store has of it, in minor units of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Total {
    /// The first day of the report.
    pub from: NaiveDate,
    /// Its last day.
    pub until: NaiveDate,
    /// As the marketplace reports.
    pub reported: i64,
    /// The sum of the ledger's rows; `None` where it has none of this kind.
    pub rows: Option<i64>,
}

/// Days that the ledger covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Covered {
    /// The first.
    pub since: NaiveDate,
    /// The last that is read to its end.
    pub through: NaiveDate,
}

/// Why a total and its rows differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// They do not.
    Agrees,
    /// The report begins before the ledger does.
    Retention,
    /// The ledger is not read to the report's end.
    Late,
    /// The marketplace tells such amounts in sum alone.
    InSumOnly,
    /// Nobody knows.
    Unexplained,
}

impl Cause {
    /// The word in the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Agrees => "agrees",
            Self::Retention => "retention",
            Self::Late => "late",
            Self::InSumOnly => "in_sum_only",
            Self::Unexplained => "unexplained",
        }
    }
}

/// Names the cause of what lies between a total and its rows. `None` for `covered` says that the
/// ledger was never read.
pub fn cause(total: Total, covered: Option<Covered>) -> Cause {
    if total.rows == Some(total.reported) {
        return Cause::Agrees;
    }
    let Some(covered) = covered else {
        return Cause::Late;
    };
    if total.from < covered.since {
        Cause::Retention
    } else if total.until > covered.through {
        Cause::Late
    } else if total.rows.is_none() {
        Cause::InSumOnly
    } else {
        Cause::Unexplained
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, number).expect("a day of November")
    }

    fn named(from: u32, until: u32, rows: Option<i64>) -> &'static str {
        let total = Total {
            from: day(from),
            until: day(until),
            reported: 100,
            rows,
        };
        let covered = Covered {
            since: day(5),
            through: day(20),
        };
        cause(total, Some(covered)).as_str()
    }

    #[test]
    fn each_difference_has_its_cause() {
        assert_eq!(named(8, 14, Some(100)), "agrees", "to the last kopeck");
        assert_eq!(
            named(1, 7, Some(60)),
            "retention",
            "days before the history begins are missing"
        );
        assert_eq!(named(16, 22, Some(60)), "late", "days are still to come");
        assert_eq!(named(8, 14, None), "in_sum_only", "no row is of this kind");
        assert_eq!(
            named(8, 14, Some(99)),
            "unexplained",
            "all days are here and it is not the same"
        );
    }

    #[test]
    fn what_agrees_needs_no_excuse() {
        assert_eq!(
            named(1, 25, Some(100)),
            "agrees",
            "though days are missing on both sides"
        );
    }

    #[test]
    fn a_ledger_that_was_never_read_explains_nothing_yet() {
        let total = Total {
            from: day(8),
            until: day(14),
            reported: 100,
            rows: None,
        };
        assert_eq!(cause(total, None), Cause::Late, "rows are still to come");
    }
}
