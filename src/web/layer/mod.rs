//! What surrounds every route, outermost first: the request log, the security headers, the check of the origin.

pub mod headers;
pub mod origin;
pub mod request_log;
