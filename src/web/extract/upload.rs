//! Forms with files: streamed from the socket into sealed chunks, never gathered in memory or on disk.

use std::future::Future;
use std::pin::Pin;

use actix_multipart::{Field, Multipart};
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::StreamExt;

use domain::form::errors::Errors;
use domain::form::reason::file::FileReason;
use domain::platform::attachment::{FileName, FileProblem, MAX_FILE_BYTES, MAX_FILES};
use service::platform::file::{Arriving, StoredFile};
use service::{App, Problem};
use view::component::file_upload::FILES;
use view::component::token::TOKEN;
use view::error::Unreadable;
use view::public::question::ACTION;

use super::cookie::{state, tied_to};
use super::fields::{Fields, text, too_long};
use crate::answer::Answer;
use crate::error::PageError;
use crate::state::WebState;

/// The most bytes of a field that is not a file.
const MAX_FIELD: usize = 512 * 1024;
/// The most parts of a form with files.
const MAX_PARTS: usize = MAX_FILES + 20;
/// The most bytes of a form with files: every file at its largest, and the rest.
const MAX_BYTES: u64 = MAX_FILES as u64 * (MAX_FILE_BYTES + 4_096) + 1024 * 1024;

/// A form with files that carries the token of our own page and of this visit. The token is its first field
/// and is checked before the first file is read.
#[derive(Debug, Default)]
pub struct Upload {
    /// The fields that are not files.
    pub fields: Fields,
    /// The files that will do, sealed and durable. Whoever keeps them takes them out; then the form is
    /// [settled](Upload::settle).
    pub files: Vec<StoredFile>,
    /// What was wrong with the others, at their field.
    pub problems: Errors,
}

impl FromRequest for Upload {
    type Error = PageError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, PageError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let too_long = too_long(request, usize::try_from(MAX_BYTES).unwrap_or(usize::MAX));
        let request = request.clone();
        let parts = Multipart::new(request.headers(), payload.take());
        Box::pin(async move {
            if too_long {
                return Err(PageError::TooLarge);
            }
            let state = state(&request)?;
            let tied_to = tied_to(&state, &request);
            let mut upload = Self::default();
            match upload.receive(&state, &tied_to, parts).await {
                Ok(()) => Ok(upload),
                Err(error) => {
                    upload.discard(&state.app).await;
                    Err(error)
                }
            }
        })
    }
}

impl Upload {
    /// Removes the files that the answer to this form leaves unkept, unless nobody knows whether they were
    /// kept: a row may refer to them, and a file that no row refers to is swept later.
    pub async fn settle(&mut self, app: &App, answer: &Answer) {
        if answer.as_ref().is_err_and(PageError::is_unconfirmed) {
            self.files.clear();
        }
        self.discard(app).await;
    }

    /// Removes what was stored: the form it came with was refused.
    async fn discard(&mut self, app: &App) {
        for file in self.files.drain(..) {
            if let Err(error) = app.blobs.delete(&file.id.to_string()).await {
                tracing::warn!(cause = %error, "a refused file was not removed; the sweep will take it");
            }
        }
    }

    async fn receive(
        &mut self,
        state: &web::Data<WebState>,
        tied_to: &str,
        mut parts: Multipart,
    ) -> Result<(), PageError> {
        let (mut proven, mut refused, mut count) = (false, false, 0);
        while let Some(part) = parts.next().await {
            let mut field = part.map_err(|_| PageError::Unreadable(Unreadable::FilesBroken))?;
            count += 1;
            if count > MAX_PARTS {
                return Err(PageError::Unreadable(Unreadable::TooManyParts));
            }
            let name = field.name().unwrap_or_default().to_owned();
            // A refused form is read to its end all the same: what was typed is given back, files are not
            // kept.
            refused |= !proven && name != TOKEN;
            if name == FILES && refused {
                drain(&mut field).await?;
                continue;
            }
            if name == FILES {
                self.receive_file(state, field).await?;
                continue;
            }
            let value = read_field(field).await?;
            if name == TOKEN {
                proven = state.app.forms.accepts(tied_to, &value);
                refused |= !proven;
            }
            self.fields.0.push((name, value));
        }
        if proven && !refused { Ok(()) } else { Err(PageError::Forged(self.typed())) }
    }

    /// What was typed; which button was pressed is none of it.
    fn typed(&self) -> Vec<(String, String)> {
        self.fields.pairs().into_iter().filter(|(name, value)| name != ACTION && !value.is_empty()).collect()
    }

    async fn receive_file(&mut self, state: &web::Data<WebState>, mut field: Field) -> Result<(), PageError> {
        let name =
            field.content_disposition().and_then(|told| told.get_filename()).unwrap_or_default().to_owned();
        if self.files.len() >= MAX_FILES {
            self.problems.add(FILES, FileReason::TooMany(MAX_FILES));
            return drain(&mut field).await;
        }
        let Some(first) = next(&mut field).await? else {
            // A control without a file sends a part without a name and without a byte.
            if !name.is_empty() {
                self.problems.add(FILES, told(&name, FileProblem::Empty));
            }
            return Ok(());
        };
        let mut arriving = Arriving::begin(&state.app, &name).await?;
        let mut chunk = Some(first);
        while let Some(bytes) = chunk {
            match arriving.write(&bytes).await {
                Ok(()) => {}
                Err(Problem::File(problem)) => {
                    self.problems.add(FILES, told(&name, problem));
                    return refuse(arriving, &mut field).await;
                }
                Err(problem) => return Err(problem.into()),
            }
            chunk = next(&mut field).await?;
        }
        match arriving.finish().await {
            Ok(file) => self.files.push(file),
            Err(Problem::File(problem)) => self.problems.add(FILES, told(&name, problem)),
            Err(problem) => return Err(problem.into()),
        }
        Ok(())
    }
}

async fn refuse(file: Arriving, field: &mut Field) -> Result<(), PageError> {
    file.abort().await?;
    drain(field).await
}

/// What is wrong with a file, by its name: several may have been chosen at once.
fn told(name: &str, problem: FileProblem) -> FileReason {
    FileReason::Refused { name: FileName::parse(name), problem }
}

async fn next(field: &mut Field) -> Result<Option<web::Bytes>, PageError> {
    let broken = |_| PageError::Unreadable(Unreadable::FilesBroken);
    field.next().await.transpose().map_err(broken)
}

/// Reads the rest of a refused file and forgets it, so that the browser is still there to hear why; but not
/// for ever.
async fn drain(field: &mut Field) -> Result<(), PageError> {
    let mut seen = 0_u64;
    while let Some(bytes) = next(field).await? {
        seen += bytes.len() as u64;
        if seen > MAX_BYTES {
            return Err(PageError::TooLarge);
        }
    }
    Ok(())
}

async fn read_field(mut field: Field) -> Result<String, PageError> {
    let mut value = Vec::new();
    while let Some(bytes) = next(&mut field).await? {
        value.extend_from_slice(&bytes);
        if value.len() > MAX_FIELD {
            return Err(PageError::TooLarge);
        }
    }
    text(value)
}
