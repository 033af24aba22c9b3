//! `sam serve`: the page and its calls for a browser on this machine.
//!
//! Loopback alone is no protection: every page that the browser shows may send requests here, and
//! a name that an attacker points at 127.0.0.1 makes them look like our own. So the host and the
//! origin must be ours, and every call carries a secret that only the first browser has which opened
//! the printed address.

mod calls;
mod events;
mod files;
mod guard;
mod page;

use std::net::Ipv4Addr;
use std::process::ExitCode;
use std::sync::Arc;

use api::{Api, ApiError, Caller, Code, DemoHost, Role};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware;
use axum::routing::{get, post};
use serde_json::json;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use crate::args;
use crate::command::open_for_work;
use crate::exit;
use crate::home::At;
use crate::host::SandboxHost;
use crate::stop;
use crate::tell::Tell;
use guard::Guard;
use page::Page;

/// Longest body of a call: an answer's text is far shorter.
const BODY: usize = 256 * 1024;
/// The demo's world.
const SEED: u64 = 1;

/// What the routes share.
#[derive(Clone)]
struct Serving {
    api: Api,
    caller: Caller,
    closing: CancellationToken,
}

/// Serves until it is stopped. The address with its token is the first line on standard output.
pub(crate) async fn serve(at: &At, tell: &Tell, wish: args::Serve) -> Result<ExitCode, ApiError> {
    let page = Page::find(wish.ui.as_deref())?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, wish.port)).await;
    let listener = listener.map_err(|error| taken(wish.port, &error))?;
    let port = listener
        .local_addr()
        .map_err(|error| exit::system(&error))?
        .port();
    let guard = Arc::new(Guard::new(port)?);
    let api = open(at, tell, &wish).await?;
    let serving = Serving {
        api: api.clone(),
        caller: Caller {
            role: Role::from(wish.role),
            partner: None,
        },
        closing: CancellationToken::new(),
    };
    let closing = serving.closing.clone();
    let routes = routes(serving, Arc::clone(&guard), page);
    let url = format!("http://127.0.0.1:{port}/#token={}", guard.token());
    tell.object(&json!({ "url": url, "port": port }));
    tell.line(&tell.words("serve.open", &[("url", url)]));
    let stopping = closing.clone();
    tokio::spawn(async move {
        stop::asked().await;
        stopping.cancel();
    });
    let served = axum::serve(listener, routes)
        .with_graceful_shutdown(closing.cancelled_owned())
        .await;
    api.close().await;
    served.map_err(|error| exit::system(&error))?;
    Ok(ExitCode::SUCCESS)
}

fn routes(serving: Serving, guard: Arc<Guard>, page: Page) -> Router {
    let tokens = middleware::from_fn_with_state(Arc::clone(&guard), guard::with_session);
    let calls = Router::new()
        .route("/api/call", post(calls::call))
        .route("/api/events", get(events::events))
        .route("/api/file/{id}", get(files::file))
        .layer(tokens)
        .layer(DefaultBodyLimit::max(BODY))
        .with_state(serving);
    let enter = Router::new()
        .route("/api/enter", post(guard::enter))
        .with_state(Arc::clone(&guard));
    let files = Router::new()
        .fallback(page::file)
        .with_state(Arc::new(page));
    calls
        .merge(enter)
        .fallback_service(files)
        .layer(middleware::from_fn_with_state(
            guard,
            guard::of_this_machine,
        ))
}

async fn open(at: &At, tell: &Tell, wish: &args::Serve) -> Result<Api, ApiError> {
    let demo: Arc<dyn DemoHost> = Arc::new(SandboxHost::default());
    if wish.demo {
        let options = api::Options {
            demo: Some(demo),
            ..at.working()
        };
        return Api::open_demo(options, wish.speed, SEED).await;
    }
    match open_for_work(at, tell, wish.keys, Some(Arc::clone(&demo))).await {
        Ok(api) => {
            api.run().await?;
            Ok(api)
        }
        // A viewer shows, and the page lets the owner choose where keys are kept.
        Err(error) if matches!(error.code, Code::ViewerOnly | Code::KeychainUnavailable) => {
            Api::open(api::Options {
                demo: Some(demo),
                ..at.working()
            })
            .await
        }
        Err(error) => Err(error),
    }
}

fn taken(port: u16, error: &std::io::Error) -> ApiError {
    ApiError::bad_input("port", format!("port {port}: {error}"))
}

#[cfg(test)]
mod tests;
