//! stub
use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::limits::Gauge;
use crate::venue::{Route, Venue};
use http::StatusCode;
use std::collections::BTreeMap;
pub(crate) struct Anthropic;
impl Venue for Anthropic {
    fn id(&self) -> &'static str {
        "anthropic"
    }
    fn hosts(&self) -> &'static [&'static str] {
        &[]
    }
    fn account(&self, _: &Bazaar) -> (String, BTreeMap<String, String>) {
        (String::new(), BTreeMap::new())
    }
    fn routes(&self) -> Vec<Route> {
        Vec::new()
    }
    fn admit(&self, _: &Bazaar, _: &Call) -> Result<String, Reply> {
        Ok(String::new())
    }
    fn refuse(&self, status: StatusCode, _: &Call) -> Reply {
        Reply::empty(status)
    }
    fn gauge(&self, _: &Bazaar, reply: Reply, _: &Gauge) -> Reply {
        reply
    }
}
