//! Reading a marketplace: one round of one feed, page by page. Rows, their
//! roll-ups and the cursor are stored in one transaction, so a round can be
//! killed anywhere and goes on where the last page ended. While a page is
//! stored the next one is asked for already.

mod ingest;
mod keep;
mod pages;
mod round;
mod rows;

pub(crate) use round::{End, RoundReport, Watch, answer_since, round};
