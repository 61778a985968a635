//! What surrounds every route, outermost first: what forgets a request once it is answered, the request log, the security headers, the check of the origin; and what fills
//! pages up to one weight.

pub mod forget;
pub mod headers;
pub mod origin;
pub mod padding;
pub mod request_log;
