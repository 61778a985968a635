//! Who hears of a case. Whom a letter about it goes to is decided by [`DeskFacts::addressees`].
//!
//! [`DeskFacts::addressees`]: domain::casework::case::facts::DeskFacts::addressees

use domain::casework::case::Case;
use domain::casework::case::facts::works_on_cases;
use domain::identity::staff::Staff;
use domain::platform::id::Id;
use store::identity::staff;

use super::decision;
use crate::{App, Problem};

/// Whether anybody may see a case. Whoever is the last to say that they know the person is told when nobody
/// is left, since no letter can say so.
///
/// # Errors
/// When the store does not work.
pub async fn are_others(app: &App, case: &Case) -> Result<bool, Problem> {
    let case = case.clone();
    let desk = app.read(move |snapshot| decision::desk_facts(snapshot, &case)).await?;
    Ok(desk.readers().next().is_some())
}

/// Where letters about cases reach somebody; none when they work on cases no more.
///
/// # Errors
/// When the store does not work.
pub async fn address(app: &App, id: Id<Staff>) -> Result<Option<String>, Problem> {
    let person = app.read(move |snapshot| staff::find(snapshot, id)).await?;
    Ok(person.filter(works_on_cases).map(|person| person.email))
}
