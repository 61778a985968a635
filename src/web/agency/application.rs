//! Asking to become a registered agency: open to anybody, signed in or not.

use actix_web::http::StatusCode;
use actix_web::{HttpRequest, web};

use domain::form::errors::Errors;
use domain::form::record::{self, Known, Record};
use domain::identity::application::{APPLICATION, Application, read};
use domain::platform::id::Id;
use service::House;
use service::identity::application;
use view::agency::application::{
    ApplicationForm, Applying, CHANGE, CheckAnswers, DO, KEY, NoRoom, Received, SEND,
};
use view::draw;

use crate::answer::{Answer, page, page_as, see_other};
use crate::error::PageError;
use crate::extract::cookie::tied_to;
use crate::extract::{Fields, Guarded};
use crate::front::Front;

/// The word in the address of the page after sending.
const SENT: &str = "sent";

/// Asks, or says that it was received.
pub(super) async fn ask(
    front: web::Data<Front>,
    request: HttpRequest,
    query: web::Query<Vec<(String, String)>>,
) -> Answer {
    if query.iter().any(|(name, value)| name == path::DONE && value == SENT) {
        return Ok(page(draw(&Received { site: &front.site })));
    }
    if !application::takes(&front.house).await? {
        return Ok(page_as(
            StatusCode::SERVICE_UNAVAILABLE,
            draw(&NoRoom { site: &front.site, typed: None }),
        ));
    }
    let known = application::lists(&front.house).await?;
    let at = At { front: &front, request: &request, key: front.house.id(), known: &known };
    Ok(page(at.form(&Record::default(), &Errors::default())))
}

/// Shows the answers, goes back to the form, or sends.
pub(super) async fn apply(front: web::Data<Front>, request: HttpRequest, Guarded(fields): Guarded) -> Answer {
    let answer = applied(&front, &request, &fields).await;
    answer.map_err(|error| error.keeping(&path::agency::apply(), fields.kept()))
}

async fn applied(front: &Front, request: &HttpRequest, fields: &Fields) -> Answer {
    let (house, pairs) = (&front.house, fields.pairs());
    let known = application::lists(house).await?;
    let at = At { front, request, key: key(house, fields), known: &known };
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
    match application::apply(house, at.key, &pairs).await {
        Ok(application::Received::Waits) => {
            Ok(see_other(&format!("{}?{}={SENT}", path::agency::apply(), path::DONE)))
        }
        Ok(application::Received::NoRoom) => {
            let full = NoRoom { site: &front.site, typed: Some((&record, &known)) };
            Ok(page_as(StatusCode::SERVICE_UNAVAILABLE, draw(&full)))
        }
        Err(problem) => Err(PageError::from(problem)),
    }
}

/// The identifier that the form came with; another when it was tampered with.
fn key(house: &House, fields: &Fields) -> Id<Application> {
    fields.get(KEY).parse().unwrap_or_else(|_| house.id())
}

/// What the pages of the form are drawn from.
struct At<'a> {
    front: &'a Front,
    request: &'a HttpRequest,
    key: Id<Application>,
    known: &'a Known,
}

impl At<'_> {
    fn form(&self, record: &Record, errors: &Errors) -> String {
        self.drawn(record, |applying| draw(&ApplicationForm { applying, errors }))
    }

    fn check(&self, record: &Record) -> String {
        self.drawn(record, |applying| draw(&CheckAnswers { applying }))
    }

    fn drawn(&self, record: &Record, page: impl FnOnce(Applying<'_>) -> String) -> String {
        let token = self.front.house.forms.issue(&tied_to(self.front, self.request));
        let key = self.key.to_string();
        page(Applying { site: &self.front.site, token: &token, key: &key, record, known: self.known })
    }
}
