//! What a run of the demo comes to.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use api::offline::Happened;
use sandbox::Write;
use serde::Serialize;

use crate::exit;
use crate::reckoning::{Reckoning, reckon};
use crate::tell::Tell;

/// The object that `--json` prints.
#[derive(Debug, Serialize)]
pub(super) struct Summary {
    marketplaces: BTreeMap<String, Shop>,
    waiting_approval: i64,
    refused_injection: i64,
    alerts: i64,
    ledger: Reckoning,
    journal: Journal,
    store: String,
}

/// One marketplace.
#[derive(Debug, Default, Serialize)]
struct Shop {
    products: i64,
    stock_rows: i64,
    orders: i64,
    reviews_synced: i64,
    reviews_answered: i64,
    questions_answered: i64,
}

#[derive(Debug, Serialize)]
struct Journal {
    rows: i64,
    verified: bool,
}

impl Summary {
    /// From the store and the sandbox's ledger, after both are closed.
    pub(super) fn of(happened: &Happened, ledger: &[Write], store: &Path) -> Self {
        let mut marketplaces: BTreeMap<String, Shop> = BTreeMap::new();
        for shop in &happened.shops {
            let sum = marketplaces
                .entry(shop.marketplace.to_string())
                .or_default();
            sum.products += shop.products;
            sum.stock_rows += shop.stock_rows;
            sum.orders += shop.orders;
            sum.reviews_synced += shop.reviews;
            sum.reviews_answered += shop.reviews_answered;
            sum.questions_answered += shop.questions_answered;
        }
        Self {
            marketplaces,
            waiting_approval: happened.waiting,
            refused_injection: happened.refused_injections,
            alerts: happened.alerts,
            ledger: reckon(&happened.writes, ledger),
            journal: Journal {
                rows: happened.journal_rows,
                verified: happened.journal_first_bad.is_none(),
            },
            store: store.display().to_string(),
        }
    }

    /// What the process ends with: every write is where it belongs, and the journal is whole.
    pub(super) fn code(&self) -> ExitCode {
        let exact = self.ledger.duplicates == 0 && self.ledger.lost == 0;
        match (self.journal.verified, exact) {
            (false, _) => ExitCode::from(exit::NOT_INTACT),
            (true, false) => ExitCode::from(exit::FAILED),
            (true, true) => ExitCode::SUCCESS,
        }
    }

    /// The same for people.
    pub(super) fn lines(&self, tell: &Tell) -> Vec<String> {
        let number = |value: i64| value.to_string();
        let mut lines: Vec<String> = self
            .marketplaces
            .iter()
            .map(|(name, shop)| {
                let values = [
                    ("shop", format!("{name:<12}")),
                    ("products", number(shop.products)),
                    ("stock", number(shop.stock_rows)),
                    ("orders", number(shop.orders)),
                    ("reviews", number(shop.reviews_synced)),
                    ("answered", number(shop.reviews_answered)),
                    ("questions", number(shop.questions_answered)),
                ];
                tell.words("demo.shop", &values)
            })
            .collect();
        let waits = [
            ("waiting", number(self.waiting_approval)),
            ("refused", number(self.refused_injection)),
            ("alerts", number(self.alerts)),
        ];
        lines.push(tell.words("demo.waits", &waits));
        let ledger = [
            ("writes", self.ledger.writes.to_string()),
            ("duplicates", self.ledger.duplicates.to_string()),
            ("lost", self.ledger.lost.to_string()),
        ];
        lines.push(tell.words("demo.ledger", &ledger));
        let journal = if self.journal.verified {
            "verify.intact"
        } else {
            "verify.broken"
        };
        lines.push(tell.words(
            journal,
            &[("rows", number(self.journal.rows)), ("row", "?".to_owned())],
        ));
        lines.push(tell.words("demo.store", &[("store", self.store.clone())]));
        lines
    }
}
