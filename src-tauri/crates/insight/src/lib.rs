//! insight.
