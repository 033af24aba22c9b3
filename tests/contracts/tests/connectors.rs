//! Every connector does all it can against the sandbox; every request it sends and every answer it
//! gets must keep to the official description.

#![cfg(test)]

use std::sync::Arc;

use chrono::TimeDelta;
use contracts::Report;
use domain::{ExternalId, FastClock, MarketplaceId, SharedClock, SubjectKind};
use journeys::hand::{self, approved};
use journeys::time::start;
use marketplaces::{Answers, Connector, Cursor, ErrorKind, Limits, Page, Registry, Shop, Window};
use sandbox::{DemoAccount, Fault, FaultRule, Options, Sandbox, Times};

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
            // The clients' clock runs as fast, so that neither side waits for a limit.
            limit_scale: Some(2000.0),
            record: true,
            ..Options::at(start())
        };
        let sandbox = Sandbox::start(options).await.expect("a sandbox");
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

/// The account of that sandbox, opened with a clock as fast as its limits.
fn open(connector: &dyn Connector, account: &DemoAccount) -> Box<dyn Shop> {
    let clock: SharedClock = Arc::new(FastClock::new(start(), 1000.0));
    hand::open(connector, account, &Limits::default(), &clock)
}

/// The rows of a whole round, all of them good.
async fn round<T, F>(page: impl FnMut(Option<Cursor>) -> F) -> Vec<T>
where
    F: Future<Output = marketplaces::Result<Page<T>>>,
{
    let walk = hand::walk(None, page).await.expect("the sandbox answers");
    assert_eq!(walk.bad, 0, "the sandbox sends only good rows");
    walk.rows
}

/// Publishes, reads back, edits and withdraws, as far as the marketplace goes.
async fn answer(
    kind: SubjectKind,
    answers: &dyn Answers,
    target: ExternalId,
    listing: Option<ExternalId>,
) {
    let text = "Rahmat! Спасибо за отзыв, мы это ценим.";
    let mut answer = hand::answer(kind, &target, listing.as_ref(), text);
    answers
        .publish(&approved(&answer))
        .await
        .expect("published");
    let published = answers
        .read(&target, listing.as_ref())
        .await
        .expect("read back");
    let published = published.expect("the answer is there");
    assert_eq!(published.text, answer.text, "what was sent is shown");
    answer.replaces = published.external_id.or(Some(target.clone()));
    answer.text = "Rahmat! Спасибо, исправили ответ.".to_owned();
    supported(answers.edit(&approved(&answer)).await);
    answer.text.clear();
    supported(answers.withdraw(&approved(&answer)).await);
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
    let shop = open(connector, &account);
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

async fn everything(shop: &dyn Shop) {
    shop.check(window()).await.expect("a good key");
    if let Some(feed) = shop.catalogue() {
        let rows = round(async |after| feed.page(after.as_ref(), window()).await).await;
        assert!(!rows.is_empty(), "the sandbox has goods");
    }
    if let Some(feed) = shop.stock() {
        let rows = round(async |after| feed.page(after.as_ref(), window()).await).await;
        assert!(!rows.is_empty(), "the goods lie somewhere");
    }
    if let Some(feed) = shop.orders() {
        let rows = round(async |after| feed.page(after.as_ref(), window()).await).await;
        assert!(!rows.is_empty(), "people bought something in 20 days");
    }
    if let Some(feed) = shop.reviews() {
        let rows = round(async |after| feed.page(after.as_ref(), window()).await).await;
        let open = rows.into_iter().find(|review| review.answer.is_none());
        let open = open.expect("some review is without an answer");
        let answers = shop.review_answers().expect("they can be answered");
        answer(SubjectKind::Review, answers, open.external_id, open.listing).await;
    }
    if let Some(feed) = shop.questions() {
        let rows = round(async |after| feed.page(after.as_ref(), window()).await).await;
        let open = rows.into_iter().find(|question| question.answer.is_none());
        let open = open.expect("some question is without an answer");
        let answers = shop.question_answers().expect("they can be answered");
        answer(
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
];

async fn story(id: &str) {
    let sandbox = sandbox(id).await;
    let registry = Registry::all();
    let connector = registry.get(&MarketplaceId::from(id)).expect("a connector");
    let account = hand::account(&sandbox, id);
    everything(open(connector, &account).as_ref()).await;
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
    let shop = open(connector, &stranger);
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
