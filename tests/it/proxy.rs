//! A machine whose requests go through a proxy: the demo's shops are on this machine and are
//! reached all the same.

use crate::sam::{Ended, Home};

/// Nobody answers there.
const PROXY: &str = "http://127.0.0.1:9";

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_works_behind_a_proxy() {
    let home = Home::new();
    let mut command = home.command(&["demo", "--for", "8s", "--speed", "60", "--json"]);
    for name in ["HTTP_PROXY", "http_proxy", "HTTPS_PROXY", "ALL_PROXY"] {
        command.env(name, PROXY);
    }
    command.env_remove("NO_PROXY").env_remove("no_proxy");
    let ended = Ended::of(command.spawn().expect("sam starts")).await;
    assert_eq!(ended.code, Some(0), "it ends well: {ended:?}");
    let sum = ended.json();
    for (name, shop) in sum["marketplaces"].as_object().expect("four shops") {
        let products = shop["products"].as_i64().unwrap_or_default();
        assert!(products > 0, "{name} was read past the proxy: {sum}");
    }
}
