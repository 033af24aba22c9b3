//! Papers of shipments and reports: which there are, and the files themselves.

use domain::ExternalId;
use serde_json::{Value, json};
use wiremock::matchers::{method, path};
use wiremock::{Mock, MockServer, ResponseTemplate};

use super::{asked, on, shop};
use crate::contract::{FileAnswer, FileWish};
use crate::error::ErrorKind;
use crate::page::{Cursor, Window};
use crate::testing::{start, window};

const ACTS: &str = "/v2/posting/fbs/act/list";
const PDF: &str = "/v2/posting/fbs/act/get-pdf";
const REPORTS: &str = "/v1/report/list";
const REPORT: &str = "/v1/report/info";

fn act(id: &Value, status: &str) -> Value {
    json!({ "id": id, "delivery_method_name": "Самарканд", "status": status,
        "departure_date": "2026-11-21T00:00:00Z", "act_type": "act_of_acceptance" })
}

fn report(code: &str, status: &str, file: &str, expires: &str) -> Value {
    json!({ "code": code, "status": status, "file": file, "report_type": "MUTUAL_SETTLEMENT",
        "created_at": "2026-11-20T22:30:00Z", "expires_at": expires, "error": "" })
}

fn wish(document: &str) -> FileWish {
    FileWish::Document {
        document: document.into(),
        format: "pdf".to_owned(),
    }
}

#[tokio::test]
async fn shipments_that_have_papers_and_reports_that_can_be_fetched_are_told() {
    let server = MockServer::start().await;
    let acts = json!([
        act(&json!(7), "formed"),
        act(&json!("8"), "in_process"),
        act(&json!({}), "formed")
    ]);
    on(&server, ACTS, json!({ "result": acts })).await;
    let later = "2026-12-20T00:00:00Z";
    let reports = json!([
        report("R-1", "success", "https://f.example/a/b.csv?x=1.y", later),
        report("R-2", "processing", "", later),
        report(
            "R-3",
            "success",
            "https://f.example/a.xlsx",
            "2026-11-21T00:00:00Z"
        ),
        report("R-4", "success", "https://f.example/file", ""),
    ]);
    on(
        &server,
        REPORTS,
        json!({ "result": { "reports": reports, "total": 4 } }),
    )
    .await;
    let shop = shop(&server);
    let feed = shop.documents().expect("offered");
    let short = Window {
        since: start() - chrono::TimeDelta::hours(2),
        ..window()
    };
    let page = feed.page(None, short).await.expect("a page");
    let told: Vec<_> = page
        .rows
        .iter()
        .map(|one| {
            (
                one.external_id.as_str(),
                one.name.as_str(),
                one.formats[0].as_str(),
            )
        })
        .collect();
    let expected = [
        ("act:7", "Самарканд 2026-11-21", "pdf"),
        ("R-1", "MUTUAL_SETTLEMENT 2026-11-21", "csv"),
        ("R-4", "MUTUAL_SETTLEMENT 2026-11-21", "xlsx"),
    ];
    assert_eq!(told, expected, "days are Moscow's");
    assert_eq!(page.bad.len(), 1, "one that cannot be read is kept");
    let body =
        json!({ "filter": { "date_from": "2026-11-22", "date_to": "2026-11-22" }, "limit": 50 });
    assert_eq!(asked(&server, ACTS).await, [body], "a day at a time");
}

