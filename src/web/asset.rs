//! Serves the style sheets and the script, already compressed, to be kept for ever.

use actix_web::http::header::{self, HeaderMap};
use actix_web::web::{self, Bytes, ServiceConfig};
use actix_web::{HttpRequest, HttpResponse};

use view::asset::{self, Asset};

/// An asset's name changes with its content, so that nobody need ask again within the year.
const FOR_EVER: &str = "public, max-age=31536000, immutable";

/// Adds `/assets/{name}`.
pub fn routes(config: &mut ServiceConfig) {
    let resource = web::resource(path::asset("{name}"));
    config.service(resource.route(web::get().to(serve)).route(web::head().to(serve)));
}

async fn serve(request: HttpRequest, name: web::Path<String>) -> HttpResponse {
    match asset::all().into_iter().find(|asset| asset.name == name.as_str()) {
        Some(asset) => answer(asset, request.headers()),
        None => HttpResponse::NotFound().finish(),
    }
}

fn answer(asset: &'static Asset, headers: &HeaderMap) -> HttpResponse {
    let mut response = HttpResponse::Ok();
    response
        .content_type(asset.media_type)
        .insert_header((header::CACHE_CONTROL, FOR_EVER))
        .insert_header((header::VARY, "Accept-Encoding"));
    let body = if accepts(headers, "br") {
        response.insert_header((header::CONTENT_ENCODING, "br"));
        asset.brotli
    } else if accepts(headers, "gzip") {
        response.insert_header((header::CONTENT_ENCODING, "gzip"));
        asset.gzip
    } else {
        asset.plain
    };
    response.body(Bytes::from_static(body))
}

/// Whether the client names `coding` and does not weigh it with nought (RFC 9110, 12.5.3).
fn accepts(headers: &HeaderMap, coding: &str) -> bool {
    let values = headers.get_all(header::ACCEPT_ENCODING).filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split(',')).any(|offer| {
        let (name, weight) = offer.split_once(';').unwrap_or((offer, ""));
        name.trim().eq_ignore_ascii_case(coding) && !is_nought(weight)
    })
}

fn is_nought(weight: &str) -> bool {
    let weight = weight.trim().to_ascii_lowercase();
    weight.strip_prefix("q=").is_some_and(|q| q.trim().parse::<f32>().is_ok_and(|q| q <= 0.0))
}

#[cfg(test)]
mod tests {
    use actix_web::App;
    use actix_web::body::to_bytes;
    use actix_web::test::{TestRequest, call_service, init_service};

    use super::*;

    static SHEET: Asset = Asset {
        name: "public.3fa9c1e07b.css",
        media_type: "text/css; charset=utf-8",
        plain: b"plain",
        brotli: b"brotli",
        gzip: b"gzip",
    };

    #[actix_web::test]
    async fn the_smallest_form_that_is_accepted_is_sent() {
        let cases = [
            ("gzip, deflate, br, zstd", "brotli"),
            ("GZIP;q=1.0, BR ; q=0.5", "brotli"),
            ("gzip, br;q=0", "gzip"),
            ("gzip;q=0.000,br;Q=0.0", "plain"),
            ("deflate", "plain"),
            ("", "plain"),
        ];
        for (accepted, expected) in cases {
            let request =
                TestRequest::default().insert_header(("accept-encoding", accepted)).to_http_request();
            let response = answer(&SHEET, request.headers());
            let headers = response.headers().clone();
            assert_eq!(headers.get("vary").unwrap(), "Accept-Encoding");
            assert_eq!(headers.get("cache-control").unwrap(), FOR_EVER);
            assert_eq!(headers.get("content-type").unwrap(), "text/css; charset=utf-8");
            let coding = headers.get("content-encoding").map_or("plain", |coding| coding.to_str().unwrap());
            assert_eq!(coding.replace("br", "brotli"), expected, "{accepted}");
            assert_eq!(to_bytes(response.into_body()).await.unwrap(), expected, "{accepted}");
        }
    }

    #[actix_web::test]
    async fn every_asset_is_served_and_nothing_else() {
        let app = init_service(App::new().configure(routes)).await;
        for asset in asset::all() {
            for request in [TestRequest::get(), TestRequest::default().method(actix_web::http::Method::HEAD)]
            {
                let response = call_service(&app, request.uri(&asset.path()).to_request()).await;
                assert_eq!(response.status(), 200, "{}", asset.name);
            }
        }
        for path in ["/assets/", "/assets/none.css", "/assets/..%2fCargo.toml", "/assets/a/b"] {
            let response = call_service(&app, TestRequest::get().uri(path).to_request()).await;
            assert_eq!(response.status(), 404, "{path}");
        }
    }
}
