//! What a read and a write are handed.

use crate::backend::Db;

/// What a read sees: one moment of the database.
pub struct Snapshot<'a>(pub(super) &'a mut Db);

/// An open write transaction. It can do all that a [`Snapshot`] can.
pub struct Tx<'a>(pub(super) Snapshot<'a>);

impl<'a> std::ops::Deref for Tx<'a> {
    type Target = Snapshot<'a>;

    fn deref(&self) -> &Snapshot<'a> {
        &self.0
    }
}

impl<'a> std::ops::DerefMut for Tx<'a> {
    fn deref_mut(&mut self) -> &mut Snapshot<'a> {
        &mut self.0
    }
}
