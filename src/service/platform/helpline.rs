//! The services that help: shown to everybody, kept right by staff.

use domain::form::errors::Errors;
use domain::form::key::Key;
use domain::form::reason::field::FieldReason;
use domain::form::text;
use domain::identity::role::Permission;
use domain::platform::audit::{AuditAction, AuditEvent};
use domain::platform::content::{Helpline, NAME, NOTE, NUMBER};
use domain::platform::id::Id;
use domain::platform::time::Day;
use store::platform::helpline as rows;

use crate::identity::session::Signed;
use crate::{App, Problem};

/// What somebody typed about a service.
#[derive(Clone, Debug, Default)]
pub struct HelplineForm {
    /// Its name.
    pub name: String,
    /// Its number.
    pub number: String,
    /// Who it is for.
    pub note: String,
    /// Whether it was checked today.
    pub checked_today: bool,
}

/// Every service.
///
/// # Errors
/// When the store does not work.
pub async fn list(app: &App) -> Result<Vec<Helpline>, Problem> {
    app.read(rows::all).await
}

/// One service, for somebody who may edit it.
///
/// # Errors
/// [`Problem::Missing`] when there is none, or not for them.
pub async fn find(app: &App, signed: &Signed, id: Id<Helpline>) -> Result<Helpline, Problem> {
    signed.require(Permission::EditContent)?;
    list(app).await?.into_iter().find(|helpline| helpline.id == id).ok_or(Problem::Missing)
}

/// Changes a service.
///
/// # Errors
/// [`Problem::Invalid`] with every problem.
pub async fn save(app: &App, signed: &Signed, id: Id<Helpline>, form: &HelplineForm) -> Result<(), Problem> {
    signed.require(Permission::EditContent)?;
    let (signed, form, now) = (signed.clone(), form.clone(), app.now());
    app.write(move |tx| {
        signed.still(tx, now, Permission::EditContent)?;
        // Whether a number was checked depends on what it is now, whoever wrote it.
        let known = rows::all(tx)?.into_iter().find(|known| known.id == id).ok_or(Problem::Missing)?;
        let changed = parse(&known, &form, now.day()).map_err(Problem::Invalid)?;
        rows::save(tx, id, &changed)?;
        Ok(tx.record(AuditEvent::new(Some(signed.actor.id), AuditAction::HelplineChanged, &id))?)
    })
    .await
}

fn parse(known: &Helpline, form: &HelplineForm, today: Day) -> Result<Helpline, Errors> {
    let mut errors = Errors::default();
    let mut line = |field: Key, raw: &str, most: usize, needed: bool| match text::line(raw, most) {
        Ok(text) if text.is_empty() && needed => {
            errors.add(field, FieldReason::Blank);
            text
        }
        Ok(text) => text,
        Err(problem) => {
            errors.add(field, problem);
            String::new()
        }
    };
    let name = line(NAME, &form.name, 100, true);
    let number = line(NUMBER, &form.number, 40, true);
    let note = line(NOTE, &form.note, 200, false);
    // A number that changed has not been checked, unless somebody says so.
    let unchanged = known.number == number;
    let checked = if form.checked_today { Some(today) } else { known.checked.filter(|_| unchanged) };
    errors.or(Helpline { id: known.id, name, number, note, checked })
}
