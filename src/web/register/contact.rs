//! A person in an agency.

use crate::domain::agency::Agency;
use crate::domain::contact::{CONTACT, Contact};
use crate::domain::id::Id;
use crate::domain::record::Record;
use crate::path;
use crate::service::session::Signed;
use crate::service::{Problem, contact, engaged, register};
use crate::view::draw;
use crate::view::register::contact::ContactPage;
use crate::view::staff::place::Place;
use crate::web::front::Front;
use crate::web::psd::{form_token, told};

use super::done;
use super::entry::Pages;
use super::form::{Frame, Shown};

impl Pages for Contact {
    type Above = Agency;

    fn begun(id: Id<Self>, agency: &Agency) -> Self {
        Self { id, agency: agency.id, record: Record::default(), version: 0 }
    }

    fn adding(agency: &Agency) -> Frame<'_> {
        Frame {
            title: "Add a contact".into(),
            place: Place::Agencies,
            above: above(agency),
            action: path::register::new_contact(&agency.id),
            button: "Add contact",
        }
    }

    /// Somebody, with what they took part in.
    async fn page(front: &Front, signed: &Signed, id: Id<Self>, shown: &Shown) -> Result<String, Problem> {
        let view = contact::view(&front.house, signed, id).await?;
        let known = register::lists(&front.house).await?;
        let given = engaged::given_to(&front.house, signed, id).await?;
        let token = form_token(front, signed);
        let frame = Frame {
            title: view.contact.name().to_owned(),
            place: Place::Agencies,
            above: above(&view.agency),
            action: Self::address(id),
            button: "Save",
        };
        let now = (&view.contact.record, view.contact.version);
        Ok(draw(&ContactPage {
            form: shown.form(told(front, signed, &token), &frame, CONTACT, now, &known),
            met: view.last.met,
            told: view.last.told,
            engagements: &view.engagements,
            given: &given,
            history: &view.history,
            known: &known,
            done: shown.done,
        }))
    }

    fn address(id: Id<Self>) -> String {
        path::register::contact(&id)
    }

    fn added(_: Id<Self>, agency: &Agency) -> String {
        done(&Agency::address(agency.id), "added")
    }
}

fn above(agency: &Agency) -> Vec<(&str, String)> {
    vec![("Agencies", path::register::agencies()), (agency.name(), Agency::address(agency.id))]
}
