//! Floor 5: HTTP in. Listeners, encryption and the layers around every route; only this floor knows actix.
//!
//! Nothing here knows what a concern is: [`server`] takes addresses and routes and serves them until it is
//! told to stop, [`tls`] encrypts, [`layer`] puts the security headers on every answer, refuses forms sent
//! from elsewhere and writes one line for each request that says nothing about who asked.

mod account;
pub mod admin;
pub mod agency;
pub mod answer;
pub mod asset;
pub mod certificate;
pub mod error;
pub mod extract;
mod form_draft;
pub mod health;
mod help;
mod home;
pub mod layer;
pub mod passkey_site;
pub mod psd;
pub mod public;
pub mod redirect;
pub mod register;
pub mod route;
pub mod server;
pub mod signal;
mod staff;
pub mod state;
pub mod tls;

#[cfg(test)]
mod authority;
#[cfg(any(test, feature = "trial"))]
pub mod trial;
