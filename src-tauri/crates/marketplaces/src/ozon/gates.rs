//! What Ozon sells separately: which subscription opens a method (descriptions of the methods,
//! 2026-08-14 and the supplement of 2026-10).

/// What opens reviews.
pub(super) const FOR_REVIEWS: &str = "Управление отзывами / Premium Pro";

/// What opens questions.
pub(super) const FOR_QUESTIONS: &str = "Premium Plus";

/// What opens writing to buyers.
pub(super) const FOR_MESSAGES: &str = "Premium Plus / Premium Pro";

/// What opens the figures behind the first ones.
const FOR_FIGURES: &str = "Premium Plus";

const GATES: [(&str, &str); 6] = [
    ("review/", FOR_REVIEWS),
    ("question/", FOR_QUESTIONS),
    ("chat/send/", FOR_MESSAGES),
    ("chat/start", FOR_MESSAGES),
    ("chat/read", FOR_MESSAGES),
    ("analytics/", FOR_FIGURES),
];

/// The subscription that opens the method of this path, whatever its version.
pub(super) fn subscription(path: &str) -> Option<&'static str> {
    let (_, method) = path.trim_start_matches('/').split_once('/')?;
    let mut gates = GATES.into_iter();
    let gate = gates.find(|(beginning, _)| method.starts_with(beginning));
    gate.map(|(_, subscription)| subscription)
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::*;

    #[rstest]
    #[case("/v2/review/list", Some(FOR_REVIEWS))]
    #[case("/v1/review/comment/create", Some(FOR_REVIEWS))]
    #[case("/v1/question/answer/create", Some(FOR_QUESTIONS))]
    #[case("/v1/chat/send/message", Some(FOR_MESSAGES))]
    #[case("/v3/chat/list", None)]
    #[case("/v3/product/list", None)]
    #[case("/", None)]
    fn a_gate_is_known_by_the_method(#[case] path: &str, #[case] expected: Option<&str>) {
        assert_eq!(subscription(path), expected, "{path}");
    }
}
