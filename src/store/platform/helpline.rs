//! The services that help.

use diesel::prelude::*;

use domain::platform::content::Helpline;
use domain::platform::id::Id;
use domain::platform::time::Day;

use crate::backend::{Address, Db};
use crate::error::StoreError;
use crate::schema::helpline;
use crate::{Snapshot, Tx, column};

/// How many services nobody has checked, looked up in an embedded database without writing anything; none
/// when there is none yet, or it cannot be read.
pub fn count_unchecked(address: &Address) -> Option<i64> {
    let mut db = Db::look_at(address)?;
    helpline::table.filter(helpline::checked.is_null()).count().get_result(&mut db).ok()
}

/// Every service, in the order of the page.
pub fn all(snapshot: &mut Snapshot<'_>) -> Result<Vec<Helpline>, StoreError> {
    type Row = (String, String, String, String, Option<time::Date>);
    let rows: Vec<Row> = helpline::table
        .order(helpline::position)
        .select((helpline::id, helpline::name, helpline::number, helpline::note, helpline::checked))
        .load(snapshot.0)?;
    rows.into_iter()
        .map(|(id, name, number, note, checked)| {
            Ok(Helpline {
                id: column::id(&id, "helpline", "id")?,
                name,
                number,
                note,
                checked: checked.map(Day),
            })
        })
        .collect()
}

/// Changes a service.
pub fn save(tx: &mut Tx<'_>, id: Id<Helpline>, changed: &Helpline) -> Result<(), StoreError> {
    let set = (
        helpline::name.eq(&changed.name),
        helpline::number.eq(&changed.number),
        helpline::note.eq(&changed.note),
        helpline::checked.eq(changed.checked.map(|day| day.0)),
    );
    column::one_changed(diesel::update(helpline::table.find(id.to_string())).set(set).execute(tx.0.0)?)
}
