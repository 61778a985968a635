//! Asking to become a registered agency: open to anybody, signed in or not.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use domain::form::errors::Errors;
use domain::form::record::{self, Known, Record};
use domain::identity::application::{APPLICATION, Application, read};
use domain::platform::id::Id;
use service::App;
use service::identity::application;
use view::agency::application::{
    ApplicationForm, Applying, CHANGE, CheckAnswers, DO, KEY, NoRoom, Received, SEND,
};
use view::draw;

use crate::answer::{Answer, page, page_as, see_other};
use crate::error::PageError;
use crate::extract::cookie::tied_to;
use crate::extract::{Fields, Guarded};
use crate::state::WebState;

/// Asks, or says that it was received.
pub(super) async fn ask(state: web::Data<WebState>, request: HttpRequest) -> Answer {
    if request.query_string() == path::DONE {
        return Ok(page(draw(&Received { site: &state.site })));
    }
    if !application::takes(&state.app).await? {
        return Ok(page_as(
            StatusCode::SERVICE_UNAVAILABLE,
            draw(&NoRoom { site: &state.site, typed: None }),
        ));
    }
    let known = application::lists(&state.app).await?;
    let at = At { state: &state, request: &request, key: state.app.id(), known: &known };
    Ok(page(at.form(&Record::default(), &Errors::default())))
}

/// Shows the answers, goes back to the form, or sends.
pub(super) async fn apply(
    state: web::Data<WebState>,
    request: HttpRequest,
    Guarded(fields): Guarded,
) -> Answer {
    let answer = applied(&state, &request, &fields).await;
    answer.map_err(|error| error.keeping(&path::agency::apply(), fields.typed()))
}

async fn applied(state: &WebState, request: &HttpRequest, fields: &Fields) -> Answer {
    let (app, pairs) = (&state.app, fields.pairs());
    let known = application::lists(app).await?;
    let at = At { state, request, key: key(app, fields), known: &known };
    if fields.get(DO) == CHANGE {
        return Ok(page(at.form(&record::typed(APPLICATION, &pairs), &Errors::default())));
    }
    let record = match read(&pairs, &known) {
        Ok(record) => record,
        Err(errors) => {
            let html = at.form(&record::typed(APPLICATION, &pairs), &errors);
            return Ok(page_as(StatusCode::UNPROCESSABLE_ENTITY, html));
        }
    };
    if fields.get(DO) != SEND {
        return Ok(page(at.check(&record)));
    }
    match application::apply(app, at.key, &pairs).await {
        Ok(application::Received::Waits) => Ok(see_other(&path::done(&path::agency::apply()))),
        Ok(application::Received::NoRoom) => {
            let full = NoRoom { site: &state.site, typed: Some((&record, &known)) };
            Ok(page_as(StatusCode::SERVICE_UNAVAILABLE, draw(&full)))
        }
        Err(problem) => Err(PageError::from(problem)),
    }
}

/// The identifier that the form came with; another when it was tampered with.
fn key(app: &App, fields: &Fields) -> Id<Application> {
    fields.get(KEY).parse().unwrap_or_else(|_| app.id())
}

/// What the pages of the form are drawn from.
struct At<'a> {
    state: &'a WebState,
    request: &'a HttpRequest,
    key: Id<Application>,
    known: &'a Known,
}

impl At<'_> {
    fn form(&self, record: &Record, errors: &Errors) -> String {
        self.render(record, |applying| draw(&ApplicationForm { applying, errors }))
    }

    fn check(&self, record: &Record) -> String {
        self.render(record, |applying| draw(&CheckAnswers { applying }))
    }

    fn render(&self, record: &Record, page: impl FnOnce(Applying<'_>) -> String) -> String {
        let token = self.state.app.forms.issue(&tied_to(self.state, self.request));
        let key = self.key.to_string();
        page(Applying { site: &self.state.site, token: &token, key: &key, record, known: self.known })
    }
}
