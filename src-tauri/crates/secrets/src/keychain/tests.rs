//! Against the real keychain of this session. `cargo xtask test` gives the tests
//! a session with an unlocked keyring and says so in `SAM_TEST_KEYCHAIN`;
//! without it nobody's own keychain is touched.

#[cfg(target_os = "linux")]
use std::path::Path;
#[cfg(target_os = "linux")]
use std::process::Command;

use super::*;

fn real_keychain() -> bool {
    std::env::var_os("SAM_TEST_KEYCHAIN").is_some()
}

fn name(text: &str) -> SecretName {
    SecretName::new(text).unwrap()
}

async fn got(keychain: &Keychain, of: &SecretName) -> Option<String> {
    keychain
        .get(of)
        .await
        .unwrap()
        .map(|secret| secret.expose().clone())
}

#[tokio::test]
async fn secrets_are_kept_replaced_and_forgotten() {
    if !real_keychain() {
        return;
    }
    let token = name("account/1/token");
    let keychain = Keychain::detect("test-kept").await.unwrap();
    keychain.remove(&token).await.unwrap();
    assert_eq!(got(&keychain, &token).await, None, "nothing is there yet");
    keychain.set(&token, "first".into()).await.unwrap();
    keychain.set(&token, "ключ сўм 🔑".into()).await.unwrap();
    let again = Keychain::detect("test-kept").await.unwrap();
    assert_eq!(
        got(&again, &token).await.as_deref(),
        Some("ключ сўм 🔑"),
        "the newest, in full"
    );
    let longest = "x".repeat(MOST);
    keychain.set(&token, longest.as_str().into()).await.unwrap();
    assert_eq!(
        got(&keychain, &token).await,
        Some(longest),
        "the longest that is allowed"
    );
    keychain.remove(&token).await.unwrap();
    keychain.remove(&token).await.unwrap();
    assert_eq!(
        got(&keychain, &token).await,
        None,
        "forgotten, twice without complaint"
    );
}

const MOST: usize = crate::store::MOST_BYTES;

#[tokio::test]
async fn two_stores_on_one_machine_do_not_share_keys() {
    if !real_keychain() {
        return;
    }
    let token = name("account/1/token");
    let mine = Keychain::detect("test-mine").await.unwrap();
    let demo = Keychain::detect("test-demo").await.unwrap();
    mine.set(&token, "real key".into()).await.unwrap();
    demo.remove(&token).await.unwrap();
    assert_eq!(
        got(&demo, &token).await,
        None,
        "account 1 of another store is another account"
    );
    assert_eq!(
        got(&mine, &token).await.as_deref(),
        Some("real key"),
        "and keeps its key"
    );
    mine.remove(&token).await.unwrap();
}

