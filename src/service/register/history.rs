//! What the register's use cases share: the lists that fields offer, and the history.

use domain::form::record::Known;
use domain::identity::role::Permission;
use domain::identity::staff::{Staff, Standing};
use domain::platform::id::Id;
use domain::register::agency::Agency;
use domain::register::change::{Change, ChangeKind, EntityKind};
use store::identity::{register_access, staff};
use store::platform::force;
use store::register::agency as agencies;
use store::{Snapshot, StoreError};

use crate::identity::session::Signed;
use crate::{App, Problem};

/// How much history a page shows.
pub const HISTORY: i64 = 100;

/// The flag of a record that tells what moved in a merge, not what an entry says.
pub(crate) const MERGED: &str = "merged";

/// The lists that the register's fields offer.
pub(crate) fn load_lookups(snapshot: &mut Snapshot<'_>) -> Result<Known, StoreError> {
    let lists = force::lists(snapshot)?;
    let (staff, holders) = (staff::all(snapshot)?, register_access::holders(snapshot)?);
    let may = |person: &Staff| {
        person.standing != Standing::Left
            && person.role.may(Permission::Engage)
            && holders.contains(&person.id)
    };
    Ok(Known {
        staff: staff.into_iter().filter(may).collect(),
        forces: lists.forces,
        districts: lists.districts,
    })
}

/// The lists that the register's fields offer.
///
/// # Errors
/// When the database cannot be read.
pub async fn lists(app: &App) -> Result<Known, Problem> {
    app.read(load_lookups).await
}

/// A change of this moment by this person, for the history.
pub(crate) fn change(
    app: &App,
    signed: &Signed,
    noun: EntityKind,
    subject: &dyn ToString,
    deed: ChangeKind,
) -> Change {
    Change {
        noun,
        subject: subject.to_string(),
        agency: None,
        deed,
        at: app.now(),
        staff: Some(signed.actor.id),
        batch: None,
        before: None,
        after: None,
    }
}

/// The entries that an agency's history is made of: itself and those merged into it.
pub(crate) fn family(snapshot: &mut Snapshot<'_>, id: Id<Agency>) -> Result<Vec<Id<Agency>>, StoreError> {
    let mut all = vec![id];
    all.extend(agencies::merged_into(snapshot, id)?);
    Ok(all)
}
