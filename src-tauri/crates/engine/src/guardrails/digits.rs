//! Digits of every script: a person who dials reads them all.

/// The zero of each set of ten decimal digits in Unicode 15 that compatibility forms leave apart.
const ZEROS: [u32; 58] = [
    0x0660, 0x06f0, 0x07c0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66,
    0x0de6, 0x0e50, 0x0ed0, 0x0f20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
    0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
    0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x16a60, 0x16ac0, 0x16b50,
    0x1e140, 0x1e2f0, 0x1e950,
];

/// The ASCII digit of a decimal digit, every other character as it is.
pub(super) fn ascii(c: char) -> char {
    let code = u32::from(c);
    let value = ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))
        .map(|zero| code - zero);
    value
        .and_then(|value| char::from_digit(value, 10))
        .unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_script_counts_to_nine() {
        for digit in ['٩', '۹', '९', '৯', '๙', '௯'] {
            assert_eq!(ascii(digit), '9', "{digit} is a nine");
        }
        assert_eq!(ascii('х'), 'х', "a letter stays");
    }
}
