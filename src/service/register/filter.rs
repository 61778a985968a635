//! Filters of the list of agencies that people keep under a name.

pub use store::register::filter::Filter;

use domain::form::reason::register::RegisterReason;
use domain::form::text;
use domain::identity::role::Permission;
use domain::platform::id::Id;
use domain::register::agency::FILTER_NAME;
use store::register::filter as rows;

use crate::identity::session::Signed;
use crate::{App, Problem};

/// The filters of this person, by name.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn list(app: &App, signed: &Signed) -> Result<Vec<Filter>, Problem> {
    signed.require(Permission::Engage)?;
    let me = signed.actor.id;
    app.read(move |snapshot| rows::of_staff(snapshot, me)).await
}

/// Keeps a filter under a name; one of the same name gives way.
///
/// # Errors
/// [`Problem::Invalid`] for the field `filter_name`.
pub async fn keep(app: &App, signed: &Signed, name: &str, query: &str) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let name = text::line(name, 60).map_err(|problem| Problem::invalid(FILTER_NAME, problem))?;
    if name.is_empty() {
        return Err(Problem::invalid(FILTER_NAME, RegisterReason::NoFilterName));
    }
    let query =
        text::line(query, 1_000).map_err(|_| Problem::invalid(FILTER_NAME, RegisterReason::FilterTooLong))?;
    let (filter, me) = (Filter { id: app.id(), name, query }, signed.actor.id);
    app.write(move |tx| Ok(rows::insert(tx, me, &filter)?)).await
}

/// Forgets a filter.
///
/// # Errors
/// [`Problem::Stale`] when there is none.
pub async fn remove(app: &App, signed: &Signed, id: Id<Filter>) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let me = signed.actor.id;
    app.write(move |tx| Ok(rows::delete(tx, me, id)?)).await
}
