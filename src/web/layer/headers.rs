//! The security headers of every answer, also of refusals and failures.

use std::sync::Arc;

use actix_web::Error;
use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;

/// Nothing but our own style sheets, scripts and pictures; nobody may frame a page; forms go home only.
///
/// Source: W3C Content Security Policy Level 3.
const CONTENT_SECURITY_POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src 'self' data:; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

/// What no page of ours asks a device for.
const PERMISSIONS_POLICY: &str = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), microphone=(), payment=(), usb=()";

/// Two years (RFC 6797). Neighbouring host names are left alone.
const STRICT_TRANSPORT_SECURITY: &str = "max-age=63072000";

/// Tells Tor Browser where the same page is as an onion service (Tor Browser manual, "Onion-Location").
const ONION_LOCATION: HeaderName = HeaderName::from_static("onion-location");

/// The headers that one listener puts on every answer, where the handler has not set its own.
#[derive(Clone, Debug)]
pub struct SecurityHeaders {
    fixed: Vec<(HeaderName, HeaderValue)>,
    onion: Option<String>,
}

impl SecurityHeaders {
    /// `over_tls`: whether browsers arrive over TLS, here or at a proxy. `onion`: the origin of the onion
    /// service.
    pub fn new(over_tls: bool, onion: Option<&str>) -> Self {
        let always = [
            (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
            (header::REFERRER_POLICY, "no-referrer"),
            (header::CACHE_CONTROL, "no-store"),
            (header::CROSS_ORIGIN_OPENER_POLICY, "same-origin"),
            (header::CROSS_ORIGIN_RESOURCE_POLICY, "same-origin"),
            (header::PERMISSIONS_POLICY, PERMISSIONS_POLICY),
        ];
        let strict = over_tls.then_some((header::STRICT_TRANSPORT_SECURITY, STRICT_TRANSPORT_SECURITY));
        let all = always.into_iter().chain(strict);
        let fixed = all.map(|(name, value)| (name, HeaderValue::from_static(value))).collect();
        Self { fixed, onion: onion.map(str::to_owned) }
    }

    /// Adds what is not there yet.
    fn put(&self, headers: &mut HeaderMap, path: &str) {
        for (name, value) in &self.fixed {
            if !headers.contains_key(name) {
                headers.insert(name.clone(), value.clone());
            }
        }
        if let Some(value) = self.onion_location(headers, path) {
            headers.insert(ONION_LOCATION, value);
        }
    }

    /// The same page at the onion service. Only pages: a browser ignores it elsewhere.
    fn onion_location(&self, headers: &HeaderMap, path: &str) -> Option<HeaderValue> {
        let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
        let origin = self.onion.as_deref().filter(|_| kind.starts_with("text/html"))?;
        HeaderValue::from_str(&format!("{origin}{path}")).ok()
    }
}

/// The layer: answers and failures alike leave with the headers.
///
/// # Errors
/// What the route failed with.
pub async fn layer(
    rules: Arc<SecurityHeaders>,
    request: ServiceRequest,
    next: Next<BoxBody>,
) -> Result<ServiceResponse, Error> {
    let path = request.path().to_owned();
    match next.call(request).await {
        Ok(mut response) => {
            rules.put(response.headers_mut(), &path);
            Ok(response)
        }
        Err(error) => {
            let mut response = error.error_response();
            rules.put(response.headers_mut(), &path);
            Err(InternalError::from_response(error, response).into())
        }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service, try_call_service};
    use actix_web::{App, HttpResponse, error, web};

    use super::*;

    async fn answer(rules: SecurityHeaders, path: &str) -> HeaderMap {
        let rules = Arc::new(rules);
        let app = App::new()
            .wrap(from_fn(move |request: ServiceRequest, next: Next<BoxBody>| {
                layer(Arc::clone(&rules), request, next)
            }))
            .route(
                "/page/{name}",
                web::get().to(|| async { HttpResponse::Ok().content_type("text/html").body("") }),
            )
            .route(
                "/kept",
                web::get().to(|| async {
                    HttpResponse::Ok().insert_header(("cache-control", "max-age=5")).finish()
                }),
            );
        let app = init_service(app).await;
        call_service(&app, TestRequest::get().uri(path).to_request()).await.headers().clone()
    }

    #[actix_web::test]
    async fn every_answer_carries_the_headers() {
        for path in ["/page/one", "/kept", "/missing"] {
            let headers = answer(SecurityHeaders::new(false, None), path).await;
            assert_eq!(headers.get("content-security-policy").unwrap(), CONTENT_SECURITY_POLICY, "{path}");
            assert_eq!(headers.get("x-content-type-options").unwrap(), "nosniff");
            assert_eq!(headers.get("referrer-policy").unwrap(), "no-referrer");
            assert_eq!(headers.get("cross-origin-opener-policy").unwrap(), "same-origin");
            assert_eq!(headers.get("cross-origin-resource-policy").unwrap(), "same-origin");
            assert!(headers.contains_key("permissions-policy"));
            assert!(!headers.contains_key("strict-transport-security"));
            assert!(!headers.contains_key("onion-location"));
        }
    }

    #[actix_web::test]
    async fn nothing_is_stored_unless_the_handler_says_so() {
        let rules = SecurityHeaders::new(true, None);
        assert_eq!(answer(rules.clone(), "/page/one").await.get("cache-control").unwrap(), "no-store");
        assert_eq!(answer(rules, "/kept").await.get("cache-control").unwrap(), "max-age=5");
    }

    #[actix_web::test]
    async fn strictness_belongs_to_tls_and_the_onion_to_pages() {
        let rules = SecurityHeaders::new(true, Some("http://abcdefghijklmnop.onion"));
        let page = answer(rules.clone(), "/page/one?phrase=pear").await;
        assert_eq!(page.get("strict-transport-security").unwrap(), STRICT_TRANSPORT_SECURITY);
        assert_eq!(page.get("onion-location").unwrap(), "http://abcdefghijklmnop.onion/page/one");
        assert!(!answer(rules, "/kept").await.contains_key("onion-location"));
    }

    #[actix_web::test]
    async fn a_layer_that_fails_still_answers_with_the_headers() {
        let rules = Arc::new(SecurityHeaders::new(false, None));
        let app = App::new()
            .wrap(from_fn(|_: ServiceRequest, _: Next<BoxBody>| async {
                Err::<ServiceResponse, Error>(error::ErrorTooManyRequests("enough"))
            }))
            .wrap(from_fn(move |request: ServiceRequest, next: Next<BoxBody>| {
                layer(Arc::clone(&rules), request, next)
            }));
        let app = init_service(app).await;
        let failure =
            try_call_service(&app, TestRequest::get().to_request()).await.unwrap_err().error_response();
        assert_eq!(failure.status(), 429);
        assert!(failure.headers().contains_key("content-security-policy"));
    }
}
