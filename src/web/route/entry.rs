//! One route, as the tables of the areas hold it.

use actix_web::Route;
use actix_web::http::Method;

/// One route.
#[derive(Clone, Copy)]
pub struct Entry {
    /// The method.
    pub method: fn() -> Method,
    /// The path, with its parameters in braces.
    pub pattern: &'static str,
    /// Makes the handler.
    pub route: fn() -> Route,
}

impl Entry {
    /// A page.
    pub(crate) const fn get(pattern: &'static str, route: fn() -> Route) -> Self {
        Self { method: || Method::GET, pattern, route }
    }

    /// A form's target.
    pub(crate) const fn post(pattern: &'static str, route: fn() -> Route) -> Self {
        Self { method: || Method::POST, pattern, route }
    }
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", (self.method)(), self.pattern)
    }
}
