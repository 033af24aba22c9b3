//! Money: an integer of minor units with its currency.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use serde::{Deserialize, Serialize};

use crate::currency::Currency;

/// An amount in the minor units of its currency (kopecks, cents, whole soʻm).
/// Amounts of different currencies never add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units; negative for what is paid back.
    pub minor: i64,
    /// Whose units they are.
    pub currency: Currency,
}

/// Why an amount could not be built or added.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The code is not one that a marketplace here settles in.
    #[error("unknown currency {0:?}")]
    UnknownCurrency(String),
    /// Two currencies met in one sum.
    #[error("{0} and {1} cannot be added without a dated rate")]
    MixedCurrencies(Currency, Currency),
    /// More than 63 bits of minor units, or more decimals than the currency has.
    #[error("{0} does not fit into minor units of {1}")]
    OutOfRange(String, Currency),
    /// The text is no decimal number.
    #[error("not an amount: {0:?}")]
    NotANumber(String),
}

impl Money {
    /// An amount of minor units.
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Nothing, in that currency.
    pub const fn zero(currency: Currency) -> Self {
        Self { minor: 0, currency }
    }

    /// From major units ("1234.50"); digits beyond the currency's decimals are
    /// rounded half to even, as banks do.
    ///
    /// # Errors
    /// `OutOfRange` when the amount does not fit.
    pub fn from_major(major: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let scale = Decimal::from(10_i64.pow(u32::from(currency.exponent())));
        major
            .checked_mul(scale)
            .and_then(|minor| minor.round_dp(0).to_i64())
            .map(|minor| Self { minor, currency })
            .ok_or_else(|| MoneyError::OutOfRange(major.to_string(), currency))
    }

    /// From a marketplace's text such as `"1 234.50"` or `"1234,5"`.
    ///
    /// # Errors
    /// `NotANumber` or `OutOfRange`.
    pub fn parse_major(text: &str, currency: Currency) -> Result<Self, MoneyError> {
        let plain: String = text
            .chars()
            .filter(|c| !c.is_whitespace())
            .map(|c| if c == ',' { '.' } else { c })
            .collect();
        let major =
            Decimal::from_str_exact(&plain).map_err(|_| MoneyError::NotANumber(text.to_owned()))?;
        Self::from_major(major, currency)
    }

    /// The amount in major units.
    pub fn major(self) -> Decimal {
        Decimal::new(self.minor, u32::from(self.currency.exponent()))
    }

    /// The sum of two amounts of one currency.
    ///
    /// # Errors
    /// `MixedCurrencies`, or `OutOfRange` on overflow.
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::MixedCurrencies(self.currency, other.currency));
        }
        self.minor
            .checked_add(other.minor)
            .map(|minor| Self {
                minor,
                currency: self.currency,
            })
            .ok_or_else(|| MoneyError::OutOfRange("sum".to_owned(), self.currency))
    }

    /// The amount taken `count` times.
    ///
    /// # Errors
    /// `OutOfRange` on overflow.
    pub fn times(self, count: i64) -> Result<Self, MoneyError> {
        self.minor
            .checked_mul(count)
            .map(|minor| Self {
                minor,
                currency: self.currency,
            })
            .ok_or_else(|| MoneyError::OutOfRange("product".to_owned(), self.currency))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn soum_have_no_decimals_and_roubles_two() {
        let soum = Money::parse_major("18 640 000", Currency::UZS).unwrap();
        assert_eq!(soum.minor, 18_640_000, "whole soʻm are the minor unit");
        let rub = Money::parse_major("2090,5", Currency::RUB).unwrap();
        assert_eq!(
            rub.minor, 209_050,
            "a comma is a decimal point in ru and uz"
        );
    }

    #[test]
    fn currencies_never_mix() {
        let sum = Money::new(1, Currency::UZS).plus(Money::new(1, Currency::RUB));
        assert!(
            matches!(sum, Err(MoneyError::MixedCurrencies(..))),
            "no silent conversion"
        );
    }

    #[test]
    fn yandex_says_rur() {
        assert_eq!(
            "RUR".parse::<Currency>(),
            Ok(Currency::RUB),
            "RUR is RUB's historic code"
        );
    }

    proptest! {
        #[test]
        fn major_and_minor_round_trip(minor in any::<i64>()) {
            for currency in [Currency::UZS, Currency::RUB] {
                let money = Money::new(minor, currency);
                prop_assert_eq!(
                    Money::from_major(money.major(), currency), Ok(money),
                    "no digit is lost on the way through Decimal"
                );
            }
        }

        #[test]
        fn addition_is_exact_or_refused(a in any::<i64>(), b in any::<i64>()) {
            let sum = Money::new(a, Currency::RUB).plus(Money::new(b, Currency::RUB));
            match a.checked_add(b) {
                Some(minor) => prop_assert_eq!(sum.map(|m| m.minor), Ok(minor), "exact"),
                None => prop_assert!(sum.is_err(), "overflow never wraps"),
            }
        }
    }
}
