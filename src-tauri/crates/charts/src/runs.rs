//! Parts of a line without a gap.

/// Splits points at missing days. A run of one point is a run too.
pub(crate) fn runs(points: &[(usize, f64)]) -> Vec<Vec<(f64, f64)>> {
    let mut runs: Vec<Vec<(f64, f64)>> = Vec::new();
    let mut before: Option<usize> = None;
    for (day, y) in points {
        let joined = before.is_some_and(|before| before + 1 == *day);
        let point = (at(*day), *y);
        match runs.last_mut() {
            Some(run) if joined => run.push(point),
            _ => runs.push(vec![point]),
        }
        before = Some(*day);
    }
    runs
}

/// The place of a day on the scale.
pub(crate) fn at(day: usize) -> f64 {
    f64::from(u32::try_from(day).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_day_breaks_the_line() {
        let parts = runs(&[(0, 1.0), (1, 2.0), (3, 4.0), (5, 6.0), (6, 7.0)]);
        let expected = vec![
            vec![(0.0, 1.0), (1.0, 2.0)],
            vec![(3.0, 4.0)],
            vec![(5.0, 6.0), (6.0, 7.0)],
        ];
        assert_eq!(parts, expected, "nothing is drawn over what is not known");
    }
}
