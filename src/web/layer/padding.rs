//! Pages of one weight: for people of registered agencies, whose own network may be watched by somebody they
//! know.
//!
//! A network that sees only encrypted pages still sees how long they are. Every page of the practitioners'
//! area, and every page of a report that was begun there, therefore goes out uncompressed and filled up to
//! the same few lengths: reading a leaflet's page looks like answering a question. What it does not hide:
//! that somebody is here, how many pages they open, and how large a file is that they fetch or send.

use actix_web::body::{BoxBody, to_bytes};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, ContentEncoding};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, HttpRequest};

/// The length that pages are filled up to a multiple of, bytes: more than nearly every page has.
const STEP: usize = 24 * 1_024;

const BEFORE: &str = "<!--";
const AFTER: &str = "-->";

/// Says that the answer to a request must be filled up.
#[derive(Clone, Copy, Debug)]
struct Filled;

/// Marks a request: its answer is to be filled up.
pub fn fill(request: &HttpRequest) {
    request.extensions_mut().insert(Filled);
}

/// The layer. `always` fills up every page, otherwise those of requests that were marked by [`fill`].
///
/// # Errors
/// What the route failed with.
pub async fn layer(
    always: bool,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse, Error> {
    let response = next.call(request).await?;
    let marked = response.request().extensions().contains::<Filled>();
    if !(always || marked) || !is_page(&response) {
        return Ok(response);
    }
    let (request, response) = response.into_parts();
    let (mut response, body) = response.into_parts();
    // Compression would give the lengths back.
    let identity = ContentEncoding::Identity.to_header_value();
    response.headers_mut().insert(header::CONTENT_ENCODING, identity);
    let body = to_bytes(body).await.map_err(actix_web::error::ErrorInternalServerError)?;
    let body = BoxBody::new(filled(body.to_vec()));
    Ok(ServiceResponse::new(request, response.set_body(body)))
}

fn is_page(response: &ServiceResponse) -> bool {
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/html"))
}

fn filled(mut page: Vec<u8>) -> Vec<u8> {
    let least = page.len() + BEFORE.len() + AFTER.len();
    let length = least.next_multiple_of(STEP);
    page.extend_from_slice(BEFORE.as_bytes());
    page.resize(length - AFTER.len(), b' ');
    page.extend_from_slice(AFTER.as_bytes());
    page
}

#[cfg(test)]
mod tests {
    use actix_web::middleware::{Compress, from_fn};
    use actix_web::test::{TestRequest, call_service, init_service, read_body};
    use actix_web::{App, HttpResponse, web};
    use proptest::prelude::*;

    use super::*;

    async fn length(always: bool, words: &'static str, kind: &'static str) -> (usize, String) {
        let answer = move || async move { HttpResponse::Ok().content_type(kind).body(words.repeat(40)) };
        // The layer lies within compression, as in the application.
        let app = App::new()
            .wrap(from_fn(move |request, next| layer(always, request, next)))
            .wrap(Compress::default())
            .route("/", web::get().to(answer));
        let app = init_service(app).await;
        let request = TestRequest::get().uri("/").insert_header(("accept-encoding", "br")).to_request();
        let response = call_service(&app, request).await;
        let encoding =
            response.headers().get("content-encoding").map(|value| value.to_str().unwrap().to_owned());
        (read_body(response).await.len(), encoding.unwrap_or_default())
    }

    #[actix_web::test]
    async fn pages_of_the_door_weigh_the_same() {
        let short = length(true, "<p>Leaflets</p>", "text/html; charset=utf-8").await;
        let long =
            length(true, "<p>What happened, and when did it begin?</p>", "text/html; charset=utf-8").await;
        assert_eq!((short.0, long.0), (STEP, STEP));
        assert_eq!(short.1, "identity");
    }

    #[actix_web::test]
    async fn other_answers_are_left_as_they_are() {
        assert!(length(true, "leaflet", "application/pdf").await.0 < 1_000);
        assert!(length(false, "<p>Start</p>", "text/html").await.0 < 1_000);
    }

    proptest! {
        #[test]
        fn any_page_is_kept_and_filled_up(page in prop::collection::vec(any::<u8>(), 0..60_000)) {
            let long = filled(page.clone());
            prop_assert_eq!(long.len() % STEP, 0);
            prop_assert!(long.starts_with(&page) && long.len() - page.len() <= STEP + 7);
        }
    }
}
