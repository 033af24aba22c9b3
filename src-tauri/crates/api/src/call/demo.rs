//! The demo, on and off.

use crate::calls::OwnHouse;
use crate::context::{Context, View};
use crate::error::ApiError;
use crate::view::Nothing;
use crate::view::session::{DemoStart, Session};

/// World seconds per real second when nobody says otherwise: a day takes 48 minutes.
const SPEED: f64 = 30.0;

/// Opens the demo.
pub(crate) async fn start(own: &OwnHouse, args: DemoStart) -> Result<Session, ApiError> {
    own.api.start_demo(args.speed.unwrap_or(SPEED)).await?;
    super::session::get(&View::enter(&own.api, &own.caller)?, Nothing {}).await
}

/// Goes back to the seller's own store.
pub(crate) async fn stop(own: &OwnHouse, _: Nothing) -> Result<Session, ApiError> {
    own.api.stop_demo().await?;
    super::session::get(&View::enter(&own.api, &own.caller)?, Nothing {}).await
}
