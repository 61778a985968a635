//! What surrounds every route, outermost first: what forgets a request once it is answered, the request log,
//! the security headers, the check of the origin; and around the routes of each side, what fills pages up to
//! one weight, and what draws the page of a failure.

pub mod failure;
pub mod forget;
pub mod headers;
pub mod origin;
pub mod padding;
pub mod request_log;
