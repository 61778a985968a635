//! The member of staff who is signed in, by what they may do.

use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};

use domain::identity::role::Permission;
use domain::identity::staff::Staff as Account;
use service::identity::session::Signed;

use super::present::Present;
use crate::error::PageError;

/// A permission as a type, so that a handler's signature says who may call it.
pub trait Grant: 'static {
    /// The permission; none when any member of staff may.
    const PERMISSION: Option<Permission>;
}

/// Any member of staff.
#[derive(Debug)]
pub struct Anybody;
/// See [`Permission::Casework`].
#[derive(Debug)]
pub struct Casework;
/// See [`Permission::ManageDesk`].
#[derive(Debug)]
pub struct ManageDesk;
/// See [`Permission::ReadAudit`].
#[derive(Debug)]
pub struct ReadAudit;
/// See [`Permission::RunMail`].
#[derive(Debug)]
pub struct RunMail;
/// See [`Permission::EditContent`].
#[derive(Debug)]
pub struct EditContent;
/// See [`Permission::Engage`].
#[derive(Debug)]
pub struct Engage;
/// See [`Permission::SeeCoverage`].
#[derive(Debug)]
pub struct SeeCoverage;
/// See [`Permission::ReviewSources`].
#[derive(Debug)]
pub struct ReviewSources;
/// See [`Permission::KeepSource`].
#[derive(Debug)]
pub struct KeepSource;

impl Grant for Anybody {
    const PERMISSION: Option<Permission> = None;
}
impl Grant for Casework {
    const PERMISSION: Option<Permission> = Some(Permission::Casework);
}
impl Grant for ManageDesk {
    const PERMISSION: Option<Permission> = Some(Permission::ManageDesk);
}
impl Grant for ReadAudit {
    const PERMISSION: Option<Permission> = Some(Permission::ReadAudit);
}
impl Grant for RunMail {
    const PERMISSION: Option<Permission> = Some(Permission::RunMail);
}
impl Grant for EditContent {
    const PERMISSION: Option<Permission> = Some(Permission::EditContent);
}
impl Grant for Engage {
    const PERMISSION: Option<Permission> = Some(Permission::Engage);
}
impl Grant for SeeCoverage {
    const PERMISSION: Option<Permission> = Some(Permission::SeeCoverage);
}
impl Grant for KeepSource {
    const PERMISSION: Option<Permission> = Some(Permission::KeepSource);
}
impl Grant for ReviewSources {
    const PERMISSION: Option<Permission> = Some(Permission::ReviewSources);
}

/// Somebody who is signed in and may do this. Who is not signed in is sent to sign in; to who may not, the
/// page does not exist.
#[derive(Debug)]
pub struct Staff<G>(pub Signed, PhantomData<G>);

impl<G: Grant> FromRequest for Staff<G> {
    type Error = PageError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, PageError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let here = Present::<Account>::from_request(request, payload);
        Box::pin(async move {
            let Present(signed) = here.await?;
            if let Some(permission) = G::PERMISSION {
                signed.require(permission)?;
            }
            Ok(Self(signed, PhantomData))
        })
    }
}
