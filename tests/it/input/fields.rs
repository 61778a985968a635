//! Forms whose fields are not text, too large, or too many.

use crate::input::trial::{FORM, MARK, Trial, assert_clear};
use crate::support::premises::Inside;

#[tokio::test]
async fn what_is_not_utf8_text_is_refused_and_not_guessed_at() {
    let mut trial = Trial::begin().await;
    let latin1 = [MARK.as_bytes(), b" caf\xE9"].concat();
    let utf16: Vec<u8> = MARK.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let marked = |escape: &str| format!("{MARK}{escape}").into_bytes();
    let values = [
        ("a stray byte", marked("%FF")),
        ("Latin-1", latin1),
        ("UTF-16", [&b"\xFF\xFE"[..], &utf16].concat()),
        ("UTF-16, escaped", marked("%00a%00b")),
        ("a NUL", marked("%00")),
        ("an overlong slash", marked("%C0%AF")),
        ("an overlong NUL", marked("%C0%80")),
        ("half a surrogate pair", marked("%ED%A0%80")),
        ("a character beyond the last", marked("%F4%90%80%80")),
        ("a character cut short", marked("%E2%82")),
    ];
    for (what, value) in values {
        let head = format!("token={}&story=", trial.token).into_bytes();
        let page = trial.send("/step/1", FORM, [head.clone(), value.clone()].concat()).await;
        assert_clear(&page, 400, what);
        let name = [format!("token={}&", trial.token).into_bytes(), value, b"=1".to_vec()].concat();
        let page = trial.send("/step/2", FORM, name).await;
        assert_clear(&page, 400, &format!("{what}, as a name"));
        trial.nothing_came_of_it(what).await;
    }
    for path in ["/check", "/reply", "/staff/sign-in"] {
        let page = trial.send(path, FORM, format!("phrase={MARK}%FF")).await;
        assert_clear(&page, 400, path);
    }
    trial.nothing_came_of_it("bytes in other areas").await;
}

#[tokio::test]
async fn what_nobody_can_see_is_shown_again_to_be_taken_out() {
    let mut trial = Trial::begin().await;
    let page = trial.visitor.open("/step/1").await;
    let page = trial.visitor.submit(&page, &[("story", &format!("{MARK} bell \u{7} here"))]).await;
    assert_clear(&page, 422, "a control character");
    assert!(page.html.contains(MARK), "what was typed is kept on the page: {}", page.describe());
    trial.nothing_came_of_it("a control character").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn too_much_is_refused() {
    let mut trial = Trial::begin().await;
    let token = trial.token.clone();
    let large = MARK.repeat(10 * 1024 * 1024 / MARK.len() + 1);
    for path in ["/step/1", "/check", "/reply", "/staff/sign-in"] {
        let page = trial.send(path, FORM, format!("token={token}&story={large}")).await;
        assert_clear(&page, 413, path);
    }
    trial.nothing_came_of_it("ten megabytes").await;
    let many = format!("&{MARK}=x").repeat(1_000);
    for path in ["/step/1", "/check", "/reply", "/staff/sign-in"] {
        let page = trial.send(path, FORM, format!("token={token}{many}")).await;
        assert_clear(&page, 400, path);
    }
    trial.nothing_came_of_it("a thousand fields").await;
    let announced = format!(
        "POST /step/1 HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: 9000000000\r\n\r\nstory={MARK}"
    );
    let answer = trial.raw(&[announced.as_bytes()]);
    assert!(answer.starts_with("HTTP/1.1 413"), "{answer}");
    trial.nothing_came_of_it("nine gigabytes announced").await;
}

#[tokio::test]
async fn other_types_than_a_browser_sends_are_refused() {
    let mut trial = Trial::begin().await;
    let body = format!("token={}&story={MARK}", trial.token);
    let kinds =
        ["", "text/plain", "application/json", "application/xml", "multipart/mixed; boundary=x", MARK];
    for kind in kinds {
        for path in ["/step/1", "/check", "/sent", "/stay", "/reply", "/staff/sign-in"] {
            let page = trial.send(path, kind, body.clone()).await;
            assert_clear(&page, 400, &format!("{kind} at {path}"));
        }
    }
    trial.nothing_came_of_it("other types").await;
    // A form for files at a question without files.
    let part = format!("--x\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n{}\r\n", trial.token);
    let file = format!(
        "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"a.txt\"\r\n\r\n{MARK}\r\n--x--\r\n"
    );
    let page = trial.send("/step/2", "multipart/form-data; boundary=x", part + &file).await;
    assert_clear(&page, 400, "files at a question that takes none");
    trial.nothing_came_of_it("files at a question that takes none").await;
}

#[tokio::test]
async fn answers_that_no_page_offers_are_refused() {
    let mut trial = Trial::begin().await;
    let token = trial.token.clone();
    for (path, field) in [
        ("/step/2", "relation"),
        ("/step/8", "role"),
        ("/step/9", "standards"),
        ("/step/10", "sign"),
        ("/step/11", "when"),
        ("/step/14", "danger"),
        ("/step/18", "contact"),
    ] {
        let page = trial.send(path, FORM, format!("token={token}&{field}={MARK}")).await;
        assert_clear(&page, 422, path);
        assert!(!page.select(".govuk-error-summary").is_empty(), "{path}");
    }
    let page = trial.send("/step/7", FORM, format!("token={token}&name={}", MARK.repeat(30))).await;
    assert_clear(&page, 422, "a name of 300 characters");
    let page = trial.send("/step/7", FORM, format!("token={token}&name={MARK}%0D%0Aline")).await;
    assert_clear(&page, 422, "two lines in one");
    let page = trial.send("/step/10", FORM, format!("token={token}&sign=W01&sign=none")).await;
    assert_clear(&page, 422, "signs and none of these");
    trial.nothing_came_of_it("answers that no page offers").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn staff_forms_are_read_as_strictly() {
    let inside = Inside::start();
    let mut manager = inside.staff("i.vale").await;
    let helplines = manager.open("/staff/helplines").await;
    let address = helplines.attribute("a[href^='/staff/helplines/']", "href").remove(0);
    let page = manager.open(&address).await;
    let token = page.field("token").expect("a form token");
    let name = page.field("name").expect("a name");
    for (what, body, status) in [
        ("a stray byte", format!("token={token}&name={MARK}%FF"), 400),
        ("a NUL", format!("token={token}&name={MARK}%00"), 400),
        ("two lines", format!("token={token}&name={MARK}%0Ax&number=1&note="), 422),
        ("too long", format!("token={token}&name={}&number=1&note=", MARK.repeat(20)), 422),
        ("nothing", format!("token={token}&name=&number=&note="), 422),
    ] {
        let request =
            manager.request(reqwest::Method::POST, &address).header("content-type", FORM).body(body);
        assert_clear(&manager.send(request).await, status, what);
    }
    assert_eq!(manager.open(&address).await.field("name").as_ref(), Some(&name));
}
