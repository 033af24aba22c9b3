//! Round values for a scale.

/// The values of a scale that holds `low..=high`: multiples of 1, 2 or 5 times
/// a power of ten, about `about` of them. The first is at or below `low`, the
/// last at or above `high`. Steps are whole: values are minor units or counts.
pub(crate) fn ticks(low: f64, high: f64, about: u32) -> Vec<f64> {
    let span = high - low;
    if span <= 0.0 {
        return vec![low];
    }
    let step = step(span / f64::from(about.max(1)));
    let first = (low / step).floor();
    let last = (high / step).ceil();
    let mut values = Vec::new();
    let mut at = first;
    while at <= last {
        values.push(at * step);
        at += 1.0;
    }
    values
}

/// The smallest round step that is not below `raw`.
fn step(raw: f64) -> f64 {
    let power = 10_f64.powf(raw.max(1.0).log10().floor());
    let of_ten = [1.0, 2.0, 5.0, 10.0].map(|factor| factor * power);
    of_ten
        .into_iter()
        .find(|step| *step >= raw * 0.999_999)
        .unwrap_or(power * 10.0)
}

/// Which of `count` places get a label when there is room for `room` of them:
/// even steps, counted back from the newest.
pub(crate) fn labelled(count: usize, room: usize) -> Vec<usize> {
    if count == 0 {
        return Vec::new();
    }
    let every = count.div_ceil(room.max(1)).max(1);
    let mut places: Vec<usize> = (0..count).rev().step_by(every).collect();
    places.reverse();
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_round_and_hold_the_range() {
        assert_eq!(ticks(0.0, 37.0, 4), [0.0, 10.0, 20.0, 30.0, 40.0], "tens");
        assert_eq!(
            ticks(0.0, 3.0, 4),
            [0.0, 1.0, 2.0, 3.0],
            "no halves of an order"
        );
        assert_eq!(ticks(0.0, 19e6, 4), [0.0, 5e6, 10e6, 15e6, 20e6], "soʻm");
        assert_eq!(
            ticks(-15.0, 30.0, 4),
            [-20.0, 0.0, 20.0, 40.0],
            "returns go below zero"
        );
        assert_eq!(ticks(0.0, 0.0, 4), [0.0], "a day without sales");
    }

    #[test]
    fn labels_are_even_and_end_with_the_newest() {
        assert_eq!(labelled(7, 7), [0, 1, 2, 3, 4, 5, 6], "room for all");
        assert_eq!(
            labelled(30, 6),
            [4, 9, 14, 19, 24, 29],
            "the newest day is named"
        );
        assert_eq!(labelled(1, 0), [0], "one is always named");
        assert!(labelled(0, 5).is_empty(), "nothing to name");
    }
}
