//! Every page in both themes and two languages: pictures to look at, and no barrier for people
//! who use a keyboard or a screen reader.

use serde_json::json;

use crate::harness::{Page, Screen, Window};

const PAGES: [&str; 9] = [
    "overview", "reviews", "chats", "returns", "ads", "activity", "shops", "settings", "connect",
];
const THEMES: [&str; 2] = ["light", "dark"];
const LOCALES: [&str; 2] = ["uz-Latn", "ru"];

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a browser: cargo xtask e2e"]
async fn no_page_has_a_serious_barrier_in_any_theme() {
    let page = Page::open(&["--demo", "--port", "0"]).await;
    let screen = &page.screen;
    lived_in(screen).await;
    let mut found = Vec::new();
    for theme in THEMES {
        for locale in LOCALES {
            dress(screen, theme, locale).await;
            for name in PAGES {
                open(screen, name).await;
                screen
                    .picture(&format!("page-{name}-{theme}-{locale}"))
                    .await;
                let barriers = screen.barriers().await;
                let named = |one| format!("{name}, {theme}, {locale}: {one}");
                found.extend(barriers.iter().map(named));
            }
        }
    }
    assert!(found.is_empty(), "people are stopped by {found:#?}");
}

#[tokio::test(flavor = "multi_thread")]
#[ignore = "needs a screen: cargo xtask e2e"]
async fn the_window_draws_every_page_in_both_themes_and_two_languages() {
    let window = Window::open(&["--demo"]).await;
    let screen = &window.screen;
    lived_in(screen).await;
    for theme in THEMES {
        for locale in LOCALES {
            dress(screen, theme, locale).await;
            for name in PAGES {
                open(screen, name).await;
                screen
                    .picture(&format!("window-{name}-{theme}-{locale}"))
                    .await;
            }
            let shown = screen
                .run("return document.documentElement.lang", vec![])
                .await;
            assert_eq!(shown, locale, "the window speaks the chosen language");
        }
    }
    let errors = screen.run("return window.__refused ?? []", vec![]).await;
    assert_eq!(
        errors,
        json!([]),
        "the policy of the page stops nothing of its own"
    );
}

/// The demo has sold something and answered somebody.
async fn lived_in(screen: &Screen) {
    screen.find("main").await;
    let note = "window.__refused = []; addEventListener('securitypolicyviolation', \
                (event) => window.__refused.push(`${event.violatedDirective} ${event.blockedURI} \
                ${event.sourceFile}:${event.lineNumber} ${event.sample}`))";
    screen.run(note, vec![]).await;
    screen.go("/activity").await;
    screen.find("main li button").await;
}

async fn dress(screen: &Screen, theme: &str, locale: &str) {
    let looks = json!({ "theme": theme, "locale": locale });
    screen.call("settings_set", looks).await;
    screen.find(&format!("html.{theme}[lang='{locale}']")).await;
}

/// Opens a page and waits until nothing on it is being read.
async fn open(screen: &Screen, name: &str) {
    screen.go(&format!("/{name}")).await;
    screen.find("main h1, main h2").await;
    screen.find("body:not(:has([aria-busy=true]))").await;
}
