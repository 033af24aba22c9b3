//! The page's own way to the engine, for what a test must know or prepare.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::screen::Screen;

impl Screen {
    /// Makes a call as the page does.
    pub(crate) async fn call(&self, name: &str, args: Value) -> Value {
        let answer = self
            .ask("call", json!({ "name": name, "args": args }))
            .await;
        assert!(answer.get("error").is_none(), "{name}: {answer}");
        answer["ok"].clone()
    }

    /// Asks the shell for any command, or the server for a call: `{"ok": …}` or `{"error": …}`.
    pub(crate) async fn ask(&self, command: &str, args: Value) -> Value {
        let script = "const [command, args, done] = arguments; \
             if (window.__TAURI_INTERNALS__) \
                 window.__TAURI_INTERNALS__.invoke(command, args) \
                     .then((ok) => done({ ok: ok ?? null }), (error) => done({ error })); \
             else fetch('/api/call', { method: 'POST', body: JSON.stringify(args), headers: { \
                 'Content-Type': 'application/json', 'X-Sam-Token': localStorage.getItem('sam.session') } }) \
                     .then((reply) => reply.json()).then(done, (error) => done({ error: String(error) }));";
        let asked = self
            .client
            .execute_async(script, vec![json!(command), args])
            .await;
        asked.expect("a script")
    }

    /// Makes a call again and again until its result is as wished.
    pub(crate) async fn wait_for(&self, name: &str, wish: impl Fn(&Value) -> bool) -> Value {
        let patience = Instant::now() + Duration::from_secs(60);
        loop {
            let found = self.call(name, json!({})).await;
            if wish(&found) {
                return found;
            }
            assert!(Instant::now() < patience, "{name} stayed {found}");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
    }

    /// Goes to an address of the page, e.g. `/reviews?queue=waiting`.
    pub(crate) async fn go(&self, page: &str) {
        self.run("location.hash = arguments[0]", vec![json!(page)])
            .await;
    }
}
