//! Who may ask: this machine's browser, on our own page, with the token.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use api::{ApiError, Code};
use axum::Json;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use rand::TryRngCore;
use rand::rngs::OsRng;
use serde_json::json;
use subtle::ConstantTimeEq;

/// What the page may do: its own scripts, styles and calls, and nothing from elsewhere.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; \
    img-src 'self' data:; font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'none'";
/// Sent with every answer.
const HEADERS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (header::REFERRER_POLICY, "no-referrer"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    ),
];

/// The token, the session that it is exchanged for, and the names of one server. The token stands
/// in an address, which is copied and kept in histories: it opens once, to the first browser.
pub(super) struct Guard {
    token: String,
    session: String,
    used: AtomicBool,
    hosts: [String; 2],
}

impl Guard {
    /// Draws a token for a server on this port.
    ///
    /// # Errors
    /// `Internal` where the system has no randomness to give.
    pub(super) fn new(port: u16) -> Result<Self, ApiError> {
        Ok(Self {
            token: secret()?,
            session: secret()?,
            used: AtomicBool::new(false),
            hosts: [format!("127.0.0.1:{port}"), format!("localhost:{port}")],
        })
    }

    /// For the address that is printed once.
    pub(super) fn token(&self) -> &str {
        &self.token
    }

    /// The name in the request is ours, and so is the page that sends it.
    pub(super) fn knows(&self, headers: &HeaderMap) -> bool {
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok());
        let Some(host) = host.filter(|host| self.hosts.iter().any(|ours| ours == host)) else {
            return false;
        };
        let origin = headers.get(header::ORIGIN).is_none_or(|origin| {
            origin
                .to_str()
                .is_ok_and(|origin| origin == format!("http://{host}"))
        });
        let site = headers
            .get("sec-fetch-site")
            .and_then(|site| site.to_str().ok());
        origin && site.is_none_or(|site| matches!(site, "same-origin" | "none"))
    }

    /// The session in exchange for the token, the first time.
    pub(super) fn enter(&self, headers: &HeaderMap) -> Option<&str> {
        let first = is(headers, &self.token) && !self.used.swap(true, Ordering::Relaxed);
        first.then_some(&*self.session)
    }

    /// A request of the session.
    pub(super) fn opens(&self, headers: &HeaderMap) -> bool {
        is(headers, &self.session)
    }
}

/// 256 bits in hexadecimal.
fn secret() -> Result<String, ApiError> {
    let mut bytes = [0_u8; 32];
    let drawn = OsRng.try_fill_bytes(&mut bytes);
    drawn.map_err(|error| ApiError::new(Code::Internal, error.to_string()))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Compared in the same time whatever was sent.
fn is(headers: &HeaderMap, secret: &str) -> bool {
    let given = headers
        .get("x-sam-token")
        .map(HeaderValue::as_bytes)
        .unwrap_or_default();
    given.ct_eq(secret.as_bytes()).into()
}

/// Everything: refuses what another site or another name sends, and adds the headers.
pub(super) async fn of_this_machine(
    State(guard): State<Arc<Guard>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = if guard.knows(request.headers()) {
        next.run(request).await
    } else {
        refused("this server answers its own page on this machine")
    };
    for (name, value) in HEADERS {
        response
            .headers_mut()
            .insert(name, HeaderValue::from_static(value));
    }
    response
}

/// `POST /api/enter`: the session for the token, once.
pub(super) async fn enter(State(guard): State<Arc<Guard>>, headers: HeaderMap) -> Response {
    match guard.enter(&headers) {
        Some(session) => (
            [(header::CACHE_CONTROL, "no-store")],
            Json(json!({ "session": session })),
        )
            .into_response(),
        None => refused("this address was opened already"),
    }
}

/// Calls and events: only in the session.
pub(super) async fn with_session(
    State(guard): State<Arc<Guard>>,
    request: Request,
    next: Next,
) -> Response {
    if guard.opens(request.headers()) {
        next.run(request).await
    } else {
        refused("open the address that `sam serve` printed")
    }
}

fn refused(why: &'static str) -> Response {
    (StatusCode::FORBIDDEN, why).into_response()
}
