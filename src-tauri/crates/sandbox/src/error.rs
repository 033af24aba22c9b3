//! Why a sandbox does not start.

use std::io;

/// Why a sandbox did not start.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The port is taken or loopback is not there.
    #[error("the sandbox cannot listen on port {port}: {source}")]
    Listen {
        /// The port that was asked for.
        port: u16,
        /// What the system said.
        source: io::Error,
    },
    /// The ledger file cannot be written.
    #[error("the sandbox cannot open its ledger file: {0}")]
    Ledger(io::Error),
    /// A shipped data file is broken.
    #[error("the sandbox's own data are broken: {0}")]
    Data(#[from] serde_json::Error),
    /// The address does not make a URL.
    #[error("the sandbox's address is no URL: {0}")]
    Address(#[from] url::ParseError),
}
