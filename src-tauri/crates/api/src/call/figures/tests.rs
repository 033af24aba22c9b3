use chrono::TimeZone;
use rstest::rstest;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// 23 November 2026, 10:00 in Tashkent.
fn morning() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 23, 5, 0, 0).unwrap()
}

#[rstest]
#[case(
    Period::Today,
    "2026-11-22",
    "2026-11-22",
    Some("2026-11-22T05:00:00Z")
)]
#[case(Period::Yesterday, "2026-11-21", "2026-11-21", None)]
#[case(Period::Week, "2026-11-10", "2026-11-16", Some("2026-11-16T05:00:00Z"))]
#[case(
    Period::ThirtyDays,
    "2026-09-25",
    "2026-10-24",
    Some("2026-10-24T05:00:00Z")
)]
#[case(
    Period::Month,
    "2026-10-01",
    "2026-10-23",
    Some("2026-10-23T05:00:00Z")
)]
fn a_day_that_is_not_over_is_compared_up_to_the_same_hour(
    #[case] period: Period,
    #[case] from: &str,
    #[case] to: &str,
    #[case] until: Option<&str>,
) {
    let dates = Dates::of(period, morning(), chrono_tz::Asia::Tashkent);
    assert_eq!(
        (dates.before_from, dates.before_to),
        (day(from), day(to)),
        "{period:?}: the days before"
    );
    assert_eq!(
        dates.before_until,
        until.map(|at| at.parse().unwrap()),
        "{period:?}: a whole day is set against a whole day, a part against the same part"
    );
}

#[test]
fn a_month_is_set_against_a_shorter_one_as_far_as_that_goes() {
    let end = Utc.with_ymd_and_hms(2026, 3, 31, 5, 0, 0).unwrap();
    let dates = Dates::of(Period::Month, end, chrono_tz::Asia::Tashkent);
    assert_eq!(
        (dates.before_from, dates.before_to),
        (day("2026-02-01"), day("2026-02-28")),
        "all of February"
    );
    assert_eq!(
        (dates.before_until, dates.before_whole_to()),
        (None, day("2026-02-28")),
        "its last day counts whole: the 31st has no like in it"
    );
    let first = Utc.with_ymd_and_hms(2026, 11, 1, 5, 0, 0).unwrap();
    let dates = Dates::of(Period::Month, first, chrono_tz::Asia::Tashkent);
    assert_eq!(
        (dates.before_from, dates.before_whole_to()),
        (day("2026-10-01"), day("2026-09-30")),
        "on the first no whole day counts, only the hours of the first"
    );
}

/// Orders under way, bought, and lost.
#[rstest]
#[case((50, 0, 4), None)]
#[case((0, 0, 0), None)]
#[case((10, 6, 4), Some("60.0"))]
#[case((11, 6, 4), None)]
fn a_share_is_told_when_most_orders_have_ended(
    #[case] (open, bought, lost): (i64, i64, i64),
    #[case] expected: Option<&str>,
) {
    let nothing = domain::Money::new(0, Currency::UZS);
    let figures = Figures {
        orders: open + bought,
        delivered_orders: bought,
        units: 0,
        revenue: nothing,
        delivered_units: 0,
        cancelled_orders: lost,
        cancelled_units: 0,
        cancelled: nothing,
        returned_orders: 0,
        returned_units: 0,
        returned: nothing,
    };
    let share = buyout(&[figures]).map(|share| format!("{share:.1}"));
    assert_eq!(
        share.as_deref(),
        expected,
        "cancellations come before deliveries: an early share would be too low"
    );
}
