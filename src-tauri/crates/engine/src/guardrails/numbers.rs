//! Numbers in a text, so that none is invented.

/// Every number of a plain text in one spelling: digits with `.` as decimal
/// point, no grouping.
pub(super) fn numbers(plain: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut current = String::new();
    let mut previous_was_digit = false;
    for c in plain.chars().chain(std::iter::once(' ')) {
        if c.is_ascii_digit() {
            current.push(c);
            previous_was_digit = true;
        } else if matches!(c, '.' | ',') && previous_was_digit {
            current.push('.');
            previous_was_digit = false;
        } else {
            push(&mut found, &mut current);
            previous_was_digit = false;
        }
    }
    found
}

fn push(found: &mut Vec<String>, current: &mut String) {
    let number = current.trim_end_matches('.');
    if !number.is_empty() {
        found.push(number.to_owned());
    }
    current.clear();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_found_in_one_spelling() {
        let got = numbers("70x140 см, 1,5 кг при 40 °c. 14");
        assert_eq!(
            got,
            ["70", "140", "1.5", "40", "14"],
            "each number once, decimal point"
        );
    }
}
