//! Money for screens.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An amount with everything that is needed to write it down.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Money {
    /// Minor units.
    pub minor: i64,
    /// ISO 4217 code.
    pub currency: String,
    /// Decimals between `minor` and the major unit.
    pub exponent: u8,
}

impl From<domain::Money> for Money {
    fn from(money: domain::Money) -> Self {
        Self {
            minor: money.minor,
            currency: money.currency.code().to_owned(),
            exponent: money.currency.exponent(),
        }
    }
}

impl Money {
    /// Cost of AI in millionths of a US dollar.
    pub fn ai_cost(micros: i64) -> Self {
        Self {
            minor: micros,
            currency: "USD".to_owned(),
            exponent: 6,
        }
    }
}
