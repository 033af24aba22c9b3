//! Who listens to exchanges: the support's probe. No key and no body is told.

use tokio::sync::mpsc::UnboundedSender;

/// Hears of every exchange.
pub type Tap = UnboundedSender<Exchange>;

/// A request and its answer, without what was in them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exchange {
    /// Our name of it.
    pub operation: &'static str,
    /// Short name of the host.
    pub host: &'static str,
    /// Verb.
    pub method: String,
    /// Path from the host's root.
    pub path: String,
    /// HTTP status; `None` when no answer came.
    pub status: Option<u16>,
    /// Requests left of the limit, when told.
    pub left: Option<u32>,
}
