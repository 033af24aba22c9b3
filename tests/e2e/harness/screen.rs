//! What a person does with a page: look, click, type, press keys. Waiting is always for something
//! to be seen, never for time to pass.

use std::path::PathBuf;
use std::time::Duration;

use fantoccini::elements::Element;
use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use super::told;

const PATIENCE: Duration = Duration::from_secs(60);

/// A WebDriver session on a page.
pub(crate) struct Screen {
    pub(crate) client: Client,
}

impl Screen {
    pub(super) async fn connect(port: u16, capabilities: Value) -> Self {
        let Value::Object(capabilities) = capabilities else {
            panic!("capabilities are an object")
        };
        let mut builder = ClientBuilder::new(HttpConnector::new());
        builder.capabilities(capabilities);
        let client = builder.connect(&format!("http://127.0.0.1:{port}")).await;
        Self {
            client: client.expect("a WebDriver session"),
        }
    }

    /// Waits for an element.
    pub(crate) async fn find(&self, css: &str) -> Element {
        self.locate(Locator::Css(css)).await
    }

    /// Waits for a button or link with these words and presses it.
    pub(crate) async fn press(&self, words: &str) {
        let path = format!(
            "//*[(self::button or self::a or @role='tab') and contains(normalize-space(.), \"{words}\")]"
        );
        self.click_at(Locator::XPath(&path)).await;
    }

    async fn click_at(&self, place: Locator<'_>) {
        self.with(place, async |element| element.click().await)
            .await;
    }

    /// The page may draw an element anew between being found and being used.
    async fn with(&self, place: Locator<'_>, act: impl AsyncFn(Element) -> Result<(), CmdError>) {
        for _ in 0..5 {
            match act(self.locate(place).await).await {
                Err(error) if error.is_stale_element_reference() => {}
                other => return other.unwrap_or_else(|error| panic!("{place:?}: {error}")),
            }
        }
        panic!("{place:?} is drawn anew without end");
    }

    async fn locate(&self, place: Locator<'_>) -> Element {
        let wait = self.client.wait().at_most(PATIENCE);
        match wait.for_element(place).await {
            Ok(element) => element,
            Err(error) => {
                self.picture("not-found").await;
                panic!(
                    "no {place:?} on the page: {error}; it shows: {}",
                    self.text("body").await
                )
            }
        }
    }

    /// Waits for an element and clicks it.
    pub(crate) async fn click(&self, css: &str) {
        self.click_at(Locator::Css(css)).await;
    }

    /// Types into an element; also single keys, as `fantoccini::key` writes them.
    pub(crate) async fn type_into(&self, css: &str, keys: &str) {
        let keys = async |element: Element| element.send_keys(keys).await;
        self.with(Locator::Css(css), keys).await;
    }

    /// What an element shows now.
    pub(crate) async fn text(&self, css: &str) -> String {
        let script = "return document.querySelector(arguments[0])?.innerText ?? ''";
        let text = self.run(script, vec![json!(css)]).await;
        text.as_str().unwrap_or_default().to_owned()
    }

    /// Waits until an element shows these words.
    pub(crate) async fn see(&self, css: &str, words: &str) {
        if !self.sees(css, words).await {
            self.picture("not-seen").await;
            panic!(
                "{css} does not show {words:?} but: {}",
                self.text(css).await
            );
        }
    }

    /// Watches an element for half a minute; true as soon as it shows these words.
    pub(crate) async fn sees(&self, css: &str, words: &str) -> bool {
        let script = "const done = arguments[3], find = () => \
             (document.querySelector(arguments[0])?.innerText ?? '').includes(arguments[1]); \
             if (find()) return done(true); \
             const stop = (seen) => { watch.disconnect(); clearTimeout(late); done(seen) }; \
             const watch = new MutationObserver(() => find() && stop(true)); \
             watch.observe(document, { childList: true, subtree: true, characterData: true, attributes: true }); \
             const late = setTimeout(() => stop(find()), arguments[2]);";
        let patience = 25_000;
        let seen = self
            .client
            .execute_async(script, vec![json!(css), json!(words), json!(patience)]);
        seen.await.expect("a script") == json!(true)
    }

    /// Runs a script and returns what it returns.
    pub(crate) async fn run(&self, script: &str, arguments: Vec<Value>) -> Value {
        self.client
            .execute(script, arguments)
            .await
            .expect("a script")
    }

    /// Keeps a picture of the page in screenshots/.
    pub(crate) async fn picture(&self, name: &str) -> PathBuf {
        let folder = PathBuf::from(told("SAM_E2E_SCREENSHOTS"));
        std::fs::create_dir_all(&folder).expect("the folder of pictures");
        let path = folder.join(format!("{name}.png"));
        // WebKit's driver was seen to keep silent for ever when asked for a still page: a test must
        // then end with its own words, not by the patience of CI.
        let asked = tokio::time::timeout(PATIENCE, self.client.screenshot()).await;
        let picture = asked.expect("a picture in time").expect("a picture");
        std::fs::write(&path, picture).expect("the picture on disk");
        path
    }
}
