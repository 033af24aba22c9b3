//! The way of a request, the same for every venue: route, faults, key, limit, handler, tape.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::extract::{ConnectInfo, State};
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use http::{Request, StatusCode};

use crate::bazaar::Bazaar;
use crate::call::{Call, Reply};
use crate::faults::{Fault, Faults};
use crate::lanes::Lanes;
use crate::limits::{Gauge, Limit, Limits};
use crate::spoil;
use crate::tape::Tape;
use crate::venue::{Route, Venue};
use crate::wire::{self, Cord};

/// Bodies above this are refused; Yandex allows 512 KB and nobody here needs more than 10 MB.
const MOST: usize = 10 * 1024 * 1024;

/// What stands in the tape for a path that no route knows.
const NOWHERE: &str = "{unknown}";

/// A limit for answers that a fault makes up.
const MADE_UP: Limit = Limit::new("fault", 1, 1, 1);
/// How long such an answer asks to wait: longer than a client sits out within one call.
const MADE_UP_WAIT: Duration = Duration::from_secs(20);

/// Everything that a request needs.
pub(crate) struct Server {
    pub(crate) bazaar: Bazaar,
    pub(crate) faults: Faults,
    pub(crate) limits: Limits,
    pub(crate) lanes: Lanes,
    pub(crate) tape: Tape,
    pub(crate) stands: Vec<Stand>,
}

/// A venue with its routes.
pub(crate) struct Stand {
    pub(crate) venue: Box<dyn Venue>,
    pub(crate) routes: Vec<Route>,
}

/// What a request turned out to ask for.
struct Asked<'a> {
    stand: &'a Stand,
    host: &'static str,
    path: String,
    route: Option<(&'a Route, HashMap<&'static str, String>)>,
}

/// Answers one request.
pub(crate) async fn answer(
    State(server): State<Arc<Server>>,
    ConnectInfo(cord): ConnectInfo<Cord>,
    request: Request<Body>,
) -> Response {
    let (head, body) = request.into_parts();
    let Ok(body) = axum::body::to_bytes(body, MOST).await else {
        return wire::whole(&Reply::empty(StatusCode::PAYLOAD_TOO_LARGE));
    };
    let Some(asked) = server.asked(&head.method, head.uri.path()) else {
        return wire::whole(&Reply::empty(StatusCode::NOT_FOUND));
    };
    let writes = asked.route.as_ref().is_some_and(|(route, _)| route.writes);
    let template = asked
        .route
        .as_ref()
        .map_or(NOWHERE, |(route, _)| route.template);
    let venue = asked.stand.venue.id();
    let faults = server
        .faults
        .draw((venue, asked.host), head.method.as_str(), template, writes);
    let query = url::form_urlencoded::parse(head.uri.query().unwrap_or("").as_bytes());
    let mut call = Call {
        venue,
        host: asked.host,
        method: head.method,
        template,
        path: asked.path,
        names: asked
            .route
            .as_ref()
            .map(|(_, names)| names.clone())
            .unwrap_or_default(),
        query: query.into_owned().collect(),
        headers: head.headers,
        body,
        now: server.bazaar.clock.now(),
        answer_lost: faults.iter().any(Fault::loses_the_answer),
        shown_from: None,
        scripts: scripts(&faults),
    };
    let turn = asked.stand.venue.lane(&call);
    let turn = turn.map(|lane| server.lanes.enter(lane));
    for fault in &faults {
        if let Fault::Latency(time) = fault {
            tokio::time::sleep(*time).await;
        }
    }
    call.now = server.bazaar.clock.now();
    call.shown_from = shown_from(&faults, call.now);
    let route = asked.route.map(|(route, _)| route);
    if let (Some(span), Some(route)) = (late(&faults), route) {
        let venue = asked.stand.venue.id();
        let (known, gone) = (route.clone(), Reply::empty(StatusCode::SERVICE_UNAVAILABLE));
        server.tape.add(&call, &gone, true);
        tokio::spawn(Arc::clone(&server).commit(venue, known, call, span));
        cord.cut();
        return wire::whole(&gone);
    }
    let crowded = turn.as_ref().is_some_and(|turn| turn.crowded);
    let venue = asked.stand.venue.as_ref();
    let mut reply = server.reply(venue, route, &call, &faults, crowded);
    if faults.contains(&Fault::SpoilRow) {
        spoil::first_row(&mut reply);
    }
    if let Some(status) = fails_after(&faults).filter(|_| reply.status.is_success()) {
        reply = venue.refuse(status, &call);
    }
    let is_faulty = faults.iter().any(|fault| {
        !matches!(
            fault,
            Fault::Latency(_) | Fault::ShowLate(_) | Fault::Script(_)
        )
    });
    server.tape.add(&call, &reply, is_faulty);
    if faults
        .iter()
        .any(|fault| matches!(fault, Fault::Reset | Fault::LoseAnswer))
    {
        cord.cut();
    }
    if faults.contains(&Fault::Truncate) {
        wire::truncated(&reply)
    } else {
        wire::whole(&reply)
    }
}

