//! What the marketplace charges, as it announces it.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::ids::ExternalId;
use crate::money::Money;
use crate::order::Scheme;

/// One price of the marketplace's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tariff {
    /// What it is for.
    pub kind: TariffKind,
    /// What it holds for, in the marketplace's words: a category, a warehouse, a listing.
    pub scope: String,
    /// The listing, where it is reckoned for one.
    #[serde(default)]
    pub listing: Option<ExternalId>,
    /// Who stores and delivers.
    pub scheme: Scheme,
    /// Its name in the marketplace's words.
    pub word: String,
    /// How much.
    pub rate: Rate,
    /// First day.
    pub from: NaiveDate,
    /// Last day, when told.
    #[serde(default)]
    pub until: Option<NaiveDate>,
}

/// What a tariff is for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TariffKind {
    /// The marketplace's share of the price.
    Commission,
    /// Taking the buyer's payment.
    Acquiring,
    /// Delivery to buyers.
    Logistics,
    /// Delivery back.
    ReturnLogistics,
    /// Lying on the marketplace's shelves, a day.
    Storage,
    /// Being taken in.
    Acceptance,
    /// A word that this version does not know.
    Other(String),
}

impl TariffKind {
    /// The word in the store.
    pub fn as_str(&self) -> &str {
        match self {
            Self::Commission => "commission",
            Self::Acquiring => "acquiring",
            Self::Logistics => "logistics",
            Self::ReturnLogistics => "return_logistics",
            Self::Storage => "storage",
            Self::Acceptance => "acceptance",
            Self::Other(word) => word,
        }
    }
}

/// How much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "in", rename_all = "snake_case")]
pub enum Rate {
    /// Percent of the price.
    Percent {
        /// How many.
        value: Decimal,
    },
    /// A fixed amount.
    Fixed {
        /// How much.
        value: Money,
    },
    /// An amount for the first unit and another for each further one.
    PerUnit {
        /// For the first.
        first: Money,
        /// For each further one.
        further: Money,
        /// The unit: `litre`, `box`, `pallet`.
        unit: String,
    },
}
