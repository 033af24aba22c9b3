//! A marketplace as the world sees it: what it sells in, how much of the demand goes there, and
//! from which warehouses.

/// The currency of a stall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Currency {
    /// Russian rouble, minor unit kopeck.
    Rub,
    /// Uzbek so'm, no minor unit.
    Uzs,
}

/// A place that goods leave from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Warehouse {
    /// The marketplace's number of it.
    pub id: i64,
    /// Its name.
    pub name: &'static str,
    /// True: the seller's own; false: the marketplace's.
    pub own: bool,
    /// Percent of the stall's orders that leave from here; all of a stall's sum up to 100.
    pub share: u32,
}

/// One marketplace's place in the world. Each marketplace folder holds its own as a constant.
#[derive(Debug)]
pub struct Stall {
    /// The marketplace's identifier, which also names its streams of chance.
    pub id: &'static str,
    /// What its prices are in.
    pub currency: Currency,
    /// Percent of each product's pace that is sold here.
    pub share: u64,
    /// Where goods leave from, the seller's own first.
    pub warehouses: &'static [Warehouse],
    /// Whether buyers write reviews and questions that its API shows.
    pub has_reviews: bool,
}
