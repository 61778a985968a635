//! The few ways to answer.

use actix_web::cookie::Cookie;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, ContentDisposition, ContentEncoding, DispositionParam, DispositionType};
use actix_web::{HttpResponse, HttpResponseBuilder};

use domain::platform::attachment::Attachment;
use service::platform::file::OpenedFile;
use view::component::done::Done;

use crate::error::PageError;

/// What a handler returns.
pub type Answer = Result<HttpResponse, PageError>;

/// A page.
pub fn page(html: String) -> HttpResponse {
    page_as(StatusCode::OK, html)
}

/// A page with another status: 422 when what was typed will not do.
pub fn page_as(status: StatusCode, html: String) -> HttpResponse {
    HttpResponseBuilder::new(status).content_type("text/html; charset=utf-8").body(html)
}

/// On to another page, by GET.
pub fn see_other(path: &str) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, path)).finish()
}

/// On to another page, with a cookie set or taken away.
pub fn see_other_with(path: &str, cookie: Cookie<'static>) -> HttpResponse {
    HttpResponse::SeeOther().insert_header((header::LOCATION, path)).cookie(cookie).finish()
}

/// An address with a word about what was just done.
pub fn done(path: &str, done: impl Done) -> String {
    path::with_query(path, &format!("{}={}", path::DONE, done.code()))
}

/// What an address says was just done.
pub fn said<D: Done>(query: &[(String, String)]) -> Option<D> {
    let (_, code) = query.iter().find(|(name, _)| name == path::DONE)?;
    D::from_code(code)
}

/// A file, always as a download and never run in the page: it may hold anything.
pub fn download(file: &OpenedFile) -> HttpResponse {
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(name(&file.attachment, file.cleaned))],
    };
    HttpResponse::Ok()
        .content_type(file.attachment.kind.media_type())
        .insert_header(disposition)
        // Most kinds are compressed already: trying again would only cost time.
        .insert_header(ContentEncoding::Identity)
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .body(file.bytes.to_vec())
}

/// A file that was made just now, always as a download.
pub fn download_bytes(name: &str, media_type: &'static str, bytes: Vec<u8>) -> HttpResponse {
    let disposition = ContentDisposition {
        disposition: DispositionType::Attachment,
        parameters: vec![DispositionParam::Filename(name.to_owned())],
    };
    HttpResponse::Ok()
        .content_type(media_type)
        .insert_header(disposition)
        .insert_header((header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox"))
        .body(bytes)
}

/// A page that the browser asks for again after so many seconds.
pub fn page_again(html: String, seconds: u32) -> HttpResponse {
    let mut answer = page(html);
    answer.headers_mut().insert(header::REFRESH, header::HeaderValue::from(seconds));
    answer
}

fn name(file: &Attachment, cleaned: bool) -> String {
    let stem = file.name.as_str().rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
    let cleaned = if cleaned { " (cleaned)" } else { "" };
    format!("{stem}{cleaned}.{}", file.kind.extension())
}
