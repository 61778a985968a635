//! What an attached file is, judged by its bytes as they stream in ([`Judge`]), never by its name or by what
//! the browser says it is. Nothing is ever unpacked.

mod judge;
mod media;
mod polyglot;
#[cfg(test)]
mod tests;
mod text;
mod zip;

pub use judge::{Judge, Judged};
