//! From the API to the person: changes to the page, notices to the desktop.

use std::collections::BTreeMap;
use std::time::Duration;

use api::{Api, Notice, Tag};
use chrono::{DateTime, Local};
use cli::words;
use tauri::{AppHandle, Emitter, Manager, Runtime};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

use crate::looks::Kept;
use crate::popup::{self, Popup};
use crate::{tray, updates, window};

/// Event with the tags that changed.
const CHANGED: &str = "changed";
/// Event with a notice, also while the window is seen.
const NOTICE: &str = "notice";
/// Notices that come together are told together.
const TOGETHER: Duration = Duration::from_secs(2);
/// After a pop-up there is this much peace.
const PEACE: Duration = Duration::from_secs(15);
/// More than so many at once are one line with their number.
const SINGLY: usize = 2;

/// Listens to an API for as long as it is open.
pub(crate) fn begin<R: Runtime>(app: &AppHandle<R>, api: &Api) {
    tauri::async_runtime::spawn(changes(app.clone(), api.clone(), api.changes()));
    tauri::async_runtime::spawn(notices(app.clone(), api.notices()));
    tauri::async_runtime::spawn(updates::look(app.clone()));
}

async fn changes<R: Runtime>(app: AppHandle<R>, api: Api, mut feed: Receiver<Vec<Tag>>) {
    follow(&app, &api).await;
    loop {
        let tags = match feed.recv().await {
            Ok(tags) => tags,
            // What was missed is not known: everything is read anew.
            Err(RecvError::Lagged(_)) => Tag::ALL.to_vec(),
            Err(RecvError::Closed) => return,
        };
        let (settings, frame) = (
            tags.contains(&Tag::Settings),
            tags.contains(&Tag::Session) || tags.contains(&Tag::Settings),
        );
        if let Err(error) = app.emit_to(window::MAIN, CHANGED, tags) {
            tracing::warn!(%error, "the page did not hear of a change");
        }
        if settings {
            follow(&app, &api).await;
        } else if frame && let Err(error) = tray::follow(&app, &api).await {
            tracing::debug!(%error, "the tray kept its old words");
        }
    }
}

/// Settings may have changed: the shell's copy and the tray follow them.
async fn follow<R: Runtime>(app: &AppHandle<R>, api: &Api) {
    let kept = app.state::<Kept>();
    let looks = kept.follow(api).await;
    let tray = tray::follow(app, api).await;
    if let Err(error) = looks.map(drop).and(tray) {
        tracing::debug!(%error, "the shell kept its looks");
    }
}

async fn notices<R: Runtime>(app: AppHandle<R>, mut feed: Receiver<Notice>) {
    while let Some(notices) = together(&mut feed).await {
        for notice in &notices {
            // Nobody may be listening; that is no error.
            let _ = app.emit_to(window::MAIN, NOTICE, notice);
        }
        let locale = app.state::<Kept>().get().locale;
        for (page, popup) in worded(&locale, &notices) {
            let app = app.clone();
            tauri::async_runtime::spawn(async move {
                if popup::ask(popup).await {
                    window::show_page(&app, &page);
                }
            });
        }
        tokio::time::sleep(PEACE).await;
    }
}

/// The next notice and those that come with it.
async fn together(feed: &mut Receiver<Notice>) -> Option<Vec<Notice>> {
    let first = loop {
        match feed.recv().await {
            Ok(notice) => break notice,
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return None,
        }
    };
    tokio::time::sleep(TOGETHER).await;
    let mut all = vec![first];
    while let Ok(notice) = feed.try_recv() {
        if !all.contains(&notice) {
            all.push(notice);
        }
    }
    Some(all)
}

/// The page that a click opens, and the words. Many notices become one pop-up.
fn worded(locale: &str, notices: &[Notice]) -> Vec<(String, Popup)> {
    let (decisions, alerts): (Vec<&Notice>, Vec<&Notice>) = notices
        .iter()
        .partition(|notice| notice.title_key.starts_with("notice."));
    // Only the latest count of waiting decisions is true.
    let mut popups: Vec<_> = decisions
        .last()
        .map(|n| of(locale, n))
        .into_iter()
        .collect();
    if alerts.len() > SINGLY {
        let detail = BTreeMap::from([("count".to_owned(), alerts.len().to_string())]);
        let title = words::fill(locale, "notice.alerts", &detail);
        let body = alerts.first().map(|first| of(locale, first).1.title);
        popups.push(("/overview".to_owned(), popup(locale, title, body)));
    } else {
        popups.extend(alerts.iter().map(|alert| of(locale, alert)));
    }
    popups
}

