//! Police forces and their districts.

use super::id::Id;
use super::position::Position;
use crate::form::key::Key;

/// The name of the field for the force of a district.
pub const DISTRICT_FORCE: Key = Key::new("force");
/// The name of the field for the name of a district.
pub const DISTRICT_NAME: Key = Key::new("name");

/// A police force. All are known; a deployment turns on those that it serves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Force {
    /// A short code, such as `west-yorkshire`.
    pub code: String,
    /// The name people know.
    pub name: String,
    /// Whether public pages must be in Welsh as well (Welsh Language (Wales) Measure 2011).
    pub welsh: bool,
    /// Whether this deployment serves it.
    pub served: bool,
    /// Where it stands among the forces on a tile map.
    pub position: Option<Position>,
}

/// A policing district of a force.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct District {
    /// Its identifier.
    pub id: Id<District>,
    /// The code of its force.
    pub force: String,
    /// The name people know.
    pub name: String,
    /// Where it stands on the tile map of its force.
    pub position: Option<Position>,
}

/// The lists that a deployment fills: what `Force` and `District` fields offer.
#[derive(Clone, Debug, Default)]
pub struct Lists {
    /// The forces that are served.
    pub forces: Vec<Force>,
    /// Their districts.
    pub districts: Vec<District>,
}
