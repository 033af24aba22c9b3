//! Keys as an owner keeps them: in the system's keychain, or in the sealed file that was chosen where
//! there is none. Nowhere else: not in the store, not in a log, not in anything that is printed.

#![cfg(target_os = "linux")]

use std::path::Path;
use std::process::Stdio;

use journeys::elsewhere::{AI_KEY, Elsewhere, PHRASE, Part};
use journeys::stage::world;
use sandbox::Sandbox;
use serde_json::json;
use tokio::io::AsyncReadExt as _;
use tokio::process::{Child, Command};

use crate::child;
use crate::sam::files_with;

/// Names under which the keychain holds them.
const AI_NAME: &str = engine::AI_SECRET;
const TOKEN_NAME: &str = "account/1/token";

/// The process on its stand-in hosts, telling everything that it logs.
fn talkative(sandbox: &Sandbox) -> Command {
    let accounts = sandbox.accounts();
    let base = accounts.first().expect("a shop").base.clone();
    let origin = base.origin().ascii_serialization();
    let mut command = Command::new(child::PROGRAM);
    command
        .env("SAM_STAND_IN", origin)
        .env("JOURNEY_LOG", "trace")
        .stderr(Stdio::piped());
    command
}

/// Reads its log while it runs, so that it never waits for a reader.
fn listen(child: &mut Child) -> tokio::task::JoinHandle<String> {
    let mut log = child.stderr.take().expect("piped");
    tokio::spawn(async move {
        let mut text = Vec::new();
        log.read_to_end(&mut text).await.expect("a log");
        String::from_utf8_lossy(&text).into_owned()
    })
}

/// Whether the session's keychain holds this value under that name, as its own tool tells it.
async fn in_the_keychain(name: &str, value: &str) -> bool {
    let mut tool = Command::new("secret-tool");
    let found = tool.args(["search", "--all", "--unlock", "username", name]);
    let found = found
        .output()
        .await
        .expect("secret-tool: apt-get install libsecret-tools");
    String::from_utf8_lossy(&found.stdout).contains(value)
}

/// No file of the installation and no line of its log holds any of them.
fn nowhere_open(home: &Path, log: &str, secrets: &[&str]) {
    assert!(
        log.len() > 1000,
        "a talkative process, else nothing was searched: {log}"
    );
    for secret in secrets {
        let found = files_with(home, secret.as_bytes());
        assert!(found.is_empty(), "a secret lies open in {found:?}");
        assert!(!log.contains(secret), "a secret is in the log");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn keys_are_in_the_systems_keychain_and_nowhere_else() {
    if std::env::var_os("SAM_TEST_KEYCHAIN").is_none() {
        println!("SKIPPED: run by `cargo xtask test`, which gives a keychain of its own");
        return;
    }
    let sandbox = Sandbox::start(world(1, 60.0)).await.expect("a sandbox");
    let home = tempfile::tempdir().expect("a folder");
    let told = Elsewhere::of(&sandbox, home.path(), Part::Keychain);
    let token = told.fields("wildberries").remove("token").expect("a token");
    let mut child = child::start(talkative(&sandbox), &told).await;
    let log = listen(&mut child);
    let mut voice = child::voice(&mut child);
    let said = child::next(&mut voice).await;
    assert_eq!(
        said["kind"],
        json!("keychain"),
        "the page says where keys are: {said}"
    );
    assert_eq!(
        said["key_present"],
        json!(true),
        "the AI's key outlives a restart: {said}"
    );
    assert_eq!(
        said["state"],
        json!("ok"),
        "so does the shop's, and it works: {said}"
    );
    assert!(
        in_the_keychain(AI_NAME, AI_KEY).await,
        "the AI's key is in the real keychain"
    );
    assert!(in_the_keychain(TOKEN_NAME, &token).await, "and the shop's");
    child::go_on(&mut child).await;
    let said = child::next(&mut voice).await;
    assert_eq!(
        said["key_present"],
        json!(false),
        "what was removed is gone: {said}"
    );
    let ended = child.wait().await.expect("it ends");
    assert!(ended.success(), "well: {ended:?}");
    assert!(
        !in_the_keychain(AI_NAME, AI_KEY).await,
        "the AI's key was forgotten"
    );
    assert!(
        !in_the_keychain(TOKEN_NAME, &token).await,
        "the shop's went with the shop"
    );
    nowhere_open(home.path(), &log.await.expect("read"), &[AI_KEY, &token]);
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_keychain_the_owner_chooses_a_sealed_file_and_comes_back_to_it() {
    let sandbox = Sandbox::start(world(1, 60.0)).await.expect("a sandbox");
    let home = tempfile::tempdir().expect("a folder");
    let told = Elsewhere::of(&sandbox, home.path(), Part::Sealed);
    let mut command = talkative(&sandbox);
    command
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env("XDG_RUNTIME_DIR", home.path());
    let mut child = child::start(command, &told).await;
    let log = listen(&mut child);
    let said = child::last_words(child).await;
    let code = |part: &str| said[part]["code"].clone();
    assert_eq!(
        said["kind"],
        json!("none"),
        "there is no keychain: {said:#}"
    );
    assert_eq!(
        code("early"),
        json!("keychain_unavailable"),
        "no silent place: {said:#}"
    );
    assert_eq!(
        code("short"),
        json!("bad_input"),
        "a passphrase has a length: {said:#}"
    );
    assert_eq!(
        said["chosen"],
        json!("sealed_file"),
        "the explicit choice: {said:#}"
    );
    assert_eq!(
        said["waits"],
        json!("sealed_waits"),
        "closed until the passphrase comes: {said:#}"
    );
    assert_eq!(
        said["closed"],
        json!("sealed"),
        "and it says what it waits for: {said:#}"
    );
    assert_eq!(
        code("wrong"),
        json!("bad_input"),
        "not by another one: {said:#}"
    );
    assert_eq!(
        said["opened"],
        json!("sealed_file"),
        "by the right one: {said:#}"
    );
    assert_eq!(
        said["key_present"],
        json!(true),
        "and the key is there: {said:#}"
    );
    assert_eq!(
        (&said["known"], &said["meanwhile"], &said["after"]),
        (&json!("ok"), &json!("ok"), &json!("ok")),
        "a closed file says nothing about a shop: {said:#}"
    );
    assert_eq!(
        said["alerts"],
        json!([]),
        "so nobody is alarmed about its key: {said:#}"
    );
    assert_eq!(
        code("removed"),
        json!("keychain_unavailable"),
        "a key that cannot be forgotten keeps its shop: {said:#}"
    );
    nowhere_open(home.path(), &log.await.expect("read"), &[AI_KEY, PHRASE]);
}
