//! Every connector does all it can against the sandbox; every request it sends and every answer it
//! gets must keep to the official description.

#![cfg(test)]

use std::sync::Arc;

use chrono::TimeDelta;
use contracts::Report;
use domain::{ExternalId, Feed, MarketplaceId, Question, Review, SharedClock, SubjectKind};
use journeys::changes::Hand;
use journeys::hand::{self, approved};
use journeys::time::{Leap, start};
use marketplaces::{
    Answers, Connector, Cursor, ErrorKind, Limits, Registry, Row, Shop, Window, with_row,
};
use sandbox::{DemoAccount, Fault, FaultRule, Options, Sandbox, Times, WorldClock};

fn window() -> Window {
    Window {
        since: start() - TimeDelta::days(20),
        now: start(),
    }
}

/// A world in which somebody wrote a review and a question to this marketplace within the last
/// hours: older ones were answered before the demo.
async fn sandbox(id: &str) -> Sandbox {
    for seed in 1..30 {
        let options = Options {
            seed,
            history_days: 20,
            record: true,
            ..Options::at(start())
        };
        let time = WorldClock::manual(start());
        let sandbox = Sandbox::start_with(options, time).await;
        let sandbox = sandbox.expect("a sandbox");
        let told = sandbox.told();
        let silent = !told.iter().any(|one| one.marketplace == id);
        let fresh = |question: bool| {
            let mut own = told.iter().filter(|one| one.marketplace == id);
            own.any(|one| one.is_question == question && one.at > start() - TimeDelta::hours(20))
        };
        if silent || (fresh(true) && fresh(false)) {
            return sandbox;
        }
    }
    panic!("in no world does anybody write to {id}");
}

/// The account of that sandbox, opened with its clock: time stands still unless somebody waits.
fn open(connector: &dyn Connector, account: &DemoAccount, sandbox: &Sandbox) -> Box<dyn Shop> {
    let clock: SharedClock = Arc::new(Leap(sandbox.clock()));
    hand::open(connector, account, &Limits::default(), &clock)
}

/// The rows of a whole round, all of them good.
async fn round<T: Row>(shop: &dyn Shop, sandbox: &Sandbox) -> Option<Vec<T>> {
    let feed = T::source(shop)?;
    let wait = |span| sandbox.clock().advance(span);
    let page = async |after: Option<Cursor>| {
        hand::patient(&sandbox.clock(), async || {
            feed.page(after.as_ref(), window()).await
        })
        .await
    };
    let walk = hand::walk(None, wait, page).await;
    let walk = walk.unwrap_or_else(|error| panic!("{}: the sandbox answers: {error}", T::FEED));
    assert_eq!(walk.bad, 0, "{}: the sandbox sends only good rows", T::FEED);
    assert!(!walk.rows.is_empty(), "{}: the world has some", T::FEED);
    Some(walk.rows)
}

/// Publishes, reads back, edits and withdraws, as far as the marketplace goes.
async fn answer(
    time: &WorldClock,
    kind: SubjectKind,
    answers: &dyn Answers,
    target: ExternalId,
    listing: Option<ExternalId>,
) {
    let text = "Rahmat! Спасибо за отзыв, мы это ценим.";
    let mut answer = hand::answer(kind, &target, listing.as_ref(), text);
    hand::patient(time, async || answers.publish(&approved(&answer)).await)
        .await
        .expect("published");
    let published = hand::patient(time, async || answers.read(&target, listing.as_ref()).await)
        .await
        .expect("read back");
    let published = published.expect("the answer is there");
    assert_eq!(published.text, answer.text, "what was sent is shown");
    answer.replaces = published.external_id.or(Some(target.clone()));
    answer.text = "Rahmat! Спасибо, исправили ответ.".to_owned();
    supported(hand::patient(time, async || answers.edit(&approved(&answer)).await).await);
    answer.text.clear();
    supported(hand::patient(time, async || answers.withdraw(&approved(&answer)).await).await);
}

/// A marketplace may not offer it; anything else is a fault.
fn supported(outcome: marketplaces::Result<()>) {
    if let Err(error) = outcome {
        assert_eq!(error.kind, ErrorKind::Unsupported, "{error}");
    }
}

