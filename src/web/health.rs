//! Tells a load balancer whether this process lives and whether it can work. No detail: anybody may ask.

use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::web::{self, ServiceConfig};
use futures_util::future::BoxFuture;

/// How long the check may take before the answer is no.
const TIMEOUT: Duration = Duration::from_secs(5);

/// The check that says whether this process can work: the database answers, and its schema is the one
/// expected.
#[derive(Clone)]
pub struct Readiness(Arc<dyn Fn() -> BoxFuture<'static, bool> + Send + Sync>);

impl Readiness {
    /// Wraps the check. It is called for each question.
    pub fn new<Check, Answer>(check: Check) -> Self
    where
        Check: Fn() -> Answer + Send + Sync + 'static,
        Answer: Future<Output = bool> + Send + 'static,
    {
        Self(Arc::new(move || Box::pin(check())))
    }

    async fn ask(&self, patience: Duration) -> bool {
        tokio::time::timeout(patience, (self.0)()).await.unwrap_or(false)
    }
}

impl fmt::Debug for Readiness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Readiness")
    }
}

/// Adds `/health/live` and `/health/ready`.
pub fn routes(config: &mut ServiceConfig, readiness: &Readiness) {
    let ready = web::resource("/health/ready").app_data(web::Data::new(readiness.clone()));
    config
        .route(
            "/health/live",
            web::get().to(|| async { HttpResponse::Ok().content_type(PLAIN).body("live") }),
        )
        .service(ready.route(web::get().to(answer)));
}

const PLAIN: &str = "text/plain; charset=utf-8";

async fn answer(readiness: web::Data<Readiness>) -> HttpResponse {
    if readiness.ask(TIMEOUT).await {
        HttpResponse::Ok().content_type(PLAIN).body("ready")
    } else {
        HttpResponse::ServiceUnavailable().content_type(PLAIN).body("not ready")
    }
}

#[cfg(test)]
mod tests {
    use std::future;

    use actix_web::App;
    use actix_web::test::{TestRequest, call_service, init_service, read_body};

    use super::*;

    async fn ask(path: &str, readiness: Readiness) -> (u16, String) {
        let app = init_service(App::new().configure(|config| routes(config, &readiness))).await;
        let response = call_service(&app, TestRequest::get().uri(path).to_request()).await;
        let status = response.status().as_u16();
        (status, String::from_utf8(read_body(response).await.to_vec()).unwrap())
    }

    #[actix_web::test]
    async fn the_check_decides_whether_it_is_ready() {
        assert_eq!(ask("/health/ready", Readiness::new(|| future::ready(true))).await, (200, "ready".into()));
        assert_eq!(
            ask("/health/ready", Readiness::new(|| future::ready(false))).await,
            (503, "not ready".into())
        );
        assert_eq!(ask("/health/live", Readiness::new(|| future::ready(false))).await, (200, "live".into()));
    }

    #[tokio::test]
    async fn a_check_that_hangs_is_a_no() {
        assert!(!Readiness::new(future::pending).ask(Duration::ZERO).await);
    }
}
