//! Seeded randomness: every event has its own stream, so that the order of asking changes nothing.

use rand::SeedableRng;
use rand::rngs::StdRng;

/// The stream that belongs to `what` number `a`, `b` in the world of `seed`.
pub(crate) fn stream(seed: u64, what: &str, a: i64, b: i64) -> StdRng {
    StdRng::seed_from_u64(number(seed, what, a, b))
}

/// A stable number for `what` number `a`, `b` in the world of `seed`.
pub(crate) fn number(seed: u64, what: &str, a: i64, b: i64) -> u64 {
    let mut state = mix(seed ^ 0x9e37_79b9_7f4a_7c15);
    for byte in what.bytes() {
        state = mix(state ^ u64::from(byte));
    }
    mix(mix(state ^ a.cast_unsigned()) ^ b.cast_unsigned())
}

/// The finaliser of SplitMix64: every input bit reaches every output bit.
fn mix(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}

/// `number` written with letters and digits, as short public identifiers are.
pub(crate) fn base62(number: u64, length: usize) -> String {
    const SIGNS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut state = number;
    let mut left = number;
    let mut text = String::with_capacity(length);
    while text.len() < length {
        if left < 62 {
            state = mix(state);
            left = state;
        }
        let sign = usize::try_from(left % 62).ok().and_then(|at| SIGNS.get(at));
        text.push(sign.map_or('0', |sign| char::from(*sign)));
        left /= 62;
    }
    text
}

/// `number` as a UUID of version 4 form.
#[must_use]
pub(crate) fn uuid(number: u64) -> String {
    let (high, low) = (mix(number), mix(!number));
    format!(
        "{:08x}-{:04x}-4{:03x}-{:04x}-{:012x}",
        high >> 32,
        (high >> 16) & 0xffff,
        high & 0xfff,
        0x8000 | (low >> 48) & 0x3fff,
        low & 0xffff_ffff_ffff
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_depends_on_everything_it_is_asked_for() {
        let first = number(1, "review", 2, 3);
        assert_eq!(
            first,
            number(1, "review", 2, 3),
            "the same question has the same answer"
        );
        for other in [
            number(2, "review", 2, 3),
            number(1, "order", 2, 3),
            number(1, "review", 3, 3),
            number(1, "review", 2, 4),
        ] {
            assert_ne!(first, other, "another question has another answer");
        }
    }

    #[test]
    fn identifiers_have_their_public_form() {
        assert_eq!(base62(7, 20).len(), 20, "a short identifier is filled up");
        assert_ne!(base62(7, 20), base62(8, 20), "neighbours differ");
        let uuid = uuid(7);
        assert_eq!(uuid.len(), 36, "a UUID has 36 signs: {uuid}");
        assert_eq!(uuid.as_bytes()[14], b'4', "version 4: {uuid}");
    }
}
