//! The API behind the window: opened in the background, once.

use api::{Api, ApiError, Options};
use tauri::{AppHandle, Manager, Runtime};
use tokio::sync::OnceCell;

use crate::telling;

/// The demo's world is the same on every machine.
const SEED: u64 = 1;

/// How the API is opened, and the API once it is.
pub struct Door {
    options: Options,
    demo: Option<f64>,
    api: OnceCell<Api>,
}

impl Door {
    /// A door that nobody has opened. `demo` is the speed of the demo's clock.
    pub fn new(options: Options, demo: Option<f64>) -> Self {
        let api = OnceCell::new();
        Self { options, demo, api }
    }

    /// Ends the API, if anybody opened it.
    pub async fn close(&self) {
        if let Some(api) = self.api.get() {
            api.close().await;
        }
    }

    async fn open(&self) -> Result<Api, ApiError> {
        let options = self.options.clone();
        let opened = match self.demo {
            Some(speed) => Api::open_demo(options, speed, SEED).await,
            None => Api::open(options).await,
        };
        opened.inspect_err(|error| tracing::error!(code = ?error.code, %error, "not opened"))
    }
}

/// The API, opened by whoever asks first; the others wait. A failure is everybody's answer
/// until somebody asks again: that opens anew, so that "Try again" on the page does.
///
/// # Errors
/// Why the store stays closed.
pub(crate) async fn api<R: Runtime>(app: &AppHandle<R>) -> Result<Api, ApiError> {
    let door = app.state::<Door>();
    let opening = || async {
        let api = door.open().await?;
        telling::begin(app, &api);
        Ok(api)
    };
    door.api.get_or_try_init(opening).await.cloned()
}
