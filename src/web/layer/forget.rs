//! What a request brought does not outlive it.
//!
//! Freed memory is wiped by the allocator (`main.rs`). What it cannot know of is what stays in use: the
//! server keeps the heads of finished requests and answers for the next ones, and empties them only then. The
//! value of a header is a piece of the buffer that the whole request was read into, so one head that is kept
//! holds on to cookies and to all that was typed.

use std::time::Duration;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{StatusCode, Uri};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse, rt};

use crypto::stack;

/// The headers that something here reads, besides cookies. All others go no further.
const READ: [HeaderName; 6] = [
    header::ACCEPT_ENCODING,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::ORIGIN,
    HeaderName::from_static("sec-fetch-site"),
    header::TRANSFER_ENCODING,
];

/// How often a thread that answers requests tidies up.
const EVERY: Duration = Duration::from_secs(10);

/// How many heads of answers the server keeps for each thread, at most.
const KEPT: usize = 128;

/// The layer.
///
/// # Errors
/// What the route failed with.
pub async fn layer(mut request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
    // Read here, they are kept with what is wiped at the end of the request.
    drop(request.cookies());
    let head = request.head_mut();
    head.headers = read(&head.headers);
    let (request, response) = next.call(request).await?.into_parts();
    let mut request = ServiceRequest::from_request(request);
    // There is an answer: nobody else holds the request any more. Some addresses open something, once.
    request.head_mut().headers.clear();
    request.head_mut().uri = Uri::default();
    request.match_info_mut().get_mut().update(&Uri::default());
    Ok(ServiceResponse::new(request.into_parts().0, response))
}

/// Copies: the originals are pieces of the whole request.
fn read(headers: &HeaderMap) -> HeaderMap {
    let read = headers.iter().filter(|(name, _)| READ.contains(name));
    let copies = read.filter_map(|(name, value)| Some((name.clone(), copy(value)?)));
    copies.collect()
}

fn copy(value: &HeaderValue) -> Option<HeaderValue> {
    HeaderValue::from_bytes(value.as_bytes()).ok()
}

/// Tidies up in this thread from now on, for as long as it answers requests.
pub fn keep_tidy() {
    rt::spawn(async {
        loop {
            rt::time::sleep(EVERY).await;
            tidy();
        }
    });
}

/// Empties the heads of answers that are kept, with their cookies, and wipes what calls have left on the
/// stack.
fn tidy() {
    let mut heads: Vec<HttpResponse> = (0..KEPT).map(|_| HttpResponse::new(StatusCode::OK)).collect();
    for head in &mut heads {
        // Without room: what is not used again shall cost nothing.
        *head.headers_mut() = HeaderMap::new();
    }
    drop(heads);
    stack::wipe();
}

#[cfg(test)]
mod tests {
    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service};
    use actix_web::{App, HttpRequest, web};

    use super::*;

    /// What a handler still sees of a request.
    async fn seen(request: HttpRequest, link: web::Path<String>) -> String {
        let cookie = request.cookie("v").map(|cookie| cookie.value().to_owned());
        let mut names: Vec<_> = request.headers().keys().map(HeaderName::as_str).collect();
        names.sort_unstable();
        format!("{link} {} {names:?}", cookie.unwrap_or_default())
    }

    #[actix_web::test]
    async fn only_what_is_read_comes_in_and_nothing_is_left_afterwards() {
        let app = App::new().wrap(from_fn(layer)).route("/link/{link}", web::get().to(seen));
        let app = init_service(app).await;
        let request = TestRequest::with_uri("/link/opens?all=doors")
            .insert_header(("cookie", "v=crumb"))
            .insert_header(("user-agent", "lantern"))
            .insert_header(("x-forwarded-for", "203.0.113.9"))
            .insert_header(("origin", "https://candour.example"))
            .insert_header(("content-type", "text/plain"));
        let answer = call_service(&app, request.to_request()).await;
        let request = answer.request().clone();
        let body = actix_web::test::read_body(answer).await;
        assert_eq!(body, r#"opens crumb ["content-type", "origin"]"#);
        assert!(request.headers().is_empty());
        assert_eq!((request.path(), request.uri()), ("/", &Uri::default()));
        assert_eq!(request.match_info().as_str(), "/");
    }

    #[actix_web::test]
    async fn cookies_that_make_no_sense_are_no_cookies() {
        let app = App::new().wrap(from_fn(layer)).route("/link/{link}", web::get().to(seen));
        let app = init_service(app).await;
        let nonsense = HeaderValue::from_bytes(b"v=\xff\xfe").unwrap();
        let request = TestRequest::with_uri("/link/opens").insert_header((header::COOKIE, nonsense));
        let answer = call_service(&app, request.to_request()).await;
        assert_eq!(actix_web::test::read_body(answer).await, "opens  []");
    }
}
