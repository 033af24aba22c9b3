//! Every connector does all it can against the sandbox; every request it sends and every answer it
//! gets must keep to the official description.

#![cfg(test)]

use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use contracts::{Exchange, Report};
use domain::approved::Content as _;
use domain::{
    AccountId, Answer, Approved, Decision, ExternalId, FastClock, MarketplaceId, StoredVerdict,
    SubjectKind, VerdictId,
};
use marketplaces::http::{Hosts, Http, HttpSettings, Limits};
use marketplaces::{Answers, Connector, Cursor, ErrorKind, Keys, Page, Registry, Shop, Window};
use sandbox::{DemoAccount, Fault, FaultRule, Options, Sandbox, Times};
use secrets::Sensitive;

/// Requests of one feed in a row: more would be a walk that never ends.
const PAGES: usize = 300;

fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_341_600, 0).expect("a moment")
}

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

fn account(sandbox: &Sandbox, id: &str) -> DemoAccount {
    let mut all = sandbox.accounts().into_iter();
    all.find(|account| account.marketplace == id)
        .expect("a demo account")
}

fn open(connector: &dyn Connector, account: &DemoAccount, keys: &Keys) -> Box<dyn Shop> {
    // Another test of this process may have chosen it already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let settings = HttpSettings {
        client: reqwest::Client::builder().build().expect("a client"),
        limits: Limits::default(),
        clock: Arc::new(FastClock::new(start(), 1000.0)),
    };
    let hosts = Hosts::new(connector.profile(), Some(&account.base)).expect("loopback");
    let http = Http::new(settings, AccountId(7), hosts, connector.profile().limits);
    connector
        .open(keys, http)
        .expect("the keys have the right form")
}

fn keys(account: &DemoAccount) -> Keys {
    let fields = account.fields.iter();
    Keys::new(fields.map(|(name, value)| (name.clone(), Sensitive::from(value.as_str()))))
}

/// The rows of a whole round, and how often a row could not be read.
async fn round<T, F>(mut page: impl FnMut(Option<Cursor>) -> F) -> Vec<T>
where
    F: Future<Output = marketplaces::Result<Page<T>>>,
{
    let (mut rows, mut after) = (Vec::new(), None);
    for _ in 0..PAGES {
        let page = page(after).await.expect("the sandbox answers");
        assert!(
            page.bad.is_empty(),
            "the sandbox sends only good rows: {:#?}",
            page.bad
        );
        rows.extend(page.rows);
        after = Some(page.cursor);
        if !page.more {
            return rows;
        }
    }
    panic!("the walk does not end");
}

#[expect(
    clippy::disallowed_methods,
    reason = "the test stands in for the store"
)]
fn approved(answer: Answer) -> Approved<Answer> {
    let verdict = StoredVerdict::from_row(VerdictId(1), Decision::Send, answer.digest(), start());
    Approved::by_rules(answer, &verdict).expect("the verdict says send")
}

/// Publishes, reads back, edits and withdraws, as far as the marketplace goes.
async fn answer(
    kind: SubjectKind,
    answers: &dyn Answers,
    target: ExternalId,
    listing: Option<ExternalId>,
) {
    let text = "Rahmat! Спасибо за отзыв, мы это ценим.".to_owned();
    let mut answer = Answer {
        account: AccountId(7),
        kind,
        target,
        listing,
        replaces: None,
        text,
    };
    answers
        .publish(&approved(answer.clone()))
        .await
        .expect("published");
    let read = |answer: &Answer| (answer.target.clone(), answer.listing.clone());
    let (target, listing) = read(&answer);
    let published = answers
        .read(&target, listing.as_ref())
        .await
        .expect("read back");
    let published = published.expect("the answer is there");
    assert_eq!(published.text, answer.text, "what was sent is shown");
    answer.replaces = published.external_id.or(Some(target.clone()));
    answer.text = "Rahmat! Спасибо, исправили ответ.".to_owned();
    supported(answers.edit(&approved(answer.clone())).await);
    answer.text.clear();
    supported(answers.withdraw(&approved(answer)).await);
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
    let account = account(&sandbox, id);
    let shop = open(connector, &account, &keys(&account));
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
    let report = Report::of(&tape(&sandbox));
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
        answer(SubjectKind::Review, feed, open.external_id, open.listing).await;
    }
    if let Some(feed) = shop.questions() {
        let rows = round(async |after| feed.page(after.as_ref(), window()).await).await;
        let open = rows.into_iter().find(|question| question.answer.is_none());
        let open = open.expect("some question is without an answer");
        answer(SubjectKind::Question, feed, open.external_id, open.listing).await;
    }
}

/// The tape as this crate reads it.
fn tape(sandbox: &Sandbox) -> Vec<Exchange> {
    let recorded = sandbox.tape().exchanges();
    let read = |exchange| serde_json::from_value(serde_json::to_value(exchange)?);
    recorded
        .into_iter()
        .map(|e| read(e).expect("the tape has what we need"))
        .collect()
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
    let account = account(&sandbox, id);
    everything(open(connector, &account, &keys(&account)).as_ref()).await;
    let report = Report::of(&tape(&sandbox));
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
        base: account(&sandbox, id).base,
        ..account(&elsewhere, id)
    };
    let shop = open(connector, &stranger, &keys(&stranger));
    let error = shop
        .check(window())
        .await
        .expect_err("a key that nobody gave out");
    assert_eq!(error.kind, ErrorKind::Unauthorised, "{error}");
    let report = Report::of(&tape(&sandbox));
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