#[tokio::test]
async fn too_long_a_secret_is_refused_before_the_keychain_sees_it() {
    if !real_keychain() {
        return;
    }
    let keychain = Keychain::detect("test-long").await.unwrap();
    let long = Sensitive::new("x".repeat(MOST + 1));
    let refused = keychain.set(&name("a"), long).await.unwrap_err();
    let told = SecretError::TooLong {
        bytes: MOST + 1,
        most: MOST,
    };
    assert_eq!(
        refused, told,
        "on every system, as it could not move to Windows"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn many_tasks_may_use_it_at_once() {
    if !real_keychain() {
        return;
    }
    let keychain = Keychain::detect("test-many").await.unwrap();
    let tasks = (0..8).map(|i| {
        let keychain = keychain.clone();
        tokio::spawn(async move {
            let own = name(&format!("account/{i}/token"));
            keychain.set(&own, i.to_string().into()).await.unwrap();
            let kept = got(&keychain, &own).await;
            keychain.remove(&own).await.unwrap();
            (i.to_string(), kept)
        })
    });
    for task in tasks.collect::<Vec<_>>() {
        let (set, kept) = task.await.unwrap();
        assert_eq!(kept, Some(set), "no task gets another's secret");
    }
}

#[tokio::test]
async fn what_someone_else_stored_is_called_unreadable() {
    if !real_keychain() {
        return;
    }
    let keychain = Keychain::detect("test-bytes").await.unwrap();
    let raw = keychain.clone();
    let set = move || {
        raw.entry("a", |entry| entry.set_secret(&[0xff, 0xfe]))
            .unwrap()
    };
    tokio::task::spawn_blocking(set).await.unwrap();
    let refused = keychain.get(&name("a")).await.unwrap_err();
    assert_eq!(
        refused,
        SecretError::Unreadable { cause: "not text" },
        "and not shown"
    );
    keychain.remove(&name("a")).await.unwrap();
}

#[test]
fn errors_that_carry_stored_bytes_lose_them() {
    let bytes = b"sk-secret".to_vec();
    let error = blame(keyring_core::Error::BadEncoding(bytes)).into_error();
    let text = format!("{error} {error:?}");
    assert!(
        !text.contains("sk-") && !text.contains("115"),
        "neither text nor numbers: {text}"
    );
}

/// Runs as its own process, with the session that its parent made.
#[ignore = "started by the tests below"]
#[tokio::test]
async fn child() {
    let told = |key: &str| std::env::var(key).unwrap_or_default();
    let outcome = match (told("SAM_CHILD"), Keychain::detect("test-child").await) {
        (_, Err(error)) => Err(error),
        (act, Ok(keychain)) if act == "set" => keychain.set(&name("a"), "b".into()).await,
        #[cfg(target_os = "linux")]
        (act, Ok(keychain)) if act == "replace" => replaced(&keychain).await,
        (_, Ok(keychain)) => keychain.get(&name("a")).await.map(drop),
    };
    std::fs::write(told("SAM_CHILD_OUTCOME"), format!("{outcome:?}")).unwrap();
}

/// Another daemon takes the keyring over, as after a crash of the first.
#[cfg(target_os = "linux")]
async fn replaced(keychain: &Keychain) -> Result<(), SecretError> {
    keychain.set(&name("a"), "b".into()).await?;
    let line = "printf pw | gnome-keyring-daemon --replace --unlock --components=secrets >&2";
    let status = Command::new("bash").args(["-c", line]).status().unwrap();
    assert!(status.success(), "the second daemon starts");
    assert_eq!(
        got(keychain, &name("a")).await.as_deref(),
        Some("b"),
        "by a new connection"
    );
    Ok(())
}

/// Runs `child` under a shell line where `"$@"` stands for it, and gives its outcome.
#[cfg(target_os = "linux")]
fn outcome(home: &Path, act: &str, line: &str) -> String {
    let outcome = home.join("outcome");
    let _ = std::fs::remove_file(&outcome);
    let status = Command::new("bash")
        .args(["-c", line, "session"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", "keychain::tests::child", "--ignored"])
        .env_remove("DBUS_SESSION_BUS_ADDRESS")
        .env_remove("DISPLAY")
        .env("XDG_RUNTIME_DIR", home)
        .env("XDG_DATA_HOME", home)
        .env("HOME", home)
        .env("SAM_CHILD", act)
        .env("SAM_CHILD_OUTCOME", &outcome)
        .output()
        .unwrap();
    assert!(
        status.status.success(),
        "{}",
        String::from_utf8_lossy(&status.stderr)
    );
    std::fs::read_to_string(outcome).unwrap()
}

#[cfg(target_os = "linux")]
#[test]
fn without_a_session_bus_it_is_unavailable() {
    let home = tempfile::tempdir().unwrap();
    let outcome = outcome(home.path(), "get", "exec \"$@\"");
    assert!(
        outcome.starts_with("Err(Unavailable"),
        "told, and nothing else is tried: {outcome}"
    );
}

#[cfg(target_os = "linux")]
const UNLOCKED: &str = "dbus-run-session -- bash -c 'printf pw | gnome-keyring-daemon --unlock \
                        --components=secrets >/dev/null; exec \"$@\"' session \"$@\"";

#[cfg(target_os = "linux")]
#[test]
fn a_keychain_that_comes_back_is_used_at_once() {
    if !real_keychain() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    assert_eq!(
        outcome(home.path(), "replace", UNLOCKED),
        "Ok(())",
        "without a restart of ours"
    );
}

#[cfg(target_os = "linux")]
#[test]
fn a_locked_keychain_is_called_locked() {
    if !real_keychain() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let unlock = "dbus-run-session -- bash -c 'printf pw | gnome-keyring-daemon --unlock \
                  --components=secrets >/dev/null; exec \"$@\"' session \"$@\"";
    assert_eq!(
        outcome(home.path(), "set", unlock),
        "Ok(())",
        "an unlocked one keeps it"
    );
    let locked = outcome(home.path(), "get", "dbus-run-session -- \"$@\"");
    assert_eq!(locked, "Err(Locked)", "a new session has not unlocked it");
}

#[cfg(target_os = "linux")]
#[test]
fn a_session_without_any_keyring_is_unavailable() {
    if !real_keychain() {
        return;
    }
    let home = tempfile::tempdir().unwrap();
    let outcome = outcome(home.path(), "set", "dbus-run-session -- \"$@\"");
    assert!(outcome.starts_with("Err("), "nothing is kept: {outcome}");
    assert!(
        outcome.contains("Unavailable") || outcome.contains("Locked"),
        "typed: {outcome}"
    );
}
