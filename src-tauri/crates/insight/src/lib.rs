//! Numbers that a decision rests on, from plain values: no store, no clock.
//!
//! Every figure is exact (integers and decimals) and refuses to be one where
//! the data do not carry it.

pub mod cover;
pub mod delta;
pub mod reconcile;
pub mod statement;

pub use cover::{Basis, Cover, CoverRules, DaySales, Level, Thin, cover};
pub use delta::delta_percent;
pub use reconcile::{Amount, Day, Edges, Reconciled, reconcile};
pub use statement::{Cause, Covered, Total, cause};
