//! Forms: read strictly, and only from our own pages.

use std::future::Future;
use std::pin::Pin;

use actix_web::dev::Payload;
use actix_web::http::header::CONTENT_LENGTH;
use actix_web::{FromRequest, HttpMessage, HttpRequest, web};
use futures_util::StreamExt;
use percent_encoding::percent_decode;
use zeroize::Zeroize;

use crypto::idempotency::IdempotencyKey;
use domain::platform::id::Id;
use view::component::token::{FIRST_TOKEN, TOKEN};
use view::error::Unreadable;

use super::cookie::{state, tied_to};
use crate::error::PageError;

/// The most bytes of a form: 20,000 words of any script, each byte written as three.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// The most that is read and thrown away, so that the browser is still there to hear that it was too much.
const MAX_DRAINED: usize = 16 * 1024 * 1024;
/// The most fields of a form.
const MAX_FIELDS: usize = 200;

/// The fields of a form, in the order sent. Wiped when dropped.
#[derive(Clone, Default)]
pub struct Fields(pub(super) Vec<(String, String)>);

impl Fields {
    /// The first value of a field; empty when it was not sent.
    pub fn get(&self, name: impl AsRef<str>) -> &str {
        self.0.iter().find(|(known, _)| known == name.as_ref()).map_or("", |(_, value)| value.as_str())
    }

    /// Whether a field was sent with something in it: a ticked box.
    pub fn has(&self, name: impl AsRef<str>) -> bool {
        !self.get(name).is_empty()
    }

    /// Every field but the form tokens.
    pub fn pairs(&self) -> Vec<(String, String)> {
        self.0.iter().filter(|(name, _)| ![TOKEN, FIRST_TOKEN].contains(&name.as_str())).cloned().collect()
    }

    /// The key of the form: that of the one it was first typed into, when it comes from a page that gave it
    /// back.
    pub fn idempotency_key(&self) -> IdempotencyKey {
        IdempotencyKey::of_form(self.first_token())
    }

    /// The identifier of the `noun` that this form brings about: the same when it is sent again.
    pub fn new_id<T>(&self, noun: &str) -> Id<T> {
        self.idempotency_key().id_of_fields(noun, &self.pairs())
    }

    /// What a page that gives back what was typed must carry: every field, and the token of the form it was
    /// typed into.
    pub fn typed(&self) -> Vec<(String, String)> {
        let mut fields = self.pairs();
        fields.push((FIRST_TOKEN.to_owned(), self.first_token().to_owned()));
        fields
    }

    fn first_token(&self) -> &str {
        Some(self.get(FIRST_TOKEN)).filter(|token| !token.is_empty()).unwrap_or_else(|| self.get(TOKEN))
    }

    /// Reads an `application/x-www-form-urlencoded` body. What is not UTF-8, and what holds a NUL, is refused
    /// rather than guessed at.
    pub(super) fn parse(body: &[u8]) -> Result<Self, PageError> {
        let pieces: Vec<&[u8]> = body.split(|byte| *byte == b'&').filter(|piece| !piece.is_empty()).collect();
        if pieces.len() > MAX_FIELDS {
            return Err(PageError::Unreadable(Unreadable::TooManyFields));
        }
        let pair = |piece: &[u8]| {
            let at = piece.iter().position(|byte| *byte == b'=').unwrap_or(piece.len());
            let (name, value) = piece.split_at(at);
            Ok((decode(name)?, decode(value.get(1..).unwrap_or_default())?))
        };
        pieces.into_iter().map(pair).collect::<Result<_, PageError>>().map(Self)
    }
}

impl Drop for Fields {
    fn drop(&mut self) {
        for (_, value) in &mut self.0 {
            value.zeroize();
        }
    }
}

impl std::fmt::Debug for Fields {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Fields({})", self.0.len())
    }
}

/// Text as browsers send it. Shared with multipart fields.
pub(super) fn text(bytes: Vec<u8>) -> Result<String, PageError> {
    let text = String::from_utf8(bytes).map_err(|_| PageError::Unreadable(Unreadable::NotText))?;
    if text.contains('\0') {
        return Err(PageError::Unreadable(Unreadable::Characters));
    }
    Ok(text)
}

fn decode(raw: &[u8]) -> Result<String, PageError> {
    let spaced: Vec<u8> = raw.iter().map(|byte| if *byte == b'+' { b' ' } else { *byte }).collect();
    text(percent_decode(&spaced).collect())
}

/// A form that carries the token of our own page and of this visit. There is no other way to read a form.
#[derive(Clone, Debug)]
pub struct Guarded(pub Fields);

impl FromRequest for Guarded {
    type Error = PageError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, PageError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let (request, payload) = (request.clone(), web::Payload::from_request(request, payload));
        Box::pin(async move {
            let payload = payload.await.map_err(|_| PageError::Unreadable(Unreadable::BrokenOff))?;
            let fields = read(&request, payload).await?;
            let state = state(&request)?;
            if state.app.forms.accepts(&tied_to(&state, &request), fields.get(TOKEN)) {
                Ok(Self(fields))
            } else {
                // Answers are kept; a password or a phrase is never shown again.
                let path = request.path();
                let is_answer = path.starts_with("/step/") && !path::agency::is_secret(path);
                Err(PageError::Forged(if is_answer { fields.pairs() } else { Vec::new() }))
            }
        })
    }
}

async fn read(request: &HttpRequest, mut payload: web::Payload) -> Result<Fields, PageError> {
    let kind = request.content_type();
    if !kind.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
        return Err(PageError::Unreadable(Unreadable::Encoding));
    }
    if too_long(request, MAX_DRAINED) {
        return Err(PageError::TooLarge);
    }
    let (mut body, mut seen) = (Vec::new(), 0);
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| PageError::Unreadable(Unreadable::BrokenOff))?;
        seen += chunk.len();
        if seen <= MAX_BYTES {
            body.extend_from_slice(&chunk);
        } else if seen > MAX_DRAINED {
            break;
        }
    }
    if seen > MAX_BYTES {
        body.zeroize();
        return Err(PageError::TooLarge);
    }
    let fields = Fields::parse(&body);
    body.zeroize();
    fields
}

/// Whether a request says itself that it is longer than `most`.
pub(super) fn too_long(request: &HttpRequest, most: usize) -> bool {
    let length = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    length.and_then(|text| text.parse::<u64>().ok()).is_some_and(|length| length > most as u64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn reads_what_browsers_send() {
        let fields = Fields::parse(b"story=one+two%0D%0Athree&sign=W01&sign=W02&empty=&bare").unwrap();
        assert_eq!(fields.get("story"), "one two\r\nthree");
        assert_eq!(fields.pairs().len(), 5);
        assert!(fields.has("sign") && !fields.has("empty") && !fields.has("bare") && !fields.has("none"));
    }

    #[test]
    fn refuses_what_is_not_text() {
        for body in ["story=%FF%FE", "story=%00", "%C3=x", "story=a%ED%A0%80"] {
            assert!(matches!(Fields::parse(body.as_bytes()), Err(PageError::Unreadable(_))), "{body}");
        }
        assert!(Fields::parse("a=b&".repeat(201).as_bytes()).is_err());
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(body in prop::collection::vec(any::<u8>(), 0..400)) {
            let _ = Fields::parse(&body);
        }
    }
}
