//! What surrounds every route, outermost first: the request log, the security headers, the check of the origin; and what fills
//! pages up to one weight.

pub mod headers;
pub mod origin;
pub mod padding;
pub mod request_log;
