//! `docs/marketplaces.md` says what this build does on each marketplace; it is written from the
//! code, and this test is red while it says something else.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use domain::{Capability, ChangeKind, Feed, SharedClock};
use journeys::hand;
use journeys::time::{WorldTime, start};
use marketplaces::{Limits, Profile, Registry, Shop, offered};
use sandbox::{Options, Sandbox};

/// Name of the variable that turns this test into the writer.
const WRITE: &str = "SAM_WRITE_DOCS";

const HEAD: &str = "# Marketplaces

Written from the code by `cargo xtask docs`; do not edit.

What a marketplace's official API does not offer is \"-\"; what it offers and this version does not use yet is \"later\".
";

/// A column: a marketplace with a shop of the sandbox. No request is made.
struct Column {
    profile: Profile,
    shop: Box<dyn Shop>,
}

fn row(text: &mut String, name: &str, columns: &[Column], cell: impl Fn(&Column) -> String) {
    let cells: Vec<String> = columns.iter().map(cell).collect();
    let _ = writeln!(text, "| {name} | {} |", cells.join(" | "));
}

fn head(text: &mut String, title: &str, columns: &[Column]) {
    let _ = writeln!(text, "\n## {title}\n");
    row(text, "", columns, |column| column.profile.name.to_owned());
    let _ = writeln!(text, "|---|{}", "---|".repeat(columns.len()));
}

fn line(column: &Column, capability: Capability) -> String {
    let mut lines = column.profile.capabilities.iter();
    let found = lines.find(|line| line.capability == capability);
    let word = match found.map(|line| (line.read, line.write)) {
        None => "later",
        Some((true, true)) => "read, write",
        Some((true, false)) => "read",
        Some((false, true)) => "write",
        Some((false, false)) => "-",
    };
    word.to_owned()
}

fn changes(shop: &dyn Shop, kind: ChangeKind) -> bool {
    match kind {
        ChangeKind::Price => shop.price_changes().is_some(),
        ChangeKind::Stock => shop.stock_changes().is_some(),
        ChangeKind::Parcel => shop.parcel_steps().is_some(),
        ChangeKind::Supply => shop.supply_steps().is_some(),
        ChangeKind::Return => shop.return_decisions().is_some(),
        ChangeKind::Chat => shop.chat_replies().is_some(),
        ChangeKind::Campaign => shop.campaign_steps().is_some(),
        ChangeKind::Card => shop.card_changes().is_some(),
        ChangeKind::Promotion => shop.promotion_steps().is_some(),
        ChangeKind::Pin => shop.review_pins().is_some(),
    }
}

fn yes(is: bool) -> String {
    if is { "yes" } else { "" }.to_owned()
}

fn written(columns: &[Column]) -> String {
    let mut text = HEAD.to_owned();
    head(&mut text, "Capabilities", columns);
    for capability in Capability::ALL {
        row(&mut text, capability.as_str(), columns, |column| {
            line(column, capability)
        });
    }
    head(&mut text, "What is read", columns);
    for feed in Feed::ALL {
        row(&mut text, feed.as_str(), columns, |column| {
            yes(offered(column.shop.as_ref(), feed))
        });
    }
    row(&mut text, "dictionary of categories", columns, |column| {
        yes(column.shop.dictionary().is_some())
    });
    row(&mut text, "files", columns, |column| {
        yes(column.shop.files().is_some())
    });
    head(&mut text, "What is changed", columns);
    row(&mut text, "answer to a review", columns, |column| {
        yes(column.shop.review_answers().is_some())
    });
    row(&mut text, "answer to a question", columns, |column| {
        yes(column.shop.question_answers().is_some())
    });
    for kind in ChangeKind::ALL {
        row(&mut text, kind.as_str(), columns, |column| {
            yes(changes(column.shop.as_ref(), kind))
        });
    }
    head(&mut text, "Dated rule packs", columns);
    row(&mut text, "as of", columns, |column| {
        column.profile.rules.date.clone()
    });
    text
}

#[tokio::test]
async fn the_page_about_marketplaces_says_what_the_code_does() {
    let sandbox = Sandbox::start(Options::at(start()))
        .await
        .expect("a sandbox");
    let clock: SharedClock = Arc::new(WorldTime(sandbox.clock()));
    let registry = Registry::all();
    let columns: Vec<Column> = registry
        .iter()
        .map(|connector| {
            let account = hand::account(&sandbox, connector.profile().id.as_str());
            Column {
                profile: connector.profile().clone(),
                shop: hand::open(connector, &account, &Limits::default(), &clock),
            }
        })
        .collect();
    let text = written(&columns);
    sandbox.stop().await;
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../docs/marketplaces.md");
    if std::env::var_os(WRITE).is_some() {
        std::fs::write(&path, &text).expect("docs can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(kept.replace("\r\n", "\n"), text, "run `cargo xtask docs`");
}
