//! Forms with files that are broken on the way, or were never whole.

use crate::input::trial::{FORM, MARK, Trial, assert_clear};

const KIND: &str = "multipart/form-data; boundary=x";
const PATH: &str = "/step/17";

/// One part with a name, the boundary before it.
fn part(name: &str, value: &str) -> String {
    format!("--x\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
}

/// One file, the boundary before it.
fn file(name: &str, content: &str) -> String {
    format!("--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"{name}\"\r\n\r\n{content}\r\n")
}

fn text() -> String {
    file("note.txt", &format!("{MARK} wrote this"))
}

#[tokio::test]
async fn a_form_that_is_not_whole_is_refused_and_none_of_it_kept() {
    let mut trial = Trial::begin().await;
    let token = part("token", &trial.token);
    let file = text();
    let whole = format!("{token}{file}--x--\r\n");
    let headers = "X-Filler: ".to_owned() + &MARK.repeat(20_000);
    let huge = format!(
        "{token}--x\r\n{headers}\r\nContent-Disposition: form-data; name=\"files\"\r\n\r\nhi\r\n--x--"
    );
    let nameless = format!("{token}--x\r\nContent-Disposition: form-data\r\n\r\n{MARK}\r\n{file}--x--\r\n");
    let headless = format!("{token}--x\r\n\r\n{MARK}\r\n{file}--x--\r\n");
    let many: String = (0..60).map(|index| part(&format!("f{index}"), MARK)).collect();
    let cases = [
        ("cut in a file", KIND, whole[..whole.len() - 12].to_owned()),
        ("cut before the end", KIND, format!("{token}{file}")),
        ("cut in the last boundary", KIND, format!("{token}{file}--")),
        ("cut in a header", KIND, format!("{token}--x\r\nContent-Dispo")),
        ("nothing", KIND, String::new()),
        ("another boundary", KIND, whole.replace("--x", "--y")),
        ("no boundary named", "multipart/form-data", whole.clone()),
        ("an empty boundary", "multipart/form-data; boundary=", whole.clone()),
        ("a header of 200 KB", KIND, huge),
        ("a part without a name", KIND, nameless),
        ("a part without headers", KIND, headless),
        ("sixty parts", KIND, format!("{token}{many}{file}--x--\r\n")),
        ("a value that is not text", KIND, format!("{token}{}{file}--x--\r\n", part("action", "a\0b"))),
    ];
    for (what, kind, body) in cases {
        assert_clear(&trial.send(PATH, kind, body).await, 400, what);
        trial.nothing_came_of_it(what).await;
    }
    let large = part("action", &MARK.repeat(60_000));
    let page = trial.send(PATH, KIND, format!("{token}{large}{file}--x--\r\n")).await;
    assert_clear(&page, 413, "a field of 600 KB");
    trial.nothing_came_of_it("a field of 600 KB").await;
}

#[tokio::test]
async fn nothing_is_taken_before_the_token() {
    let mut trial = Trial::begin().await;
    let (token, file) = (part("token", &trial.token), text());
    let cases = [
        ("the file first", format!("{file}{token}--x--\r\n")),
        ("a field first", format!("{}{token}{file}--x--\r\n", part("action", "add"))),
        ("no token", format!("{file}--x--\r\n")),
        ("a wrong token", format!("{}{file}--x--\r\n", part("token", MARK))),
        ("a wrong token before the right one", format!("{}{token}{file}--x--\r\n", part("token", "x"))),
        ("a wrong token after the right one", format!("{token}{file}{}--x--\r\n", part("token", "x"))),
        ("only the last boundary", "--x--\r\n".to_owned()),
    ];
    for (what, body) in cases {
        assert_clear(&trial.send(PATH, KIND, body).await, 403, what);
        trial.nothing_came_of_it(what).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_connection_that_breaks_off_leaves_nothing() {
    let mut trial = Trial::begin().await;
    let body =
        format!("{}{}", part("token", &trial.token), file("big.txt", &format!("{MARK} ").repeat(40_000)));
    let head = format!(
        "POST {PATH} HTTP/1.1\r\nHost: x\r\nCookie: v={}\r\nContent-Type: {KIND}\r\nContent-Length: {}\r\n\r\n",
        trial.visitor.cookies["v"],
        body.len() + 100_000
    );
    trial.raw(&[head.as_bytes(), body.as_bytes()]);
    trial.nothing_came_of_it("a connection that breaks off").await;
    let chunked =
        head.replace(&format!("Content-Length: {}", body.len() + 100_000), "Transfer-Encoding: chunked");
    let chunk = format!("{:x}\r\n", body.len());
    trial.raw(&[chunked.as_bytes(), chunk.as_bytes(), body.as_bytes(), b"\r\nnot a length\r\n"]);
    trial.nothing_came_of_it("chunks that make no sense").await;
}

#[tokio::test]
async fn a_form_without_files_will_do_where_files_are_optional() {
    let mut trial = Trial::begin().await;
    let empty = "--x\r\nContent-Disposition: form-data; name=\"files\"; filename=\"\"\r\n\
        Content-Type: application/octet-stream\r\n\r\n\r\n";
    let body = format!("{}{empty}--x--\r\n", part("token", &trial.token));
    assert_eq!(trial.send(PATH, KIND, body).await.status, 303);
    let body = format!("token={}", trial.token);
    assert_eq!(trial.send(PATH, FORM, body).await.status, 303);
    trial.nothing_came_of_it("no file").await;
}
