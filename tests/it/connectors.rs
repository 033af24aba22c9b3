//! One suite of behaviour for every connector of the registry, against the sandbox. What a
//! marketplace does not offer is skipped because the connector says so, never because of its name.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use domain::{Capability, Cell, ExternalId, Feed, Passport, SharedClock, SubjectKind};
use http::StatusCode;
use journeys::hand::{self, Walk};
use journeys::time::{Leap, start};
use marketplaces::{
    Answers, Connector, Cursor, ErrorKind, Limits, MarketplaceError, Registry, Row, Shop, Window,
    offered, with_row,
};
use sandbox::{Act, Fault, FaultRule, Options, Sandbox, Times, WorldClock};

/// A first round reads so far back; the world is a little younger.
const BACK: TimeDelta = TimeDelta::days(12);

/// A marketplace of the sandbox whose time stands still unless somebody waits.
struct Venue {
    sandbox: Sandbox,
    time: WorldClock,
    clock: SharedClock,
    limits: Limits,
    registry: &'static Registry,
    at: usize,
}

impl Venue {
    async fn open(at: usize) -> Self {
        let time = WorldClock::manual(start());
        let options = Options {
            seed: 3,
            history_days: 12,
            record: true,
            ..Options::at(start())
        };
        let sandbox = Sandbox::start_with(options, time.clone()).await;
        Self {
            sandbox: sandbox.expect("a sandbox"),
            clock: Arc::new(Leap(time.clone())),
            time,
            limits: Limits::default(),
            registry: Registry::all(),
            at,
        }
    }

    fn connector(&self) -> &dyn Connector {
        self.registry
            .iter()
            .nth(self.at)
            .expect("one of the registry")
    }

    fn id(&self) -> &str {
        self.connector().profile().id.as_str()
    }

    fn shop(&self) -> Box<dyn Shop> {
        let account = hand::account(&self.sandbox, self.id());
        hand::open(self.connector(), &account, &self.limits, &self.clock)
    }

    fn window(&self) -> Window {
        Window {
            since: start() - BACK,
            now: self.time.now(),
        }
    }

    fn later(&self, span: TimeDelta) {
        self.time.advance(span.to_std().expect("forward"));
    }

    /// Does what the engine does about a limit: comes back when told. A marketplace that has to
    /// refuse all the same is none that we understand.
    async fn patient<T>(
        &self,
        ask: impl AsyncFnMut() -> Result<T, MarketplaceError>,
    ) -> Result<T, MarketplaceError> {
        hand::patient(&self.time, ask).await
    }

    fn fault(&self, fault: Fault, times: Times, path: &str) {
        let rule = FaultRule::new(fault, times).at(self.id()).on(path);
        self.sandbox.faults().set(rule);
    }

    /// Path templates that were asked since the tape was `from` exchanges long.
    fn asked(&self, from: usize) -> BTreeSet<String> {
        let tape = self.sandbox.tape().exchanges();
        tape.into_iter()
            .skip(from)
            .map(|one| one.template)
            .collect()
    }

    fn length(&self) -> usize {
        self.sandbox.tape().exchanges().len()
    }
}

/// Runs a behaviour for every connector.
async fn each(behaviour: impl AsyncFn(&Venue)) {
    for at in 0..Registry::all().iter().count() {
        let venue = Venue::open(at).await;
        behaviour(&venue).await;
        venue.sandbox.stop().await;
    }
}

/// A row of any feed, by what names it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Named(String);

type Read = Result<Walk<Named>, MarketplaceError>;

fn names<T: Row>(walk: Walk<T>) -> Walk<Named> {
    Walk {
        rows: walk.rows.iter().map(|row| Named(row.key())).collect(),
        bad: walk.bad,
        pages: walk.pages,
        cursor: walk.cursor,
    }
}

