//! What a folder must provide to take part. The crate's page tells how the parts fit together.

use std::collections::BTreeMap;

use http::{Method, StatusCode};

use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::condition::{Condition, Played};
use crate::lanes::Lane;
use crate::limits::{Gauge, Limit};
use crate::world::Stall;

/// Whoever answers HTTP: a marketplace, or the AI.
pub trait Venue: Send + Sync {
    /// First path segment.
    fn id(&self) -> &'static str;

    /// Host names, the second path segment; none when the path follows the id directly.
    fn hosts(&self) -> &'static [&'static str];

    /// Its place in the world; the AI has none.
    fn stall(&self) -> Option<&'static Stall> {
        None
    }

    /// Name and credential fields of the demo account.
    fn account(&self, bazaar: &Bazaar) -> (String, BTreeMap<String, String>);

    /// How it shows that state of an account; `None` where it has no such state.
    fn condition(&self, _bazaar: &Bazaar, _condition: Condition) -> Option<Played> {
        None
    }

    /// Everything it answers.
    fn routes(&self) -> Vec<Route>;

    /// Checks the key: the account that limits are counted for, or the refusal.
    ///
    /// # Errors
    /// The marketplace's own 401 or 403.
    fn admit(&self, bazaar: &Bazaar, call: &Call) -> Result<String, Reply>;

    /// The marketplace's own body for an error that the server or a fault makes up. Unknown paths
    /// come as 404; a venue may answer them with another status, as the real one does.
    fn refuse(&self, status: StatusCode, call: &Call) -> Reply;

    /// Adds the headers that tell how much is left. `gauge.over` marks an answer to a request that
    /// went over the limit (its body comes from [`Venue::refuse`] with [`Venue::over_limit`]).
    fn gauge(&self, bazaar: &Bazaar, reply: Reply, gauge: &Gauge) -> Reply;

    /// Status of a request over the limit.
    fn over_limit(&self) -> StatusCode {
        StatusCode::TOO_MANY_REQUESTS
    }

    /// The bound on requests at the same moment that this one counts against.
    fn lane(&self, _call: &Call) -> Option<Lane> {
        None
    }

    /// The refusal of a request whose lane is full.
    fn crowded(&self, call: &Call) -> Reply {
        self.refuse(self.over_limit(), call)
    }

    /// Requests that this answer costs on top of the one; told after the handler has run.
    fn penalty(&self, _call: &Call, _status: StatusCode) -> u32 {
        0
    }

    /// The public identifier of review `number`, for tests that look for one buyer's text.
    fn review_id(&self, number: u64) -> String {
        number.to_string()
    }

    /// The public identifier of question `number`.
    fn question_id(&self, number: u64) -> String {
        number.to_string()
    }
}

/// A handler: reads the world and the desk, answers in the marketplace's words.
pub type Handler = fn(&Bazaar, &Call) -> Reply;

/// One method and path.
#[derive(Clone)]
pub struct Route {
    /// Method.
    pub method: Method,
    /// Host name, empty where the venue has none.
    pub host: &'static str,
    /// Path template below the host: `/v1/shops`, `/v1/product/shop/{shopId}`.
    pub template: &'static str,
    /// Limit that a request counts against.
    pub limit: &'static Limit,
    /// Whether it changes something; only such answers can be lost by `Fault::LoseAnswer`.
    pub writes: bool,
    /// Who answers.
    pub handler: Handler,
}

impl Route {
    /// A route that only reads.
    #[must_use]
    pub fn read(
        method: Method,
        host: &'static str,
        template: &'static str,
        limit: &'static Limit,
        handler: Handler,
    ) -> Self {
        Self {
            method,
            host,
            template,
            limit,
            writes: false,
            handler,
        }
    }

    /// A route that writes.
    #[must_use]
    pub fn write(
        method: Method,
        host: &'static str,
        template: &'static str,
        limit: &'static Limit,
        handler: Handler,
    ) -> Self {
        Self {
            method,
            host,
            template,
            limit,
            writes: true,
            handler,
        }
    }
}

/// All venues of the sandbox. A new one is a folder and a line here.
#[must_use]
pub fn all() -> Vec<Box<dyn Venue>> {
    vec![
        Box::new(crate::uzum::Uzum),
        Box::new(crate::wildberries::Wildberries),
        Box::new(crate::ozon::Ozon),
        Box::new(crate::yandex::Yandex),
        Box::new(crate::anthropic::Anthropic),
    ]
}
