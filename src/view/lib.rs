//! Floor 2: what people see. Pages and the components they are made of, as HTML.
//!
//! A page is a struct of plain data; drawing it does nothing else. Components are one file each, named after
//! the GOV.UK or Ministry of Justice component whose markup they draw. Links come from [`path`]. There is no
//! script or style inside the markup, so that the content security policy can forbid both. What is printed on
//! paper is drawn in [`mod@print`], as PDF.

pub mod admin;
pub mod agency;
pub mod asset;
pub mod component;
pub mod error;
pub mod page;
pub mod picture;
pub mod print;
pub mod psd;
pub mod public;
pub mod register;
pub mod staff;

/// A part of a page that is drawn, for whoever puts a page together from several.
pub use maud::Markup;
use maud::Render;

/// The whole HTML text of `page`.
pub fn draw(page: &impl Render) -> String {
    let mut html = String::with_capacity(12 * 1024);
    page.render_to(&mut html);
    html
}

#[cfg(test)]
mod tests;
