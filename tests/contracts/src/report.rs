//! How many exchanges of each operation were checked, and what failed.

use std::collections::BTreeMap;
use std::fmt;

use crate::exchange::Exchange;

/// An exchange that does not keep to the description.
#[derive(Clone, Debug)]
pub struct Failure {
    /// Method, path and status.
    pub exchange: String,
    /// One line per violation.
    pub violations: Vec<String>,
}

/// The result over many exchanges.
#[derive(Clone, Debug, Default)]
pub struct Report {
    /// Checked exchanges by operation, in the form of [`crate::Operation::name`].
    pub operations: BTreeMap<String, usize>,
    /// Those that failed, in the order of the tape.
    pub failures: Vec<Failure>,
}

impl Report {
    /// Checks all of them.
    pub fn of<'a>(exchanges: impl IntoIterator<Item = &'a Exchange>) -> Self {
        let mut report = Self::default();
        for exchange in exchanges {
            report.add(exchange);
        }
        report
    }

    /// Checks one more.
    pub fn add(&mut self, exchange: &Exchange) {
        let found = crate::catalogue()
            .ok()
            .and_then(|all| all.find(exchange).ok());
        let name = found.map_or_else(
            || "not described".to_owned(),
            |found| found.operation.name(),
        );
        *self.operations.entry(name).or_default() += 1;
        if let Err(violations) = crate::validate(exchange) {
            let Exchange {
                marketplace,
                method,
                host,
                path,
                status,
                ..
            } = exchange;
            let exchange = format!("{marketplace} {host} {method} {path} -> {status}");
            self.failures.push(Failure {
                exchange,
                violations,
            });
        }
    }

    /// All exchanges that were checked.
    #[must_use]
    pub fn checked(&self) -> usize {
        self.operations.values().sum()
    }

    /// Described operations that no exchange touched.
    #[must_use]
    pub fn untouched(&self) -> Vec<String> {
        let all = crate::catalogue()
            .map(crate::Catalogue::names)
            .unwrap_or_default();
        all.into_iter()
            .filter(|name| !self.operations.contains_key(name))
            .collect()
    }
}

impl fmt::Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (name, count) in &self.operations {
            writeln!(out, "{count:>6}  {name}")?;
        }
        for failure in &self.failures {
            writeln!(out, "FAILED {}", failure.exchange)?;
            for line in &failure.violations {
                writeln!(out, "       {line}")?;
            }
        }
        write!(
            out,
            "{} of {} exchanges failed",
            self.failures.len(),
            self.checked()
        )
    }
}
