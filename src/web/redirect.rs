//! Sends visitors who came over plain HTTP to the public pages.

use actix_web::http::header::LOCATION;
use actix_web::web::{self, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};

/// Answers everything with the same path at `origin`. The host that the visitor named plays no part: anybody
/// may write anything there.
pub fn routes(config: &mut ServiceConfig, origin: &str) {
    let origin = origin.to_owned();
    config.default_service(web::to(move |request: HttpRequest| {
        let location = format!("{origin}{}", target(&request));
        async move { HttpResponse::PermanentRedirect().insert_header((LOCATION, location)).finish() }
    }));
}

fn target(request: &HttpRequest) -> &str {
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    if target.starts_with('/') { target } else { "/" }
}

#[cfg(test)]
mod tests {
    use actix_web::App;
    use actix_web::test::{TestRequest, call_service, init_service};

    use super::*;

    #[actix_web::test]
    async fn the_path_is_kept_and_the_host_is_ours() {
        let app = App::new().configure(|config| routes(config, "https://candour.example"));
        let app = init_service(app).await;
        for (asked, expected) in [
            ("/", "https://candour.example/"),
            ("/report/who?step=2", "https://candour.example/report/who?step=2"),
            ("//elsewhere.example/x", "https://candour.example//elsewhere.example/x"),
            ("http://elsewhere.example/x", "https://candour.example/x"),
            ("*", "https://candour.example/"),
        ] {
            let request = TestRequest::get().uri(asked).insert_header(("host", "elsewhere.example"));
            let response = call_service(&app, request.to_request()).await;
            assert_eq!(response.status(), 308, "{asked}");
            assert_eq!(response.headers().get("location").unwrap(), expected, "{asked}");
        }
    }
}
