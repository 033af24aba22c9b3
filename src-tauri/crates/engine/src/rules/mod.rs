//! From facts to wanted work: pure decisions, and the thin step that applies
//! them inside the transaction that brought the facts.

pub mod answers;
pub mod keys;
pub mod stock;
