//! The words that a force writes itself: those on its leaflet and poster.

use domain::form::reason::field::FieldReason;
use domain::form::record::{self, Known, Record};
use domain::identity::role::Permission;
use domain::platform::content::{Helpline, LEAFLET, LEAFLET_NAME, leaflet_words};
use domain::register::change::{Change, ChangeKind, EntityKind};
use store::platform::{content as rows, helpline};
use store::register::change as changes;
use store::{Snapshot, StoreError};
use view::print::face::unprintable;

use crate::identity::session::Signed;
use crate::register::history::{HISTORY, change};
use crate::{App, Problem};

/// The words on the leaflet and the poster.
#[derive(Debug)]
pub struct Words {
    /// The words, by the fields of [`LEAFLET`].
    pub record: Record,
    /// How often they have changed.
    pub version: i64,
    /// Their history, newest first.
    pub history: Vec<Change>,
}

/// The words on the leaflet and the poster: the force's own, or those that we offer.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn words(app: &App, signed: &Signed) -> Result<Words, Problem> {
    signed.require(Permission::Engage)?;
    app.read(|snapshot| {
        let (record, version) = present(snapshot)?;
        let history = changes::of_subject(snapshot, LEAFLET_NAME, HISTORY)?;
        Ok(Words { record, version, history })
    })
    .await
}

fn present(snapshot: &mut Snapshot<'_>) -> Result<(Record, i64), StoreError> {
    Ok(rows::find(snapshot, LEAFLET_NAME)?.unwrap_or_else(|| (leaflet_words(), 0)))
}

/// What is printed: the words and the services that help.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn printed(app: &App, signed: &Signed) -> Result<(Record, Vec<Helpline>), Problem> {
    signed.require(Permission::Engage)?;
    whole(app).await
}

/// The same for whoever was found to be allowed.
pub(crate) async fn whole(app: &App) -> Result<(Record, Vec<Helpline>), Problem> {
    app.read(|snapshot| Ok((present(snapshot)?.0, helpline::all(snapshot)?))).await
}

/// Changes the words that were at `version` when the form was drawn.
///
/// # Errors
/// [`Problem::Invalid`] with every problem of what was typed; [`Problem::Stale`] when somebody changed them
/// meanwhile.
pub async fn save(
    app: &App,
    signed: &Signed,
    version: i64,
    typed: &[(String, String)],
) -> Result<(), Problem> {
    let before = words(app, signed).await?;
    let record = parse(typed)?;
    if before.version != version {
        return Err(Problem::Stale);
    }
    if before.record == record {
        return Ok(());
    }
    let event = Change {
        before: Some(before.record),
        after: Some(record.clone()),
        ..change(app, signed, EntityKind::Leaflet, &LEAFLET_NAME, ChangeKind::Changed)
    };
    app.write(move |tx| {
        rows::save(tx, LEAFLET_NAME, &record, version)?;
        Ok(changes::record(tx, &event)?)
    })
    .await
}

/// Reads what was typed. What cannot be printed is refused here, so that making the document never fails for
/// it.
fn parse(typed: &[(String, String)]) -> Result<Record, Problem> {
    let record = record::parse(LEAFLET, typed, &Known::default()).map_err(Problem::Invalid)?;
    for field in LEAFLET.iter().flat_map(|section| section.fields) {
        if let Some(c) = unprintable(record.get(field.name)) {
            return Err(Problem::invalid(field.name, FieldReason::Unprintable(c)));
        }
    }
    Ok(record)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::platform::content::PARAGRAPHS;

    #[test]
    fn what_cannot_be_printed_is_refused_by_name() {
        let mut words = leaflet_words();
        words.put("second", "You can tell us 😀");
        let fields = LEAFLET.iter().flat_map(|section| section.fields);
        let typed: Vec<_> =
            fields.map(|field| (field.name.to_string(), words.get(field.name).to_owned())).collect();
        let Err(Problem::Invalid(errors)) = parse(&typed) else { panic!("taken") };
        assert_eq!(errors.of(PARAGRAPHS[1]), Some(&FieldReason::Unprintable('😀').into()));
    }
}
