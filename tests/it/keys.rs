//! Keys of an installation: replaced, closed for a while, and limits and places that outlive them.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use api::view::activity::ActivityPage;
use api::view::alert::Alert;
use api::view::session::{Mode, SecretsKind, SecretsProblem, Session};
use api::view::settings::Settings;
use api::view::shop::{Shop, ShopState};
use api::{Api, ApiError, Caller, Code, Places};
use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use domain::{AccountId, Clock as _, SystemClock};
use journeys::Stage;
use journeys::stage::{crypto, get, world};
use marketplaces::BucketState;
use sandbox::DemoAccount;
use secrets::store::Description;
use secrets::{Memory, SecretError, SecretName, SecretStore, Sensitive};
use serde_json::{Value, json};

/// A token with other claims.
fn forged(token: &str, change: impl Fn(&mut Value)) -> String {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let claims = URL_SAFE_NO_PAD.decode(&parts[1]).expect("a JWT");
    let mut claims: Value = serde_json::from_slice(&claims).expect("claims");
    change(&mut claims);
    parts[1] = URL_SAFE_NO_PAD.encode(claims.to_string());
    parts.join(".")
}

async fn shop(stage: &Stage, marketplace: &str) -> Shop {
    let shops: Vec<Shop> = stage.partner("shops_list", json!({})).await;
    let found = shops
        .into_iter()
        .find(|shop| shop.marketplace == marketplace);
    found.expect("it is connected")
}

async fn until_state(stage: &Stage, marketplace: &str, state: ShopState) -> Shop {
    stage
        .until("the shop's state", || async {
            match shop(stage, marketplace).await {
                shop if shop.state == state => Vec::new(),
                other => vec![format!("{:?} {:?}", other.state, other.problem)],
            }
        })
        .await;
    shop(stage, marketplace).await
}

fn fields(stage: &Stage, marketplace: &str) -> Value {
    let mut accounts = stage.sandbox.accounts().into_iter();
    let account = accounts.find(|account| account.marketplace == marketplace);
    json!(account.expect("a shop").fields)
}

