//! RFC 3339 times, as `format: date-time` means them.

/// True for `2026-11-22T10:00:00Z`, with fractions, with any offset.
pub(crate) fn is_date_time(text: &str) -> bool {
    let Some((date, rest)) = text.split_once(['T', 't']) else {
        return false;
    };
    let (time, offset) = match rest.find(['Z', 'z', '+', '-']) {
        Some(at) => rest.split_at(at),
        None => return false,
    };
    is_date(date) && is_time(time) && is_offset(offset)
}

fn is_date(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let &[year, month, day] = parts.as_slice() else {
        return false;
    };
    digits(year, 4, 0, 9999) && digits(month, 2, 1, 12) && digits(day, 2, 1, 31)
}

fn is_time(text: &str) -> bool {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let parts: Vec<&str> = clock.split(':').collect();
    let &[hour, minute, second] = parts.as_slice() else {
        return false;
    };
    let whole = digits(hour, 2, 0, 23) && digits(minute, 2, 0, 59) && digits(second, 2, 0, 60);
    whole && !fraction.is_empty() && fraction.chars().all(|digit| digit.is_ascii_digit())
}

fn is_offset(text: &str) -> bool {
    if text.eq_ignore_ascii_case("z") {
        return true;
    }
    let parts = text.get(1..).and_then(|rest| rest.split_once(':'));
    parts.is_some_and(|(hour, minute)| digits(hour, 2, 0, 23) && digits(minute, 2, 0, 59))
}

fn digits(text: &str, length: usize, least: u32, most: u32) -> bool {
    let plain = text.len() == length && text.chars().all(|digit| digit.is_ascii_digit());
    plain
        && text
            .parse::<u32>()
            .is_ok_and(|number| (least..=most).contains(&number))
}

#[cfg(test)]
mod tests {
    use super::is_date_time;

    #[test]
    fn what_the_marketplaces_send_is_a_time() {
        for text in [
            "2026-11-22T10:00:00Z",
            "2026-11-22T10:00:00.123456Z",
            "2026-11-22T10:00:00+03:00",
            "2026-11-22t10:00:00z",
        ] {
            assert!(is_date_time(text), "{text} is RFC 3339");
        }
    }

    #[test]
    fn near_misses_are_no_times() {
        for text in [
            "2026-11-22",
            "2026-11-22T10:00:00",
            "2026-11-22 10:00:00Z",
            "2026-13-22T10:00:00Z",
            "2026-11-22T24:00:00Z",
            "2026-11-22T10:00Z",
            "2026-11-22T10:00:00.Z",
            "2026-11-22T10:00:00+0300",
            "",
        ] {
            assert!(!is_date_time(text), "{text} is something else");
        }
    }
}
