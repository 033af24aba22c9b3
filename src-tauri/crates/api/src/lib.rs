//! Every function that a screen or a command line may call.
//!
//! Each call is declared once (`calls`), with its role and its tags; one
//! dispatcher checks the role. The same calls serve the desktop window, `sam`
//! and a browser over loopback HTTP.

#[macro_use]
mod declare;
pub mod bindings;
pub mod caller;
pub mod error;
pub mod tag;
pub mod view;

pub use caller::{Caller, Role};
pub use error::{ApiError, Code};
pub use tag::Tag;
