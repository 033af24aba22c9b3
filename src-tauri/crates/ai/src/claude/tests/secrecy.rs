use super::*;

#[tokio::test]
async fn the_key_and_the_words_are_in_no_text_of_ours() {
    let bench = Bench::new().await;
    let mut texts = vec![format!("{:?}", bench.claude), format!("{:?}", request())];
    for answer in [
        ok(&said(GOOD)),
        failed(401, KEY),
        failed(400, "Ajoyib choynak"),
        ok(&stopped(KEY, GOOD)),
        ok(&stopped("refusal", "Ajoyib")),
        ResponseTemplate::new(402).set_body_string(format!("{KEY} Ajoyib")),
    ] {
        bench.next(answer).await;
        match bench.complete().await {
            Ok(reply) => texts.push(format!("{reply:?}")),
            Err(error) => texts.push(format!("{error} {error:?}")),
        }
    }
    for text in texts {
        assert!(!text.contains("sk-ant"), "no key in {text}");
        assert!(!text.contains("polite"), "no prompt in {text}");
        assert!(
            !text.contains("joyib") && !text.contains("Rahmat"),
            "no words in {text}"
        );
    }
}

#[tokio::test]
async fn errors_of_the_connection_do_not_show_the_key() {
    let (claude, _) = client(settings("http://127.0.0.1:9"));
    let error = claude.complete(request()).await.unwrap_err();
    let text = format!("{error} {error:?}");
    assert!(!text.contains("sk-ant"), "{text}");
}

#[test]
fn a_refused_key_is_not_repeated() {
    tls();
    let key = format!("{KEY}\u{1}");
    let error = Claude::open(key.as_str().into(), settings("https://api.anthropic.com")).err();
    let text = format!("{error:?}");
    assert!(
        text.contains("no key has") && !text.contains("sk-ant"),
        "{text}"
    );
}
