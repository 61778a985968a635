//! What agencies ask for: each request is something to be done on the department's list.

use domain::form::reason::register::RegisterReason;
use domain::form::record::Known;
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::platform::time::Day;
use domain::register::agency::Agency;
use domain::register::agency_request::{MAX_OPEN, PERSON, Request, Wish};
use domain::register::follow_up::FollowUp;
use store::register::{agency as agencies, agency_request as rows, follow_up as follow_ups};
use store::{Snapshot, StoreError};

use super::history::{family, load_lookups};
use crate::identity::practitioner::session::SignedIn;
use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};

/// How many requests the page of an agency's people shows.
const SHOWN: i64 = 20;

/// What the agency of this person asked for, newest first, each with the day on which it was done.
///
/// # Errors
/// When the store does not work.
pub async fn own(app: &App, signed: &SignedIn) -> Result<Vec<(Request, Option<Day>)>, Problem> {
    let agency = signed.agency.id;
    app.read(move |snapshot| of_family(snapshot, agency)).await
}

/// What an agency asked for, newest first, each with the day on which it was done.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn of_agency(
    app: &App,
    signed: &Signed,
    agency: Id<Agency>,
) -> Result<Vec<(Request, Option<Day>)>, Problem> {
    signed.require(Permission::Engage)?;
    app.read(move |snapshot| of_family(snapshot, agency)).await
}

fn of_family(
    snapshot: &mut Snapshot<'_>,
    agency: Id<Agency>,
) -> Result<Vec<(Request, Option<Day>)>, StoreError> {
    let family = family(snapshot, agency)?;
    rows::of_agencies(snapshot, &family, SHOWN)
}

/// Asks for something, once for each identifier. It is written down for the agency, not for the person;
/// whoever owns the agency at the department is to see to it, or nobody in particular.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed, or when too much is waiting already.
pub async fn ask(
    app: &App,
    signed: &SignedIn,
    (id, kind): (Id<Request>, Wish),
    typed: &[(String, String)],
) -> Result<(), Problem> {
    kind.parse(typed, &signed.agency).map_err(Problem::Invalid)?;
    let (follow_up, now) = (app.id(), app.now());
    let (signed, typed) = (signed.clone(), typed.to_vec());
    app.write(move |tx| {
        if rows::find(tx, id)?.is_some() {
            return Ok(());
        }
        // Whoever asks may be out by now, and their agency another entry of the register, or one whose
        // address is withheld.
        let (_, agency) = signed.still(tx, now)?;
        let record = kind.parse(&typed, &agency).map_err(Problem::Invalid)?;
        let staff = load_lookups(tx)?.staff;
        let owner = agency.owner().filter(|owner| staff.iter().any(|person| person.id == *owner));
        let (agency, asked) = (agency.id, now.day());
        let request = Request { id, agency, kind, record, asked, follow_up: Some(follow_up) };
        let task = FollowUp {
            id: follow_up,
            engagement: None,
            agency: Some(agency),
            task: request.task(),
            owner,
            due: request.due(),
            done: None,
            version: 0,
        };
        // Two that ask at once are counted one after the other.
        let open = rows::open(tx, request.agency)?;
        if usize::try_from(open).is_ok_and(|open| open >= MAX_OPEN) {
            return Err(TxError::from(too_many()));
        }
        follow_ups::insert(tx, &task)?;
        Ok(rows::insert(tx, &request)?)
    })
    .await
}

fn too_many() -> Problem {
    Problem::invalid(PERSON, RegisterReason::TooManyRequests)
}

/// A request as the department sees it.
#[derive(Debug)]
pub struct RequestView {
    /// The request.
    pub request: Request,
    /// The agency that asked; the entry that stands for it by now.
    pub agency: Agency,
    /// What is to be done about it; none when that was taken off the list.
    pub follow_up: Option<FollowUp>,
    /// The lists that give codes their names.
    pub known: Known,
}

/// A request.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or the person's role does not allow it.
pub async fn view(app: &App, signed: &Signed, id: Id<Request>) -> Result<RequestView, Problem> {
    signed.require(Permission::Engage)?;
    app.read(move |snapshot| {
        let Some(request) = rows::find(snapshot, id)? else { return Ok(None) };
        let Some(agency) = agencies::surviving(snapshot, request.agency)? else { return Ok(None) };
        let follow_up = request.follow_up.map(|id| follow_ups::find(snapshot, id)).transpose()?.flatten();
        Ok(Some(RequestView { request, agency, follow_up, known: load_lookups(snapshot)? }))
    })
    .await?
    .ok_or(Problem::Missing)
}