async fn rekey(stage: &Stage, id: i64, fields: &Value) -> Result<Value, ApiError> {
    let args = json!({ "id": id, "fields": fields });
    stage.api.call(&Caller::OWNER, "shop_rekey", args).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_new_key_mends_a_shop_and_its_history_stays() {
    let change = |account: &mut DemoAccount| {
        if account.marketplace == "wildberries" {
            let token = account.fields.get_mut("token").expect("a token");
            *token = forged(token, |claims| claims["exp"] = json!(1_700_000_000));
        }
    };
    let stage = Stage::with(world(4, 240.0), change).await;
    let failed = until_state(&stage, "wildberries", ShopState::Failed).await;
    let good = fields(&stage, "wildberries");
    let token = good["token"].as_str().expect("a token");
    for (field, code, why) in [
        ("no token at all", Code::UnauthorisedKey, "it is no key"),
        ("", Code::BadInput, "an empty form"),
        (
            &forged(token, |claims| claims["exp"] = json!(1_700_000_000)),
            Code::ExpiredKey,
            "the marketplace would refuse it",
        ),
    ] {
        let refused = rekey(&stage, failed.id, &json!({ "token": field })).await;
        assert_eq!(refused.map_err(|e| e.code), Err(code), "{why}");
    }
    rekey(&stage, failed.id, &good)
        .await
        .expect("the marketplace accepts it");
    let mended = shop(&stage, "wildberries").await;
    assert_eq!(mended.state, ShopState::Ok, "at once: {:?}", mended.problem);
    assert_eq!(mended.id, failed.id, "the same shop with its history");
    let alerts: Vec<Alert> = stage.partner("alerts_list", json!({})).await;
    let told = alerts
        .iter()
        .find(|alert| alert.marketplace.as_deref() == Some("wildberries"));
    assert!(told.is_none(), "nothing is left to warn of: {told:?}");
    let query = json!({ "account": failed.id, "act": "replaced_key", "outcome": null,
        "undoable": false, "search": null, "after": null, "limit": 5 });
    let log: ActivityPage = stage.partner("activity_list", query).await;
    assert_eq!(log.rows.len(), 1, "the log has the one that counted");
    stage
        .until("the shop is read", || async {
            let read = shop(&stage, "wildberries").await;
            match read.feeds.iter().any(|feed| feed.rows > 0) {
                true => Vec::new(),
                false => vec![format!("{:?}", read.feeds)],
            }
        })
        .await;
    let other = forged(token, |claims| claims["sid"] = json!("another-seller"));
    let refused = rekey(&stage, failed.id, &json!({ "token": other })).await;
    let refused = refused.expect_err("it opens another shop");
    assert_eq!(
        (refused.code, refused.detail.get("why").map(String::as_str)),
        (Code::Conflict, Some("other_shop")),
        "one shop's history must not go on with another's: {refused:?}"
    );
    assert_eq!(
        shop(&stage, "wildberries").await.state,
        ShopState::Ok,
        "the key that works is still there"
    );
    stage.close().await;
}

/// A keychain that is locked until somebody opens it.
#[derive(Default)]
struct Lockable {
    open: AtomicBool,
    kept: Memory,
}

impl Lockable {
    fn ask(&self) -> Result<(), SecretError> {
        match self.open.load(Ordering::SeqCst) {
            true => Ok(()),
            false => Err(SecretError::Locked),
        }
    }
}

#[async_trait]
impl SecretStore for Lockable {
    fn describe(&self) -> Description {
        Description {
            kind: secrets::Kind::Keychain,
            name: "a keychain".to_owned(),
        }
    }

    async fn get(&self, name: &SecretName) -> Result<Option<Sensitive<String>>, SecretError> {
        self.ask()?;
        self.kept.get(name).await
    }

    async fn set(&self, name: &SecretName, secret: Sensitive<String>) -> Result<(), SecretError> {
        self.ask()?;
        self.kept.set(name, secret).await
    }

    async fn remove(&self, name: &SecretName) -> Result<(), SecretError> {
        self.ask()?;
        self.kept.remove(name).await
    }
}

async fn open(home: &Path, secrets: Arc<dyn SecretStore>) -> Api {
    crypto();
    let options = api::Options {
        places: Places::below(home),
        demo: None,
        secrets: Some(secrets),
        engine: true,
    };
    Api::open(options).await.expect("it opens")
}

async fn owner<T: serde::de::DeserializeOwned>(api: &Api, name: &str, args: Value) -> T {
    get(api, &Caller::OWNER, name, args).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_locked_keychain_is_told_and_tried_again_and_nobody_writes_meanwhile() {
    let home = tempfile::tempdir().expect("a folder");
    let keychain = Arc::new(Lockable::default());
    let api = open(home.path(), Arc::clone(&keychain) as Arc<dyn SecretStore>).await;
    let session: Session = owner(&api, "session_get", json!({})).await;
    assert_eq!(
        (session.secrets.kind, session.secrets.problem),
        (SecretsKind::None, Some(SecretsProblem::Locked)),
        "the frame can say what is wrong"
    );
    let key = json!({ "key": "sk-ant-some-key-of-the-owner" });
    let refused = api.call(&Caller::OWNER, "ai_key_set", key.clone()).await;
    assert_eq!(
        refused.map_err(|e| e.code),
        Err(Code::KeychainUnavailable),
        "nothing is kept anywhere else"
    );
    let still: Session = owner(&api, "secrets_retry", json!({})).await;
    assert_eq!(
        still.secrets.problem,
        Some(SecretsProblem::Locked),
        "trying again opens nothing by itself"
    );
    keychain.open.store(true, Ordering::SeqCst);
    let opened: Session = owner(&api, "secrets_retry", json!({})).await;
    assert_eq!(
        (opened.secrets.kind, opened.secrets.problem),
        (SecretsKind::Keychain, None),
        "unlocked meanwhile"
    );
    let settings: Settings = owner(&api, "ai_key_set", key).await;
    assert!(settings.ai_key_present, "and it keeps keys");
    keychain.open.store(false, Ordering::SeqCst);
    let settings: Settings = owner(&api, "settings_get", json!({})).await;
    assert!(
        settings.ai_key_present,
        "a screen does not ask the keychain again"
    );
    api.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_takes_over_when_the_engine_is_gone() {
    let home = tempfile::tempdir().expect("a folder");
    let first = open(home.path(), Arc::new(Memory::default())).await;
    let second = open(home.path(), Arc::new(Memory::default())).await;
    let session: Session = owner(&second, "session_get", json!({})).await;
    assert_eq!(session.mode, Mode::Viewer, "the first one works");
    assert!(session.engine_owner.is_some(), "and is named");
    let mut changes = second.changes();
    first.close().await;
    let session: Session = owner(&second, "session_get", json!({})).await;
    assert!(
        session.engine_owner.is_none(),
        "nobody is named who is gone"
    );
    let took_over = async {
        loop {
            let session: Session = owner(&second, "session_get", json!({})).await;
            if session.mode == Mode::Engine {
                return;
            }
            let _ = changes.recv().await;
        }
    };
    tokio::time::timeout(std::time::Duration::from_secs(60), took_over)
        .await
        .expect("a window that stays open goes on with the work");
    let _: Settings = owner(&second, "settings_set", json!({ "signature": "Samo" })).await;
    second.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_engine_that_is_opened_for_one_thing_knows_the_limits_of_the_last_one() {
    let home = tempfile::tempdir().expect("a folder");
    let until = SystemClock.now() + TimeDelta::hours(1);
    let path = Places::below(home.path()).store;
    let options = store::OpenOptions::engine(Arc::new(SystemClock), "earlier");
    let earlier = store::Store::open(&path, options).await.expect("a store");
    let written = earlier.store.write(move |tx| {
        Box::pin(async move {
            let now = SystemClock.now();
            let partner = store::partner::add(tx, "Samo", now).await?;
            let new = store::account::NewAccount {
                partner,
                marketplace: "wildberries".into(),
                name: "WB".to_owned(),
                external_id: None,
                base_url: None,
                zone: "UTC".parse().expect("a zone"),
                demo: false,
            };
            let account: AccountId = store::account::add(tx, &new, now).await?;
            let state = BucketState {
                tokens: 0.0,
                at: now,
                blocked_until: Some(until),
                left: None,
            };
            for bucket in ["seller-info", "feedbacks"] {
                store::limit::set(tx, account, bucket, &state, now).await?;
            }
            Ok::<_, store::StoreError>(account)
        })
    });
    let account = written.await.expect("written");
    earlier.store.close().await.expect("closed");
    crypto();
    let options = api::Options {
        places: Places::below(home.path()),
        demo: None,
        secrets: Some(Arc::new(Memory::default())),
        engine: true,
    };
    let api = Api::open_still(options).await.expect("it opens");
    let shops: Vec<Shop> = owner(&api, "shops_list", json!({})).await;
    let limits = shops
        .iter()
        .find(|shop| shop.id == account.0)
        .expect("the shop")
        .limits
        .clone();
    assert!(
        limits.iter().any(|limit| limit.blocked_until.is_some()),
        "a command must wait as the engine before it had to: {limits:?}"
    );
    api.close().await;
}
