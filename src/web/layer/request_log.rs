//! One line for each request of those who keep the register and run the site, which says nothing about who
//! asked or what for; and no line for what reporters do, people of agencies, and those who work on cases,
//! unless it failed on our side.
//!
//! A line has a time. `POST /check 303` would tell whoever reads the log to the second when a report came,
//! and the lines before it what led to it; so would the first style sheet that a browser asks for, and a case
//! that is opened. How a machine is, its health address tells. Nothing is counted instead: on most days a
//! count of one hour would be that of one visit. What is slow is not told either: it is somebody with a poor
//! signal who sends files.

use std::time::{Duration, Instant};

use actix_web::Error;
use actix_web::body::BoxBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;

use path::staff::UNLOGGED;

/// Where the pages of staff begin. All else is the reporters', the agencies', or a style sheet of either.
const STAFF: &str = "/staff";
/// Where those of casework begin.
const CASEWORK: [&str; 2] = ["/staff/cases", "/staff/approvals"];
/// Where a load balancer asks.
const HEALTH: &str = "/health/";

/// What is written: the route's pattern, never the path. No address, browser, cookie or query reaches this
/// type.
struct LogLine {
    method: &'static str,
    route: String,
    status: StatusCode,
    milliseconds: u64,
}

impl LogLine {
    fn write(&self) {
        let Self { method, route, milliseconds, .. } = self;
        let status = self.status.as_u16();
        // That somebody has something to look at there, or has decided about it, is nobody else's to know.
        if route.starts_with(UNLOGGED) {
            return;
        }
        if let Some(area) = quiet(route) {
            if self.status.is_server_error() {
                tracing::warn!(target: "candour::request", area, status, milliseconds, "answered");
            }
        // A load balancer asks every few seconds.
        } else if route.starts_with(HEALTH) {
            tracing::debug!(target: "candour::request", method, route, status, milliseconds, "answered");
        } else {
            tracing::info!(target: "candour::request", method, route, status, milliseconds, "answered");
        }
    }
}

/// The area of a route whose requests are not written one by one.
fn quiet(route: &str) -> Option<&'static str> {
    if CASEWORK.iter().any(|start| route.starts_with(start)) {
        return Some("casework");
    }
    (!route.starts_with(STAFF) && !route.starts_with(HEALTH)).then_some("public")
}

/// The layer.
///
/// # Errors
/// What the route failed with.
pub async fn layer(request: ServiceRequest, next: Next<BoxBody>) -> Result<ServiceResponse, Error> {
    let began = Instant::now();
    let method = word(request.method());
    let route = request.match_pattern().unwrap_or_else(|| "none".into());
    let answer = next.call(request).await;
    let status = match &answer {
        Ok(response) => response.status(),
        Err(error) => error.as_response_error().status_code(),
    };
    line(method, route, status, began.elapsed()).write();
    answer
}

fn line(method: &'static str, route: String, status: StatusCode, took: Duration) -> LogLine {
    let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    LogLine { method, route, status, milliseconds }
}

/// A method may be any word that a client makes up: only the known ones are written.
fn word(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PUT => "PUT",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::sync::{Arc, Mutex};

    use actix_web::middleware::from_fn;
    use actix_web::test::{TestRequest, call_service, init_service};
    use actix_web::{App, HttpResponse, web};
    use tracing_subscriber::fmt::MakeWriter;

    use super::*;

    #[derive(Clone, Default)]
    struct Page(Arc<Mutex<Vec<u8>>>);

    impl io::Write for Page {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.lock().unwrap().write(bytes)
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    impl<'a> MakeWriter<'a> for Page {
        type Writer = Self;

        fn make_writer(&'a self) -> Self {
            self.clone()
        }
    }

    async fn logged(request: TestRequest) -> String {
        let page = Page::default();
        let writer =
            tracing_subscriber::fmt().json().with_max_level(tracing::Level::TRACE).with_writer(page.clone());
        let _guard = tracing::subscriber::set_default(writer.finish());
        let busy = HttpResponse::ServiceUnavailable;
        let app = App::new()
            .wrap(from_fn(layer))
            .service(web::scope("/report").route("/{place}/{step}", web::to(HttpResponse::Ok)))
            .route("/check", web::get().to(HttpResponse::Ok))
            .route("/check", web::post().to(busy))
            .route("/staff/approvals/{approval}", web::get().to(HttpResponse::Ok))
            .route("/staff/cases/{case}/open", web::get().to(HttpResponse::Ok))
            .route("/staff/cases/{case}/open", web::post().to(busy))
            .service(web::scope("/staff/agencies").route("/{place}/{step}", web::to(HttpResponse::Ok)))
            .route(&path::staff::notices(), web::to(busy))
            .route(&path::staff::notice(&"{notice}"), web::to(busy));
        let app = init_service(app).await;
        call_service(&app, request.to_request()).await;
        let bytes = page.0.lock().unwrap().clone();
        String::from_utf8(bytes).unwrap()
    }

    #[actix_web::test]
    async fn a_line_names_the_route_and_nothing_of_the_reader() {
        let request = TestRequest::post()
            .uri("/staff/agencies/wardrobe/cupboard?shelf=drawer")
            .peer_addr("203.0.113.9:4711".parse().unwrap())
            .insert_header(("user-agent", "lantern"))
            .insert_header(("referer", "https://candle.example/"))
            .insert_header(("cookie", "crumb=biscuit"))
            .insert_header(("x-forwarded-for", "203.0.113.9"))
            .set_payload("kettle");
        let line = logged(request).await;
        let fields: serde_json::Value = serde_json::from_str(&line).unwrap();
        let fields = &fields["fields"];
        assert_eq!(fields["method"], "POST");
        assert_eq!(fields["route"], "/staff/agencies/{place}/{step}");
        assert_eq!(fields["status"], 200);
        assert!(fields["milliseconds"].is_u64());
        assert_eq!(fields.as_object().unwrap().len(), 5, "{line}");
        for word in [
            "wardrobe", "cupboard", "shelf", "drawer", "203.0", "lantern", "candle", "crumb", "biscuit",
            "kettle",
        ] {
            assert!(!line.contains(word), "{word} in {line}");
        }
    }

    #[actix_web::test]
    async fn nothing_is_written_of_notices_to_managers() {
        for path in ["/staff/notices", "/staff/notices/lantern"] {
            assert_eq!(logged(TestRequest::with_uri(path)).await, "", "{path}");
            assert_eq!(logged(TestRequest::with_uri(path).method(Method::POST)).await, "", "{path}");
        }
    }

    #[actix_web::test]
    async fn nothing_is_written_of_reporters_and_cases_unless_it_failed() {
        for path in [
            "/report/wardrobe/cupboard",
            "/check",
            "/wardrobe",
            "/staff/cases/lantern/open",
            "/staff/approvals/lantern",
        ] {
            assert_eq!(logged(TestRequest::with_uri(path)).await, "", "{path}");
        }
        for (path, area) in [("/check", "public"), ("/staff/cases/lantern/open", "casework")] {
            let line = logged(TestRequest::with_uri(path).method(Method::POST)).await;
            let fields: serde_json::Value = serde_json::from_str(&line).unwrap();
            let fields = &fields["fields"];
            assert_eq!((&fields["area"], &fields["status"]), (&area.into(), &503.into()), "{line}");
            assert_eq!(fields.as_object().unwrap().len(), 4, "{line}");
            for word in ["check", "open", "POST", "lantern"] {
                assert!(!line.contains(word), "{word} in {line}");
            }
        }
    }
}
