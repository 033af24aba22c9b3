//! While there is work, the tightest documented limit of each marketplace is used to the full and
//! never gone over.

use std::sync::Arc;

use chrono::TimeDelta;
use domain::{Feed, SharedClock};
use journeys::hand;
use journeys::time::{Leap, start};
use marketplaces::{Connector, Limits, Registry, Row, Shop, Window, with_row};
use sandbox::limits::Limit;
use sandbox::{Exchange, Options, Sandbox, WorldClock};

/// Pages that are asked for in a row.
const PAGES: usize = 40;

struct Stand {
    sandbox: Sandbox,
    time: WorldClock,
    shop: Box<dyn Shop>,
    id: String,
}

impl Stand {
    async fn of(connector: &dyn Connector) -> Self {
        let time = WorldClock::manual(start());
        let options = Options {
            history_days: 12,
            record: true,
            ..Options::at(start())
        };
        let sandbox = Sandbox::start_with(options, time.clone()).await;
        let sandbox = sandbox.expect("a sandbox");
        let id = connector.profile().id.to_string();
        let clock: SharedClock = Arc::new(Leap(time.clone()));
        let account = hand::account(&sandbox, &id);
        Self {
            shop: hand::open(connector, &account, &Limits::default(), &clock),
            sandbox,
            time,
            id,
        }
    }

    /// Asks for the first page of a feed; false where it is not offered, or only ordered: a report
    /// is prepared one at a time, and how long that takes bounds it before any rate does.
    async fn page(&self, feed: Feed) -> bool {
        with_row!(feed, Of => self.first::<Of>().await)
    }

    async fn first<T: Row>(&self) -> bool {
        let Some(source) = T::source(self.shop.as_ref()) else {
            return false;
        };
        let window = Window {
            since: start() - TimeDelta::days(12),
            now: self.time.now(),
        };
        let page = hand::patient(&self.time, async || source.page(None, window).await).await;
        let page = page.unwrap_or_else(|error| panic!("{} {}: {error}", self.id, T::FEED));
        page.wait.is_none()
    }

    fn tape(&self, from: usize) -> Vec<Exchange> {
        let tape = self.sandbox.tape().exchanges();
        tape.into_iter().skip(from).collect()
    }

    fn limit(&self, one: &Exchange) -> Option<Limit> {
        self.sandbox.limit_of(&self.id, &one.method, &one.template)
    }
}

/// Requests in a second.
fn rate(limit: Limit) -> f64 {
    f64::from(limit.count) / limit.period.as_secs_f64()
}

/// The feed whose first page needs the request with the tightest limit.
async fn tightest(stand: &Stand) -> (Feed, Limit) {
    let mut found: Option<(Feed, Limit)> = None;
    for feed in Feed::ALL {
        let from = stand.tape(0).len();
        if !stand.page(feed).await {
            continue;
        }
        let limits = stand
            .tape(from)
            .into_iter()
            .filter_map(|one| stand.limit(&one));
        for limit in limits {
            if found.is_none_or(|(_, best)| rate(limit) < rate(best)) {
                found = Some((feed, limit));
            }
        }
    }
    found.expect("something is limited")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_tightest_limit_is_used_to_the_full_and_never_gone_over() {
    for connector in Registry::all().iter() {
        // Where no number is published, nobody can say what "to the full" is.
        let mut limits = connector.profile().limits.iter();
        if limits.all(|limit| limit.documented.is_none()) {
            continue;
        }
        let stand = Stand::of(connector).await;
        let (feed, limit) = tightest(&stand).await;
        let (from, began) = (stand.tape(0).len(), stand.time.now());
        for _ in 0..PAGES {
            stand.page(feed).await;
        }
        let spent = (stand.time.now() - began).as_seconds_f64();
        let tape = stand.tape(from);
        let over = tape
            .iter()
            .filter(|one| [420, 429].contains(&one.status))
            .count();
        assert_eq!(
            over, 0,
            "{} {feed}: no request goes over {limit:?}",
            stand.id
        );
        let used = tape
            .iter()
            .filter(|one| stand.limit(one).is_some_and(|own| own.name == limit.name));
        let used = u32::try_from(used.count()).expect("few");
        // What flowed back into the bucket meanwhile; what lay in it at first is on top.
        let offered = spent * rate(limit);
        assert!(
            f64::from(used) >= 0.9 * offered,
            "{} {feed}: {used} requests in {spent} s of {limit:?}",
            stand.id
        );
        stand.sandbox.stop().await;
    }
}
