//! A form with one file that is read into memory: a list to import. The form token comes first and is checked
//! before the file is read.

use std::future::Future;
use std::pin::Pin;

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;

use domain::register::import::MAX_BYTES;
use view::component::token::TOKEN;
use view::error::Unreadable;
use view::register::import::FILE;

use super::cookie::{state, tied_to};
use super::fields::too_long;
use crate::error::PageError;

/// The most bytes of a form token.
const MAX_TOKEN: usize = 1_000;
/// The most that is read and thrown away, so that the browser is still there to hear that it was too much.
const MAX_DRAINED: usize = 4 * MAX_BYTES;

/// A file from our own page. Both are empty when none was chosen.
#[derive(Default)]
pub struct SentFile {
    /// What it is called.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for SentFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SentFile({} bytes)", self.bytes.len())
    }
}

impl FromRequest for SentFile {
    type Error = PageError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, PageError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let too_long = too_long(request, MAX_DRAINED);
        let request = request.clone();
        let mut parts = Multipart::new(request.headers(), payload.take());
        Box::pin(async move {
            if too_long {
                return Err(PageError::TooLarge);
            }
            let state = state(&request)?;
            let tied_to = tied_to(&state, &request);
            let (mut proven, mut file) = (false, Self::default());
            while let Some(part) = parts.next().await {
                let field = part.map_err(|_| BROKEN)?;
                match field.name().unwrap_or_default() {
                    TOKEN => {
                        let (token, _) = read(field, MAX_TOKEN).await?;
                        proven = String::from_utf8(token)
                            .is_ok_and(|token| state.app.forms.accepts(&tied_to, &token));
                    }
                    _ if !proven => return Err(PageError::Forged(Vec::new())),
                    name if name == FILE => {
                        let told = field.content_disposition().and_then(|told| told.get_filename());
                        file.name = told.unwrap_or_default().to_owned();
                        let (bytes, whole) = read(field, MAX_BYTES).await?;
                        if !whole {
                            return Err(PageError::TooLarge);
                        }
                        file.bytes = bytes;
                    }
                    _ => return Err(PageError::Unreadable(Unreadable::TooManyParts)),
                }
            }
            if proven { Ok(file) } else { Err(PageError::Forged(Vec::new())) }
        })
    }
}

const BROKEN: PageError = PageError::Unreadable(Unreadable::FileBroken);

/// Reads a part. What is beyond `most` is thrown away; then it is not whole.
async fn read(mut field: Field, most: usize) -> Result<(Vec<u8>, bool), PageError> {
    let (mut bytes, mut seen) = (Vec::new(), 0);
    while let Some(chunk) = field.next().await {
        let chunk = chunk.map_err(|_| BROKEN)?;
        seen += chunk.len();
        if seen <= most {
            bytes.extend_from_slice(&chunk);
        } else if seen > MAX_DRAINED {
            return Err(PageError::TooLarge);
        }
    }
    Ok((bytes, seen <= most))
}
