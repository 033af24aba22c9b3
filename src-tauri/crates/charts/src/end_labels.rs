//! Names at the ends of the lines: colour is never the only key.

/// A name with the place that it would like, from the top.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct EndLabel {
    pub(crate) text: String,
    pub(crate) y: i32,
}

/// Moves the names apart so that none lies on another, in the order of their
/// lines, within `top..=bottom`.
pub(crate) fn spread(mut labels: Vec<EndLabel>, gap: i32, top: i32, bottom: i32) -> Vec<EndLabel> {
    labels.sort_by_key(|label| label.y);
    let mut free = top;
    for label in &mut labels {
        label.y = label.y.max(free);
        free = label.y + gap;
    }
    let mut limit = bottom;
    for label in labels.iter_mut().rev() {
        label.y = label.y.min(limit);
        limit = label.y - gap;
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_never_lie_on_each_other() {
        let at = |text: &str, y| EndLabel {
            text: text.to_owned(),
            y,
        };
        let placed = spread(vec![at("b", 95), at("a", 94), at("c", 10)], 14, 0, 100);
        assert_eq!(
            placed,
            [at("c", 10), at("a", 86), at("b", 100)],
            "pushed up from the bottom"
        );
    }
}