/// Being asked too often is refused in the described form, and understood.
async fn limit(id: &str, status: u16) {
    let sandbox = sandbox(id).await;
    let registry = Registry::all();
    let connector = registry.get(&MarketplaceId::from(id)).expect("a connector");
    let account = hand::account(&sandbox, id);
    let shop = open(connector, &account, &sandbox);
    let status = status.try_into().expect("a status");
    sandbox
        .faults()
        .set(FaultRule::new(Fault::Status(status), Times::Always).at(id));
    let feed = shop.orders().expect("orders are offered");
    let error = feed
        .page(None, window())
        .await
        .expect_err("the limit is reached");
    assert_eq!(error.kind, ErrorKind::RateLimited, "{error}");
    let report = Report::of(&hand::tape(&sandbox));
    assert!(report.checked() > 0, "the marketplace was asked");
    assert!(report.failures.is_empty(), "{report}");
    sandbox.stop().await;
}

async fn everything(shop: &dyn Shop, sandbox: &Sandbox) {
    let time = sandbox.clock();
    hand::patient(&time, async || shop.check(window()).await)
        .await
        .expect("a good key");
    // Before all is read: some reports take hours of the world's time, in which orders move on.
    let hand = Hand {
        shop,
        time: time.clone(),
        window: window(),
    };
    hand.everything().await;
    for feed in Feed::ALL {
        with_row!(feed, Of => { round::<Of>(shop, sandbox).await; });
    }
    if let Some(rows) = round::<Review>(shop, sandbox).await {
        let open = rows.into_iter().find(|review| review.answer.is_none());
        let open = open.expect("some review is without an answer");
        let answers = shop.review_answers().expect("they can be answered");
        answer(
            &sandbox.clock(),
            SubjectKind::Review,
            answers,
            open.external_id,
            open.listing,
        )
        .await;
    }
    if let Some(rows) = round::<Question>(shop, sandbox).await {
        let open = rows.into_iter().find(|question| question.answer.is_none());
        let open = open.expect("some question is without an answer");
        let answers = shop.question_answers().expect("they can be answered");
        answer(
            &sandbox.clock(),
            SubjectKind::Question,
            answers,
            open.external_id,
            open.listing,
        )
        .await;
    }
}

/// Operations that the sandbox serves and a connector does without.
const SPARE: &[(&str, &str)] = &[
    ("ozon POST /v1/question/info", "the list tells as much"),
    ("ozon POST /v2/review/info", "the list tells as much"),
    (
        "wildberries GET /api/v2/history/goods/task",
        "asked of uploads with refusals, and the demo's has none",
    ),
    (
        "wildberries POST /api/v2/upload/task/size",
        "goods of the demo have no sizes",
    ),
    (
        "wildberries PATCH /api/marketplace/v3/fbs/supplies/shipping-method",
        "for sellers in Russia; the demo's is in Uzbekistan",
    ),
    (
        "wildberries GET /adv/v0/stop",
        "an ended campaign does not come back",
    ),
    (
        "wildberries POST /adv/v1/budget/deposit",
        "money is put in by a test of its own",
    ),
    (
        "wildberries GET /api/common/v1/rating",
        "for service tokens; the demo's is a personal one",
    ),
    (
        "wildberries POST /content/v2/cards/error/list",
        "asked about cards that do not show what was sent",
    ),
    (
        "wildberries DELETE /api/v3/supplies/{supplyId}",
        "the demo's supply is handed over",
    ),
    (
        "ozon POST /v2/product/pictures/import",
        "pictures are replaced by a test of its own",
    ),
    (
        "ozon POST /v2/product/pictures/info",
        "asked about pictures that were replaced",
    ),
    (
        "ozon POST /v6/fbs/posting/product/exemplar/create-or-get",
        "the demo's goods need no marks; they are given by a test of its own",
    ),
    (
        "ozon POST /v6/fbs/posting/product/exemplar/set",
        "the demo's goods need no marks; they are given by a test of its own",
    ),
    (
        "ozon POST /v5/fbs/posting/product/exemplar/status",
        "the demo's goods need no marks; they are given by a test of its own",
    ),
    (
        "ozon POST /v1/carriage/cancel",
        "given up by a test of its own",
    ),
    (
        "ozon POST /v1/report/info",
        "the first document is the act of a shipment",
    ),
    (
        "ozon POST /v2/actions/products/deactivate",
        "the first promotion is none of promo codes",
    ),
];

