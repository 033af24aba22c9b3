//! Opening a store for work: its engine, and the place where its keys are.

use api::{Api, ApiError, Caller, Code, Sensitive};
use serde_json::{Value, json};

use super::named;
use crate::args::Keys;
use crate::home::At;
use crate::tell::Tell;
use crate::typed::Typed;

/// Opens as the engine with keys at hand; nothing runs yet. Without a keychain the sealed file is
/// used when the passphrase is given, and nothing else ever. On a terminal the passphrase of a
/// sealed file that is there is asked for.
///
/// # Errors
/// `ViewerOnly` where another process is the engine, `KeychainUnavailable` where `keys` are needed
/// and there is no place for them, and what keeps a store closed.
pub(crate) async fn open_for_work(
    at: &At,
    tell: &Tell,
    keys: Keys,
    demo: Option<std::sync::Arc<dyn api::DemoHost>>,
) -> Result<Api, ApiError> {
    // Asked for first: who is refused later has at least not waited.
    let phrase = match keys.passphrase_stdin {
        true => Some(ask(tell).await?),
        false => None,
    };
    let api = Api::open_still(api::Options {
        demo,
        ..at.working()
    })
    .await?;
    let outcome = unlock(&api, tell, phrase).await;
    match outcome {
        Ok(()) => Ok(api),
        Err(error) => {
            api.close().await;
            Err(error)
        }
    }
}

async fn ask(tell: &Tell) -> Result<Sensitive<String>, ApiError> {
    Typed::new()
        .passphrase(tell.words("accounts.passphrase", &[]))
        .await
}

async fn unlock(api: &Api, tell: &Tell, phrase: Option<Sensitive<String>>) -> Result<(), ApiError> {
    let session = api.call(&Caller::OWNER, "session_get", json!({})).await?;
    if session.pointer("/mode").and_then(Value::as_str) == Some("viewer") {
        let error = ApiError::new(
            Code::ViewerOnly,
            "another process is the engine of this store",
        );
        return Err(named(error, &session));
    }
    let problem = session.pointer("/secrets/problem").and_then(Value::as_str);
    let phrase = match (phrase, problem) {
        (Some(phrase), _) => phrase,
        (None, None) => return Ok(()),
        (None, Some("sealed")) if Typed::new().is_terminal() => ask(tell).await?,
        (None, Some(problem)) => {
            let error = ApiError::new(Code::KeychainUnavailable, format!("keys: {problem}"));
            return Err(error.with("why", problem));
        }
    };
    let args = json!({ "passphrase": phrase.expose() });
    api.call(&Caller::OWNER, "secrets_choose_sealed_file", args)
        .await?;
    Ok(())
}
