//! Checks recorded HTTP exchanges against the official API descriptions of the marketplaces and of
//! the AI provider.
//!
//! `specs/` holds the operations that our connectors use, cut out of the official files by
//! `cargo xtask contracts` (SOURCES.md says where each comes from); `patches.json` mends defects of
//! those files, each with its reason. An exchange fails when its path, a parameter or a member of a
//! body is not described, when something required is missing, when a value has another type, or
//! when the answer's status is not described. Objects are taken as closed: a misspelt optional
//! member must not pass as an unknown one.
//!
//! This crate uses none of ours, so clients and sandbox cannot teach it their mistakes.

mod body;
mod catalogue;
mod dates;
mod exchange;
mod parameters;
mod patches;
mod report;
mod schema;
mod shapes;
#[cfg(test)]
mod tests;

use std::sync::LazyLock;

pub use catalogue::{Catalogue, Operation};
pub use exchange::Exchange;
pub use report::{Failure, Report};

static CATALOGUE: LazyLock<Result<Catalogue, String>> = LazyLock::new(Catalogue::embedded);

/// The descriptions that are built into this crate.
///
/// # Errors
/// When an embedded file is broken; the text names it.
pub fn catalogue() -> Result<&'static Catalogue, String> {
    CATALOGUE.as_ref().map_err(Clone::clone)
}

/// Checks one exchange.
///
/// # Errors
/// Every violation found, one line each, beginning with what it is about.
pub fn validate(exchange: &Exchange) -> Result<(), Vec<String>> {
    let catalogue = catalogue().map_err(|broken| vec![broken])?;
    let found = catalogue.find(exchange).map_err(|unknown| vec![unknown])?;
    let mut violations = parameters::check(&found, exchange);
    violations.extend(body::check_request(found.operation, exchange));
    violations.extend(body::check_response(found.operation, exchange));
    if violations.is_empty() {
        Ok(())
    } else {
        Err(violations)
    }
}
