//! One binary for every journey: linking once is what keeps the suite short.

mod story;
