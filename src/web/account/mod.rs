//! What people with an account do alike in both areas: signing in and out, setting up their account, their
//! passkeys.

pub(super) mod own;
pub(super) mod pages;
pub(super) mod passkey;
pub(super) mod session;
pub(super) mod set_up;
