//! The block that a terminal shows while the demo runs. Without a terminal it stays silent.

use std::time::{Duration, Instant};

use api::{Api, Caller};
use serde_json::{Value, json};

use crate::tell::{self, Tell};

/// One block, drawn over itself.
pub(super) struct Progress {
    watched: bool,
    since: Instant,
    span: Option<Duration>,
    drawn: usize,
}

impl Progress {
    pub(super) fn new(tell: &Tell, span: Option<Duration>) -> Self {
        Self {
            watched: tell.watched(),
            since: Instant::now(),
            span,
            drawn: 0,
        }
    }

    /// Draws how it stands now.
    pub(super) async fn show(&mut self, tell: &Tell, api: &Api, caller: &Caller) {
        if !self.watched {
            return;
        }
        let (Ok(shops), Ok(session)) = (
            api.shop_counts().await,
            api.call(caller, "session_get", json!({})).await,
        ) else {
            return;
        };
        let mut lines = vec![self.head(tell, &session)];
        for shop in shops {
            let values = [
                ("shop", format!("{:<12}", shop.marketplace.as_str())),
                ("products", shop.products.to_string()),
                ("stock", shop.stock_rows.to_string()),
                ("orders", shop.orders.to_string()),
                ("reviews", shop.reviews.to_string()),
                ("answered", shop.reviews_answered.to_string()),
                ("questions", shop.questions_answered.to_string()),
            ];
            lines.push(tell.words("demo.shop", &values));
        }
        lines.push(waits(tell, &session));
        self.draw(&lines);
    }

    fn head(&self, tell: &Tell, session: &Value) -> String {
        let passed = self.since.elapsed().as_secs();
        let of = self
            .span
            .map(|span| format!(" / {}", span.as_secs()))
            .unwrap_or_default();
        let world = session
            .pointer("/now")
            .and_then(Value::as_str)
            .unwrap_or_default();
        let world: String = world
            .chars()
            .take(16)
            .map(|c| if c == 'T' { ' ' } else { c })
            .collect();
        tell.words(
            "demo.time",
            &[("passed", format!("{passed}{of}")), ("world", world)],
        )
    }

    /// Up to the first line of the block, then each line anew.
    fn draw(&mut self, lines: &[String]) {
        let up = if self.drawn > 0 {
            format!("\x1b[{}A", self.drawn)
        } else {
            String::new()
        };
        let body: String = lines
            .iter()
            .map(|line| format!("\r\x1b[2K{line}\n"))
            .collect();
        // A line that is wider than the terminal is cut: wrapped, it would not be drawn over.
        tell::beside(&format!("{up}\x1b[?7l{body}\x1b[?7h"));
        self.drawn = lines.len();
    }

    /// The summary takes its place.
    pub(super) fn end(&mut self) {
        if self.drawn > 0 {
            tell::beside(&format!("\x1b[{}A\x1b[J", self.drawn));
            self.drawn = 0;
        }
    }
}

fn waits(tell: &Tell, session: &Value) -> String {
    let count = |name: &str| {
        let value = session
            .pointer(&format!("/counts/{name}"))
            .and_then(Value::as_i64);
        value.unwrap_or(0).to_string()
    };
    let micros = session
        .pointer("/spend_today/minor")
        .and_then(Value::as_i64)
        .unwrap_or(0);
    let exponent = session
        .pointer("/spend_today/exponent")
        .and_then(Value::as_u64)
        .unwrap_or(2);
    let spend = crate::command::decimal(micros, u32::try_from(exponent).unwrap_or(2));
    tell.words(
        "demo.now",
        &[
            ("waiting", count("waiting")),
            ("alerts", count("alerts")),
            ("spend", format!("${spend}")),
        ],
    )
}
