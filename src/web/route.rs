//! The one table of routes. What is not in it cannot be reached; the permission matrix is tested against it.

pub mod entry;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::middleware::{Compress, Next, from_fn};
use actix_web::web::{self, ServiceConfig};
use actix_web::{Error, HttpResponse};

use service::Problem;
use view::error::Unreadable;

use crate::error::PageError;
use crate::layer::failure::{self, Side};
use crate::layer::padding;
use crate::state::WebState;
pub use entry::Entry;

use crate::{admin, agency, form_draft, help, home, psd, public, register};

/// Every route that reporters can reach.
pub fn of_public() -> impl Iterator<Item = &'static Entry> {
    public::TABLE.iter()
}

/// Every route of the practitioners' area.
pub fn of_agency() -> impl Iterator<Item = &'static Entry> {
    agency::TABLE.iter()
}

/// Every route that staff can reach.
pub fn of_staff() -> impl Iterator<Item = &'static Entry> {
    home::TABLE
        .iter()
        .chain(help::TABLE)
        .chain(form_draft::TABLE)
        .chain(psd::TABLE)
        .chain(register::TABLE)
        .chain(admin::TABLE)
}

/// Adds the routes of reporters and of agencies.
pub fn public(config: &mut ServiceConfig, state: &web::Data<WebState>) {
    // First: the addresses of agencies lie among those of the questions.
    add(config, state, Side::Agency, of_agency());
    add(config, state, Side::Public, of_public());
}

/// Adds the routes of staff.
pub fn staff(config: &mut ServiceConfig, state: &web::Data<WebState>) {
    add(config, state, Side::Staff, of_staff());
}

/// Answers for every address without a page.
pub fn missing(config: &mut ServiceConfig, state: &web::Data<WebState>) {
    let service = web::resource("{tail:.*}")
        .app_data(state.clone())
        .wrap(from_fn(|request, next| failure::layer(Side::Public, request, next)))
        .to(nothing);
    config.service(service);
}

async fn nothing() -> Result<HttpResponse, PageError> {
    Err(Problem::Missing.into())
}

/// A HEAD is a GET whose answer goes without its body (RFC 9110, 9.3.2): the server leaves it out by itself.
async fn head_is_get(
    mut request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    if request.method() == Method::HEAD {
        request.head_mut().method = Method::GET;
    }
    next.call(request).await
}

fn add(
    config: &mut ServiceConfig,
    state: &web::Data<WebState>,
    side: Side,
    entries: impl Iterator<Item = &'static Entry>,
) {
    let entries: Vec<_> = entries.collect();
    for (index, first) in entries.iter().enumerate() {
        // Each pattern becomes one resource with all its methods, where it first stands in the table.
        if entries.iter().take(index).any(|earlier| earlier.pattern == first.pattern) {
            continue;
        }
        let unreadable = |_, _: &_| PageError::Unreadable(Unreadable::Address).into();
        let mut resource = web::resource(first.pattern)
            .app_data(state.clone())
            .app_data(web::QueryConfig::default().error_handler(unreadable))
            .app_data(
                web::PathConfig::default().error_handler(|_, _| PageError::from(Problem::Missing).into()),
            );
        for entry in entries.iter().filter(|entry| entry.pattern == first.pattern) {
            resource = resource.route((entry.route)());
        }
        let resource = resource.default_service(web::to(nothing));
        let resource = resource.wrap(from_fn(move |request, next| failure::layer(side, request, next)));
        let always = matches!(side, Side::Agency);
        let resource = resource.wrap(from_fn(move |request, next| padding::layer(always, request, next)));
        // Compressed pages leak nothing here: form tokens differ in every page, and nobody else's words get
        // into a page (no address is echoed, other sites' forms are refused, the cookie stays at home).
        config.service(resource.wrap(Compress::default()).wrap(from_fn(head_is_get)));
    }
}