fn of(locale: &str, notice: &Notice) -> (String, Popup) {
    let detail = shown(&notice.detail);
    let title = words::fill(locale, &notice.title_key, &detail);
    let body = format!("{}_body", notice.title_key);
    let body = words::known(locale, &body).then(|| words::fill(locale, &body, &detail));
    (notice.page.clone(), popup(locale, title, body))
}

/// Moments as a person here writes them; everything else as it is.
fn shown(detail: &BTreeMap<String, String>) -> BTreeMap<String, String> {
    let moment = |value: &String| {
        let at = DateTime::parse_from_rfc3339(value).ok()?;
        Some(
            at.with_timezone(&Local)
                .format("%d.%m.%Y %H:%M")
                .to_string(),
        )
    };
    let pairs = detail.iter();
    pairs
        .map(|(name, value)| (name.clone(), moment(value).unwrap_or_else(|| value.clone())))
        .collect()
}

pub(crate) fn popup(locale: &str, title: String, body: Option<String>) -> Popup {
    Popup {
        title,
        body: body.unwrap_or_default(),
        act: words::say(locale, "tray.open"),
    }
}

/// Said once per start: the window is gone, the work goes on.
pub(crate) fn still_here<R: Runtime>(app: &AppHandle<R>) {
    static SAID: std::sync::Once = std::sync::Once::new();
    SAID.call_once(|| {
        let app = app.clone();
        let locale = app.state::<Kept>().get().locale;
        let title = words::say(&locale, "notice.still_here");
        let body = words::say(&locale, "notice.still_here_body");
        let popup = popup(&locale, title, Some(body));
        tauri::async_runtime::spawn(async move {
            if popup::ask(popup).await {
                window::show(&app);
            }
        });
    });
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use api::Notice;

    use super::worded;

    fn notice(key: &str, page: &str, detail: &[(&str, &str)]) -> Notice {
        let detail = detail
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Notice {
            title_key: key.to_owned(),
            detail: detail.collect::<BTreeMap<_, _>>(),
            page: page.to_owned(),
        }
    }

    #[test]
    fn a_notice_is_worded_in_the_language_of_the_window() {
        let waits = notice(
            "notice.waiting",
            "/reviews?queue=waiting",
            &[("count", "3")],
        );
        for (locale, title) in [
            ("en", "3 answers wait for your decision"),
            ("ru", "3 ответа ждут вашего решения"),
            ("uz-Latn", "3 ta javob qaroringizni kutmoqda"),
            ("uz-Cyrl", "3 та жавоб қарорингизни кутмоқда"),
        ] {
            let popups = worded(locale, std::slice::from_ref(&waits));
            let (page, popup) = popups.first().expect("one");
            assert_eq!(popup.title, title, "with the right form of the number");
            assert!(!popup.body.is_empty(), "and what it means");
            assert_eq!(page, "/reviews?queue=waiting", "where a click leads");
        }
    }

    #[test]
    fn an_alert_names_what_it_is_about() {
        let low = notice(
            "alert.stock_low",
            "/overview",
            &[
                ("title", "Choynak"),
                ("days", "2"),
                ("article", "A-1"),
                ("quantity", "3"),
            ],
        );
        let popups = worded("en", &[low]);
        let (_, popup) = popups.first().expect("one");
        assert_eq!(
            popup.title, "Choynak: stock for 2 d",
            "as the page words it"
        );
        assert!(
            popup.body.contains("A-1"),
            "with its values: {}",
            popup.body
        );
    }

    #[test]
    fn many_alerts_are_one_pop_up_with_their_number() {
        let out = |title| notice("alert.stock_out", "/overview", &[("title", title)]);
        let waits = |count| {
            notice(
                "notice.waiting",
                "/reviews?queue=waiting",
                &[("count", count)],
            )
        };
        let popups = worded(
            "en",
            &[out("A"), waits("1"), out("B"), out("C"), waits("2")],
        );
        let titles: Vec<&str> = popups
            .iter()
            .map(|(_, popup)| popup.title.as_str())
            .collect();
        assert_eq!(
            titles,
            ["2 answers wait for your decision", "3 new alerts"],
            "a seller with a hundred products must not get a hundred pop-ups"
        );
    }
}
