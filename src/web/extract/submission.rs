//! A form that may come with files or without.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpMessage, HttpRequest};

use super::fields::{Fields, Guarded};
use super::upload::Upload;
use crate::error::PageError;

/// A form with the token of our own page, in either of the two ways in which browsers send one.
#[derive(Debug)]
pub enum Submission {
    /// Fields alone.
    Plain(Fields),
    /// Fields and files.
    WithFiles(Upload),
}

impl FromRequest for Submission {
    type Error = PageError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, PageError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        if request.content_type().eq_ignore_ascii_case("multipart/form-data") {
            let upload = Upload::from_request(request, payload);
            return Box::pin(async move { upload.await.map(Self::WithFiles) });
        }
        let form = Guarded::from_request(request, payload);
        Box::pin(async move { form.await.map(|Guarded(fields)| Self::Plain(fields)) })
    }
}
