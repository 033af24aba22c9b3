//! An engine in a process of its own, so that a journey can kill it. Reads one line of JSON
//! ([`Elsewhere`]) and ends when its standard input is closed.

use std::io::{BufRead as _, Write as _};
use std::sync::Arc;

use api::{Api, Caller};
use journeys::elsewhere::{Elsewhere, Part};
use journeys::stage;
use serde_json::{Value, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut line = String::new();
    std::io::stdin().lock().read_line(&mut line)?;
    let told: Elsewhere = serde_json::from_str(&line)?;
    let api = stage::open(&told.home, Arc::new(told.clone())).await;
    match (api, told.part) {
        (Ok(api), Part::Work) => {
            tell(&json!({ "open": true }))?;
            let ended = tokio::task::spawn_blocking(|| {
                std::io::stdin().lock().read_line(&mut String::new())
            });
            ended.await??;
            api.close().await;
        }
        (Ok(api), Part::Fill) => tell(&fill(&api).await)?,
        (Err(error), _) => tell(&json!({ "code": error.code, "message": error.message }))?,
    }
    Ok(())
}

fn tell(what: &Value) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{what}")?;
    out.flush()
}

/// Changes a setting until the disk takes no more: how many changes were kept, and the refusal.
async fn fill(api: &Api) -> Value {
    for kept in 0..100_000 {
        let change = json!({ "signature": format!("{kept:0>90}") });
        if let Err(error) = api.call(&Caller::OWNER, "settings_set", change).await {
            return json!({ "kept": kept, "code": error.code, "message": error.message });
        }
    }
    json!({ "kept": 100_000 })
}
