//! Who at the department looks after an agency: whom its people ask.

use domain::identity::staff::{Staff, Standing};
use store::identity::staff;

use crate::identity::practitioner::session::SignedIn;
use crate::{App, Problem};

/// The owner of this person's agency; none when there is none, or none who works here now.
///
/// # Errors
/// When the store does not work.
pub async fn find(app: &App, signed: &SignedIn) -> Result<Option<Staff>, Problem> {
    let Some(owner) = signed.agency.owner() else { return Ok(None) };
    let found = app.read(move |snapshot| staff::find(snapshot, owner)).await?;
    Ok(found.filter(|one| one.standing == Standing::Active))
}
