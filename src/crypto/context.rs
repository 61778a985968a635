//! Where a ciphertext belongs.

/// The place a ciphertext is bound to: moved elsewhere, it does not open.
#[derive(Clone, Copy, Debug)]
pub struct SealContext<'a> {
    /// The table, or the kind of file.
    pub table: &'a str,
    /// The row's key as text.
    pub row: &'a str,
    /// The column.
    pub column: &'a str,
    /// The row's version, so that an older ciphertext cannot be put back; 0 for what never changes.
    pub version: i64,
}

impl<'a> SealContext<'a> {
    /// A place whose content never changes.
    pub fn new(table: &'a str, row: &'a str, column: &'a str) -> Self {
        Self { table, row, column, version: 0 }
    }

    /// The associated data: every part with its length before it, so that no two places look alike.
    pub fn bytes(&self) -> Vec<u8> {
        let version = self.version.to_be_bytes();
        let parts = [self.table.as_bytes(), self.row.as_bytes(), self.column.as_bytes(), &version];
        let mut bytes = Vec::with_capacity(parts.iter().map(|part| part.len() + 8).sum());
        for part in parts {
            bytes.extend_from_slice(&(part.len() as u64).to_be_bytes());
            bytes.extend_from_slice(part);
        }
        bytes
    }
}
