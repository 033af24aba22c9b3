//! A window without a screen, on a folder of its own.

use std::sync::Arc;

use api::{Options, Places};
use secrets::Memory;
use serde_json::{Value, json};
use shell::Door;
use tauri::ipc::{CallbackFn, InvokeBody};
use tauri::test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder};
use tauri::webview::InvokeRequest;
use tauri::{App, Manager, WebviewWindow, WebviewWindowBuilder};
use tempfile::TempDir;

/// The page's own address.
pub(crate) const PAGE: &str = "tauri://localhost";

/// A window and what must outlive it.
pub(crate) struct Stage {
    pub(crate) window: WebviewWindow<MockRuntime>,
    pub(crate) home: TempDir,
    _app: App<MockRuntime>,
}

impl Stage {
    /// An empty folder.
    pub(crate) fn open() -> Self {
        Self::on(TempDir::new().expect("a folder"))
    }

    /// A folder with something in it.
    pub(crate) fn on(home: TempDir) -> Self {
        let options = Options {
            places: Places::below(home.path()),
            demo: None,
            secrets: Some(Arc::new(Memory::default())),
            engine: true,
        };
        let app = shell::furnish(mock_builder(), shell::Instance::Any)
            .manage(shell::Kept::read(home.path()))
            .manage(Door::new(options, None))
            .build(shell::context())
            .expect("the app builds from tauri.conf.json");
        let window = WebviewWindowBuilder::new(&app, "main", Default::default())
            .build()
            .expect("a window");
        Self {
            window,
            home,
            _app: app,
        }
    }

    /// What the page gets for `invoke(command, args)`.
    pub(crate) fn invoke(&self, command: &str, args: Value) -> Result<Value, Value> {
        self.invoke_from(PAGE, command, args)
    }

    /// The same from a page at another address.
    pub(crate) fn invoke_from(
        &self,
        page: &str,
        command: &str,
        args: Value,
    ) -> Result<Value, Value> {
        invoke(&self.window, page, command, args)
    }

    /// Closes the window and gives its folder.
    pub(crate) fn leave(self) -> TempDir {
        let door = self.window.state::<Door>();
        tauri::async_runtime::block_on(door.close());
        self.home
    }

    /// The same call so many times at once, as a page that opens makes many.
    pub(crate) fn calls_at_once(&self, name: &str, times: usize) -> Vec<Result<Value, Value>> {
        std::thread::scope(|scope| {
            let args = || json!({ "name": name, "args": {} });
            let spawn = |window| scope.spawn(move || invoke(&window, PAGE, "call", args()));
            let windows = (0..times).map(|_| self.window.clone());
            let calls: Vec<_> = windows.map(spawn).collect();
            let ended = calls.into_iter().map(|call| call.join().expect("an end"));
            ended.collect()
        })
    }

    /// A call of the API.
    pub(crate) fn call(&self, name: &str, args: &Value) -> Result<Value, Value> {
        self.invoke("call", json!({ "name": name, "args": args }))
    }
}

fn invoke(
    window: &WebviewWindow<MockRuntime>,
    page: &str,
    command: &str,
    args: Value,
) -> Result<Value, Value> {
    let request = InvokeRequest {
        cmd: command.to_owned(),
        callback: CallbackFn(0),
        error: CallbackFn(1),
        url: page.parse().expect("an address"),
        body: InvokeBody::Json(args),
        headers: Default::default(),
        invoke_key: INVOKE_KEY.to_owned(),
    };
    get_ipc_response(window, request).map(|body| body.deserialize().expect("JSON"))
}
