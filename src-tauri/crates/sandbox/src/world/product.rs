//! The goods of one Samarkand seller of home textiles and kitchen ware.

use serde::Deserialize;

use super::stall::Currency;

/// A text in the seller's two languages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
pub struct Words {
    /// Russian.
    pub ru: String,
    /// Uzbek in Latin letters.
    pub uz: String,
}

/// One line of the card: what the seller says of the goods, and all that an answer may claim.
#[derive(Debug, Clone, Deserialize)]
pub struct Fact {
    /// material, size, care, warranty, country, set, density, heat, volume, weight.
    pub key: String,
    /// The name that the card shows.
    pub label: Words,
    /// The value that the card shows.
    pub value: Words,
}

/// One article of the seller, the same on every marketplace.
#[derive(Debug, Clone, Deserialize)]
pub struct Product {
    /// Position in the catalogue, from 0.
    #[serde(skip)]
    pub number: usize,
    /// The seller's own article.
    pub article: String,
    /// `textile` or `kitchen`.
    pub group: String,
    /// Brand.
    pub brand: String,
    /// Category.
    pub category: Words,
    /// Title, at most 60 signs in Russian.
    pub name: Words,
    /// Card text.
    pub description: Words,
    /// Colour.
    pub colour: Words,
    /// Price in whole roubles.
    pub price_rub: i64,
    /// Price in whole so'm.
    pub price_uzs: i64,
    /// Units sold on an average day where a marketplace has the full share, in thousandths.
    pub pace: u64,
    /// Length of the packed goods, cm.
    pub length_cm: u32,
    /// Width of the packed goods, cm.
    pub width_cm: u32,
    /// Height of the packed goods, cm.
    pub height_cm: u32,
    /// Weight of the packed goods, g.
    pub weight_g: u32,
    /// The card's facts.
    pub facts: Vec<Fact>,
}

impl Product {
    /// Price in minor units: kopecks for RUB, whole so'm for UZS (which has no decimals).
    #[must_use]
    pub fn price(&self, currency: Currency) -> i64 {
        match currency {
            Currency::Rub => self.price_rub * 100,
            Currency::Uzs => self.price_uzs,
        }
    }

    /// The fact with this key, when the card has it.
    #[must_use]
    pub fn fact(&self, key: &str) -> Option<&Fact> {
        self.facts.iter().find(|fact| fact.key == key)
    }

    /// Barcode: EAN-13 of the Uzbek range without a real check digit, `4780…`.
    #[must_use]
    pub fn barcode(&self) -> u64 {
        4_780_063_010_017 + 11 * self.number as u64
    }
}

/// All goods, in catalogue order.
pub(crate) fn catalogue() -> Result<Vec<Product>, serde_json::Error> {
    let mut products: Vec<Product> = serde_json::from_str(include_str!("data/products.json"))?;
    for (number, product) in products.iter_mut().enumerate() {
        product.number = number;
    }
    Ok(products)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_catalogue_is_whole() {
        let products = catalogue().expect("the shipped catalogue parses");
        assert_eq!(products.len(), 24, "the demo store has 24 products");
        for product in &products {
            assert!(
                product.facts.len() >= 3,
                "{} has facts to answer from",
                product.article
            );
            assert!(
                product.price_rub > 0 && product.price_uzs > 0,
                "{} is priced",
                product.article
            );
            assert!(
                product.name.ru.chars().count() <= 60,
                "{} fits a card",
                product.article
            );
        }
    }
}
