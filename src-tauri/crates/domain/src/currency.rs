//! Currencies and how many decimals each of them has.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::money::MoneyError;

/// An ISO 4217 currency that one of the marketplaces settles in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Currency(&'static Row);

#[derive(Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
struct Row {
    code: &'static str,
    number: u16,
    exponent: u8,
}

/// UZS has a tiyin in ISO 4217, yet no marketplace uses it: whole soʻm only
/// (Uzum's prices are integers in soʻm).
static ROWS: [Row; 9] = [
    Row {
        code: "UZS",
        number: 860,
        exponent: 0,
    },
    Row {
        code: "RUB",
        number: 643,
        exponent: 2,
    },
    Row {
        code: "KZT",
        number: 398,
        exponent: 2,
    },
    Row {
        code: "BYN",
        number: 933,
        exponent: 2,
    },
    Row {
        code: "KGS",
        number: 417,
        exponent: 2,
    },
    Row {
        code: "AMD",
        number: 51,
        exponent: 2,
    },
    Row {
        code: "USD",
        number: 840,
        exponent: 2,
    },
    Row {
        code: "EUR",
        number: 978,
        exponent: 2,
    },
    Row {
        code: "CNY",
        number: 156,
        exponent: 2,
    },
];

impl Currency {
    /// Uzbek soʻm, whole sums only.
    pub const UZS: Self = Self(&ROWS[0]);
    /// Russian rouble, in kopecks.
    pub const RUB: Self = Self(&ROWS[1]);
    /// US dollar, in cents.
    pub const USD: Self = Self(&ROWS[6]);

    /// The three-letter code.
    pub fn code(self) -> &'static str {
        self.0.code
    }

    /// Decimals between the major and the minor unit.
    pub fn exponent(self) -> u8 {
        self.0.exponent
    }

    /// Looks a currency up by its ISO 4217 number (Wildberries sends those).
    pub fn from_number(number: u16) -> Option<Self> {
        ROWS.iter().find(|row| row.number == number).map(Self)
    }
}

impl FromStr for Currency {
    type Err = MoneyError;

    /// Accepts the ISO code and Yandex Market's historic `RUR`.
    fn from_str(code: &str) -> Result<Self, MoneyError> {
        let code = if code == "RUR" { "RUB" } else { code };
        ROWS.iter()
            .find(|row| row.code == code)
            .map(Self)
            .ok_or_else(|| MoneyError::UnknownCurrency(code.to_owned()))
    }
}

impl TryFrom<String> for Currency {
    type Error = MoneyError;

    fn try_from(code: String) -> Result<Self, MoneyError> {
        code.parse()
    }
}

impl From<Currency> for String {
    fn from(currency: Currency) -> Self {
        currency.code().to_owned()
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
