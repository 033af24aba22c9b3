//! `sam serve`: open to this machine's own page with its token, and to nobody else.

use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use crate::sam::{Home, Running};

/// A server on the demo, and what a browser needs.
struct Served {
    client: Client,
    base: String,
    token: String,
    _running: Running,
    _home: Home,
}

impl Served {
    async fn open(more: &[&str]) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        let home = Home::new();
        let page = home.path().join("page");
        std::fs::create_dir(&page).expect("a folder");
        std::fs::write(
            page.join("index.html"),
            "<!doctype html><title>page</title>",
        )
        .expect("a file");
        std::fs::write(home.path().join("secret.txt"), "outside").expect("a file");
        let ui = page.to_str().expect("a plain path").to_owned();
        let mut args = vec!["serve", "--demo", "--port", "0", "--json", "--ui", &ui];
        args.extend(more);
        let running = Running::start(home.command(&args)).await;
        let told: Value = serde_json::from_str(&running.first).expect("one object");
        let url = told["url"].as_str().expect("an address");
        let (base, token) = url
            .split_once("/#token=")
            .expect("the token is in the fragment");
        let client = Client::builder().no_proxy().build().expect("a client");
        let enter = async || {
            let enter = client.post(format!("{base}/api/enter"));
            let reply = enter.header("x-sam-token", token).send().await;
            reply.expect("an answer")
        };
        let entered: Value = enter().await.json().await.expect("JSON");
        let session = entered["session"].as_str().expect("a session").to_owned();
        assert_eq!(enter().await.status(), 403, "the address opens once");
        Self {
            base: base.to_owned(),
            token: session,
            client: client.clone(),
            _running: running,
            _home: home,
        }
    }

    fn call(&self, name: &str, args: &Value) -> RequestBuilder {
        let body = json!({ "name": name, "args": args });
        self.client
            .post(format!("{}/api/call", self.base))
            .json(&body)
    }

    async fn ask(&self, name: &str, args: Value) -> Value {
        let reply = self
            .call(name, &args)
            .header("x-sam-token", &self.token)
            .send()
            .await;
        reply.expect("an answer").json().await.expect("JSON")
    }
}

async fn status(request: RequestBuilder) -> StatusCode {
    request.send().await.expect("an answer").status()
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_page_of_this_machine_with_its_token_is_answered() {
    let served = Served::open(&[]).await;
    let session = served.ask("session_get", json!({})).await;
    assert_eq!(session["ok"]["demo"], true, "the call works: {session}");
    let unknown = served.ask("no_such_call", json!({})).await;
    assert_eq!(
        unknown["error"]["code"], "not_found",
        "errors have their code: {unknown}"
    );

    let call = || {
        served
            .call("session_get", &json!({}))
            .header("x-sam-token", &served.token)
    };
    assert_eq!(
        status(call().header("origin", &served.base)).await,
        200,
        "its own page"
    );
    for (name, value, why) in [
        ("host", "evil.example", "a name that was pointed here"),
        ("host", "127.0.0.1:1", "another port"),
        ("origin", "http://evil.example", "another site's page"),
        ("origin", "null", "a page without a home"),
        ("sec-fetch-site", "cross-site", "sent by another site"),
    ] {
        assert_eq!(status(call().header(name, value)).await, 403, "{why}");
    }
    for token in ["", "0000", &served.token.to_uppercase()] {
        let request = served
            .call("session_get", &json!({}))
            .header("x-sam-token", token);
        assert_eq!(status(request).await, 403, "{token:?} is not the token");
    }
    let events = served.client.get(format!("{}/api/events", served.base));
    assert_eq!(status(events).await, 403, "nor are changes told without it");

    let page = served
        .client
        .get(&served.base)
        .send()
        .await
        .expect("an answer");
    let policy = page.headers()["content-security-policy"]
        .to_str()
        .expect("text")
        .to_owned();
    assert!(
        policy.contains("default-src 'none'") && !policy.contains("unsafe"),
        "strict: {policy}"
    );
    assert!(
        page.text()
            .await
            .expect("text")
            .contains("<title>page</title>"),
        "the page itself"
    );
    for path in [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/assets/none.js",
    ] {
        let reply = served.client.get(format!("{}{path}", served.base));
        assert_eq!(status(reply).await, 404, "{path} is no part of the page");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn changes_arrive_and_a_partner_only_looks() {
    let served = Served::open(&["--role", "partner", "--speed", "60"]).await;
    let events = served.client.get(format!("{}/api/events", served.base));
    let mut events = events
        .header("x-sam-token", &served.token)
        .send()
        .await
        .expect("a stream");
    let mut heard = String::new();
    while !heard.contains("event: changed") {
        let chunk = events
            .chunk()
            .await
            .expect("the stream goes on")
            .expect("more");
        heard.push_str(&String::from_utf8_lossy(&chunk));
    }
    assert!(heard.contains("data: ["), "with its tags: {heard}");
    let session = served.ask("session_get", json!({})).await;
    assert_eq!(
        session["ok"]["role"], "partner",
        "as it was started: {session}"
    );
    let refused = served.ask("engine_pause", json!({})).await;
    assert_eq!(
        refused["error"]["code"], "forbidden",
        "an owner's call: {refused}"
    );
}
