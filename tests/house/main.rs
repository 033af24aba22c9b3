//! Tests of the house itself: who may import whom, where names belong, how big a file may grow.
//!
//! Each rule is a pure function from sources to findings, so that each is also tried on a bad
//! sample: a rule that cannot fail protects nothing. A finding tells its reader what to do.
//! This package uses none of our crates: it runs in seconds, also while one of them is broken.

#![cfg(test)]
#![expect(
    clippy::string_slice,
    reason = "every offset comes from a search in the same text"
)]

mod rules;
