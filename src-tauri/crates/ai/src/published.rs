//! Prices that a new installation begins with. Settings may change each of
//! them; they are no part of any decision here.

use rust_decimal::Decimal;

use crate::price::{LongPrompt, ModelPrice, PriceTable};

/// The published prices of the Claude models in use (Anthropic, release notes
/// of October 2026), in US dollars per million tokens.
pub fn published() -> PriceTable {
    let cents = |cents: i64| Decimal::new(cents, 2);
    let haiku = ModelPrice {
        long: Some(LongPrompt {
            above: 100_000,
            input: cents(50),
            output: cents(250),
        }),
        ..ModelPrice::flat(cents(10), cents(50))
    };
    let sonnet = ModelPrice {
        cache_read: Some(cents(10)),
        ..ModelPrice::flat(cents(200), cents(1000))
    };
    let opus = ModelPrice::flat(cents(400), cents(2000));
    PriceTable::new([
        ("claude-haiku-5-5".to_owned(), haiku),
        ("claude-sonnet-5-5".to_owned(), sonnet),
        ("claude-opus-5-5".to_owned(), opus),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_survive_the_settings() {
        let stored = serde_json::to_string(&published()).unwrap();
        assert!(
            stored.contains(r#""input":"0.10""#),
            "decimals are stored as text: {stored}"
        );
        let read: PriceTable = serde_json::from_str(&stored).unwrap();
        assert_eq!(read, published(), "nothing is lost on the way");
        let flat = r#"{"local":{"input":"0","output":"0"}}"#;
        let read: PriceTable = serde_json::from_str(flat).unwrap();
        assert!(
            read.of("local").is_some(),
            "two prices are enough, as the owner types them"
        );
    }
}
