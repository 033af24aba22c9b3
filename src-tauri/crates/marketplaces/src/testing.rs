//! What the tests of all connectors share: a shop on a stand-in server, an answer that was
//! approved, and JSON of any shape.

use std::collections::BTreeMap;

use async_trait::async_trait;
use bytes::Bytes;
use chrono::{DateTime, Utc};
use domain::approved::Content;
use domain::{
    AccountId, Answer, Approved, Decision, FastClock, PictureFile, StoredVerdict, SubjectKind,
    VerdictId,
};
use proptest::prelude::*;
use secrets::Sensitive;
use serde_json::Value;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpListener;
use url::Url;
use wiremock::MockServer;

use crate::contract::{Connector, Pictures, Shop};
use crate::http::{Hosts, Http, HttpSettings, Limits};
use crate::keys::Keys;
use crate::page::Window;

/// The account of every test.
pub(crate) const ACCOUNT: AccountId = AccountId(7);

/// How fast the clock of most tests runs.
const FAST: f64 = 1000.0;

/// The moment at which tests begin: 2026-11-22 10:00 UTC.
pub(crate) fn start() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_341_600, 0).expect("a moment")
}

/// From 90 days ago until the beginning of the test.
pub(crate) fn window() -> Window {
    Window {
        since: start() - chrono::TimeDelta::days(90),
        now: start(),
    }
}

/// Fields of a credential form.
pub(crate) fn keys(fields: &[(&str, &str)]) -> Keys {
    Keys::new(
        fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Sensitive::from(*value))),
    )
}

/// A shop whose hosts are `server/NAME`. Its clock runs a thousandfold, so that waiting for a
/// limit costs no time.
pub(crate) fn shop(connector: &dyn Connector, server: &MockServer, keys: &Keys) -> Box<dyn Shop> {
    let (http, _) = way(connector, server);
    connector.open(keys, http).expect("the keys are good")
}

/// The same on a clock of real time, for what must still be waited for a moment later.
pub(crate) fn patient_shop(
    connector: &dyn Connector,
    server: &MockServer,
    keys: &Keys,
) -> Box<dyn Shop> {
    let (http, _) = way_to(connector, &server.uri(), 1.0);
    connector.open(keys, http).expect("the keys are good")
}

/// The same with the hosts at `base/NAME`.
pub(crate) fn shop_at(connector: &dyn Connector, base: &str, keys: &Keys) -> Box<dyn Shop> {
    let (http, _) = way_to(connector, base, FAST);
    connector.open(keys, http).expect("the keys are good")
}

/// The way to a stand-in server, and its limits.
pub(crate) fn way(connector: &dyn Connector, server: &MockServer) -> (Http, Limits) {
    way_to(connector, &server.uri(), FAST)
}

fn way_to(connector: &dyn Connector, base: &str, speed: f64) -> (Http, Limits) {
    // Ring may have been chosen by another test of this process already.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let base: Url = base.parse().expect("an address");
    let hosts = Hosts::new(connector.profile(), Some(&base)).expect("a loopback address");
    let limits = Limits::default();
    let settings = HttpSettings {
        // A proxy that nobody answers at: a test that passes went past it.
        client: proxied(),
        local: reqwest::Client::builder()
            .no_proxy()
            .build()
            .expect("a client"),
        limits: limits.clone(),
        clock: std::sync::Arc::new(FastClock::new(start(), speed)),
        pictures: std::sync::Arc::new(Painted),
    };
    let http = Http::new(settings, ACCOUNT, hosts, connector.profile().limits);
    (http, limits)
}

fn proxied() -> reqwest::Client {
    let proxy = reqwest::Proxy::all("http://127.0.0.1:9").expect("an address");
    let client = reqwest::Client::builder().proxy(proxy).build();
    client.expect("a client")
}

/// Pictures that hold their own names.
struct Painted;

#[async_trait]
impl Pictures for Painted {
    async fn picture(&self, file: &PictureFile) -> crate::Result<Bytes> {
        Ok(Bytes::from(file.name()))
    }
}

/// Content that the rules let through.
#[expect(
    clippy::disallowed_methods,
    reason = "the test stands in for the store"
)]
pub(crate) fn approved<C: Content>(content: C) -> Approved<C> {
    let verdict = StoredVerdict::from_row(VerdictId(1), Decision::Send, content.digest(), start());
    Approved::by_rules(content, &verdict).expect("the verdict says send")
}

/// An answer to `target`.
pub(crate) fn answer(kind: SubjectKind, target: &str, text: &str) -> Answer {
    Answer {
        account: ACCOUNT,
        kind,
        target: target.into(),
        listing: None,
        replaces: None,
        text: text.to_owned(),
    }
}

/// JSON of any shape whose objects use the field names `words`, so that converters are reached.
pub(crate) fn any_json(words: &'static [&'static str]) -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        (-5_i64..10).prop_map(Value::from),
        ".{0,12}".prop_map(Value::from),
        "[0-9]{1,20}".prop_map(Value::from),
        Just(Value::from("2026-11-22T10:00:00Z")),
    ];
    leaf.prop_recursive(4, 48, 8, move |inner| {
        let list = prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from);
        let name = prop::sample::select(words).prop_map(str::to_owned);
        let object = prop::collection::btree_map(name, inner, 0..8).prop_map(
            |fields: BTreeMap<String, Value>| Value::Object(fields.into_iter().collect()),
        );
        prop_oneof![list, object]
    })
}

/// A server that gives the answers of `script` in turn and afterwards hangs up on whoever asks:
/// the request arrives, its answer never does. Gives its address.
pub(crate) async fn forgetful(script: Vec<Value>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let base = format!("http://{}", listener.local_addr().expect("an address"));
    tokio::spawn(async move {
        let mut script = script.into_iter();
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut request = vec![0; 64 * 1024];
            let _ = stream.read(&mut request).await;
            let Some(body) = script.next().map(|body| body.to_string()) else {
                continue;
            };
            let head = format!(
                "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            let _ = stream.write_all(format!("{head}{body}").as_bytes()).await;
        }
    });
    base
}
