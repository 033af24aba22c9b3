//! Accessibility by axe-core, which the page's own packages bring.

use std::path::Path;

use serde_json::Value;

use super::screen::Screen;

const LIBRARY: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../../ui/node_modules/axe-core/axe.min.js"
);

impl Screen {
    /// Serious and critical violations on what is shown now: rule, help text, first elements.
    pub(crate) async fn barriers(&self) -> Vec<String> {
        let library = std::fs::read_to_string(Path::new(LIBRARY)).expect("axe-core: npm ci in ui/");
        // Some pages' policy refuses new script elements; WebDriver's own scripts are exempt.
        self.run(
            &format!("{library}; window.axe = window.axe ?? axe;"),
            Vec::new(),
        )
        .await;
        let script = "const done = arguments[arguments.length - 1]; \
                      axe.run().then((result) => done(result.violations), (error) => done(String(error)))";
        let found = self
            .client
            .execute_async(script, Vec::new())
            .await
            .expect("axe runs");
        let found = found
            .as_array()
            .unwrap_or_else(|| panic!("axe failed: {found}"))
            .clone();
        found
            .iter()
            .filter(|violation| is_serious(violation))
            .map(describe)
            .collect()
    }
}

fn is_serious(violation: &Value) -> bool {
    violation["impact"] == "serious" || violation["impact"] == "critical"
}

fn describe(violation: &Value) -> String {
    let nodes = violation["nodes"]
        .as_array()
        .map(Vec::as_slice)
        .unwrap_or_default();
    let places: Vec<String> = nodes
        .iter()
        .take(5)
        .map(|node| node["html"].to_string())
        .collect();
    format!(
        "{}: {} at {}",
        violation["id"],
        violation["help"],
        places.join(", ")
    )
}
