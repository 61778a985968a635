//! The districts of the forces that are served.

use domain::form::reason::register::DistrictReason;
use domain::form::text;
use domain::identity::role::Permission;
use domain::platform::force::{DISTRICT_FORCE, DISTRICT_NAME, District, Lists};
use domain::platform::id::Id;
use domain::platform::position::{Position, ROW};
use store::platform::force;

use crate::identity::session::Signed;
use crate::problem::TxError;
use crate::{App, Problem};

/// The forces that are served, with their districts.
///
/// # Errors
/// [`Problem::Missing`] when the person's role does not allow it.
pub async fn list(app: &App, signed: &Signed) -> Result<Lists, Problem> {
    signed.require(Permission::Engage)?;
    app.read(force::lists).await
}

/// Adds a district to a force that is served. If there is one with this identifier, the form was sent again.
///
/// # Errors
/// [`Problem::Invalid`] for the fields `force` and `name`.
pub async fn add(
    app: &App,
    signed: &Signed,
    id: Id<District>,
    (force, name): (&str, &str),
) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let (force, name) = (force.to_owned(), name.to_owned());
    app.write(move |tx| {
        let lists = force::lists(tx)?;
        if lists.districts.iter().any(|known| known.id == id) {
            return Ok(());
        }
        if !lists.forces.iter().any(|known| known.code == force) {
            return Err(TxError::Problem(Problem::invalid(DISTRICT_FORCE, DistrictReason::NoForce)));
        }
        let district =
            District { id, force: force.clone(), name: named(&lists, &force, None, &name)?, position: None };
        Ok(force::insert_district(tx, &district)?)
    })
    .await
}

/// What was typed of where something stands: the row, the column.
pub type TypedPosition<'a> = (&'a str, &'a str);

/// Gives a district another name, and another place on the map of its force.
///
/// # Errors
/// [`Problem::Invalid`] for the fields `name`, `row` and `column`; [`Problem::Missing`] when there is no such
/// district.
pub async fn change(
    app: &App,
    signed: &Signed,
    id: Id<District>,
    name: &str,
    (row, column): TypedPosition<'_>,
) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let position = Position::parse(row, column).map_err(Problem::Invalid)?;
    let name = name.to_owned();
    app.write(move |tx| {
        let lists = force::lists(tx)?;
        let before = lists.districts.iter().find(|known| known.id == id).ok_or(Problem::Missing)?;
        let name = named(&lists, &before.force, Some(id), &name)?;
        let others = lists.districts.iter().filter(|known| known.force == before.force && known.id != id);
        stand_alone(position, others.map(|known| (known.position, &known.name)))?;
        Ok(force::save_district(tx, &District { name, position, ..before.clone() })?)
    })
    .await
}

/// Gives a force that is served another place on the map of all forces.
///
/// # Errors
/// [`Problem::Invalid`] for the fields `row` and `column`; [`Problem::Missing`] when no such force is served.
pub async fn place_force(
    app: &App,
    signed: &Signed,
    code: &str,
    (row, column): TypedPosition<'_>,
) -> Result<(), Problem> {
    signed.require(Permission::Engage)?;
    let position = Position::parse(row, column).map_err(Problem::Invalid)?;
    let code = code.to_owned();
    app.write(move |tx| {
        let forces = force::lists(tx)?.forces;
        if !forces.iter().any(|known| known.code == code) {
            return Err(TxError::Problem(Problem::Missing));
        }
        let others = forces.iter().filter(|known| known.code != code);
        stand_alone(position, others.map(|known| (known.position, &known.name)))?;
        Ok(force::place(tx, &code, position)?)
    })
    .await
}

/// Refuses a position where one of the others stands.
fn stand_alone<'a>(
    position: Option<Position>,
    mut others: impl Iterator<Item = (Option<Position>, &'a String)>,
) -> Result<(), Problem> {
    match others.find(|(taken, _)| position.is_some() && *taken == position) {
        Some((_, by)) => Err(Problem::invalid(ROW, DistrictReason::PositionTaken { by: by.clone() })),
        None => Ok(()),
    }
}

fn named(lists: &Lists, force: &str, id: Option<Id<District>>, typed: &str) -> Result<String, Problem> {
    let name = text::line(typed, 100).map_err(|problem| Problem::invalid(DISTRICT_NAME, problem))?;
    let taken = lists
        .districts
        .iter()
        .any(|known| known.force == force && Some(known.id) != id && known.name.eq_ignore_ascii_case(&name));
    match name.as_str() {
        "" => Err(Problem::invalid(DISTRICT_NAME, DistrictReason::NoName)),
        _ if taken => Err(Problem::invalid(DISTRICT_NAME, DistrictReason::NameTaken)),
        _ => Ok(name),
    }
}
