//! Refuses forms that another site sends in a reader's name, before any token is looked at.

use std::sync::Arc;

use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderMap, HeaderName, ORIGIN};
use actix_web::middleware::Next;
use actix_web::{Error, HttpResponse};

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");

/// Where forms may come from, and what is said to those from elsewhere.
#[derive(Clone, Debug)]
pub struct Origins {
    ours: Vec<String>,
    refusal: String,
}

impl Origins {
    /// `ours`: origins as browsers write them, such as `https://candour.example`. `refusal`: the page, as
    /// HTML.
    pub fn new(ours: Vec<String>, refusal: String) -> Self {
        Self { ours, refusal }
    }

    /// Whether an unsafe request with these headers may pass.
    ///
    /// The browser's own word decides (W3C Fetch Metadata): only a page of the same origin, or the reader's
    /// own doing ("none"). A neighbouring host name is not us. Where that is missing, as in older browsers,
    /// the `Origin` header (RFC 6454) decides; our pages send no referrer, so a browser says "null" there,
    /// and the form token decides.
    fn admit(&self, headers: &HeaderMap) -> bool {
        if let Some(site) = headers.get(SEC_FETCH_SITE) {
            return site == "same-origin" || site == "none";
        }
        headers
            .get_all(ORIGIN)
            .all(|origin| origin == "null" || self.ours.iter().any(|ours| origin == ours.as_str()))
    }
}

/// The layer.
///
/// # Errors
/// What the route failed with.
pub async fn layer(
    origins: Arc<Origins>,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse, Error> {
    if request.method().is_safe() || origins.admit(request.headers()) {
        return next.call(request).await;
    }
    let page =
        HttpResponse::Forbidden().content_type("text/html; charset=utf-8").body(origins.refusal.clone());
    Ok(request.into_response(page))
}

#[cfg(test)]
mod tests {
    use actix_web::http::Method;
    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service, read_body};
    use actix_web::{App, web};

    use super::*;

    const OURS: &str = "https://candour.example";

    async fn status(method: Method, headers: &[(&str, &str)]) -> u16 {
        let origins = Arc::new(Origins::new(vec![OURS.into()], "<p>Not from here.</p>".into()));
        let app = App::new()
            .wrap(from_fn(move |request: ServiceRequest, next: Next<BoxBody>| {
                layer(Arc::clone(&origins), request, next)
            }))
            .default_service(web::to(HttpResponse::Ok));
        let app = init_service(app).await;
        let mut request = TestRequest::default().method(method);
        for header in headers {
            request = request.append_header(*header);
        }
        let answer = call_service(&app, request.to_request()).await;
        let status = answer.status().as_u16();
        if status == 403 {
            assert_eq!(answer.headers().get("content-type").unwrap(), "text/html; charset=utf-8");
            assert_eq!(read_body(answer).await, "<p>Not from here.</p>");
        }
        status
    }

    #[actix_web::test]
    async fn unsafe_requests_must_be_ours() {
        for (site, expected) in
            [("same-origin", 200), ("none", 200), ("same-site", 403), ("cross-site", 403), ("", 403)]
        {
            for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
                assert_eq!(status(method, &[("sec-fetch-site", site)]).await, expected, "{site}");
            }
        }
    }

    #[actix_web::test]
    async fn reading_is_open_to_links_from_anywhere() {
        for method in [Method::GET, Method::HEAD] {
            let headers = [("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example")];
            assert_eq!(status(method, &headers).await, 200);
        }
    }

    #[actix_web::test]
    async fn an_older_browser_is_judged_by_its_origin() {
        let cases = [
            (OURS, 200),
            ("null", 200),
            ("https://elsewhere.example", 403),
            ("https://candour.example.elsewhere.example", 403),
            ("http://candour.example", 403),
        ];
        for (origin, expected) in cases {
            assert_eq!(status(Method::POST, &[("origin", origin)]).await, expected, "{origin}");
        }
        assert_eq!(status(Method::POST, &[]).await, 200);
        assert_eq!(
            status(Method::POST, &[("origin", OURS), ("origin", "https://elsewhere.example")]).await,
            403
        );
    }

    #[actix_web::test]
    async fn a_browser_that_says_cross_site_is_not_saved_by_its_origin() {
        assert_eq!(status(Method::POST, &[("sec-fetch-site", "cross-site"), ("origin", OURS)]).await, 403);
    }
}