/// A round of any feed with a shop per page, as if the program were stopped after each.
/// `None` where the marketplace has no such feed.
async fn round(venue: &Venue, feed: Feed, after: Option<Cursor>, stops: bool) -> Option<Read> {
    with_row!(feed, Of => walked::<Of>(venue, after, stops).await)
}

async fn walked<T: Row>(venue: &Venue, after: Option<Cursor>, stops: bool) -> Option<Read> {
    let one = venue.shop();
    T::source(one.as_ref())?;
    let page = async |after: Option<Cursor>| {
        let fresh = stops.then(|| venue.shop());
        let shop = fresh.as_ref().unwrap_or(&one);
        let feed = T::source(shop.as_ref()).expect("it was just there");
        venue
            .patient(async || feed.page(after.as_ref(), venue.window()).await)
            .await
    };
    let wait = |span| venue.time.advance(span);
    Some(hand::walk(after, wait, page).await.map(names))
}

fn set(walk: &Walk<Named>) -> BTreeSet<Named> {
    walk.rows.iter().cloned().collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_check_gives_a_passport_with_a_cell_for_everything() {
    each(async |venue| {
        let passport: Passport = venue
            .patient(async || venue.shop().check(venue.window()).await)
            .await
            .expect("a good key");
        for capability in venue.connector().profile().capabilities {
            let (id, capability) = (venue.id(), capability.capability);
            let cell = passport
                .cells
                .iter()
                .find(|row| row.capability == capability);
            let cell = cell.unwrap_or_else(|| panic!("{id}: nothing is said about {capability}"));
            let (read, write) = venue.connector().profile().offers(capability);
            let fits = |offered: bool, cell: &Cell| match offered {
                true => *cell == Cell::Works,
                false => *cell == Cell::NotOffered,
            };
            assert!(
                fits(read, &cell.read),
                "{id} {capability}: the demo's key can read it: {cell:?}"
            );
            assert!(
                fits(write, &cell.write),
                "{id} {capability}: and write it: {cell:?}"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_the_profile_offers_is_what_the_shop_has() {
    each(async |venue| {
        let shop = venue.shop();
        let read = |capability| {
            let mut feeds = Feed::ALL.into_iter();
            feeds.any(|feed| feed.capability() == capability && offered(shop.as_ref(), feed))
        };
        for line in venue.connector().profile().capabilities {
            let (id, capability) = (venue.id(), line.capability);
            assert_eq!(
                (read(capability), writes(shop.as_ref(), capability)),
                (line.read, line.write),
                "{id} {capability}: absence is the answer"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_papers_of_the_profile_are_those_of_the_shop() {
    each(async |venue| {
        let (id, shop) = (venue.id(), venue.shop());
        let handling = venue.connector().profile().handling;
        let files = shop.files();
        let labels = files.is_some_and(|files| files.has_labels());
        assert_eq!(handling.labels > 0, labels, "{id}: labels");
        let papers = files.map_or(&[][..], |files| files.supply_papers());
        assert_eq!(handling.papers, papers, "{id}: papers of a supply");
        let documents = shop.documents().is_some();
        assert_eq!(handling.documents, documents, "{id}: documents");
    })
    .await;
}

/// Whether a shop changes anything of a capability.
fn writes(shop: &dyn Shop, capability: Capability) -> bool {
    match capability {
        Capability::Cards => shop.card_changes().is_some(),
        Capability::Prices => shop.price_changes().is_some() || shop.promotion_steps().is_some(),
        Capability::Stock => shop.stock_changes().is_some(),
        Capability::Orders => shop.parcel_steps().is_some() || shop.supply_steps().is_some(),
        Capability::Returns => shop.return_decisions().is_some(),
        Capability::Reviews => shop.review_answers().is_some(),
        Capability::Questions => shop.question_answers().is_some(),
        Capability::Chats => shop.chat_replies().is_some(),
        Capability::Ads => shop.campaign_steps().is_some(),
        Capability::Catalogue
        | Capability::Finance
        | Capability::Analytics
        | Capability::Tariffs => false,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rounds_lose_nothing_and_repeat_nothing() {
    each(async |venue| {
        for feed in Feed::ALL {
            let Some(first) = round(venue, feed, None, false).await else {
                continue;
            };
            let (id, first) = (venue.id().to_owned(), first.expect("a first round"));
            let known = set(&first);
            assert!(!known.is_empty(), "{id} {feed}: the world has some");
            assert_eq!(
                first.bad, 0,
                "{id} {feed}: the sandbox sends good rows only"
            );
            if let Some(kind) = kind(feed) {
                let lost: Vec<_> = told(venue, kind, start() - BACK)
                    .into_iter()
                    .filter(|name| !known.contains(name))
                    .collect();
                assert!(
                    lost.is_empty(),
                    "{id} {feed}: the first round missed {lost:?}"
                );
            }
            let again = round(venue, feed, first.cursor.clone(), false).await;
            let again = again
                .expect("the feed is still there")
                .expect("a second round");
            let new: Vec<_> = set(&again).difference(&known).cloned().collect();
            assert!(
                new.is_empty(),
                "{id} {feed}: nothing happened in between: {new:?}"
            );
            venue.later(TimeDelta::hours(5));
            let third = round(venue, feed, again.cursor, false).await;
            let third = set(&third
                .expect("the feed is still there")
                .expect("a third round"));
            if let Some(kind) = kind(feed) {
                let lost: Vec<_> = told(venue, kind, start())
                    .into_iter()
                    .filter(|name| !known.contains(name) && !third.contains(name))
                    .collect();
                assert!(
                    lost.is_empty(),
                    "{id} {feed}: what came in five hours was missed: {lost:?}"
                );
                let more = third.iter().any(|name| !known.contains(name));
                assert!(
                    more,
                    "{id} {feed}: buyers wrote meanwhile, else this proves nothing"
                );
            }
        }
    })
    .await;
}

fn kind(feed: Feed) -> Option<bool> {
    match feed {
        Feed::Reviews => Some(false),
        Feed::Questions => Some(true),
        _ => None,
    }
}

/// Texts that buyers wrote since then, by the marketplace's own names for them.
fn told(venue: &Venue, question: bool, since: DateTime<Utc>) -> Vec<Named> {
    let all = venue.sandbox.told().into_iter();
    all.filter(|one| one.marketplace == venue.id() && one.is_question == question)
        .filter(|one| one.at > since && one.at < venue.time.now())
        .map(|one| Named(one.id))
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_round_that_was_stopped_goes_on_where_it_stood() {
    each(async |venue| {
        for feed in Feed::ALL {
            let Some(whole) = round(venue, feed, None, false).await else {
                continue;
            };
            let (id, whole) = (venue.id().to_owned(), whole.expect("a round"));
            let stopped = round(venue, feed, None, true).await.expect("the same feed");
            let stopped = stopped.expect("a round with a new process for each page");
            assert_eq!(
                set(&stopped),
                set(&whole),
                "{id} {feed}: the cursor is all that is needed"
            );
            assert_eq!(
                stopped.rows.len(),
                whole.rows.len(),
                "{id} {feed}: and no page came twice"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_bad_row_loses_nothing_but_itself() {
    each(async |venue| {
        for feed in Feed::ALL {
            let from = venue.length();
            let Some(clean) = round(venue, feed, None, false).await else {
                continue;
            };
            let (id, clean) = (venue.id().to_owned(), set(&clean.expect("a round")));
            let mut kept = Vec::new();
            for path in venue.asked(from) {
                venue.fault(Fault::SpoilRow, Times::Next(1), &path);
                let read = round(venue, feed, None, false)
                    .await
                    .expect("the same feed");
                venue.sandbox.faults().clear();
                match read {
                    Ok(read) => {
                        // Reports take hours of the world's time: a day may have come, none may go.
                        let whole = set(&read).is_superset(&clean);
                        assert!(
                            whole || read.bad > 0,
                            "{id} {feed} {path}: rows went without a word"
                        );
                        kept.extend((read.bad > 0).then_some(path));
                    }
                    // A list that others hang on: better no round than one with a hole in it.
                    Err(error) => {
                        assert_eq!(
                            error.kind,
                            ErrorKind::Unreadable,
                            "{id} {feed} {path}: {error}"
                        );
                    }
                }
            }
            // Balances are told as objects, one for each account: no list has a row to spoil.
            assert!(
                !kept.is_empty() || feed == Feed::Balances || clean.len() == 1,
                "{id} {feed}: a spoilt row is kept aside and costs no other"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_limit_is_obeyed_before_anything_else_is_sent() {
    each(async |venue| {
        let over = match venue.id() {
            "yandex" => 420,
            _ => 429,
        };
        let shop = venue.shop();
        let orders = shop.orders().expect("orders are offered everywhere");
        let from = venue.length();
        venue
            .patient(async || orders.page(None, venue.window()).await)
            .await
            .expect("a page");
        let id = venue.id();
        let path = venue
            .asked(from)
            .into_iter()
            .find(|path| path.contains("order") || path.contains("posting"));
        let path = path.expect("orders were asked for");
        let status = StatusCode::from_u16(over).expect("a status");
        venue.fault(Fault::Status(status), Times::Next(1), &path);
        let error = venue
            .patient(async || orders.page(None, venue.window()).await)
            .await;
        let error = error.expect_err("the limit is reached");
        assert_eq!(error.kind, ErrorKind::RateLimited, "{id}: {error}");
        let wait = error
            .retry_after
            .unwrap_or_else(|| panic!("{id}: it says for how long"));
        assert!(
            wait >= Duration::from_secs(1),
            "{id}: and means it: {wait:?}"
        );
        let refused = venue.sandbox.tape().exchanges();
        let refused = refused
            .iter()
            .rfind(|one| one.status == over)
            .expect("it is on tape")
            .at;
        let again = venue
            .patient(async || orders.page(None, venue.window()).await)
            .await;
        again.expect("the wait is over");
        let tape = venue.sandbox.tape().exchanges();
        let next = tape
            .iter()
            .find(|one| one.at > refused && one.template == path);
        let next = next.expect("it was asked again").at;
        let wait = TimeDelta::from_std(wait).expect("a short wait");
        assert!(
            next - refused >= wait,
            "{id}: asked again after {}, told to wait {wait}",
            next - refused
        );
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_key_that_nobody_gave_out_is_unauthorised() {
    each(async |venue| {
        let strange = Options {
            seed: 999,
            ..Options::at(start())
        };
        let strange = Sandbox::start(strange).await.expect("another world");
        let mut account = hand::account(&strange, venue.id());
        account.base = hand::account(&venue.sandbox, venue.id()).base;
        let shop = hand::open(venue.connector(), &account, &venue.limits, &venue.clock);
        let error = shop.check(venue.window()).await.expect_err("a strange key");
        assert_eq!(
            error.kind,
            ErrorKind::Unauthorised,
            "{}: {error}",
            venue.id()
        );
        assert!(!error.temporary, "{}: waiting does not help", venue.id());
        let secrets: Vec<_> = account
            .fields
            .values()
            .filter(|value| value.len() > 12)
            .collect();
        let said = format!("{error} {error:?}");
        let leaked = secrets.iter().any(|secret| said.contains(secret.as_str()));
        assert!(!leaked, "{}: the key is not in the error", venue.id());
        strange.stop().await;
    })
    .await;
}

type Text = (SubjectKind, ExternalId, Option<ExternalId>);

/// Two open texts of each kind that the marketplace takes answers to.
async fn open_pairs(venue: &Venue) -> Vec<[Text; 2]> {
    let open = open_texts(venue).await;
    let shop = venue.shop();
    let offered = [
        (SubjectKind::Review, shop.reviews().is_some()),
        (SubjectKind::Question, shop.questions().is_some()),
    ];
    let pair = |kind| {
        let mut own = open.iter().filter(|(of, ..)| *of == kind).cloned();
        let text = |own: &mut dyn Iterator<Item = Text>| {
            own.next()
                .unwrap_or_else(|| panic!("{} {kind:?}: two open ones", venue.id()))
        };
        [text(&mut own), text(&mut own)]
    };
    let kinds = offered.into_iter().filter(|(_, offered)| *offered);
    kinds.map(|(kind, _)| pair(kind)).collect()
}

async fn open_texts(venue: &Venue) -> Vec<Text> {
    venue.later(TimeDelta::hours(1));
    let shop = venue.shop();
    let mut open = Vec::new();
    if let Some(feed) = shop.reviews() {
        let page = async |after: Option<Cursor>| {
            venue
                .patient(async || feed.page(after.as_ref(), venue.window()).await)
                .await
        };
        let rows = hand::walk(None, |span| venue.time.advance(span), page)
            .await
            .expect("reviews")
            .rows;
        let free = rows.into_iter().filter(|row| row.answer.is_none());
        open.extend(free.map(|row| (SubjectKind::Review, row.external_id, row.listing)));
    }
    if let Some(feed) = shop.questions() {
        let page = async |after: Option<Cursor>| {
            venue
                .patient(async || feed.page(after.as_ref(), venue.window()).await)
                .await
        };
        let rows = hand::walk(None, |span| venue.time.advance(span), page)
            .await
            .expect("questions")
            .rows;
        let free = rows.into_iter().filter(|row| row.answer.is_none());
        open.extend(free.map(|row| (SubjectKind::Question, row.external_id, row.listing)));
    }
    open
}

fn answers(shop: &dyn Shop, kind: SubjectKind) -> &dyn Answers {
    match kind {
        SubjectKind::Review => shop.review_answers().expect("reviews are offered"),
        SubjectKind::Question => shop.question_answers().expect("questions are offered"),
    }
}

fn written(venue: &Venue, act: Act) -> usize {
    let writes = venue.sandbox.ledger().writes();
    let applied = writes.iter().filter(|write| write.outcome.is_applied());
    applied.filter(|write| write.act == act).count()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_answer_is_shown_and_changed_as_the_rules_promise() {
    each(async |venue| {
        for [(kind, target, listing), _] in open_pairs(venue).await {
            let (id, shop) = (venue.id(), venue.shop());
            let answers = answers(shop.as_ref(), kind);
            let pack = &venue.connector().profile().rules;
            let rules = match kind {
                SubjectKind::Review => pack.review_answer.clone(),
                SubjectKind::Question => pack.question_answer.clone(),
            };
            let rules = rules.unwrap_or_else(|| panic!("{id} {kind:?}: rules for what is offered"));
            let read = async || {
                venue
                    .patient(async || answers.read(&target, listing.as_ref()).await)
                    .await
            };
            assert_eq!(
                read().await.expect("it can be read"),
                None,
                "{id} {kind:?}: no answer yet"
            );

            let mut answer =
                hand::answer(kind, &target, listing.as_ref(), "Rahmat! Спасибо за отзыв.");
            venue
                .patient(async || answers.publish(&hand::approved(&answer)).await)
                .await
                .expect("published");
            let shown = read().await.expect("read back").expect("it is there");
            assert_eq!(
                shown.text, answer.text,
                "{id} {kind:?}: what was sent is what is shown"
            );

            answer.replaces = shown.external_id.clone().or(Some(target.clone()));
            answer.text = "Rahmat! Спасибо, исправили.".to_owned();
            let edited = venue
                .patient(async || answers.edit(&hand::approved(&answer)).await)
                .await;
            assert_eq!(
                edited.is_ok(),
                rules.can_edit,
                "{id} {kind:?}: can_edit is kept: {edited:?}"
            );
            match edited {
                Ok(()) => {
                    let shown = read().await.expect("read back").expect("it is there");
                    assert_eq!(
                        shown.text, answer.text,
                        "{id} {kind:?}: the new text is shown"
                    );
                }
                Err(error) => {
                    assert_eq!(error.kind, ErrorKind::Unsupported, "{id} {kind:?}: {error}");
                }
            }

            answer.text.clear();
            let withdrawn = venue
                .patient(async || answers.withdraw(&hand::approved(&answer)).await)
                .await;
            assert_eq!(
                withdrawn.is_ok(),
                rules.can_delete,
                "{id} {kind:?}: can_delete is kept: {withdrawn:?}"
            );
            match withdrawn {
                Ok(()) => assert_eq!(
                    read().await.expect("read back"),
                    None,
                    "{id} {kind:?}: gone"
                ),
                Err(error) => {
                    assert_eq!(error.kind, ErrorKind::Unsupported, "{id} {kind:?}: {error}");
                }
            }
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_lost_answer_is_an_unknown_outcome_and_reading_tells() {
    each(async |venue| {
        for [(kind, target, listing), _] in open_pairs(venue).await {
            let (id, shop) = (venue.id(), venue.shop());
            let answers = answers(shop.as_ref(), kind);
            let answer = hand::answer(kind, &target, listing.as_ref(), "Rahmat! Спасибо за отзыв.");
            let before = written(venue, Act::Answer);
            let rule = FaultRule::new(Fault::LoseAnswer, Times::Next(1)).at(id);
            venue.sandbox.faults().set(rule);
            let error = venue
                .patient(async || answers.publish(&hand::approved(&answer)).await)
                .await
                .expect_err("no answer came");
            assert!(
                error.may_have_happened,
                "{id} {kind:?}: nobody may call this a failure: {error:?}"
            );
            assert_eq!(
                written(venue, Act::Answer),
                before + 1,
                "{id} {kind:?}: sent once, not again"
            );
            let shown = venue
                .patient(async || answers.read(&target, listing.as_ref()).await)
                .await
                .expect("readable");
            let shown = shown.map(|answer| answer.text);
            assert_eq!(
                shown.as_deref(),
                Some(answer.text.as_str()),
                "{id} {kind:?}: it did happen"
            );
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_write_that_was_refused_before_it_left_did_not_happen() {
    each(async |venue| {
        for [first, (_, target, listing)] in open_pairs(venue).await {
            let kind = first.0;
            let (id, shop) = (venue.id(), venue.shop());
            let answers = answers(shop.as_ref(), kind);
            let answer = hand::answer(
                kind,
                &first.1,
                first.2.as_ref(),
                "Rahmat! Спасибо за отзыв.",
            );
            venue
                .patient(async || answers.publish(&hand::approved(&answer)).await)
                .await
                .expect("published");
            let operation = venue
                .sandbox
                .ledger()
                .writes()
                .pop()
                .expect("a write")
                .operation;
            let (method, path) = operation.split_once(' ').expect("a method and a path");
            let answer = hand::answer(kind, &target, listing.as_ref(), &answer.text);
            let before = written(venue, Act::Answer);
            for status in [400, 401, 403] {
                let status = StatusCode::from_u16(status).expect("a status");
                let rule = FaultRule::new(Fault::Status(status), Times::Next(1)).at(id);
                venue.sandbox.faults().set(rule.by(method).on(path));
                let error = venue
                    .patient(async || answers.publish(&hand::approved(&answer)).await)
                    .await
                    .expect_err("refused");
                assert!(
                    !error.may_have_happened,
                    "{id} {kind:?} {status}: a refusal is an answer"
                );
            }
            assert_eq!(
                written(venue, Act::Answer),
                before,
                "{id} {kind:?}: no write came of it"
            );
        }
    })
    .await;
}