#[tokio::test]
async fn a_round_walks_day_by_day_and_asks_for_reports_once() {
    let server = MockServer::start().await;
    on(&server, ACTS, json!({ "result": [] })).await;
    on(&server, REPORTS, json!({ "result": { "reports": [] } })).await;
    let shop = shop(&server);
    let feed = shop.documents().expect("offered");
    let span = Window {
        since: start() - chrono::TimeDelta::days(5),
        ..window()
    };
    let (mut after, mut pages): (Option<Cursor>, usize) = (None, 0);
    loop {
        let page = feed.page(after.as_ref(), span).await.expect("a page");
        (after, pages) = (Some(page.cursor), pages + 1);
        if !page.more {
            break;
        }
        assert!(pages < 30, "it ends");
    }
    assert!(pages >= 5, "no day is left out: {pages}");
    assert_eq!(asked(&server, REPORTS).await.len(), 1, "at the end");
    let sent = asked(&server, ACTS).await;
    assert_eq!(
        sent[0]["filter"]["date_from"], "2026-11-17",
        "from the first day"
    );
    let last = &sent[sent.len() - 1]["filter"]["date_to"];
    assert_eq!(last, "2026-11-22", "to the last");
}

#[tokio::test]
async fn papers_come_alone_or_within_json() {
    for (body, bytes) in [
        ("%PDF-1.4 a", Some("%PDF-1.4 a")),
        (
            r#"{"file_content":"%PDF-1.4 b","content_type":"application/pdf"}"#,
            Some("%PDF-1.4 b"),
        ),
        (r#"{"file_content":"JVBERi0xLjQgYw=="}"#, Some("%PDF-1.4 c")),
        (r#"{"file_content":"?"}"#, None),
        ("", None),
    ] {
        let server = MockServer::start().await;
        Mock::given(method("POST"))
            .and(path(format!("/seller{PDF}")))
            .respond_with(ResponseTemplate::new(200).set_body_string(body))
            .mount(&server)
            .await;
        let shop = shop(&server);
        let files = shop.files().expect("offered");
        match (files.file(&wish("act:7"), None).await, bytes) {
            (Ok(FileAnswer::Here(file)), Some(bytes)) => {
                assert_eq!(file.bytes, bytes.as_bytes(), "{body}");
                assert_eq!(file.name, "act-7.pdf", "{body}");
            }
            (Err(error), None) => assert_eq!(error.kind, ErrorKind::Unreadable, "{body}"),
            (answer, _) => panic!("{body}: {answer:?}"),
        }
        assert_eq!(
            asked(&server, PDF).await,
            [json!({ "id": 7 })],
            "by its number"
        );
    }
}

#[tokio::test]
async fn a_report_is_fetched_from_where_it_lies_or_waited_for() {
    let server = MockServer::start().await;
    let file = format!("{}/files/r.csv", server.uri());
    Mock::given(method("GET"))
        .and(path("/files/r.csv"))
        .respond_with(ResponseTemplate::new(200).set_body_string("a;b"))
        .mount(&server)
        .await;
    on(
        &server,
        REPORT,
        json!({ "result": report("R/../1", "success", &file, "") }),
    )
    .await;
    let shop = shop(&server);
    let files = shop.files().expect("offered");
    let answer = files.file(&wish("R/../1"), None).await.expect("a file");
    let file = match answer {
        FileAnswer::Here(file) => file,
        other => panic!("it is ready: {other:?}"),
    };
    let told = (
        file.name.as_str(),
        file.media_type.as_str(),
        file.bytes.as_ref(),
    );
    assert_eq!(
        told,
        ("R1.csv", "text/csv", b"a;b".as_slice()),
        "no folder in its name"
    );
    for (status, waits) in [("waiting", true), ("processing", true), ("failed", false)] {
        let server = MockServer::start().await;
        on(
            &server,
            REPORT,
            json!({ "result": report("R-1", status, "", "") }),
        )
        .await;
        let shop = super::shop(&server);
        let files = shop.files().expect("offered");
        match files.file(&wish("R-1"), None).await {
            Ok(FileAnswer::Later { ticket, .. }) => {
                assert!(waits, "{status} is not waited for");
                assert_eq!(
                    ExternalId::from(ticket.as_str()),
                    "R-1".into(),
                    "asked again"
                );
            }
            Err(error) => assert_eq!(
                (error.kind, waits),
                (ErrorKind::Rejected, false),
                "{status}"
            ),
            answer => panic!("{status}: {answer:?}"),
        }
    }
}
