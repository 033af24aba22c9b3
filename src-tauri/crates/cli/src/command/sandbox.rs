//! `sam sandbox`: the marketplaces and the AI alone, for tests and for trying things out.

use std::process::ExitCode;

use api::{ApiError, Clock, Code, SystemClock};
use sandbox::{Options, Sandbox, Volume};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::args;
use crate::stop;
use crate::tell::Tell;

/// Serves until it is stopped. Its first line on standard output says where everything is; its
/// keys open nothing but itself.
pub(crate) async fn sandbox(tell: &Tell, wish: args::Sandbox) -> Result<ExitCode, ApiError> {
    let options = Options {
        seed: wish.seed,
        speed: wish.speed,
        port: wish.port,
        ledger_file: wish.ledger,
        history_days: wish.history,
        volume: Volume {
            orders: wish.orders,
            reviews: wish.reviews,
        },
        ..Options::at(SystemClock.now())
    };
    let stopped = CancellationToken::new();
    let stopping = stopped.clone();
    tokio::spawn(async move {
        stop::asked().await;
        stopping.cancel();
    });
    let served = sandbox::serve_until_stopped(options, stopped, |sandbox| {
        tell.always(&about(sandbox));
        tell.note(&tell.words(
            "sandbox.serves",
            &[("port", sandbox.address().port().to_string())],
        ));
    });
    served
        .await
        .map_err(|error| ApiError::new(Code::Internal, error.to_string()))?;
    Ok(ExitCode::SUCCESS)
}

fn about(sandbox: &Sandbox) -> Value {
    let accounts: Vec<Value> = sandbox
        .accounts()
        .into_iter()
        .map(|account| {
            json!({
                "marketplace": account.marketplace, "name": account.name,
                "base": account.base, "fields": account.fields,
            })
        })
        .collect();
    let ai = sandbox.ai();
    json!({
        "port": sandbox.address().port(), "accounts": accounts,
        "ai": { "base": ai.base, "key": ai.key },
    })
}
