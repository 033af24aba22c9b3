//! The most that a request can cost, known before it is sent.

use crate::cost::Cost;
use crate::price::ModelPrice;
use crate::request::Request;

/// Room for what the provider adds by itself: the turns' frame and its own
/// instructions on the answer's form.
const OVERHEAD_TOKENS: u64 = 1024;

/// Upper bounds. A token of a byte-level vocabulary holds at least one byte, so
/// the UTF-8 length is never too small, whatever language or noise a buyer writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Estimate {
    /// Tokens that are sent.
    pub input_tokens: u64,
    /// Tokens that may come back, thinking included.
    pub output_tokens: u64,
    /// The price of one exchange.
    pub once: Cost,
    /// The price when the first answer does not fit and is asked for again:
    /// reserve this.
    pub reserve: Cost,
}

impl Estimate {
    /// The bound for this request at this price.
    pub fn of(request: &Request, price: &ModelPrice) -> Self {
        let texts: usize = request
            .messages
            .iter()
            .map(|message| message.text.len())
            .sum();
        let bytes = request.system.len() + texts + request.schema.to_string().len();
        let input = u64::try_from(bytes)
            .unwrap_or(u64::MAX)
            .saturating_add(OVERHEAD_TOKENS);
        let output = u64::from(request.max_tokens);
        let once = price.dearest(input, output);
        // The repair sends the first answer back and adds our words on what is wrong.
        let repair = price.dearest(
            input.saturating_add(output).saturating_add(OVERHEAD_TOKENS),
            output,
        );
        Self {
            input_tokens: input,
            output_tokens: output,
            once,
            reserve: once + repair,
        }
    }

    /// The price of the second exchange.
    pub fn repair(&self) -> Cost {
        self.reserve.less(self.once)
    }
}

#[cfg(test)]
mod tests {
    use rust_decimal::Decimal;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_bound_counts_every_byte_and_the_whole_answer() {
        let price = ModelPrice::flat(Decimal::ONE, Decimal::TEN);
        let request = Request::new("test", "ab", json!({})).user("ў");
        let estimate = Estimate::of(&request, &price);
        assert_eq!(
            estimate.input_tokens,
            2 + 2 + 2 + OVERHEAD_TOKENS,
            "system, text, schema"
        );
        assert_eq!(
            estimate.output_tokens, 4096,
            "thinking counts in the default room"
        );
        assert!(
            estimate.reserve > estimate.once + estimate.once,
            "a repair is longer"
        );
    }
}