/// Marketplaces whose supplies are made of packed parcels and have papers.
const WITH_PAPERS: &[&str] = &["uzum"];

/// Marketplaces whose sandbox makes cards.
const WITH_NEW_CARDS: &[&str] = &["wildberries", "yandex", "ozon"];

/// Marketplaces where some parcels are disputed, and some delivered by their seller.
const WITH_DISPUTES: &[&str] = &["ozon"];

/// Marketplaces where the seller delivers some parcels and others do not.
const WITH_WAYS: &[&str] = &["wildberries"];

async fn story(id: &str) {
    let sandbox = sandbox(id).await;
    let registry = Registry::all();
    let connector = registry.get(&MarketplaceId::from(id)).expect("a connector");
    let account = hand::account(&sandbox, id);
    let shop = open(connector, &account, &sandbox);
    everything(shop.as_ref(), &sandbox).await;
    let hand = Hand {
        shop: shop.as_ref(),
        time: sandbox.clock(),
        window: window(),
    };
    if WITH_PAPERS.contains(&id) {
        hand.with_notes().await;
    }
    if WITH_NEW_CARDS.contains(&id) {
        hand.new_cards().await;
    }
    if WITH_WAYS.contains(&id) {
        hand.unwanted().await;
    }
    if WITH_DISPUTES.contains(&id) {
        hand.delivered_and_disputed().await;
    }
    let report = Report::of(&hand::tape(&sandbox));
    assert!(report.failures.is_empty(), "{report}");
    let spare = |name: &String| SPARE.iter().any(|(spare, _)| spare == name);
    let own = report
        .untouched()
        .into_iter()
        .filter(|name| name.starts_with(id));
    let missed: Vec<_> = own.filter(|name| !spare(name)).collect();
    assert!(
        missed.is_empty(),
        "described for the connector's sake, and never called: {missed:#?}"
    );
    sandbox.stop().await;
}

/// A key that nobody gave out is refused, and the refusal has the described form.
async fn refusal(id: &str) {
    let sandbox = sandbox(id).await;
    let registry = Registry::all();
    let connector = registry.get(&MarketplaceId::from(id)).expect("a connector");
    let elsewhere = Options {
        seed: 999,
        ..Options::at(start())
    };
    let elsewhere = Sandbox::start(elsewhere).await.expect("another world");
    let stranger = DemoAccount {
        base: hand::account(&sandbox, id).base,
        ..hand::account(&elsewhere, id)
    };
    let shop = open(connector, &stranger, &sandbox);
    let error = shop
        .check(window())
        .await
        .expect_err("a key that nobody gave out");
    assert_eq!(error.kind, ErrorKind::Unauthorised, "{error}");
    let report = Report::of(&hand::tape(&sandbox));
    assert!(report.checked() > 0, "the marketplace was asked");
    assert!(report.failures.is_empty(), "{report}");
    sandbox.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn uzum_keeps_to_the_description() {
    story("uzum").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wildberries_keeps_to_the_description() {
    story("wildberries").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn yandex_keeps_to_the_description() {
    story("yandex").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ozon_keeps_to_the_description() {
    story("ozon").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn uzum_refuses_a_strange_key_as_described() {
    refusal("uzum").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wildberries_refuses_a_strange_key_as_described() {
    refusal("wildberries").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn yandex_refuses_a_strange_key_as_described() {
    refusal("yandex").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ozon_refuses_a_strange_key_as_described() {
    refusal("ozon").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn uzum_limits_as_described() {
    limit("uzum", 429).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn wildberries_limits_as_described() {
    limit("wildberries", 429).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn yandex_limits_as_described() {
    limit("yandex", 420).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn ozon_limits_as_described() {
    limit("ozon", 429).await;
}
