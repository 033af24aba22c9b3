//! What a model costs. Prices are data of the settings: they change without us.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::cost::Cost;
use crate::usage::Usage;

/// Prices by model, in US dollars per million tokens.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PriceTable(BTreeMap<String, ModelPrice>);

impl PriceTable {
    /// A table of these prices.
    pub fn new(prices: impl IntoIterator<Item = (String, ModelPrice)>) -> Self {
        Self(prices.into_iter().collect())
    }

    /// The price of a model; a dated name ("x-20261001") has the price of "x".
    pub fn of(&self, model: &str) -> Option<&ModelPrice> {
        self.0.get(model).or_else(|| {
            let (name, date) = model.rsplit_once('-')?;
            let dated = date.len() == 8 && date.bytes().all(|b| b.is_ascii_digit());
            dated.then(|| self.0.get(name)).flatten()
        })
    }

    /// Every price, by model.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &ModelPrice)> {
        self.0.iter().map(|(model, price)| (model.as_str(), price))
    }
}

/// The price of one model, in US dollars per million tokens.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelPrice {
    /// Plain input.
    pub input: Decimal,
    /// Output, thinking included.
    pub output: Decimal,
    /// Input read from the cache. Unknown is charged as plain input, so that a
    /// cost is never understated.
    #[serde(default)]
    pub cache_read: Option<Decimal>,
    /// Input written to the cache for five minutes. Unknown is charged as 1.25
    /// times the plain input.
    #[serde(default)]
    pub cache_write: Option<Decimal>,
    /// Higher prices for long prompts, where the model has them.
    #[serde(default)]
    pub long: Option<LongPrompt>,
}

/// Prices of a prompt above a size.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LongPrompt {
    /// Prompts with more tokens than this are long.
    pub above: u64,
    /// Plain input, US dollars per million tokens.
    pub input: Decimal,
    /// Output, US dollars per million tokens.
    pub output: Decimal,
}

impl ModelPrice {
    /// Input and output prices alone.
    pub fn flat(input: Decimal, output: Decimal) -> Self {
        Self {
            input,
            output,
            cache_read: None,
            cache_write: None,
            long: None,
        }
    }

    /// What this usage costs, rounded up to a whole micro-USD.
    /// US dollars per million tokens are micro-USD per token.
    pub fn cost(&self, usage: Usage) -> Cost {
        let long = self
            .long
            .as_ref()
            .filter(|long| usage.prompt() > long.above);
        let (input, output) =
            long.map_or((self.input, self.output), |long| (long.input, long.output));
        // Cache prices are quoted for the short prompt; a long one scales them like its input.
        let cache_read = if long.is_some() {
            input
        } else {
            self.cache_read.unwrap_or(input)
        };
        let cache_write = match (self.cache_write, long) {
            (Some(price), None) => price,
            _ => input.saturating_mul(Decimal::new(125, 2)),
        };
        let parts = [
            (usage.input, input),
            (usage.output, output),
            (usage.cache_read, cache_read),
            (usage.cache_write, cache_write),
        ];
        let micro = parts.iter().fold(Decimal::ZERO, |sum, (tokens, price)| {
            sum.saturating_add(Decimal::from(*tokens).saturating_mul(*price))
        });
        Cost::ceil_micro(micro)
    }

    /// The dearest price of an input token, whatever the cache does.
    pub(crate) fn dearest(&self, prompt: u64, output: u64) -> Cost {
        let plain = self.cost(Usage {
            input: prompt,
            output,
            ..Usage::default()
        });
        let written = self.cost(Usage {
            cache_write: prompt,
            output,
            ..Usage::default()
        });
        plain.max(written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn haiku() -> ModelPrice {
        ModelPrice {
            long: Some(LongPrompt {
                above: 100_000,
                input: Decimal::new(50, 2),
                output: Decimal::new(250, 2),
            }),
            ..ModelPrice::flat(Decimal::new(10, 2), Decimal::new(50, 2))
        }
    }

    #[test]
    fn a_million_tokens_cost_their_price() {
        let usage = Usage {
            input: 50_000,
            output: 1_000_000,
            ..Usage::default()
        };
        let cost = haiku().cost(usage);
        assert_eq!(cost.micro_usd(), 505_000, "0.05 M x $0.10 + 1 M x $0.50");
    }

    #[test]
    fn a_fraction_of_a_micro_dollar_is_rounded_up() {
        let cost = haiku().cost(Usage {
            input: 1,
            ..Usage::default()
        });
        assert_eq!(cost.micro_usd(), 1, "0.1 micro-USD is charged as one");
    }

    #[test]
    fn a_long_prompt_has_its_own_prices() {
        let usage = Usage {
            input: 90_000,
            cache_read: 10_001,
            ..Usage::default()
        };
        assert_eq!(
            haiku().cost(usage).micro_usd(),
            50_001,
            "cached tokens count as prompt"
        );
    }

    #[test]
    fn cache_prices_are_their_own_where_known() {
        let price = ModelPrice {
            cache_read: Some(Decimal::new(10, 2)),
            cache_write: Some(Decimal::new(250, 2)),
            ..ModelPrice::flat(Decimal::from(2), Decimal::from(10))
        };
        let usage = Usage {
            input: 10,
            output: 10,
            cache_read: 10,
            cache_write: 10,
        };
        assert_eq!(
            price.cost(usage).micro_usd(),
            20 + 100 + 1 + 25,
            "each kind by its price"
        );
    }

    #[test]
    fn a_dated_model_has_the_price_of_its_line() {
        let table = PriceTable::new([("claude-haiku-5-5".to_owned(), haiku())]);
        assert!(
            table.of("claude-haiku-5-5-20261001").is_some(),
            "the date is no other model"
        );
        assert!(
            table.of("claude-haiku-5-5-fast").is_none(),
            "a variant may be dearer"
        );
        assert!(
            table.of("claude-haiku-5").is_none(),
            "an older line is another model"
        );
    }

    #[test]
    fn absurd_amounts_saturate() {
        let usage = Usage {
            output: u64::MAX,
            ..Usage::default()
        };
        let cost = ModelPrice::flat(Decimal::MAX, Decimal::MAX).cost(usage);
        assert_eq!(
            cost.micro_usd(),
            i64::MAX,
            "a cap can't be passed by overflow"
        );
    }
}
