//! For tests: pages that only answer a status, and what a listener answers to paths.

#![expect(clippy::unwrap_used, clippy::missing_panics_doc, reason = "a test that cannot be set up stops")]

use std::sync::Arc;

use actix_web::http::StatusCode;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::{HttpResponse, web};

use crate::server::{Listener, Routes, application};

/// A page at `path` that answers `status`; no path means every other one.
pub fn page(path: Option<&'static str>, status: u16) -> Routes {
    let answer = move || async move { HttpResponse::build(StatusCode::from_u16(status).unwrap()).finish() };
    Arc::new(move |config| match path {
        Some(path) => drop(config.route(path, web::get().to(answer))),
        None => drop(config.default_service(web::to(answer))),
    })
}

/// What a listener answers to each path, without a socket. Every answer must carry the headers.
pub async fn statuses(listener: &Listener, paths: &[&str]) -> Vec<u16> {
    let app = init_service(application(listener)).await;
    let mut statuses = Vec::new();
    for path in paths {
        let answer = call_service(&app, TestRequest::get().uri(path).to_request()).await;
        assert!(answer.headers().contains_key("content-security-policy"), "{path}");
        statuses.push(answer.status().as_u16());
    }
    statuses
}