impl Server {
    fn asked(&self, method: &http::Method, path: &str) -> Option<Asked<'_>> {
        let (first, rest) = split(path);
        let stand = self.stands.iter().find(|stand| stand.venue.id() == first)?;
        let hosts = stand.venue.hosts();
        let (host, path) = if hosts.is_empty() {
            ("", rest)
        } else {
            let (name, rest) = split(rest);
            (*hosts.iter().find(|host| **host == name)?, rest)
        };
        let route = stand
            .routes
            .iter()
            .filter(|route| route.host == host && route.method == *method)
            .find_map(|route| Some((route, fits(route.template, path)?)));
        Some(Asked {
            stand,
            host,
            path: path.to_owned(),
            route,
        })
    }

    fn reply(
        &self,
        venue: &dyn Venue,
        route: Option<&Route>,
        call: &Call,
        faults: &[Fault],
        crowded: bool,
    ) -> Reply {
        for fault in faults {
            match fault {
                Fault::Reset => return Reply::empty(StatusCode::SERVICE_UNAVAILABLE),
                Fault::Status(status) => return self.made_up(venue, *status, call),
                Fault::Garble => return spoil::garbled(),
                Fault::Latency(_)
                | Fault::Truncate
                | Fault::LoseAnswer
                | Fault::FailAfter(_)
                | Fault::CommitLate(_)
                | Fault::ShowLate(_)
                | Fault::SpoilRow
                | Fault::Script(_) => {}
            }
        }
        let account = match venue.admit(&self.bazaar, call) {
            Ok(account) => account,
            Err(refusal) => return refusal,
        };
        let Some(route) = route else {
            return venue.refuse(StatusCode::NOT_FOUND, call);
        };
        if crowded {
            return venue.crowded(call);
        }
        let elapsed = self.bazaar.clock.elapsed();
        let gauge = self.limits.take(venue.id(), &account, route.limit, elapsed);
        if gauge.over {
            let refusal = venue.refuse(venue.over_limit(), call);
            return venue.gauge(&self.bazaar, refusal, &gauge);
        }
        let reply = (route.handler)(&self.bazaar, call);
        let gauge = self
            .punished(venue, route, call, &account, &reply)
            .unwrap_or(gauge);
        venue.gauge(&self.bazaar, reply, &gauge)
    }

    /// Applies a write whose client has given up.
    async fn commit(
        self: Arc<Self>,
        venue: &'static str,
        route: Route,
        mut call: Call,
        span: Duration,
    ) {
        let speed = self.bazaar.clock.speed().max(f64::MIN_POSITIVE);
        tokio::time::sleep(span.div_f64(speed)).await;
        call.now = self.bazaar.clock.now();
        let stand = self.stands.iter().find(|stand| stand.venue.id() == venue);
        if let Some(stand) = stand {
            self.reply(stand.venue.as_ref(), Some(&route), &call, &[], false);
        }
    }

    /// Takes what the answer costs on top of the request.
    fn punished(
        &self,
        venue: &dyn Venue,
        route: &Route,
        call: &Call,
        account: &str,
        reply: &Reply,
    ) -> Option<Gauge> {
        let more = venue.penalty(call, reply.status);
        let elapsed = self.bazaar.clock.elapsed();
        (more > 0).then(|| {
            self.limits
                .punish(venue.id(), account, route.limit, elapsed, more)
        })
    }

    /// A refusal that a fault asked for; one that speaks of limits has their headers too.
    fn made_up(&self, venue: &dyn Venue, status: StatusCode, call: &Call) -> Reply {
        let reply = venue.refuse(status, call);
        if status != venue.over_limit() {
            return reply;
        }
        let gauge = Gauge {
            limit: &MADE_UP,
            left: 0,
            over: true,
            wait: MADE_UP_WAIT,
            full: MADE_UP_WAIT,
            spent: 0,
        };
        venue.gauge(&self.bazaar, reply, &gauge)
    }
}

fn fails_after(faults: &[Fault]) -> Option<StatusCode> {
    faults.iter().find_map(|fault| match fault {
        Fault::FailAfter(status) => Some(*status),
        _ => None,
    })
}

fn late(faults: &[Fault]) -> Option<Duration> {
    faults.iter().find_map(|fault| match fault {
        Fault::CommitLate(span) => Some(*span),
        _ => None,
    })
}

fn shown_from(faults: &[Fault], now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    faults.iter().find_map(|fault| match fault {
        Fault::ShowLate(span) => Some(now + TimeDelta::from_std(*span).ok()?),
        _ => None,
    })
}

fn scripts(faults: &[Fault]) -> Vec<String> {
    let script = |fault: &Fault| match fault {
        Fault::Script(part) => Some(part.clone()),
        _ => None,
    };
    faults.iter().filter_map(script).collect()
}

/// The first segment of `path` and what follows it, with its slash.
fn split(path: &str) -> (&str, &str) {
    let path = path.strip_prefix('/').unwrap_or(path);
    path.find('/')
        .and_then(|at| path.split_at_checked(at))
        .unwrap_or((path, ""))
}

/// The values of the template's names when `path` fits it.
fn fits(template: &'static str, path: &str) -> Option<HashMap<&'static str, String>> {
    let mut names = HashMap::new();
    let mut segments = path.split('/');
    for part in template.split('/') {
        let segment = segments.next()?;
        match part
            .strip_prefix('{')
            .and_then(|part| part.strip_suffix('}'))
        {
            Some(name) if !segment.is_empty() => {
                names.insert(name, segment.to_owned());
            }
            _ if part == segment => {}
            _ => return None,
        }
    }
    segments.next().is_none().then_some(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_template_fits_its_paths_and_no_others() {
        let names = fits("/v1/shop/{shop}/item", "/v1/shop/12/item").expect("it fits");
        assert_eq!(
            names.get("shop").map(String::as_str),
            Some("12"),
            "the name has its value"
        );
        for path in [
            "/v1/shop//item",
            "/v1/shop/12",
            "/v1/shop/12/item/3",
            "/v1/other/12/item",
        ] {
            assert!(
                fits("/v1/shop/{shop}/item", path).is_none(),
                "{path} does not fit"
            );
        }
    }

    #[test]
    fn paths_split_at_their_first_segment() {
        assert_eq!(
            split("/uzum/seller/v1"),
            ("uzum", "/seller/v1"),
            "the slash stays"
        );
        assert_eq!(split("/uzum"), ("uzum", ""), "nothing follows");
    }
}
